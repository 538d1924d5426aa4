// Numbers about each list: its length, sum, mean, and whether it has an element.

import { countOf, firstOf, isValidElement, validityOf, valuesOf } from "../lib/list";
import { clearBit, getBit } from "../lib/simd";
import { equalViews } from "../lib/view";
import { bytesFor, keyOf, VIEW } from "./element";

export function list_lengths_list(lists: usize, out: usize, rows: i32): void {
  for (let row: usize = 0; row < <usize>rows; row++) store<u32>(out + (row << 2), countOf(lists + (row << 4)));
}

/** The sum of T's in an A; nulls don't count. */
// @ts-ignore: decorator
@inline function sumOf<T, A>(list: usize): A {
  const values = valuesOf(list), first = firstOf(list), end = first + countOf(list);
  let sum: A = 0;
  if (!validityOf(list)) {
    for (let index = first; index < end; index++) sum += <A>load<T>(values + index * sizeof<T>());
  } else {
    for (let index = first; index < end; index++) if (isValidElement(list, index)) sum += <A>load<T>(values + index * sizeof<T>());
  }
  return sum;
}
function trueCount(list: usize): u32 {
  const first = firstOf(list), end = first + countOf(list);
  let count: u32 = 0;
  for (let index = first; index < end; index++) if (isValidElement(list, index)) count += getBit(valuesOf(list), index);
  return count;
}

// @ts-ignore: decorator
@inline function sums<T, A, R>(lists: usize, out: usize, validity: usize, rows: i32): void {
  for (let row: usize = 0; row < <usize>rows; row++) {
    if (getBit(validity, row)) store<R>(out + row * sizeof<R>(), <R>sumOf<T, A>(lists + (row << 4)));
  }
}
export function list_sum_i8(lists: usize, out: usize, validity: usize, rows: i32): void { sums<i8, i64, i64>(lists, out, validity, rows); }
export function list_sum_i16(lists: usize, out: usize, validity: usize, rows: i32): void { sums<i16, i64, i64>(lists, out, validity, rows); }
export function list_sum_i32(lists: usize, out: usize, validity: usize, rows: i32): void { sums<i32, i32, i32>(lists, out, validity, rows); }
export function list_sum_i64(lists: usize, out: usize, validity: usize, rows: i32): void { sums<i64, i64, i64>(lists, out, validity, rows); }
export function list_sum_u8(lists: usize, out: usize, validity: usize, rows: i32): void { sums<u8, i64, i64>(lists, out, validity, rows); }
export function list_sum_u16(lists: usize, out: usize, validity: usize, rows: i32): void { sums<u16, i64, i64>(lists, out, validity, rows); }
export function list_sum_u32(lists: usize, out: usize, validity: usize, rows: i32): void { sums<u32, u32, u32>(lists, out, validity, rows); }
export function list_sum_u64(lists: usize, out: usize, validity: usize, rows: i32): void { sums<u64, u64, u64>(lists, out, validity, rows); }
export function list_sum_f32(lists: usize, out: usize, validity: usize, rows: i32): void { sums<f32, f64, f32>(lists, out, validity, rows); }
export function list_sum_f64(lists: usize, out: usize, validity: usize, rows: i32): void { sums<f64, f64, f64>(lists, out, validity, rows); }
export function list_sum_bool(lists: usize, out: usize, validity: usize, rows: i32): void {
  for (let row: usize = 0; row < <usize>rows; row++) if (getBit(validity, row)) store<u32>(out + (row << 2), trueCount(lists + (row << 4)));
}

/** Elements that are not null. */
function validCount(list: usize): u32 {
  if (!validityOf(list)) return countOf(list);
  const first = firstOf(list), end = first + countOf(list);
  let valid: u32 = 0;
  for (let index = first; index < end; index++) valid += getBit(validityOf(list), index);
  return valid;
}

/** Null where there is nothing to sum. */
// @ts-ignore: decorator
@inline function means<T, R>(lists: usize, out: usize, validity: usize, rows: i32): void {
  for (let row: usize = 0; row < <usize>rows; row++) {
    if (!getBit(validity, row)) continue;
    const list = lists + (row << 4);
    const valid = validCount(list);
    if (valid) store<R>(out + row * sizeof<R>(), <R>(sumOf<T, f64>(list) / <f64>valid));
    else clearBit(validity, row);
  }
}
export function list_mean_i8(lists: usize, out: usize, validity: usize, rows: i32): void { means<i8, f64>(lists, out, validity, rows); }
export function list_mean_i16(lists: usize, out: usize, validity: usize, rows: i32): void { means<i16, f64>(lists, out, validity, rows); }
export function list_mean_i32(lists: usize, out: usize, validity: usize, rows: i32): void { means<i32, f64>(lists, out, validity, rows); }
export function list_mean_i64(lists: usize, out: usize, validity: usize, rows: i32): void { means<i64, f64>(lists, out, validity, rows); }
export function list_mean_u8(lists: usize, out: usize, validity: usize, rows: i32): void { means<u8, f64>(lists, out, validity, rows); }
export function list_mean_u16(lists: usize, out: usize, validity: usize, rows: i32): void { means<u16, f64>(lists, out, validity, rows); }
export function list_mean_u32(lists: usize, out: usize, validity: usize, rows: i32): void { means<u32, f64>(lists, out, validity, rows); }
export function list_mean_u64(lists: usize, out: usize, validity: usize, rows: i32): void { means<u64, f64>(lists, out, validity, rows); }
export function list_mean_f32(lists: usize, out: usize, validity: usize, rows: i32): void { means<f32, f32>(lists, out, validity, rows); }
export function list_mean_f64(lists: usize, out: usize, validity: usize, rows: i32): void { means<f64, f64>(lists, out, validity, rows); }
export function list_mean_bool(lists: usize, out: usize, validity: usize, rows: i32): void {
  for (let row: usize = 0; row < <usize>rows; row++) {
    if (!getBit(validity, row)) continue;
    const list = lists + (row << 4);
    const valid = validCount(list);
    if (valid) store<f64>(out + (row << 3), <f64>trueCount(list) / <f64>valid);
    else clearBit(validity, row);
  }
}

/**
 * Whether a list has an element that equals the row's item; a null item is looked for among nulls. Only null lists give null. `step`: 1, or 0
 * for one item.
 */
function contains(lists: usize, listValidity: usize, items: usize, itemValidity: usize, step: usize, out: usize, validity: usize, kind: i32, rows: i32): void {
  memory.fill(out, 0, bytesFor(1, <usize>rows));
  memory.fill(validity, 0, bytesFor(1, <usize>rows));
  for (let row: usize = 0, item: usize = 0; row < <usize>rows; row++, item += step) {
    if (listValidity && !getBit(listValidity, row)) continue;
    const byte = row >> 3, bit = <u8>1 << <u8>(row & 7);
    store<u8>(validity + byte, load<u8>(validity + byte) | bit);
    const list = lists + (row << 4);
    const found = itemValidity && !getBit(itemValidity, item) ? hasNull(list) : has(list, kind, items, item);
    if (found) store<u8>(out + byte, load<u8>(out + byte) | bit);
  }
}
function hasNull(list: usize): bool { return validCount(list) < countOf(list); }
function has(list: usize, kind: i32, items: usize, item: usize): bool {
  const values = valuesOf(list), first = firstOf(list), end = first + countOf(list);
  const key = kind == VIEW ? 0 : keyOf(kind, items, item);
  for (let index = first; index < end; index++) {
    if (!isValidElement(list, index)) continue;
    if (kind == VIEW ? equalViews(values + (index << 4), items + (item << 4)) : keyOf(kind, values, index) == key) return true;
  }
  return false;
}
export function list_contains_list_vv(lists: usize, listValidity: usize, items: usize, itemValidity: usize, out: usize, validity: usize, kind: i32, rows: i32): void { contains(lists, listValidity, items, itemValidity, 1, out, validity, kind, rows); }
export function list_contains_list_vs(lists: usize, listValidity: usize, item: usize, itemValidity: usize, out: usize, validity: usize, kind: i32, rows: i32): void { contains(lists, listValidity, item, itemValidity, 0, out, validity, kind, rows); }
