// Bitmaps out of arrays: what grouping reads out as bools and validities.

import { element, getBit } from "./group-lib";

/** bit = byte != 0; `a` has `stride` bytes a row. */
export function group_bits_of_bytes(a: usize, stride: u32, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row += 8) {
    let bits: u32 = 0;
    const count = min(rows - row, 8);
    for (let bit = 0; bit < count; bit++) bits |= (<u32>(load<u8>(a + <usize>(row + bit) * stride) != 0)) << bit;
    store<u8>(out + <usize>(row >> 3), <u8>bits);
  }
}

/** byte = bit, from bit `from` on. */
export function group_bytes_of_bits(bitmap: usize, from: i32, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) store<u8>(out + <usize>row, <u8>getBit(bitmap, from + row));
}

/** bit = byte == 0. */
export function group_bits_of_zero_bytes(a: usize, stride: u32, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row += 8) {
    let bits: u32 = 0;
    const count = min(rows - row, 8);
    for (let bit = 0; bit < count; bit++) bits |= (<u32>(load<u8>(a + <usize>(row + bit) * stride) == 0)) << bit;
    store<u8>(out + <usize>(row >> 3), <u8>bits);
  }
}

/** bit = a > limit, over u32s. */
export function group_bits_above(a: usize, limit: u32, out: usize, rows: i32): void {
  const limits = i32x4.splat(<i32>limit);
  for (let row = 0; row < rows; row += 8) {
    const at = element<u32>(a, row);
    const low = i32x4.bitmask(i32x4.gt_u(v128.load(at), limits));
    const high = i32x4.bitmask(i32x4.gt_u(v128.load(at, 16), limits));
    store<u8>(out + <usize>(row >> 3), <u8>(low | (high << 4)));
  }
}

/** bit = a != value, over u32s. */
export function group_bits_not(a: usize, value: u32, out: usize, rows: i32): void {
  const values = i32x4.splat(<i32>value);
  for (let row = 0; row < rows; row += 8) {
    const at = element<u32>(a, row);
    const low = i32x4.bitmask(i32x4.ne(v128.load(at), values));
    const high = i32x4.bitmask(i32x4.ne(v128.load(at, 16), values));
    store<u8>(out + <usize>(row >> 3), <u8>(low | (high << 4)));
  }
}

/** Sets the bits with these indices (u32). */
export function group_set_bits(indices: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    const index = load<u32>(element<u32>(indices, row));
    const at = out + <usize>(index >> 3);
    store<u8>(at, <u8>(<u32>load<u8>(at) | (<u32>1 << (index & 7))));
  }
}

/** Indices of the set bits, ascending; `rows` is a multiple of 64. */
export function group_indices_of_bits(bitmap: usize, out: usize, rows: i32): void {
  let at = out;
  for (let row = 0; row < rows; row += 64) {
    for (let bits = load<u64>(bitmap + <usize>(row >> 3)); bits; bits &= bits - 1) {
      store<u32>(at, <u32>row + <u32>ctz(bits));
      at += 4;
    }
  }
}
