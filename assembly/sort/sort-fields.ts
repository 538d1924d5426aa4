// Sort keys as strings of bits whose unsigned order is the order wanted, in words of 64 bits, a word array each. A field is put
// into words that are 0 before; `shift` places it: to the left, or, negative, to the right, where its low bits go to the next word.

import { isValid, stringWord } from "./key-bits";

// @ts-ignore: decorator
@inline function put(word: usize, field: u64, shift: i32): void {
  store<u64>(word, load<u64>(word) | (shift >= 0 ? field << shift : field >> -shift));
}

/** Bits of a float as an unsigned integer of the same order; one zero, NaN greatest. */
// @ts-ignore: decorator
@inline function orderedBits<T>(value: T): u64 {
  if (value != value) return sizeof<T>() == 4 ? 0xffffffff : ~(<u64>0);
  if (sizeof<T>() == 4) {
    const bits = reinterpret<i32>(<f32>value + 0);
    return <u64><u32>(bits ^ ((bits >> 31) | i32.MIN_VALUE));
  }
  const bits = reinterpret<i64>(<f64>value + 0);
  return <u64>(bits ^ ((bits >> 63) | i64.MIN_VALUE));
}

/** `value - least` (of floats: their ordered bits), which is at most `range`; turned round when descending; 0 for null rows. */
// @ts-ignore: decorator
@inline function field<T>(values: usize, validity: usize, least: u64, range: u64, descending: bool, shift: i32, words: usize, rows: i32): void {
  const base = descending ? range : 0;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const value = load<T>(values + row * sizeof<T>());
    const distance = (isFloat<T>() ? orderedBits<T>(value) : <u64>value) - least;
    const ordered = descending ? base - distance : distance;
    put(words + (row << 3), isValid(validity, row) ? ordered : 0, shift);
  }
}

/** Of bits. */
export function sort_field_bool(values: usize, validity: usize, least: u64, range: u64, descending: bool, shift: i32, words: usize, rows: i32): void {
  for (let row: usize = 0; row < <usize>rows; row++) {
    const value = isValid(values, row) ^ <u64>descending;
    put(words + (row << 3), value & isValid(validity, row), shift);
  }
}

/** The first eight bytes of strings, as far as the shift lets them stay; zeros past the end of a string. */
export function sort_field_view(values: usize, validity: usize, descending: bool, shift: i32, words: usize, rows: i32): void {
  for (let row: usize = 0; row < <usize>rows; row++) {
    if (!isValid(validity, row)) continue;
    const prefix = stringWord(values + (row << 4), 0);
    put(words + (row << 3), descending ? ~prefix : prefix, shift);
  }
}

/** One bit that places nulls before or after the others. */
export function sort_field_null(validity: usize, nullsLast: bool, shift: i32, words: usize, rows: i32): void {
  for (let row: usize = 0; row < <usize>rows; row++) put(words + (row << 3), isValid(validity, row) ^ <u64>nullsLast, shift);
}

export function sort_field_i8(values: usize, validity: usize, least: u64, range: u64, descending: bool, shift: i32, words: usize, rows: i32): void {
  field<i8>(values, validity, least, range, descending, shift, words, rows);
}
export function sort_field_i16(values: usize, validity: usize, least: u64, range: u64, descending: bool, shift: i32, words: usize, rows: i32): void {
  field<i16>(values, validity, least, range, descending, shift, words, rows);
}
export function sort_field_i32(values: usize, validity: usize, least: u64, range: u64, descending: bool, shift: i32, words: usize, rows: i32): void {
  field<i32>(values, validity, least, range, descending, shift, words, rows);
}
export function sort_field_i64(values: usize, validity: usize, least: u64, range: u64, descending: bool, shift: i32, words: usize, rows: i32): void {
  field<i64>(values, validity, least, range, descending, shift, words, rows);
}
export function sort_field_u8(values: usize, validity: usize, least: u64, range: u64, descending: bool, shift: i32, words: usize, rows: i32): void {
  field<u8>(values, validity, least, range, descending, shift, words, rows);
}
export function sort_field_u16(values: usize, validity: usize, least: u64, range: u64, descending: bool, shift: i32, words: usize, rows: i32): void {
  field<u16>(values, validity, least, range, descending, shift, words, rows);
}
export function sort_field_u32(values: usize, validity: usize, least: u64, range: u64, descending: bool, shift: i32, words: usize, rows: i32): void {
  field<u32>(values, validity, least, range, descending, shift, words, rows);
}
export function sort_field_u64(values: usize, validity: usize, least: u64, range: u64, descending: bool, shift: i32, words: usize, rows: i32): void {
  field<u64>(values, validity, least, range, descending, shift, words, rows);
}
export function sort_field_f32(values: usize, validity: usize, least: u64, range: u64, descending: bool, shift: i32, words: usize, rows: i32): void {
  field<f32>(values, validity, least, range, descending, shift, words, rows);
}
export function sort_field_f64(values: usize, validity: usize, least: u64, range: u64, descending: bool, shift: i32, words: usize, rows: i32): void {
  field<f64>(values, validity, least, range, descending, shift, words, rows);
}
