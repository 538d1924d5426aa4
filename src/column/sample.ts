// What a few values say of a column of numbers.

import type { Heap } from "../memory/index.js";
import { bitAt } from "./bitmap.js";
import type { Column } from "./column.js";
import { validityOf } from "./row-reader.js";
import { arrayTypes, type TypedArray, type TypedArrayType } from "./typed-arrays.js";

const SAMPLE_ROWS = 256;

interface SampledRange {
  readonly min: number;
  readonly max: number;
}

/** Columns never change, and every query that reads one asks. */
const known = new WeakMap<Column, { readonly range: SampledRange | undefined }>();

/** The range of a sample, of whole days and units of dates and times; undefined where it has no number. */
export function sampleRange(column: Column, heap: Heap): SampledRange | undefined {
  let sampled = known.get(column);
  if (sampled === undefined) {
    sampled = { range: rangeOfSample(column, heap) };
    known.set(column, sampled);
  }
  return sampled.range;
}

function rangeOfSample({ physical, length, chunks }: Column, heap: Heap): SampledRange | undefined {
  if (physical === "bool" || physical === "codes" || physical === "view" || physical === "list") return undefined;
  const type: TypedArrayType = arrayTypes[physical];
  const step = Math.max(1, length / SAMPLE_ROWS);
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let first = 0;
  let next = 0;
  for (const chunk of chunks) {
    const values = heap.view<TypedArray>(type, chunk.values, chunk.length);
    const validity = validityOf(chunk, heap);
    for (; Math.floor(next) < first + chunk.length; next += step) {
      const row = Math.floor(next) - first;
      const value = Number(values[row]);
      if (!Number.isFinite(value) || (validity !== undefined && !bitAt(validity, row))) continue;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    first += chunk.length;
  }
  return min > max ? undefined : { min, max };
}
