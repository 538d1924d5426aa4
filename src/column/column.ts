// A column: a dtype and its chunks, whose buffers lie in the linear memory in Arrow's layout.

import type { Allocation } from "../memory/index.js";
import type { ColumnType, PhysicalType } from "../types/index.js";

/**
 * Distinct strings, none null, that codes point to. `values` are `count` views.
 *
 * A view is Arrow's Utf8View with an address in place of buffer index and offset:
 *   u32 length, then up to 12 bytes inline (unused ones 0)
 *   u32 length, 4 bytes of prefix, u32 0, u32 address of all bytes, when longer than 12
 */
export interface Dictionary {
  readonly count: number;
  readonly values: number;
  readonly allocations: readonly Allocation[];
}

/**
 * A list, 16 bytes, is Arrow's ListView with addresses: where in a vector the elements of a row are. Rows may share a vector, and
 * each may have one of its own.
 *   u32 elements, u32 the first one's index, u32 values of the vector, u32 validity of the vector (0: none is null)
 * Elements are in the plain physical form of their dtype: strings are views, lists lists again. The list of a null row means nothing.
 */
export const LIST_BYTES = 16;

/** Addresses of one chunk's buffers. Bitmaps are aligned to 8 bytes, other values to their width: a slice starts at any row. */
export interface Chunk {
  readonly length: number;
  readonly values: number;
  /** Bitmap, 1 = valid; 0 when no row is null. */
  readonly validity: number;
  readonly nullCount: number;
  /** The blocks that hold the buffers above, the bytes of long strings, and the elements of lists. */
  readonly allocations: readonly Allocation[];
}

export interface Column {
  readonly dtype: ColumnType;
  readonly physical: PhysicalType;
  readonly length: number;
  readonly nullCount: number;
  readonly chunks: readonly Chunk[];
  /** Present exactly when `physical` is "codes"; the same for all chunks. */
  readonly dictionary?: Dictionary;
}
