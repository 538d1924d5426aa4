// The rows a filter keeps.

import { type Batch, bitmapBytes, type Vector } from "../column/index.js";
import type { Instance } from "../kernels/index.js";

export interface Selection {
  /** Bitmap in scratch; bits past the rows, up to a multiple of 64, are 0. */
  readonly selection: number;
  readonly selectedCount: number;
}

/** Rows of the batch that are selected and for which `predicate` is true; null is not true. */
export function toSelection({ heap, kernels }: Instance, predicate: Vector, batch: Pick<Batch, "rowCount" | "selection">): Selection {
  const rows = batch.rowCount;
  const selection = heap.scratch(bitmapBytes(rows) + 64);
  kernels.bitmap_and(predicate.values, predicate.validity || predicate.values, selection, rows);
  if (batch.selection !== 0) kernels.bitmap_and(selection, batch.selection, selection, rows);
  kernels.bitmap_clear_tail(selection, rows);
  return { selection, selectedCount: kernels.bitmap_count(selection, rows) };
}
