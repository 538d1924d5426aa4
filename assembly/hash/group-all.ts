// Aggregates without keys: all rows that `mask` has (0: all of them) are one group. Bits of `mask` past `rows` are 0.

import { element } from "./group-lib";

/** Four sums, so that additions don't wait for each other; words without or with all rows take no branch a row. */
// @ts-ignore: decorator
@inline function sumAll<T, A>(values: usize, mask: usize, out: usize, rows: i32): void {
  let a: A = 0, b: A = 0, c: A = 0, d: A = 0;
  for (let from = 0; from < rows; from += 64) {
    let bits: u64 = mask ? load<u64>(mask + <usize>(from >> 3)) : ~0;
    const end = min(from + 64, rows);
    if (bits == ~0 || !mask) {
      let row = from;
      for (; row + 4 <= end; row += 4) {
        const at = element<T>(values, row);
        a += <A>load<T>(at);
        b += <A>load<T>(at, sizeof<T>());
        c += <A>load<T>(at, 2 * sizeof<T>());
        d += <A>load<T>(at, 3 * sizeof<T>());
      }
      for (; row < end; row++) a += <A>load<T>(element<T>(values, row));
    } else {
      for (; bits; bits &= bits - 1) a += <A>load<T>(element<T>(values, from + <i32>ctz(bits)));
    }
  }
  store<A>(out, load<A>(out) + (a + b + (c + d)));
}
export function agg_sum_all_i8(values: usize, mask: usize, out: usize, rows: i32): void { sumAll<i8, i64>(values, mask, out, rows); }
export function agg_sum_all_i16(values: usize, mask: usize, out: usize, rows: i32): void { sumAll<i16, i64>(values, mask, out, rows); }
export function agg_sum_all_i32(values: usize, mask: usize, out: usize, rows: i32): void { sumAll<i32, i64>(values, mask, out, rows); }
export function agg_sum_all_i64(values: usize, mask: usize, out: usize, rows: i32): void { sumAll<i64, i64>(values, mask, out, rows); }
export function agg_sum_all_u8(values: usize, mask: usize, out: usize, rows: i32): void { sumAll<u8, i64>(values, mask, out, rows); }
export function agg_sum_all_u16(values: usize, mask: usize, out: usize, rows: i32): void { sumAll<u16, i64>(values, mask, out, rows); }
export function agg_sum_all_u32(values: usize, mask: usize, out: usize, rows: i32): void { sumAll<u32, i64>(values, mask, out, rows); }
export function agg_sum_all_u64(values: usize, mask: usize, out: usize, rows: i32): void { sumAll<u64, i64>(values, mask, out, rows); }
export function agg_sum_all_f32(values: usize, mask: usize, out: usize, rows: i32): void { sumAll<f32, f64>(values, mask, out, rows); }
export function agg_sum_all_f64(values: usize, mask: usize, out: usize, rows: i32): void { sumAll<f64, f64>(values, mask, out, rows); }
export function agg_sum_all_bool(values: usize, mask: usize, out: usize, rows: i32): void {
  let count: i64 = 0;
  for (let from = 0; from < rows; from += 64) {
    let bits = load<u64>(values + <usize>(from >> 3));
    if (mask) bits &= load<u64>(mask + <usize>(from >> 3));
    if (rows - from < 64) bits &= (<u64>1 << <u64>(rows - from)) - 1;
    count += <i64>popcnt(bits);
  }
  store<i64>(out, load<i64>(out) + count);
}

/** out += rows of the mask, as u32 */
export function agg_count_all(mask: usize, out: usize, rows: i32): void {
  let count = <u64>rows;
  if (mask) {
    count = 0;
    for (let from = 0; from < rows; from += 64) count += popcnt(load<u64>(mask + <usize>(from >> 3)));
  }
  store<u32>(out, load<u32>(out) + <u32>count);
}

/** A mask of the rows that are in both bitmaps, 0 for one of them being all rows; bits past `rows` become 0. */
export function agg_mask_all(a: usize, b: usize, out: usize, rows: i32): void {
  for (let from = 0; from < rows; from += 64) {
    const at = <usize>(from >> 3);
    let bits: u64 = a ? load<u64>(a + at) : ~0;
    if (b) bits &= load<u64>(b + at);
    if (rows - from < 64) bits &= (<u64>1 << <u64>(rows - from)) - 1;
    store<u64>(out + at, bits);
  }
}
