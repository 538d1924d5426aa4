// is_in: membership in a list of constants, sorted in the order of comparisons (NaN last). Short lists are compared with as vectors,
// long ones searched by bisection.

import { maskBytes, storeMasks } from "../lib/simd";
import { compareViews } from "../lib/view";
import { viewsAmong } from "../lib/views-among";

const LINEAR_COUNT: i32 = 12;

// @ts-ignore: decorator
@inline function equal<T>(x: v128, y: v128): v128 {
  if (isFloat<T>()) return v128.or(v128.eq<T>(x, y), v128.and(v128.ne<T>(x, x), v128.ne<T>(y, y)));
  return v128.eq<T>(x, y);
}

// @ts-ignore: decorator
@inline function less<T>(x: T, y: T): bool {
  if (isFloat<T>()) return x < y || (y != y && x == x);
  return x < y;
}

/** 64 bytes of rows against each member in turn. */
// @ts-ignore: decorator
@inline function linear<T>(a: usize, list: usize, out: usize, count: i32, rows: i32): void {
  const listEnd = list + <usize>count * sizeof<T>();
  for (const end = a + <usize>rows * sizeof<T>(); a < end; a += 64, out += maskBytes<T>()) {
    const x0 = v128.load(a), x1 = v128.load(a, 16), x2 = v128.load(a, 32), x3 = v128.load(a, 48);
    let m0 = i64x2.splat(0), m1 = m0, m2 = m0, m3 = m0;
    for (let member = list; member < listEnd; member += sizeof<T>()) {
      const y = v128.splat<T>(load<T>(member));
      m0 = v128.or(m0, equal<T>(x0, y));
      m1 = v128.or(m1, equal<T>(x1, y));
      m2 = v128.or(m2, equal<T>(x2, y));
      m3 = v128.or(m3, equal<T>(x3, y));
    }
    storeMasks<T>(out, m0, m1, m2, m3, 0);
  }
}

// @ts-ignore: decorator
@inline function found<T>(x: T, list: usize, count: usize): bool {
  let low: usize = 0;
  for (let span = count; span > 1; ) {
    const half = span >> 1;
    low = select<usize>(low, low + half, less<T>(x, load<T>(list + (low + half) * sizeof<T>())));
    span -= half;
  }
  const nearest = load<T>(list + low * sizeof<T>());
  return !less<T>(x, nearest) && !less<T>(nearest, x);
}

// @ts-ignore: decorator
@inline function bisect<T>(a: usize, list: usize, out: usize, count: i32, rows: i32): void {
  for (let row: usize = 0; row < <usize>rows; row += 64, out += 8) {
    let bits: u64 = 0;
    const stop = min<usize>(64, <usize>rows - row);
    for (let bit: usize = 0; bit < stop; bit++) bits |= u64(found<T>(load<T>(a + (row + bit) * sizeof<T>()), list, count)) << <u64>bit;
    store<u64>(out, bits);
  }
}

// @ts-ignore: decorator
@inline function member<T>(a: usize, list: usize, out: usize, count: i32, rows: i32): void {
  if (count <= LINEAR_COUNT) linear<T>(a, list, out, count, rows);
  else bisect<T>(a, list, out, count, rows);
}

export function is_in_i8(a: usize, list: usize, out: usize, count: i32, rows: i32): void { member<i8>(a, list, out, count, rows); }
export function is_in_i16(a: usize, list: usize, out: usize, count: i32, rows: i32): void { member<i16>(a, list, out, count, rows); }
export function is_in_i32(a: usize, list: usize, out: usize, count: i32, rows: i32): void { member<i32>(a, list, out, count, rows); }
export function is_in_i64(a: usize, list: usize, out: usize, count: i32, rows: i32): void { member<i64>(a, list, out, count, rows); }
export function is_in_u8(a: usize, list: usize, out: usize, count: i32, rows: i32): void { member<u8>(a, list, out, count, rows); }
export function is_in_u16(a: usize, list: usize, out: usize, count: i32, rows: i32): void { member<u16>(a, list, out, count, rows); }
export function is_in_u32(a: usize, list: usize, out: usize, count: i32, rows: i32): void { member<u32>(a, list, out, count, rows); }
export function is_in_u64(a: usize, list: usize, out: usize, count: i32, rows: i32): void { member<u64>(a, list, out, count, rows); }
export function is_in_f32(a: usize, list: usize, out: usize, count: i32, rows: i32): void { member<f32>(a, list, out, count, rows); }
export function is_in_f64(a: usize, list: usize, out: usize, count: i32, rows: i32): void { member<f64>(a, list, out, count, rows); }

function isMember(view: usize, list: usize, count: i32): bool {
  let low = 0;
  for (let high = count; low < high; ) {
    const middle = (low + high) >> 1;
    const order = compareViews(view, list + (<usize>middle << 4));
    if (order == 0) return true;
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  return false;
}

function bisectViews(a: usize, list: usize, out: usize, count: i32, rows: i32): void {
  for (let row: usize = 0; row < <usize>rows; row += 64, out += 8) {
    let bits: u64 = 0;
    const stop = min<usize>(64, <usize>rows - row);
    for (let bit: usize = 0; bit < stop; bit++) bits |= u64(isMember(a + ((row + bit) << 4), list, count)) << <u64>bit;
    store<u64>(out, bits);
  }
}

export function is_in_view(a: usize, list: usize, out: usize, count: i32, rows: i32): void {
  if (count <= LINEAR_COUNT) viewsAmong(a, list, count, out, 0, rows);
  else bisectViews(a, list, out, count, rows);
}
