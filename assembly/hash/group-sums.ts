// Accumulators that add: arrays with an element for each group, updated a batch at a time. `groups` gives each row its group; rows that
// don't count (unselected, null) are in group 0, so that no kernel tests for them.
//
// Four private copies of an array, `copyStride` bytes apart, break the store-to-load dependencies that few groups make; with
// many groups `copyStride` is 0, and the same loop works in row order on one array. `agg_fold_*` adds the copies up.

import { element, getBit } from "./group-lib";

// @ts-ignore: decorator
@inline function add<T, A>(values: usize, groups: usize, out: usize, copyStride: u32, rows: i32): void {
  const out1 = out + copyStride, out2 = out1 + copyStride, out3 = out2 + copyStride;
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    const group = element<u32>(groups, row), value = element<T>(values, row);
    const a = element<A>(out, load<i32>(group)), b = element<A>(out1, load<i32>(group, 4));
    const c = element<A>(out2, load<i32>(group, 8)), d = element<A>(out3, load<i32>(group, 12));
    store<A>(a, load<A>(a) + <A>load<T>(value));
    store<A>(b, load<A>(b) + <A>load<T>(value, sizeof<T>()));
    store<A>(c, load<A>(c) + <A>load<T>(value, 2 * sizeof<T>()));
    store<A>(d, load<A>(d) + <A>load<T>(value, 3 * sizeof<T>()));
  }
  for (; row < rows; row++) {
    const a = element<A>(out, load<i32>(element<u32>(groups, row)));
    store<A>(a, load<A>(a) + <A>load<T>(element<T>(values, row)));
  }
}
export function agg_sum_i8(values: usize, groups: usize, out: usize, copyStride: u32, rows: i32): void { add<i8, i64>(values, groups, out, copyStride, rows); }
export function agg_sum_i16(values: usize, groups: usize, out: usize, copyStride: u32, rows: i32): void { add<i16, i64>(values, groups, out, copyStride, rows); }
export function agg_sum_i32(values: usize, groups: usize, out: usize, copyStride: u32, rows: i32): void { add<i32, i64>(values, groups, out, copyStride, rows); }
export function agg_sum_i64(values: usize, groups: usize, out: usize, copyStride: u32, rows: i32): void { add<i64, i64>(values, groups, out, copyStride, rows); }
export function agg_sum_u8(values: usize, groups: usize, out: usize, copyStride: u32, rows: i32): void { add<u8, i64>(values, groups, out, copyStride, rows); }
export function agg_sum_u16(values: usize, groups: usize, out: usize, copyStride: u32, rows: i32): void { add<u16, i64>(values, groups, out, copyStride, rows); }
export function agg_sum_u32(values: usize, groups: usize, out: usize, copyStride: u32, rows: i32): void { add<u32, i64>(values, groups, out, copyStride, rows); }
export function agg_sum_u64(values: usize, groups: usize, out: usize, copyStride: u32, rows: i32): void { add<u64, i64>(values, groups, out, copyStride, rows); }
export function agg_sum_f32(values: usize, groups: usize, out: usize, copyStride: u32, rows: i32): void { add<f32, f64>(values, groups, out, copyStride, rows); }
export function agg_sum_f64(values: usize, groups: usize, out: usize, copyStride: u32, rows: i32): void { add<f64, f64>(values, groups, out, copyStride, rows); }
export function agg_sum_bool(values: usize, groups: usize, out: usize, copyStride: u32, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    const at = element<i64>(out + <usize>(row & 3) * copyStride, load<i32>(element<u32>(groups, row)));
    store<i64>(at, load<i64>(at) + <i64>getBit(values, row));
  }
}

/** Sums of two vectors in one pass: the accumulator's rows are pairs. */
export function agg_sum_pair_f64(a: usize, b: usize, groups: usize, out: usize, copyStride: u32, rows: i32): void {
  const out1 = out + copyStride, out2 = out1 + copyStride, out3 = out2 + copyStride;
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    const group = element<u32>(groups, row), x = element<f64>(a, row), y = element<f64>(b, row);
    const left0 = v128.load(x), right0 = v128.load(y), left1 = v128.load(x, 16), right1 = v128.load(y, 16);
    const at0 = out + (<usize>load<u32>(group) << 4), at1 = out1 + (<usize>load<u32>(group, 4) << 4);
    const at2 = out2 + (<usize>load<u32>(group, 8) << 4), at3 = out3 + (<usize>load<u32>(group, 12) << 4);
    v128.store(at0, f64x2.add(v128.load(at0), v128.shuffle<f64>(left0, right0, 0, 2)));
    v128.store(at1, f64x2.add(v128.load(at1), v128.shuffle<f64>(left0, right0, 1, 3)));
    v128.store(at2, f64x2.add(v128.load(at2), v128.shuffle<f64>(left1, right1, 0, 2)));
    v128.store(at3, f64x2.add(v128.load(at3), v128.shuffle<f64>(left1, right1, 1, 3)));
  }
  for (; row < rows; row++) {
    const at = out + (<usize>load<u32>(element<u32>(groups, row)) << 4);
    store<f64>(at, load<f64>(at) + load<f64>(element<f64>(a, row)));
    store<f64>(at, load<f64>(at, 8) + load<f64>(element<f64>(b, row)), 8);
  }
}

/** One column of a pair alone; `out` is the address of its sum in the first pair. */
export function agg_sum_lane_f64(values: usize, groups: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    const at = out + (<usize>load<u32>(element<u32>(groups, row)) << 4);
    store<f64>(at, load<f64>(at) + load<f64>(element<f64>(values, row)));
  }
}

/** Adds pairs to pairs. */
export function agg_add_pair_f64(pairs: usize, groups: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    const at = out + (<usize>load<u32>(element<u32>(groups, row)) << 4);
    v128.store(at, f64x2.add(v128.load(at), v128.load(pairs + (<usize>row << 4))));
  }
}

/** Exact sums of 64-bit integers: pairs of a sum of lower halves (u64) and one of upper halves (i64). */
// @ts-ignore: decorator
@inline function addWide<T>(values: usize, groups: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    const at = out + (<usize>load<u32>(element<u32>(groups, row)) << 4);
    const value = load<T>(element<T>(values, row));
    store<u64>(at, load<u64>(at) + (<u64>value & 0xffffffff));
    store<i64>(at, load<i64>(at, 8) + <i64>(value >> <T>32), 8);
  }
}
export function agg_sum_wide_i64(values: usize, groups: usize, out: usize, rows: i32): void { addWide<i64>(values, groups, out, rows); }
export function agg_sum_wide_u64(values: usize, groups: usize, out: usize, rows: i32): void { addWide<u64>(values, groups, out, rows); }
export function agg_add_pair_i64(pairs: usize, groups: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    const at = out + (<usize>load<u32>(element<u32>(groups, row)) << 4);
    v128.store(at, i64x2.add(v128.load(at), v128.load(pairs + (<usize>row << 4))));
  }
}

/** Rows of each group, as u32. */
export function agg_count(groups: usize, out: usize, copyStride: u32, rows: i32): void {
  const out1 = out + copyStride, out2 = out1 + copyStride, out3 = out2 + copyStride;
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    const group = element<u32>(groups, row);
    const a = element<u32>(out, load<i32>(group)), b = element<u32>(out1, load<i32>(group, 4));
    const c = element<u32>(out2, load<i32>(group, 8)), d = element<u32>(out3, load<i32>(group, 12));
    store<u32>(a, load<u32>(a) + 1);
    store<u32>(b, load<u32>(b) + 1);
    store<u32>(c, load<u32>(c) + 1);
    store<u32>(d, load<u32>(d) + 1);
  }
  for (; row < rows; row++) {
    const a = element<u32>(out, load<i32>(element<u32>(groups, row)));
    store<u32>(a, load<u32>(a) + 1);
  }
}
/** out = a - b, over u32s. */
export function agg_subtract_u32(a: usize, b: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row += 4) {
    v128.store(element<u32>(out, row), i32x4.sub(v128.load(element<u32>(a, row)), v128.load(element<u32>(b, row))));
  }
}
/** Adds counts to counts. */
export function agg_add_u32(counts: usize, groups: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    const at = element<u32>(out, load<i32>(element<u32>(groups, row)));
    store<u32>(at, load<u32>(at) + load<u32>(element<u32>(counts, row)));
  }
}

// @ts-ignore: decorator
@inline function fold<T>(out: usize, copyStride: u32, elements: i32): void {
  for (let index = 0; index < elements; index++) {
    const at = element<T>(out, index);
    store<T>(at, load<T>(at) + load<T>(at + copyStride) + load<T>(at + 2 * copyStride) + load<T>(at + 3 * copyStride));
  }
}
export function agg_fold_u32(out: usize, copyStride: u32, elements: i32): void { fold<u32>(out, copyStride, elements); }
export function agg_fold_i64(out: usize, copyStride: u32, elements: i32): void { fold<i64>(out, copyStride, elements); }
export function agg_fold_f64(out: usize, copyStride: u32, elements: i32): void { fold<f64>(out, copyStride, elements); }
