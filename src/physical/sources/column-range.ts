// The range of a column of integers at rest, measured when it is first asked for.

import { type Column, sampleRange } from "../../column/index.js";
import type { Instance } from "../../kernels/index.js";
import type { ValueRange } from "../../plan/index.js";
import { bitWidths } from "../../types/index.js";
import { DIRECT_SLOTS_MAX } from "../grouping/index.js";

const RANGE_BYTES = 24;
const PIECE_ROWS = 1 << 16;

/** Columns never change, and every query that groups by one asks. */
const known = new WeakMap<Column, { readonly range: ValueRange | undefined }>();

/** Undefined of other columns, of those without values, and where the range is too wide to be of use. */
export function columnRange(column: Column, instance: Instance): ValueRange | undefined {
  let measured = known.get(column);
  if (measured === undefined) {
    measured = { range: isNarrow(column, instance) ? measure(column, instance) : undefined };
    known.set(column, measured);
  }
  return measured.range;
}

/** Most columns that are too wide show it in a few values. */
function isNarrow(column: Column, { heap }: Instance): boolean {
  const sample = sampleRange(column, heap);
  return sample !== undefined && sample.max - sample.min < DIRECT_SLOTS_MAX;
}

function measure({ physical, chunks }: Column, { heap, kernels }: Instance): ValueRange | undefined {
  // Of the others, bytes have a range that needs no measuring, and codes their dictionary.
  if (physical !== "i16" && physical !== "i32" && physical !== "i64" && physical !== "u16" && physical !== "u32" && physical !== "u64")
    return undefined;
  const out = heap.alloc(RANGE_BYTES);
  let range: ValueRange | undefined;
  try {
    for (const { length, values, validity } of chunks) {
      for (let row = 0; row < length; row += PIECE_ROWS) {
        const rows = Math.min(PIECE_ROWS, length - row);
        const address = values + (row * bitWidths[physical]) / 8;
        kernels[`key_range_${physical}`](address, validity === 0 ? 0 : validity + row / 8, out, rows);
        if (heap.getU32(out + 16) === 0) continue;
        const [min = 0n, max = 0n] = physical === "u64" ? heap.view(BigUint64Array, out, 2) : heap.i64s(out, 2);
        range = {
          min: range !== undefined && range.min < min ? range.min : min,
          max: range !== undefined && range.max > max ? range.max : max,
        };
        if (range.max - range.min >= BigInt(DIRECT_SLOTS_MAX)) return undefined;
      }
    }
    return range;
  } finally {
    heap.free(out);
  }
}
