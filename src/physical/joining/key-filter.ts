// What a build side knows of its keys, sent to the scan of the probe side: rows whose key is outside the range, or not in
// the bitmap of the range, have no match.

import type { Vector } from "../../column/index.js";
import type { Instance } from "../../kernels/index.js";
import type { IntegerColumn, IntegerType, RowList } from "./key-column.js";
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
  /** Of the values from `min` to `max`, the share that passes. */
  readonly share: number;
}

/** A bitmap takes no more than so many bits a row, about what a hash table takes, and than so many bits at all when there are few rows. */
const BITS_PER_ROW_MAX = 256;
const BITS_SMALL = 1 << 18;
const BITS_MAX = 2 ** 31 - 1;

export function bitmapFits(range: KeyRange, rowCount: number): boolean {
  return range.range < BigInt(Math.min(Math.max(BITS_PER_ROW_MAX * rowCount, BITS_SMALL), BITS_MAX));
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
  const values = Number(range.range) + 1;
  const share = bitmap === 0 ? 1 : instance.kernels.bitmap_count(bitmap, values) / values;
  return { type: column.type, min: String(range.least), max: String(range.least + range.range), bitmap, exact, share };
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
  // The kernels look keys outside the range up at the bit past it.
  const bytes = (bitmapWords(range) + 1) * 8;
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

/** Looking bits up first pays where so many of the keys are not found, or fewer. */
const SHARE_MAX = 0.5;

export const isSelective = ({ share }: KeyFilter): boolean => share <= SHARE_MAX;

/** Those of the rows in `rows` that pass, and are in `selection`, unless it is 0; in scratch. */
export function candidates(
  { heap, kernels }: Instance,
  { type, min, max, bitmap }: KeyFilter,
  { values, validity }: Vector,
  { list, count }: RowList,
  selection: number,
): RowList {
  const least = BigInt(min);
  const range = BigInt(max) - least;
  const out = list === 0 ? heap.scratch(count * 4) : list;
  return { list: out, count: kernels[`join_candidates_${type}`](values, validity, selection, list, least, range, bitmap, out, count) };
}
