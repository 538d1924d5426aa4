// Accumulators to result columns.

import { element } from "./group-lib";

/** out = sum / count */
export function agg_mean_i64(sums: usize, counts: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    store<f64>(element<f64>(out, row), <f64>load<i64>(element<i64>(sums, row)) / <f64>load<u32>(element<u32>(counts, row)));
  }
}
/** `stride`: bytes from one sum to the next. */
export function agg_mean_f64(sums: usize, counts: usize, out: usize, stride: u32, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    store<f64>(element<f64>(out, row), load<f64>(sums + <usize>row * stride) / <f64>load<u32>(element<u32>(counts, row)));
  }
}
/** Of pairs of lower and upper halves. */
export function agg_mean_wide(sums: usize, counts: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    const at = sums + (<usize>row << 4);
    const low = load<u64>(at), high = load<i64>(at, 8) + <i64>(low >> 32);
    const sum = <f64>high * 4294967296.0 + <f64>(low & 0xffffffff);
    store<f64>(element<f64>(out, row), sum / <f64>load<u32>(element<u32>(counts, row)));
  }
}
/** The first or second of each pair; `pairs` is the address of it in the first pair. */
export function agg_unpair_64(pairs: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) store<u64>(element<u64>(out, row), load<u64>(pairs + (<usize>row << 4)));
}
/** The lower halves of 64-bit integers: sums of 32-bit integers wrap. */
export function agg_narrow_i64(a: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) store<u32>(element<u32>(out, row), load<u32>(element<u64>(a, row)));
}
export function agg_narrow_f64(a: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) store<f32>(element<f32>(out, row), <f32>load<f64>(element<f64>(a, row)));
}
/** out = trunc(a * factor) as i64, at most the ends of i64: means and medians of dates and times. NaN, of nothing, is 0. */
export function agg_scale_f64(a: usize, out: usize, factor: f64, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    const value = load<f64>(element<f64>(a, row)) * factor;
    const inside = max<f64>(min<f64>(value, 9223372036854774784.0), -9223372036854775808.0);
    store<i64>(element<i64>(out, row), value == value ? <i64>inside : 0);
  }
}
/** bit = a > 0, over i64s. */
export function agg_positive_i64(a: usize, out: usize, rows: i32): void {
  memory.fill(out, 0, <usize>((rows + 7) >> 3));
  for (let row = 0; row < rows; row++) {
    const byte = out + <usize>(row >> 3);
    store<u8>(byte, <u8>(<u32>load<u8>(byte) | (<u32>(load<i64>(element<i64>(a, row)) > 0) << (<u32>row & 7))));
  }
}
/** bit = sum == count: all of a group's bools are true. */
export function agg_all_i64(sums: usize, counts: usize, out: usize, rows: i32): void {
  memory.fill(out, 0, <usize>((rows + 7) >> 3));
  for (let row = 0; row < rows; row++) {
    const byte = out + <usize>(row >> 3);
    const all = load<i64>(element<i64>(sums, row)) == <i64>load<u32>(element<u32>(counts, row));
    store<u8>(byte, <u8>(<u32>load<u8>(byte) | (<u32>all << (<u32>row & 7))));
  }
}
/** Fills `elements` u64s from `out` with `value`. */
export function group_fill_u64(out: usize, value: u64, elements: i32): void {
  for (let index = 0; index < elements; index++) store<u64>(element<u64>(out, index), value);
}
/**
 * bit = nulls can't change what `values` says of a group's bools: it has no nulls (`rows` and `valid` count them), or the value
 * is `settling`.
 */
export function agg_settled(values: usize, allRows: usize, valid: usize, out: usize, settling: i32, rows: i32): void {
  memory.fill(out, 0, <usize>((rows + 7) >> 3));
  for (let row = 0; row < rows; row++) {
    const byte = <usize>(row >> 3);
    const value = <i32>((<u32>load<u8>(values + byte) >> (<u32>row & 7)) & 1);
    const settled = value == settling || load<u32>(element<u32>(allRows, row)) == load<u32>(element<u32>(valid, row));
    store<u8>(out + byte, <u8>(<u32>load<u8>(out + byte) | (<u32>settled << (<u32>row & 7))));
  }
}
