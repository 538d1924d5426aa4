// Aggregates that need all of a group's values at once: quantiles. The values of a group are collected as i64s that order as the values
// do, laid side by side by group at the end, and the wanted ranks selected.

import { storeList } from "../lib/list";
import { canonical, element, getBit } from "./group-lib";

// Floats as integers of the same order, NaN greatest: negative ones have their magnitude bits flipped.
// @ts-ignore: decorator
@inline function ordered<T>(value: T): i64 {
  if (isFloat<T>()) {
    const bits = reinterpret<i64>(canonical<f64>(<f64>value));
    return bits ^ (bits >> 63 & i64.MAX_VALUE);
  }
  return sizeof<T>() == 8 && !isSigned<T>() ? <i64>value ^ i64.MIN_VALUE : <i64>value;
}

const SIGNED = 0, UNSIGNED = 1, FLOAT = 2;

// @ts-ignore: decorator
@inline function numberOf(order: i64, kind: i32): f64 {
  if (kind == SIGNED) return <f64>order;
  if (kind == UNSIGNED) return <f64>(<u64>(order ^ i64.MIN_VALUE));
  return reinterpret<f64>(order ^ (order >> 63 & i64.MAX_VALUE));
}

/** Appends the rows that are in a group: to `outGroups` their groups, to `out` their values as i64s. Gives how many. */
// @ts-ignore: decorator
@inline function collect<T>(values: usize, groups: usize, outGroups: usize, out: usize, rows: i32): u32 {
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const group = load<u32>(element<u32>(groups, row));
    store<u32>(element<u32>(outGroups, count), group);
    store<i64>(element<i64>(out, count), ordered<T>(load<T>(element<T>(values, row))));
    count += <i32>(group != 0);
  }
  return count;
}
export function agg_collect_i8(values: usize, groups: usize, outGroups: usize, out: usize, rows: i32): u32 { return collect<i8>(values, groups, outGroups, out, rows); }
export function agg_collect_i16(values: usize, groups: usize, outGroups: usize, out: usize, rows: i32): u32 { return collect<i16>(values, groups, outGroups, out, rows); }
export function agg_collect_i32(values: usize, groups: usize, outGroups: usize, out: usize, rows: i32): u32 { return collect<i32>(values, groups, outGroups, out, rows); }
export function agg_collect_i64(values: usize, groups: usize, outGroups: usize, out: usize, rows: i32): u32 { return collect<i64>(values, groups, outGroups, out, rows); }
export function agg_collect_u8(values: usize, groups: usize, outGroups: usize, out: usize, rows: i32): u32 { return collect<u8>(values, groups, outGroups, out, rows); }
export function agg_collect_u16(values: usize, groups: usize, outGroups: usize, out: usize, rows: i32): u32 { return collect<u16>(values, groups, outGroups, out, rows); }
export function agg_collect_u32(values: usize, groups: usize, outGroups: usize, out: usize, rows: i32): u32 { return collect<u32>(values, groups, outGroups, out, rows); }
export function agg_collect_u64(values: usize, groups: usize, outGroups: usize, out: usize, rows: i32): u32 { return collect<u64>(values, groups, outGroups, out, rows); }
export function agg_collect_f32(values: usize, groups: usize, outGroups: usize, out: usize, rows: i32): u32 { return collect<f32>(values, groups, outGroups, out, rows); }
export function agg_collect_f64(values: usize, groups: usize, outGroups: usize, out: usize, rows: i32): u32 { return collect<f64>(values, groups, outGroups, out, rows); }
export function agg_collect_bool(values: usize, groups: usize, outGroups: usize, out: usize, rows: i32): u32 {
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const group = load<u32>(element<u32>(groups, row));
    store<u32>(element<u32>(outGroups, count), group);
    store<i64>(element<i64>(out, count), <i64>getBit(values, row));
    count += <i32>(group != 0);
  }
  return count;
}

/** ends[group] += rows of the group */
export function agg_count_into(groups: usize, ends: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    const at = element<u32>(ends, load<i32>(element<u32>(groups, row)));
    store<u32>(at, load<u32>(at) + 1);
  }
}
/** Counts to the index after each group's last row: ends[group] = sum of counts up to it. */
export function agg_ends(ends: usize, groups: i32): void {
  let sum: u32 = 0;
  for (let group = 0; group < groups; group++) {
    sum += load<u32>(element<u32>(ends, group));
    store<u32>(element<u32>(ends, group), sum);
  }
}
/** Lays values side by side by group, from the back; turns each of `ends` into the index of the group's first value. */
export function agg_scatter(values: usize, groups: usize, out: usize, ends: usize, rows: i32): void {
  for (let row = rows - 1; row >= 0; row--) {
    const at = element<u32>(ends, load<i32>(element<u32>(groups, row)));
    const index = load<u32>(at) - 1;
    store<u32>(at, index);
    store<i64>(element<i64>(out, index), load<i64>(element<i64>(values, row)));
  }
}

/** The same of the rows' numbers. */
export function agg_scatter_rows(groups: usize, out: usize, ends: usize, rows: i32): void {
  for (let row = rows - 1; row >= 0; row--) {
    const at = element<u32>(ends, load<i32>(element<u32>(groups, row)));
    const index = load<u32>(at) - 1;
    store<u32>(at, index);
    store<u32>(element<u32>(out, index), <u32>row);
  }
}
/** Lists of the elements from starts[row] to starts[row + 1]. */
export function agg_lists(starts: usize, values: usize, validity: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    const first = load<u32>(element<u32>(starts, row));
    storeList(out + (<usize>row << 4), load<u32>(element<u32>(starts, row + 1)) - first, first, values, validity);
  }
}

/** Moves the value of rank `rank` (from 0) to its place, smaller ones before it, others after. */
function selectRank(values: usize, count: i32, rank: i32): i64 {
  let low = 0, high = count - 1;
  while (high > low) {
    const pivot = medianOf3(load<i64>(element<i64>(values, low)), load<i64>(element<i64>(values, (low + high) >>> 1)), load<i64>(element<i64>(values, high)));
    let left = low, right = high;
    while (left <= right) {
      while (load<i64>(element<i64>(values, left)) < pivot) left++;
      while (load<i64>(element<i64>(values, right)) > pivot) right--;
      if (left > right) break;
      const swap = load<i64>(element<i64>(values, left));
      store<i64>(element<i64>(values, left), load<i64>(element<i64>(values, right)));
      store<i64>(element<i64>(values, right), swap);
      left++;
      right--;
    }
    if (rank <= right) high = right;
    else if (rank >= left) low = left;
    else break;
  }
  return load<i64>(element<i64>(values, rank));
}

function medianOf3(a: i64, b: i64, c: i64): i64 { return max(min(a, b), min(max(a, b), c)); }

const NEAREST = 0, LOWER = 1, HIGHER = 2, MIDPOINT = 3, LINEAR = 4, EQUIPROBABLE = 5;

/** The quantile of values[starts[row] .. starts[row + 1]) for each row; reorders values. NaN for no values. */
export function agg_quantile(values: usize, starts: usize, out: usize, quantile: f64, interpolation: i32, kind: i32, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    const from = load<u32>(element<u32>(starts, row));
    const count = <i32>(load<u32>(element<u32>(starts, row + 1)) - from);
    let result: f64 = NaN;
    if (count > 0) {
      const own = element<i64>(values, from);
      const position = quantile * <f64>(count - 1);
      let rank = <i32>floor(position);
      if (interpolation == NEAREST) rank = <i32>floor(position + 0.5);
      else if (interpolation == HIGHER) rank = <i32>ceil(position);
      else if (interpolation == EQUIPROBABLE) rank = max(<i32>ceil(quantile * <f64>count) - 1, 0);
      rank = min(rank, count - 1);
      result = numberOf(selectRank(own, count, rank), kind);
      const fraction = position - <f64>rank;
      if ((interpolation == MIDPOINT || interpolation == LINEAR) && fraction > 0) {
        // The next rank is the least of those after this one.
        let next = load<i64>(element<i64>(own, rank + 1));
        for (let index = rank + 2; index < count; index++) next = min(next, load<i64>(element<i64>(own, index)));
        const upper = numberOf(next, kind);
        if (upper != result) result = interpolation == MIDPOINT ? (result + upper) / 2 : result + (upper - result) * fraction;
      }
    }
    store<f64>(element<f64>(out, row), result);
  }
}

/** out = a + byte of b, over u32s. */
export function agg_add_bytes_u32(a: usize, b: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    store<u32>(element<u32>(out, row), load<u32>(element<u32>(a, row)) + <u32>load<u8>(b + <usize>row));
  }
}
