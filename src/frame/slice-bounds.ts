// What `slice(offset, length)` means for a number of rows.

import { InvalidOperationError } from "../errors/index.js";

/** Rows that exist: a negative offset counts from the end, and too long a length ends there. @throws {InvalidOperationError} */
export function sliceBounds(rows: number, offset: number, length = rows): { readonly offset: number; readonly length: number } {
  if (!Number.isInteger(offset)) throw new InvalidOperationError(`the offset of a slice must be an integer, not ${offset}`);
  if (length !== Number.POSITIVE_INFINITY && (!Number.isInteger(length) || length < 0)) {
    throw new InvalidOperationError(`the length of a slice must be a non-negative integer, not ${length}`);
  }
  const start = offset < 0 ? offset + rows : offset;
  const from = Math.min(Math.max(start, 0), rows);
  const to = Math.min(Math.max(start + length, from), rows);
  return { offset: from, length: to - from };
}
