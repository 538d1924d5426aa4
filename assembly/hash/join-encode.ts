// Keys of any type made integers, and several integers packed into one word. `list`, where it is not 0, holds the row
// numbers of the `count` rows that are wanted; results are dense.

import { NONE } from "./hash";

const NAN_F32: u32 = 0x7fc00000;
const NAN_F64: u64 = 0x7ff8000000000000;

/** Bits of floats such that equal keys have equal bits: one NaN, no negative zero. */
export function join_canonical_f32(values: usize, out: usize, rows: i32): void {
  for (let at: usize = 0, end = <usize>rows << 2; at < end; at += 4) {
    const value = load<f32>(values + at) + 0;
    store<u32>(out + at, value == value ? reinterpret<u32>(value) : NAN_F32);
  }
}

export function join_canonical_f64(values: usize, out: usize, rows: i32): void {
  for (let at: usize = 0, end = <usize>rows << 3; at < end; at += 8) {
    const value = load<f64>(values + at) + 0;
    store<u64>(out + at, value == value ? reinterpret<u64>(value) : NAN_F64);
  }
}

/** One byte a bit. */
export function join_bytes_bool(bitmap: usize, out: usize, rows: i32): void {
  for (let row: usize = 0; row < <usize>rows; row++) store<u8>(out + row, (load<u8>(bitmap + (row >> 3)) >> <u8>(row & 7)) & 1);
}

/** Ids of codes, by a map from one to the other. */
export function translate_codes(codes: usize, list: usize, map: usize, out: usize, count: i32): void {
  for (let index: usize = 0; index < <usize>count; index++) {
    const row = list ? <usize>load<u32>(list + (index << 2)) : index;
    store<u32>(out + (index << 2), load<u32>(map + (<usize>load<u32>(codes + (row << 2)) << 2)));
  }
}

/**
 * Adds a field to words: `value - least` at bit `shift`; `first` when the words are not written yet. Where the difference
 * passes `range`, no key on the other side is equal: the row's entry in `misses` (0: none is kept) becomes NONE.
 */
// @ts-ignore: decorator
@inline function pack<T>(values: usize, list: usize, least: u64, range: u64, shift: i32, words: usize, first: bool, misses: usize, count: i32): void {
  for (let index: usize = 0; index < <usize>count; index++) {
    const row = list ? <usize>load<u32>(list + (index << 2)) : index;
    const field = <u64>load<T>(values + row * sizeof<T>()) - least;
    const word = words + (index << 3);
    store<u64>(word, (first ? 0 : load<u64>(word)) | (field << shift));
    if (misses) store<u32>(misses + (index << 2), load<u32>(misses + (index << 2)) | (field > range ? NONE : 0));
  }
}

export function join_pack_i8(values: usize, list: usize, least: u64, range: u64, shift: i32, words: usize, first: bool, misses: usize, count: i32): void {
  pack<i8>(values, list, least, range, shift, words, first, misses, count);
}
export function join_pack_i16(values: usize, list: usize, least: u64, range: u64, shift: i32, words: usize, first: bool, misses: usize, count: i32): void {
  pack<i16>(values, list, least, range, shift, words, first, misses, count);
}
export function join_pack_i32(values: usize, list: usize, least: u64, range: u64, shift: i32, words: usize, first: bool, misses: usize, count: i32): void {
  pack<i32>(values, list, least, range, shift, words, first, misses, count);
}
export function join_pack_i64(values: usize, list: usize, least: u64, range: u64, shift: i32, words: usize, first: bool, misses: usize, count: i32): void {
  pack<i64>(values, list, least, range, shift, words, first, misses, count);
}
export function join_pack_u8(values: usize, list: usize, least: u64, range: u64, shift: i32, words: usize, first: bool, misses: usize, count: i32): void {
  pack<u8>(values, list, least, range, shift, words, first, misses, count);
}
export function join_pack_u16(values: usize, list: usize, least: u64, range: u64, shift: i32, words: usize, first: bool, misses: usize, count: i32): void {
  pack<u16>(values, list, least, range, shift, words, first, misses, count);
}
export function join_pack_u32(values: usize, list: usize, least: u64, range: u64, shift: i32, words: usize, first: bool, misses: usize, count: i32): void {
  pack<u32>(values, list, least, range, shift, words, first, misses, count);
}
export function join_pack_u64(values: usize, list: usize, least: u64, range: u64, shift: i32, words: usize, first: bool, misses: usize, count: i32): void {
  pack<u64>(values, list, least, range, shift, words, first, misses, count);
}
