// What a build side knows of its keys, sent to the scan of the probe side: rows whose key is outside the range, or not in
// the bitmap of the range, have no match.

import type { Vector } from "../../column/index.js";
import type { Instance } from "../../kernels/index.js";
import type { IntegerColumn, IntegerType } from "./key-column.js";
import type { KeyRange } from "./key-range.js";

/** Plain data. Numbers are decimal digits, since state travels as JSON. */
export interface KeyFilter {
  readonly type: IntegerType;
  readonly min: string;
  readonly max: string;
  /** Bit `value - min` tells whether the value occurs; 0: all do, or the range is too wide for a bitmap. */
  readonly bitmap: number;
  /** Just the values that occur pass. */
  readonly exact: boolean;
}

/** A bitmap takes no more than so many bits a row, and than so many bits at all when there are few rows. */
const BITS_PER_ROW_MAX = 64;
const BITS_SMALL = 1 << 18;

export function bitmapFits(range: KeyRange, rowCount: number): boolean {
  return range.range < BigInt(Math.max(BITS_PER_ROW_MAX * rowCount, BITS_SMALL));
}

/** `ids` is 0xFFFFFFFF at rows that do not count; `allRows`: there are none such. */
export function buildFilter(
  instance: Instance,
  column: IntegerColumn,
  range: KeyRange,
  ids: number,
  rowCount: number,
  allRows: boolean,
  arena: number,
): KeyFilter {
  const exact = bitmapFits(range, rowCount);
  const bitmap = exact && !(range.complete && allRows) ? keyBitmap(instance, column, range, ids, rowCount, arena) : 0;
  return { type: column.type, min: String(range.least), max: String(range.least + range.range), bitmap, exact };
}

/** Bitmap of the values that occur in rows whose entry in `ids` is not 0xFFFFFFFF. */
export function keyBitmap(
  { heap, kernels }: Instance,
  column: IntegerColumn,
  range: KeyRange,
  ids: number,
  rowCount: number,
  arena: number,
): number {
  const bytes = bitmapWords(range) * 8;
  const bitmap = heap.alloc(bytes, arena);
  kernels.zero_bytes(bitmap, bytes);
  kernels[`join_key_bits_${column.type}`](column.values, ids, range.least, bitmap, rowCount);
  return bitmap;
}

export function bitmapWords(range: KeyRange): number {
  return Math.floor(Number(range.range) / 64) + 1;
}

/** The selection that stays of `selection` (0: all rows), in scratch. */
export function filterKeys(
  { heap, kernels }: Instance,
  { type, min, max, bitmap }: KeyFilter,
  { values, validity }: Vector,
  rowCount: number,
  selection: number,
): { readonly selection: number; readonly selectedCount: number } {
  const out = heap.scratch(Math.ceil(rowCount / 64) * 8);
  const least = BigInt(min);
  const selectedCount = kernels[`join_filter_${type}`](values, validity, selection, least, BigInt(max) - least, bitmap, out, rowCount);
  return { selection: out, selectedCount };
}
