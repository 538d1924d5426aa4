// Puts dense values where the valid rows are: decoders write the values of a page's valid rows one after the other, and
// this moves them apart, from the last on, in place.

import { getBit } from "./bits";

/** `valid` values at `out` become `rows` values, 0 where bit `at + row` of `validity` is 0. */
export function spread<T>(out: usize, validity: usize, at: u32, rows: u32, valid: u32): void {
  let row = rows;
  let source = out + <usize>valid * sizeof<T>();
  let target = out + <usize>rows * sizeof<T>();
  // Once both meet, the rows before are valid and in place.
  while (source < target) {
    row--;
    target -= sizeof<T>();
    const bit = getBit(validity, at + row);
    const before = source - sizeof<T>();
    store<T>(target, load<T>(before) & -<T>bit);
    source = bit ? before : source;
  }
}

/** As `spread`, for views. */
export function spreadViews(out: usize, validity: usize, at: u32, rows: u32, valid: u32): void {
  let row = rows;
  let source = out + (<usize>valid << 4);
  let target = out + (<usize>rows << 4);
  while (source < target) {
    row--;
    target -= 16;
    const bit = getBit(validity, at + row);
    const before = source - 16;
    v128.store(target, v128.and(v128.load(before), i64x2.splat(-<i64>bit)));
    source = bit ? before : source;
  }
}

/** Bits `at` to `at + valid` of `out` become `rows` bits. */
export function spreadBits(out: usize, validity: usize, at: u32, rows: u32, valid: u32): void {
  let row = at + rows;
  let source = at + valid;
  while (source < row) {
    row--;
    const isValid = getBit(validity, row);
    if (isValid) source--;
    const bit = isValid & getBit(out, source);
    const byte = out + (row >> 3);
    store<u8>(byte, <u8>((<u32>load<u8>(byte) & ~(1 << (row & 7))) | (bit << (row & 7))));
  }
}
