// Strict casts: values of selected rows that had to become null.

import { arrayTypes, type Batch, bitmapBytes, readView, VIEW_BYTES } from "../column/index.js";
import { assert, ComputeError } from "../errors/index.js";
import type { Instance } from "../kernels/index.js";
import type { PhysicalType } from "../types/index.js";
import type { StrictCheck } from "./program.js";

const SHOWN_MAX = 3;

/** What failed in a batch: a bitmap of rows, and the values in them. */
export interface Failure {
  readonly check: StrictCheck;
  readonly rows: number;
  readonly failures: number;
  readonly selectedCount: number;
  print(row: number): string;
}

export type OnFailure = (failure: Failure) => void;

export function raiseFailure({ heap, kernels }: Instance, { check, rows, failures, selectedCount, print }: Failure): never {
  const failed = kernels.bitmap_count(failures, rows);
  const shown: string[] = [];
  for (let row = 0; row < rows && shown.length < SHOWN_MAX; row++) {
    if (heap.getBit(failures, row)) shown.push(print(row));
  }
  const more = failed > shown.length ? ", …" : "";
  const noun = selectedCount === 1 ? "value" : "values";
  throw new ComputeError(`${check.what} for ${failed} of ${selectedCount} ${noun}: [${shown.join(", ")}${more}]`);
}

/** Selected rows that are valid in `before` (0: all) and not in `after`; undefined when there are none. */
export function failuresIn({ heap, kernels }: Instance, batch: Batch, before: number, after: number): number | undefined {
  const rows = batch.rowCount;
  const failures = heap.scratch(bitmapBytes(rows) + 64);
  if (before === 0) kernels.bitmap_not(after, failures, rows);
  else kernels.bitmap_andnot(before, after, failures, rows);
  return selectedIn({ heap, kernels }, batch, failures);
}

/** The bitmap, cut down to selected rows; undefined when it is empty then. */
export function selectedIn({ kernels }: Instance, batch: Batch, bitmap: number): number | undefined {
  if (batch.selection !== 0) kernels.bitmap_and(bitmap, batch.selection, bitmap, batch.rowCount);
  kernels.bitmap_clear_tail(bitmap, batch.rowCount);
  return kernels.bitmap_count(bitmap, batch.rowCount) === 0 ? undefined : bitmap;
}

export function printValue({ heap }: Instance, physical: PhysicalType, values: number, row: number): string {
  if (physical === "view") return JSON.stringify(readView(heap, values + row * VIEW_BYTES));
  if (physical === "bool") return String(heap.getBit(values, row));
  assert(physical !== "list", "a failure on lists");
  const { BYTES_PER_ELEMENT } = arrayTypes[physical];
  return String(heap.view(arrayTypes[physical] as typeof Float64Array, values + row * BYTES_PER_ELEMENT, 1)[0]);
}
