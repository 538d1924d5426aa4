// Moving vectors: compacting to the selected rows, gathering rows by number, appending to a column at rest.

import { type Batch, bitmapBytes, type Vector, type VectorType } from "../column/index.js";
import type { Instance } from "../kernels/index.js";
import { bitWidths } from "../types/index.js";

/** Bytes of `rows` values. Bitmaps are padded to whole words, which is what kernels write. */
export function valuesBytes(type: VectorType, rows: number): number {
  const bits = bitWidths[type.physical];
  return bits === 1 ? bitmapBytes(rows) : rows * (bits / 8);
}

/** The selected rows of a vector, in scratch. */
export function compactVector(
  instance: Instance,
  type: VectorType,
  vector: Vector,
  selection: number,
  rows: number,
  selected: number,
): Vector {
  const { heap, kernels } = instance;
  const values = heap.scratch(valuesBytes(type, selected) + 64);
  compactValues(instance, type, vector.values, selection, values, rows);
  if (vector.validity === 0) return { values, validity: 0 };
  const validity = heap.scratch(bitmapBytes(selected) + 64);
  kernels.compact_1(vector.validity, selection, validity, rows);
  return { values, validity };
}

function compactValues({ kernels }: Instance, type: VectorType, values: number, selection: number, out: number, rows: number): void {
  switch (bitWidths[type.physical]) {
    case 1:
      kernels.compact_1(values, selection, out, rows);
      return;
    case 8:
      kernels.compact_8(values, selection, out, rows);
      return;
    case 16:
      kernels.compact_16(values, selection, out, rows);
      return;
    case 32:
      kernels.compact_32(values, selection, out, rows);
      return;
    case 64:
      kernels.compact_64(values, selection, out, rows);
      return;
    default:
      kernels.compact_128(values, selection, out, rows);
  }
}

/** No row: gathers a null. */
export const NO_ROW = 0xffffffff;

/** The rows numbered `indices`, into `out`, or into scratch; `missing`: some may be NO_ROW. */
export function gatherVector(
  instance: Instance,
  type: VectorType,
  vector: Vector,
  indices: number,
  rows: number,
  missing: boolean,
  out?: Vector,
): Vector {
  const { heap, kernels } = instance;
  const values = out?.values ?? heap.scratch(valuesBytes(type, rows) + 64);
  gatherValues(instance, type, vector.values, indices, values, rows);
  if (vector.validity === 0 && !missing) return { values, validity: 0 };
  const validity = out?.validity || heap.scratch(bitmapBytes(rows) + 64);
  const nullCount = kernels.gather_validity(vector.validity, indices, validity, rows);
  return { values, validity: nullCount === 0 && out === undefined ? 0 : validity };
}

/** The batch's rows whose numbers, ascending, are at `rows`. */
export function takeRows(instance: Instance, type: VectorType, batch: Batch, index: number, rows: number, count: number): Vector {
  return batch.take?.(index, () => rows, count) ?? gatherVector(instance, type, batch.vector(index), rows, count, false);
}

function gatherValues({ kernels }: Instance, type: VectorType, values: number, indices: number, out: number, rows: number): void {
  switch (bitWidths[type.physical]) {
    case 1:
      kernels.gather_1(values, indices, out, rows);
      return;
    case 8:
      kernels.gather_8(values, indices, out, rows);
      return;
    case 16:
      kernels.gather_16(values, indices, out, rows);
      return;
    case 32:
      kernels.gather_32(values, indices, out, rows);
      return;
    case 64:
      kernels.gather_64(values, indices, out, rows);
      return;
    default:
      kernels.gather_128(values, indices, out, rows);
  }
}
