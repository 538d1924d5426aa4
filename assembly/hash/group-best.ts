// Accumulators of a group's k best values, best first. By group: how many there are (u32, in eight bytes), and k integers that order as the
// values do, or for the least values against them. Integers, so that the order is total (-0 below 0, NaNs are one): which rows came first
// makes no difference.

import { element } from "./group-lib";

/** All ones for the least values, 0 for the greatest. */
type Flip = i64;

const NAN_KEY: i64 = 0x7ff8000000000000;

// @ts-ignore: decorator
@inline function keyOf<T>(value: T): i64 {
  if (isFloat<T>()) {
    if (value != value) return NAN_KEY;
    const bits = reinterpret<i64>(<f64>value);
    return bits ^ ((bits >> 63) & i64.MAX_VALUE);
  }
  if (isSigned<T>() || sizeof<T>() < 8) return <i64>value;
  return <i64>value ^ i64.MIN_VALUE;
}

// @ts-ignore: decorator
@inline function valueOf<T>(key: i64): T {
  if (isFloat<T>()) return <T>reinterpret<f64>(key ^ ((key >> 63) & i64.MAX_VALUE));
  if (isSigned<T>() || sizeof<T>() < 8) return <T>key;
  return <T>(key ^ i64.MIN_VALUE);
}

/** Bytes of a group. */
// @ts-ignore: decorator
@inline function bytesOf(k: u32): usize { return (<usize>k + 1) << 3; }

/** Puts `key` in its place among those of the group at `at`. */
// @ts-ignore: decorator
@inline function offer(at: usize, key: i64, k: u32): void {
  let count = load<u32>(at);
  if (count == k) {
    // Most rows end here after the first few of a group.
    if (key <= load<i64>(at + (<usize>k << 3))) return;
  } else store<u32>(at, ++count);
  let place = at + (<usize>count << 3);
  for (; place > at + 8; place -= 8) {
    const before = load<i64>(place - 8);
    if (before >= key) break;
    store<i64>(place, before);
  }
  store<i64>(place, key);
}

// @ts-ignore: decorator
@inline function best<T>(values: usize, groups: usize, out: usize, k: u32, flip: Flip, rows: i32): void {
  const bytes = bytesOf(k);
  for (let row = 0; row < rows; row++) {
    offer(out + <usize>load<u32>(element<u32>(groups, row)) * bytes, keyOf<T>(load<T>(element<T>(values, row))) ^ flip, k);
  }
}
export function agg_best_i8(values: usize, groups: usize, out: usize, k: u32, least: i32, rows: i32): void { best<i8>(values, groups, out, k, -<i64>least, rows); }
export function agg_best_i16(values: usize, groups: usize, out: usize, k: u32, least: i32, rows: i32): void { best<i16>(values, groups, out, k, -<i64>least, rows); }
export function agg_best_i32(values: usize, groups: usize, out: usize, k: u32, least: i32, rows: i32): void { best<i32>(values, groups, out, k, -<i64>least, rows); }
export function agg_best_i64(values: usize, groups: usize, out: usize, k: u32, least: i32, rows: i32): void { best<i64>(values, groups, out, k, -<i64>least, rows); }
export function agg_best_u8(values: usize, groups: usize, out: usize, k: u32, least: i32, rows: i32): void { best<u8>(values, groups, out, k, -<i64>least, rows); }
export function agg_best_u16(values: usize, groups: usize, out: usize, k: u32, least: i32, rows: i32): void { best<u16>(values, groups, out, k, -<i64>least, rows); }
export function agg_best_u32(values: usize, groups: usize, out: usize, k: u32, least: i32, rows: i32): void { best<u32>(values, groups, out, k, -<i64>least, rows); }
export function agg_best_u64(values: usize, groups: usize, out: usize, k: u32, least: i32, rows: i32): void { best<u64>(values, groups, out, k, -<i64>least, rows); }
export function agg_best_f32(values: usize, groups: usize, out: usize, k: u32, least: i32, rows: i32): void { best<f32>(values, groups, out, k, -<i64>least, rows); }
export function agg_best_f64(values: usize, groups: usize, out: usize, k: u32, least: i32, rows: i32): void { best<f64>(values, groups, out, k, -<i64>least, rows); }

/** Takes in another's groups: `theirs` has one for each row. */
export function agg_best_merge(theirs: usize, groups: usize, out: usize, k: u32, rows: i32): void {
  const bytes = bytesOf(k);
  for (let row = 0; row < rows; row++) {
    const from = theirs + <usize>row * bytes, at = out + <usize>load<u32>(element<u32>(groups, row)) * bytes;
    const count = load<u32>(from);
    for (let place: u32 = 1; place <= count; place++) offer(at, load<i64>(from + (<usize>place << 3)), k);
  }
}

/** Where the lists of the groups start, and the end of the last: each has as many elements as the group has rows, up to k. */
export function agg_best_starts(counts: usize, k: u32, starts: usize, groups: i32): u32 {
  let end: u32 = 0;
  for (let group = 0; group < groups; group++) {
    store<u32>(element<u32>(starts, group), end);
    end += min(load<u32>(element<u32>(counts, group)), k);
  }
  store<u32>(element<u32>(starts, groups), end);
  return end;
}

/** The elements of the lists: what there is of values, then nulls. `validity`: bits that are 0, or 0 where there are no nulls. */
// @ts-ignore: decorator
@inline function elements<T>(from: usize, k: u32, flip: Flip, starts: usize, values: usize, validity: usize, groups: i32): void {
  const bytes = bytesOf(k);
  for (let group = 0; group < groups; group++, from += bytes) {
    const count = <i32>load<u32>(from), first = <i32>load<u32>(element<u32>(starts, group)), end = <i32>load<u32>(element<u32>(starts, group + 1));
    for (let at = first; at < end; at++) {
      const known = at - first < count;
      store<T>(element<T>(values, at), known ? valueOf<T>(load<i64>(from + (<usize>(at - first + 1) << 3)) ^ flip) : <T>0);
      if (validity && known) {
        const byte = validity + <usize>(at >> 3);
        store<u8>(byte, load<u8>(byte) | (1 << (<u8>at & 7)));
      }
    }
  }
}
export function agg_best_values_i8(from: usize, k: u32, least: i32, starts: usize, values: usize, validity: usize, groups: i32): void { elements<i8>(from, k, -<i64>least, starts, values, validity, groups); }
export function agg_best_values_i16(from: usize, k: u32, least: i32, starts: usize, values: usize, validity: usize, groups: i32): void { elements<i16>(from, k, -<i64>least, starts, values, validity, groups); }
export function agg_best_values_i32(from: usize, k: u32, least: i32, starts: usize, values: usize, validity: usize, groups: i32): void { elements<i32>(from, k, -<i64>least, starts, values, validity, groups); }
export function agg_best_values_i64(from: usize, k: u32, least: i32, starts: usize, values: usize, validity: usize, groups: i32): void { elements<i64>(from, k, -<i64>least, starts, values, validity, groups); }
export function agg_best_values_u8(from: usize, k: u32, least: i32, starts: usize, values: usize, validity: usize, groups: i32): void { elements<u8>(from, k, -<i64>least, starts, values, validity, groups); }
export function agg_best_values_u16(from: usize, k: u32, least: i32, starts: usize, values: usize, validity: usize, groups: i32): void { elements<u16>(from, k, -<i64>least, starts, values, validity, groups); }
export function agg_best_values_u32(from: usize, k: u32, least: i32, starts: usize, values: usize, validity: usize, groups: i32): void { elements<u32>(from, k, -<i64>least, starts, values, validity, groups); }
export function agg_best_values_u64(from: usize, k: u32, least: i32, starts: usize, values: usize, validity: usize, groups: i32): void { elements<u64>(from, k, -<i64>least, starts, values, validity, groups); }
export function agg_best_values_f32(from: usize, k: u32, least: i32, starts: usize, values: usize, validity: usize, groups: i32): void { elements<f32>(from, k, -<i64>least, starts, values, validity, groups); }
export function agg_best_values_f64(from: usize, k: u32, least: i32, starts: usize, values: usize, validity: usize, groups: i32): void { elements<f64>(from, k, -<i64>least, starts, values, validity, groups); }
