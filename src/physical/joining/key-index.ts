// From one integer key to its bucket: by address where the range of keys allows, else by hash table.

import type { Instance } from "../../kernels/index.js";
import type { IntegerColumn, Room, RowList } from "./key-column.js";
import { bitmapFits, bitmapWords, type KeyFilter, keyBitmap } from "./key-filter.js";
import type { KeyRange } from "./key-range.js";
import { type NumberTable, numberWords } from "./number-table.js";

/** Plain data; big numbers as decimal digits, since it travels as JSON. */
export type KeyIndex =
  /** Bucket: the key's distance from the least. */
  | { readonly kind: "direct"; readonly least: string; readonly range: string; readonly bucketCount: number }
  /** Bucket: how many smaller keys there are. */
  | {
      readonly kind: "ranked";
      readonly least: string;
      readonly range: string;
      readonly bucketCount: number;
      readonly bitmap: number;
      readonly ranks: number;
    }
  /** Bucket: 0 for all keys that occur, which is all that semi and anti joins ask. */
  | { readonly kind: "member"; readonly least: string; readonly range: string; readonly bucketCount: 1; readonly bitmap: number }
  /** Bucket: the key's number in order of appearance. */
  | { readonly kind: "hashed"; readonly bucketCount: number; readonly table: NumberTable };

/** An index by address takes 4 bytes a value of the range: so many values a row at most, or so many at all. */
const DIRECT_VALUES_PER_ROW_MAX = 4;
const DIRECT_VALUES_SMALL = 1 << 16;

/**
 * `counted` is 0xFFFFFFFF at rows with a null key, or 0: there are none. A hash table's numbers of the others are written to `ids`, which
 * is the same, or not written yet. `filter` is that of the keys, if there is one. `membership`: only whether a key occurs will be asked.
 */
export function buildIndex(
  instance: Instance,
  column: IntegerColumn,
  range: KeyRange,
  ids: number,
  counted: number,
  rowCount: number,
  filter: KeyFilter | null,
  membership: boolean,
  arena: number,
  room: Room,
): KeyIndex {
  const { heap, kernels } = instance;
  const digits = { least: String(range.least), range: String(range.range) };
  const fitsBitmap = bitmapFits(range, rowCount);
  const bitmapOf = () =>
    filter?.exact && filter.bitmap !== 0 ? filter.bitmap : keyBitmap(instance, column, range, counted, rowCount, arena);
  if (membership && fitsBitmap) return { kind: "member", ...digits, bucketCount: 1, bitmap: range.complete ? 0 : bitmapOf() };
  // Rows whose keys are sorted and distinct are their own ranks: nothing but the bitmap needs to be kept.
  const fitsDirect = range.range < BigInt(Math.max(DIRECT_VALUES_PER_ROW_MAX * rowCount, DIRECT_VALUES_SMALL));
  if (range.complete || (fitsDirect && !range.strictlyAscending)) {
    return { kind: "direct", ...digits, bucketCount: Number(range.range) + 1 };
  }
  if (fitsBitmap) {
    const bitmap = bitmapOf();
    const words = bitmapWords(range);
    const ranks = heap.alloc(words * 4, arena);
    return { kind: "ranked", ...digits, bucketCount: kernels.join_ranks(bitmap, ranks, words) >>> 0, bitmap, ranks };
  }
  const words = wordsOf(instance, column, { list: 0, count: rowCount }, room);
  if (counted === 0) kernels.zero_bytes(ids, rowCount * 4);
  const table = numberWords(instance, words, ids, rowCount, arena);
  return { kind: "hashed", bucketCount: table.count, table };
}

/**
 * Buckets of the wanted rows; 0xFFFFFFFF where there is none. With `rows` (one more than the only build row, by bucket, 0 for
 * none, with another 0 at the end), build rows instead.
 */
export function findBuckets(
  instance: Instance,
  index: KeyIndex,
  column: IntegerColumn,
  wanted: RowList,
  rows: number,
  out: number,
  room: Room,
): void {
  const { kernels } = instance;
  const { count } = wanted;
  const list = column.dense ? 0 : wanted.list;
  switch (index.kind) {
    case "direct":
      kernels[`join_direct_${column.type}`](column.values, list, BigInt(index.least), BigInt(index.range), rows, out, count);
      break;
    case "ranked": {
      const { least, range, bitmap, ranks } = index;
      kernels[`join_ranked_${column.type}`](column.values, list, BigInt(least), BigInt(range), bitmap, ranks, rows, out, count);
      break;
    }
    case "member":
      kernels[`join_member_${column.type}`](column.values, list, BigInt(index.least), BigInt(index.range), index.bitmap, out, count);
      break;
    case "hashed": {
      const words = wordsOf(instance, column, wanted, room);
      kernels.join_find_words(words, index.table.table, index.table.bits, room(SLOTS_BYTES), out, count);
      const last = BigInt(index.bucketCount - 1);
      if (rows !== 0 && last >= 0n) kernels.join_direct_u32(out, 0, 0n, last, rows, out, count);
      break;
    }
  }
}

/** Room for the slots that `join_find_words` looks ahead. */
const SLOTS_BYTES = 512;

function wordsOf({ kernels }: Instance, { type, values, dense }: IntegerColumn, { list, count }: RowList, room: Room): number {
  if (type === "u64" && (dense || list === 0)) return values;
  const words = room(count * 8);
  kernels[`join_pack_${type}`](values, dense ? 0 : list, 0n, 0n, 0, words, true, 0, count);
  return words;
}
