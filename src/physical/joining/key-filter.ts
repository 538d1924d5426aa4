// What a build side knows of its keys, sent to the scan of the probe side: rows whose key is outside the range, or not in
// the bitmap of the range, have no match.

import type { Vector } from "../../column/index.js";
import type { Instance } from "../../kernels/index.js";
import type { IntegerColumn, IntegerType, RowList } from "./key-column.js";
import type { KeyRange } from "./key-range.js";

/** Plain data. Big numbers are decimal digits, since state travels as JSON. */
export interface KeyFilter {
  readonly type: IntegerType;
  readonly least: string;
  /** The greatest distance from `least` that is looked up. */
  readonly range: string;
  readonly greatest: string;
  /** Bit `(value - least) & mask` tells whether such a value occurs; 0: all values of the range do. */
  readonly bitmap: number;
  readonly mask: string;
  /** Just the values that occur pass. */
  readonly exact: boolean;
  /** Of the bits, those that are set. */
  readonly share: number;
}

/** A bitmap takes no more than so many bits a row, about what a hash table takes, and than so many bits at all when there are few rows. */
const BITS_PER_ROW_MAX = 256;
const BITS_SMALL = 1 << 18;
const BITS_MAX = 2 ** 31 - 1;

export function bitmapFits(range: KeyRange, rowCount: number): boolean {
  return range.range < BigInt(Math.min(Math.max(BITS_PER_ROW_MAX * rowCount, BITS_SMALL), BITS_MAX));
}

/** A range that is too wide has a bitmap of the keys' low bits: so many a row, few of which are set. */
const FOLDED_BITS_PER_ROW = 32;
const FOLDED_BITS_MIN = 1 << 16;
const FOLDED_BITS_MAX = 1 << 28;

const WHOLE = 2n ** 64n - 1n;

/** `ids` is 0xFFFFFFFF at rows that do not count; 0 where all do. `allRows`: there are none such. */
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
  const bounds = {
    type: column.type,
    least: String(range.least),
    range: String(exact ? range.range : WHOLE - 1n),
    greatest: String(range.least + range.range),
    exact,
  };
  if (range.complete && allRows) return { ...bounds, bitmap: 0, mask: String(WHOLE), share: 1 };
  const bits = exact ? Number(range.range) + 1 : foldedBits(rowCount);
  const mask = exact ? WHOLE : BigInt(bits - 1);
  const bitmap = markedBits(instance, column, range.least, mask, bits, ids, rowCount, arena);
  return { ...bounds, bitmap, mask: String(mask), share: instance.kernels.bitmap_count(bitmap, bits) / bits };
}

function foldedBits(rowCount: number): number {
  const wanted = Math.min(Math.max(rowCount * FOLDED_BITS_PER_ROW, FOLDED_BITS_MIN), FOLDED_BITS_MAX);
  return 2 ** Math.ceil(Math.log2(wanted));
}

/** Bitmap of the values that occur in rows whose entry in `ids`, unless that is 0, is not 0xFFFFFFFF. */
export function keyBitmap(
  instance: Instance,
  column: IntegerColumn,
  range: KeyRange,
  ids: number,
  rowCount: number,
  arena: number,
): number {
  return markedBits(instance, column, range.least, WHOLE, Number(range.range) + 1, ids, rowCount, arena);
}

function markedBits(
  { heap, kernels }: Instance,
  { type, values }: IntegerColumn,
  least: bigint,
  mask: bigint,
  bits: number,
  ids: number,
  rowCount: number,
  arena: number,
): number {
  // The kernels look keys outside the range up at the bit past it.
  const bytes = (Math.floor(bits / 64) + 1) * 8;
  const bitmap = heap.alloc(bytes, arena);
  kernels.zero_bytes(bitmap, bytes);
  kernels[`join_key_bits_${type}`](values, ids, least, mask, bitmap, rowCount);
  return bitmap;
}

export function bitmapWords(range: KeyRange): number {
  return Math.floor(Number(range.range) / 64) + 1;
}

/** The selection that stays of `selection` (0: all rows), in scratch. */
export function filterKeys(
  { heap, kernels }: Instance,
  { type, least, range, bitmap, mask }: KeyFilter,
  { values, validity }: Vector,
  rowCount: number,
  selection: number,
): { readonly selection: number; readonly selectedCount: number } {
  const out = heap.scratch(Math.ceil(rowCount / 64) * 8);
  const filter = kernels[`join_filter_${type}`];
  return {
    selection: out,
    selectedCount: filter(values, validity, selection, BigInt(least), BigInt(range), BigInt(mask), bitmap, out, rowCount),
  };
}

/** Looking bits up first pays where so many of the keys are not found, or fewer. */
const SHARE_MAX = 0.5;

export const isSelective = ({ share }: KeyFilter): boolean => share <= SHARE_MAX;

/** Those of the rows in `rows` that pass, and are in `selection`, unless it is 0; in scratch. */
export function candidates(
  { heap, kernels }: Instance,
  { type, least, range, bitmap, mask }: KeyFilter,
  { values, validity }: Vector,
  { list, count }: RowList,
  selection: number,
): RowList {
  const out = list === 0 ? heap.scratch(count * 4) : list;
  const kept = kernels[`join_candidates_${type}`](
    values,
    validity,
    selection,
    list,
    BigInt(least),
    BigInt(range),
    BigInt(mask),
    bitmap,
    out,
    count,
  );
  return { list: out, count: kept };
}
