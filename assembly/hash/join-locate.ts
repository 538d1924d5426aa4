// From integer keys to buckets, by address: a bucket for each value of the range ("direct"), or one for each value that
// occurs, found as the number of set bits before it in a bitmap of the range ("ranked"), which keeps a sparse range in cache.
// `list`, where it is not 0, holds the row numbers of the `count` rows that are wanted. Without branches on the data, so that
// cache misses overlap.

import { NONE } from "./hash";

// @ts-ignore: decorator
@inline function keyAt<T>(values: usize, list: usize, index: usize): u64 {
  const row = list ? <usize>load<u32>(list + (index << 2)) : index;
  return <u64>load<T>(values + row * sizeof<T>());
}

/** `rows`: one more than the build row, by bucket, with a 0 past the last; or 0, and then the bucket itself is the result. */
// @ts-ignore: decorator
@inline function direct<T>(values: usize, list: usize, least: u64, range: u64, rows: usize, out: usize, count: i32): void {
  if (rows) {
    for (let index: usize = 0; index < <usize>count; index++) {
      const offset = min(keyAt<T>(values, list, index) - least, range + 1);
      store<u32>(out + (index << 2), load<u32>(rows + (<usize>offset << 2)) - 1);
    }
  } else {
    for (let index: usize = 0; index < <usize>count; index++) {
      const offset = keyAt<T>(values, list, index) - least;
      store<u32>(out + (index << 2), offset > range ? NONE : <u32>offset);
    }
  }
}

/** `ranks`: set bits before each word of `bitmap`. `rows` as for `direct`. */
// @ts-ignore: decorator
@inline function ranked<T>(values: usize, list: usize, least: u64, range: u64, bitmap: usize, ranks: usize, rows: usize, out: usize, count: i32): void {
  for (let index: usize = 0; index < <usize>count; index++) {
    const key = keyAt<T>(values, list, index) - least;
    const offset = min(key, range);
    const bits = load<u64>(bitmap + (<usize>(offset >> 6) << 3));
    const before = <u32>popcnt(bits & ~(~(<u64>0) << (offset & 63)));
    const found = key <= range && ((bits >> (offset & 63)) & 1) != 0;
    const bucket = load<u32>(ranks + (<usize>(offset >> 6) << 2)) + before;
    if (rows) store<u32>(out + (index << 2), load<u32>(rows + (found ? <usize>bucket << 2 : 0)) - 1 | (found ? 0 : NONE));
    else store<u32>(out + (index << 2), found ? bucket : NONE);
  }
}

/** 0 for keys that occur, by `bitmap` (0: all of the range do), NONE for others. */
// @ts-ignore: decorator
@inline function member<T>(values: usize, list: usize, least: u64, range: u64, bitmap: usize, out: usize, count: i32): void {
  for (let index: usize = 0; index < <usize>count; index++) {
    const key = keyAt<T>(values, list, index) - least;
    const offset = min(key, range);
    const occurs = bitmap ? <u32>(load<u64>(bitmap + (<usize>(offset >> 6) << 3)) >> (offset & 63)) & 1 : 1;
    store<u32>(out + (index << 2), (occurs & u32(key <= range)) - 1);
  }
}

/** Sets the bit of each key whose entry in `ids` (0: all count) is not NONE; `mask` as in join-filter. */
// @ts-ignore: decorator
@inline function mark<T>(values: usize, ids: usize, least: u64, mask: u64, bitmap: usize, rows: i32): void {
  for (let row: usize = 0; row < <usize>rows; row++) {
    if (ids && load<u32>(ids + (row << 2)) == NONE) continue;
    const offset = (keyAt<T>(values, 0, row) - least) & mask;
    const word = bitmap + (<usize>(offset >> 6) << 3);
    store<u64>(word, load<u64>(word) | (<u64>1 << (offset & 63)));
  }
}

/** Writes the set bits before each of `words` words; gives their number in all. */
export function join_ranks(bitmap: usize, ranks: usize, words: i32): u32 {
  let total: u32 = 0;
  for (let word: usize = 0; word < <usize>words; word++) {
    store<u32>(ranks + (word << 2), total);
    total += <u32>popcnt(load<u64>(bitmap + (word << 3)));
  }
  return total;
}

export function join_direct_i8(values: usize, list: usize, least: u64, range: u64, rows: usize, out: usize, count: i32): void {
  direct<i8>(values, list, least, range, rows, out, count);
}
export function join_direct_i16(values: usize, list: usize, least: u64, range: u64, rows: usize, out: usize, count: i32): void {
  direct<i16>(values, list, least, range, rows, out, count);
}
export function join_direct_i32(values: usize, list: usize, least: u64, range: u64, rows: usize, out: usize, count: i32): void {
  direct<i32>(values, list, least, range, rows, out, count);
}
export function join_direct_i64(values: usize, list: usize, least: u64, range: u64, rows: usize, out: usize, count: i32): void {
  direct<i64>(values, list, least, range, rows, out, count);
}
export function join_direct_u8(values: usize, list: usize, least: u64, range: u64, rows: usize, out: usize, count: i32): void {
  direct<u8>(values, list, least, range, rows, out, count);
}
export function join_direct_u16(values: usize, list: usize, least: u64, range: u64, rows: usize, out: usize, count: i32): void {
  direct<u16>(values, list, least, range, rows, out, count);
}
export function join_direct_u32(values: usize, list: usize, least: u64, range: u64, rows: usize, out: usize, count: i32): void {
  direct<u32>(values, list, least, range, rows, out, count);
}
export function join_direct_u64(values: usize, list: usize, least: u64, range: u64, rows: usize, out: usize, count: i32): void {
  direct<u64>(values, list, least, range, rows, out, count);
}
export function join_ranked_i8(values: usize, list: usize, least: u64, range: u64, bitmap: usize, ranks: usize, rows: usize, out: usize, count: i32): void {
  ranked<i8>(values, list, least, range, bitmap, ranks, rows, out, count);
}
export function join_ranked_i16(values: usize, list: usize, least: u64, range: u64, bitmap: usize, ranks: usize, rows: usize, out: usize, count: i32): void {
  ranked<i16>(values, list, least, range, bitmap, ranks, rows, out, count);
}
export function join_ranked_i32(values: usize, list: usize, least: u64, range: u64, bitmap: usize, ranks: usize, rows: usize, out: usize, count: i32): void {
  ranked<i32>(values, list, least, range, bitmap, ranks, rows, out, count);
}
export function join_ranked_i64(values: usize, list: usize, least: u64, range: u64, bitmap: usize, ranks: usize, rows: usize, out: usize, count: i32): void {
  ranked<i64>(values, list, least, range, bitmap, ranks, rows, out, count);
}
export function join_ranked_u8(values: usize, list: usize, least: u64, range: u64, bitmap: usize, ranks: usize, rows: usize, out: usize, count: i32): void {
  ranked<u8>(values, list, least, range, bitmap, ranks, rows, out, count);
}
export function join_ranked_u16(values: usize, list: usize, least: u64, range: u64, bitmap: usize, ranks: usize, rows: usize, out: usize, count: i32): void {
  ranked<u16>(values, list, least, range, bitmap, ranks, rows, out, count);
}
export function join_ranked_u32(values: usize, list: usize, least: u64, range: u64, bitmap: usize, ranks: usize, rows: usize, out: usize, count: i32): void {
  ranked<u32>(values, list, least, range, bitmap, ranks, rows, out, count);
}
export function join_ranked_u64(values: usize, list: usize, least: u64, range: u64, bitmap: usize, ranks: usize, rows: usize, out: usize, count: i32): void {
  ranked<u64>(values, list, least, range, bitmap, ranks, rows, out, count);
}
export function join_key_bits_i8(values: usize, ids: usize, least: u64, mask: u64, bitmap: usize, rows: i32): void {
  mark<i8>(values, ids, least, mask, bitmap, rows);
}
export function join_key_bits_i16(values: usize, ids: usize, least: u64, mask: u64, bitmap: usize, rows: i32): void {
  mark<i16>(values, ids, least, mask, bitmap, rows);
}
export function join_key_bits_i32(values: usize, ids: usize, least: u64, mask: u64, bitmap: usize, rows: i32): void {
  mark<i32>(values, ids, least, mask, bitmap, rows);
}
export function join_key_bits_i64(values: usize, ids: usize, least: u64, mask: u64, bitmap: usize, rows: i32): void {
  mark<i64>(values, ids, least, mask, bitmap, rows);
}
export function join_key_bits_u8(values: usize, ids: usize, least: u64, mask: u64, bitmap: usize, rows: i32): void {
  mark<u8>(values, ids, least, mask, bitmap, rows);
}
export function join_key_bits_u16(values: usize, ids: usize, least: u64, mask: u64, bitmap: usize, rows: i32): void {
  mark<u16>(values, ids, least, mask, bitmap, rows);
}
export function join_key_bits_u32(values: usize, ids: usize, least: u64, mask: u64, bitmap: usize, rows: i32): void {
  mark<u32>(values, ids, least, mask, bitmap, rows);
}
export function join_key_bits_u64(values: usize, ids: usize, least: u64, mask: u64, bitmap: usize, rows: i32): void {
  mark<u64>(values, ids, least, mask, bitmap, rows);
}
export function join_member_i8(values: usize, list: usize, least: u64, range: u64, bitmap: usize, out: usize, count: i32): void {
  member<i8>(values, list, least, range, bitmap, out, count);
}
export function join_member_i16(values: usize, list: usize, least: u64, range: u64, bitmap: usize, out: usize, count: i32): void {
  member<i16>(values, list, least, range, bitmap, out, count);
}
export function join_member_i32(values: usize, list: usize, least: u64, range: u64, bitmap: usize, out: usize, count: i32): void {
  member<i32>(values, list, least, range, bitmap, out, count);
}
export function join_member_i64(values: usize, list: usize, least: u64, range: u64, bitmap: usize, out: usize, count: i32): void {
  member<i64>(values, list, least, range, bitmap, out, count);
}
export function join_member_u8(values: usize, list: usize, least: u64, range: u64, bitmap: usize, out: usize, count: i32): void {
  member<u8>(values, list, least, range, bitmap, out, count);
}
export function join_member_u16(values: usize, list: usize, least: u64, range: u64, bitmap: usize, out: usize, count: i32): void {
  member<u16>(values, list, least, range, bitmap, out, count);
}
export function join_member_u32(values: usize, list: usize, least: u64, range: u64, bitmap: usize, out: usize, count: i32): void {
  member<u32>(values, list, least, range, bitmap, out, count);
}
export function join_member_u64(values: usize, list: usize, least: u64, range: u64, bitmap: usize, out: usize, count: i32): void {
  member<u64>(values, list, least, range, bitmap, out, count);
}
