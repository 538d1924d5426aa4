// Comparisons to bitmaps, in Polars' total order of floats: NaN equals NaN and is greater than all else, -0 equals 0.
// The six operators come from equality, "less" and their complements.

import { maskBytes, storeMasks } from "../lib/simd";

// @ts-ignore: decorator
@inline const EQ = 0;
// @ts-ignore: decorator
@inline const LT = 1;
// @ts-ignore: decorator
@inline const GT = 2;

// @ts-ignore: decorator
@inline function less<T>(x: v128, y: v128): v128 {
  if (isFloat<T>()) return v128.or(v128.lt<T>(x, y), v128.and(v128.ne<T>(y, y), v128.eq<T>(x, x)));
  if (sizeof<T>() == 8) {
    // There is no unsigned comparison of 64-bit lanes: flipping the sign bits gives the same order.
    const flip = i64x2.splat(isSigned<T>() ? 0 : i64.MIN_VALUE);
    return i64x2.lt_s(v128.xor(x, flip), v128.xor(y, flip));
  } else return v128.lt<T>(x, y);
}

// @ts-ignore: decorator
@inline function compare<T>(op: i32, x: v128, y: v128): v128 {
  if (op == LT) return less<T>(x, y);
  if (op == GT) return less<T>(y, x);
  if (isFloat<T>()) return v128.or(v128.eq<T>(x, y), v128.and(v128.ne<T>(x, x), v128.ne<T>(y, y)));
  return v128.eq<T>(x, y);
}

// @ts-ignore: decorator
@inline function vv<T>(op: i32, a: usize, b: usize, out: usize, flip: i32, rows: i32): void {
  for (const end = a + <usize>rows * sizeof<T>(); a < end; a += 64, b += 64, out += maskBytes<T>()) {
    const m0 = compare<T>(op, v128.load(a), v128.load(b));
    const m1 = compare<T>(op, v128.load(a, 16), v128.load(b, 16));
    const m2 = compare<T>(op, v128.load(a, 32), v128.load(b, 32));
    const m3 = compare<T>(op, v128.load(a, 48), v128.load(b, 48));
    storeMasks<T>(out, m0, m1, m2, m3, flip);
  }
}

// @ts-ignore: decorator
@inline function vs<T>(op: i32, a: usize, b: usize, out: usize, flip: i32, rows: i32): void {
  const y = v128.splat<T>(load<T>(b));
  for (const end = a + <usize>rows * sizeof<T>(); a < end; a += 64, out += maskBytes<T>()) {
    const m0 = compare<T>(op, v128.load(a), y);
    const m1 = compare<T>(op, v128.load(a, 16), y);
    const m2 = compare<T>(op, v128.load(a, 32), y);
    const m3 = compare<T>(op, v128.load(a, 48), y);
    storeMasks<T>(out, m0, m1, m2, m3, flip);
  }
}

function equal_i8(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vv<i8>(EQ, a, b, out, flip, rows); }
function equalTo_i8(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<i8>(EQ, a, b, out, flip, rows); }
function less_i8(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vv<i8>(LT, a, b, out, flip, rows); }
function lessThan_i8(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<i8>(LT, a, b, out, flip, rows); }
function greaterThan_i8(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<i8>(GT, a, b, out, flip, rows); }
function equal_i16(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vv<i16>(EQ, a, b, out, flip, rows); }
function equalTo_i16(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<i16>(EQ, a, b, out, flip, rows); }
function less_i16(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vv<i16>(LT, a, b, out, flip, rows); }
function lessThan_i16(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<i16>(LT, a, b, out, flip, rows); }
function greaterThan_i16(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<i16>(GT, a, b, out, flip, rows); }
function equal_i32(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vv<i32>(EQ, a, b, out, flip, rows); }
function equalTo_i32(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<i32>(EQ, a, b, out, flip, rows); }
function less_i32(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vv<i32>(LT, a, b, out, flip, rows); }
function lessThan_i32(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<i32>(LT, a, b, out, flip, rows); }
function greaterThan_i32(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<i32>(GT, a, b, out, flip, rows); }
function equal_i64(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vv<i64>(EQ, a, b, out, flip, rows); }
function equalTo_i64(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<i64>(EQ, a, b, out, flip, rows); }
function less_i64(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vv<i64>(LT, a, b, out, flip, rows); }
function lessThan_i64(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<i64>(LT, a, b, out, flip, rows); }
function greaterThan_i64(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<i64>(GT, a, b, out, flip, rows); }
function equal_u8(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vv<u8>(EQ, a, b, out, flip, rows); }
function equalTo_u8(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<u8>(EQ, a, b, out, flip, rows); }
function less_u8(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vv<u8>(LT, a, b, out, flip, rows); }
function lessThan_u8(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<u8>(LT, a, b, out, flip, rows); }
function greaterThan_u8(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<u8>(GT, a, b, out, flip, rows); }
function equal_u16(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vv<u16>(EQ, a, b, out, flip, rows); }
function equalTo_u16(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<u16>(EQ, a, b, out, flip, rows); }
function less_u16(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vv<u16>(LT, a, b, out, flip, rows); }
function lessThan_u16(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<u16>(LT, a, b, out, flip, rows); }
function greaterThan_u16(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<u16>(GT, a, b, out, flip, rows); }
function equal_u32(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vv<u32>(EQ, a, b, out, flip, rows); }
function equalTo_u32(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<u32>(EQ, a, b, out, flip, rows); }
function less_u32(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vv<u32>(LT, a, b, out, flip, rows); }
function lessThan_u32(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<u32>(LT, a, b, out, flip, rows); }
function greaterThan_u32(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<u32>(GT, a, b, out, flip, rows); }
function equal_u64(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vv<u64>(EQ, a, b, out, flip, rows); }
function equalTo_u64(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<u64>(EQ, a, b, out, flip, rows); }
function less_u64(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vv<u64>(LT, a, b, out, flip, rows); }
function lessThan_u64(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<u64>(LT, a, b, out, flip, rows); }
function greaterThan_u64(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<u64>(GT, a, b, out, flip, rows); }
function equal_f32(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vv<f32>(EQ, a, b, out, flip, rows); }
function equalTo_f32(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<f32>(EQ, a, b, out, flip, rows); }
function less_f32(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vv<f32>(LT, a, b, out, flip, rows); }
function lessThan_f32(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<f32>(LT, a, b, out, flip, rows); }
function greaterThan_f32(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<f32>(GT, a, b, out, flip, rows); }
function equal_f64(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vv<f64>(EQ, a, b, out, flip, rows); }
function equalTo_f64(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<f64>(EQ, a, b, out, flip, rows); }
function less_f64(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vv<f64>(LT, a, b, out, flip, rows); }
function lessThan_f64(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<f64>(LT, a, b, out, flip, rows); }
function greaterThan_f64(a: usize, b: usize, out: usize, flip: i32, rows: i32): void { vs<f64>(GT, a, b, out, flip, rows); }

export function eq_i8_vv(a: usize, b: usize, out: usize, rows: i32): void { equal_i8(a, b, out, 0, rows); }
export function eq_i8_vs(a: usize, b: usize, out: usize, rows: i32): void { equalTo_i8(a, b, out, 0, rows); }
export function neq_i8_vv(a: usize, b: usize, out: usize, rows: i32): void { equal_i8(a, b, out, -1, rows); }
export function neq_i8_vs(a: usize, b: usize, out: usize, rows: i32): void { equalTo_i8(a, b, out, -1, rows); }
export function lt_i8_vv(a: usize, b: usize, out: usize, rows: i32): void { less_i8(a, b, out, 0, rows); }
export function lt_i8_vs(a: usize, b: usize, out: usize, rows: i32): void { lessThan_i8(a, b, out, 0, rows); }
export function lt_eq_i8_vv(a: usize, b: usize, out: usize, rows: i32): void { less_i8(b, a, out, -1, rows); }
export function lt_eq_i8_vs(a: usize, b: usize, out: usize, rows: i32): void { greaterThan_i8(a, b, out, -1, rows); }
export function gt_i8_vv(a: usize, b: usize, out: usize, rows: i32): void { less_i8(b, a, out, 0, rows); }
export function gt_i8_vs(a: usize, b: usize, out: usize, rows: i32): void { greaterThan_i8(a, b, out, 0, rows); }
export function gt_eq_i8_vv(a: usize, b: usize, out: usize, rows: i32): void { less_i8(a, b, out, -1, rows); }
export function gt_eq_i8_vs(a: usize, b: usize, out: usize, rows: i32): void { lessThan_i8(a, b, out, -1, rows); }
export function eq_i16_vv(a: usize, b: usize, out: usize, rows: i32): void { equal_i16(a, b, out, 0, rows); }
export function eq_i16_vs(a: usize, b: usize, out: usize, rows: i32): void { equalTo_i16(a, b, out, 0, rows); }
export function neq_i16_vv(a: usize, b: usize, out: usize, rows: i32): void { equal_i16(a, b, out, -1, rows); }
export function neq_i16_vs(a: usize, b: usize, out: usize, rows: i32): void { equalTo_i16(a, b, out, -1, rows); }
export function lt_i16_vv(a: usize, b: usize, out: usize, rows: i32): void { less_i16(a, b, out, 0, rows); }
export function lt_i16_vs(a: usize, b: usize, out: usize, rows: i32): void { lessThan_i16(a, b, out, 0, rows); }
export function lt_eq_i16_vv(a: usize, b: usize, out: usize, rows: i32): void { less_i16(b, a, out, -1, rows); }
export function lt_eq_i16_vs(a: usize, b: usize, out: usize, rows: i32): void { greaterThan_i16(a, b, out, -1, rows); }
export function gt_i16_vv(a: usize, b: usize, out: usize, rows: i32): void { less_i16(b, a, out, 0, rows); }
export function gt_i16_vs(a: usize, b: usize, out: usize, rows: i32): void { greaterThan_i16(a, b, out, 0, rows); }
export function gt_eq_i16_vv(a: usize, b: usize, out: usize, rows: i32): void { less_i16(a, b, out, -1, rows); }
export function gt_eq_i16_vs(a: usize, b: usize, out: usize, rows: i32): void { lessThan_i16(a, b, out, -1, rows); }
export function eq_i32_vv(a: usize, b: usize, out: usize, rows: i32): void { equal_i32(a, b, out, 0, rows); }
export function eq_i32_vs(a: usize, b: usize, out: usize, rows: i32): void { equalTo_i32(a, b, out, 0, rows); }
export function neq_i32_vv(a: usize, b: usize, out: usize, rows: i32): void { equal_i32(a, b, out, -1, rows); }
export function neq_i32_vs(a: usize, b: usize, out: usize, rows: i32): void { equalTo_i32(a, b, out, -1, rows); }
export function lt_i32_vv(a: usize, b: usize, out: usize, rows: i32): void { less_i32(a, b, out, 0, rows); }
export function lt_i32_vs(a: usize, b: usize, out: usize, rows: i32): void { lessThan_i32(a, b, out, 0, rows); }
export function lt_eq_i32_vv(a: usize, b: usize, out: usize, rows: i32): void { less_i32(b, a, out, -1, rows); }
export function lt_eq_i32_vs(a: usize, b: usize, out: usize, rows: i32): void { greaterThan_i32(a, b, out, -1, rows); }
export function gt_i32_vv(a: usize, b: usize, out: usize, rows: i32): void { less_i32(b, a, out, 0, rows); }
export function gt_i32_vs(a: usize, b: usize, out: usize, rows: i32): void { greaterThan_i32(a, b, out, 0, rows); }
export function gt_eq_i32_vv(a: usize, b: usize, out: usize, rows: i32): void { less_i32(a, b, out, -1, rows); }
export function gt_eq_i32_vs(a: usize, b: usize, out: usize, rows: i32): void { lessThan_i32(a, b, out, -1, rows); }
export function eq_i64_vv(a: usize, b: usize, out: usize, rows: i32): void { equal_i64(a, b, out, 0, rows); }
export function eq_i64_vs(a: usize, b: usize, out: usize, rows: i32): void { equalTo_i64(a, b, out, 0, rows); }
export function neq_i64_vv(a: usize, b: usize, out: usize, rows: i32): void { equal_i64(a, b, out, -1, rows); }
export function neq_i64_vs(a: usize, b: usize, out: usize, rows: i32): void { equalTo_i64(a, b, out, -1, rows); }
export function lt_i64_vv(a: usize, b: usize, out: usize, rows: i32): void { less_i64(a, b, out, 0, rows); }
export function lt_i64_vs(a: usize, b: usize, out: usize, rows: i32): void { lessThan_i64(a, b, out, 0, rows); }
export function lt_eq_i64_vv(a: usize, b: usize, out: usize, rows: i32): void { less_i64(b, a, out, -1, rows); }
export function lt_eq_i64_vs(a: usize, b: usize, out: usize, rows: i32): void { greaterThan_i64(a, b, out, -1, rows); }
export function gt_i64_vv(a: usize, b: usize, out: usize, rows: i32): void { less_i64(b, a, out, 0, rows); }
export function gt_i64_vs(a: usize, b: usize, out: usize, rows: i32): void { greaterThan_i64(a, b, out, 0, rows); }
export function gt_eq_i64_vv(a: usize, b: usize, out: usize, rows: i32): void { less_i64(a, b, out, -1, rows); }
export function gt_eq_i64_vs(a: usize, b: usize, out: usize, rows: i32): void { lessThan_i64(a, b, out, -1, rows); }
export function eq_u8_vv(a: usize, b: usize, out: usize, rows: i32): void { equal_u8(a, b, out, 0, rows); }
export function eq_u8_vs(a: usize, b: usize, out: usize, rows: i32): void { equalTo_u8(a, b, out, 0, rows); }
export function neq_u8_vv(a: usize, b: usize, out: usize, rows: i32): void { equal_u8(a, b, out, -1, rows); }
export function neq_u8_vs(a: usize, b: usize, out: usize, rows: i32): void { equalTo_u8(a, b, out, -1, rows); }
export function lt_u8_vv(a: usize, b: usize, out: usize, rows: i32): void { less_u8(a, b, out, 0, rows); }
export function lt_u8_vs(a: usize, b: usize, out: usize, rows: i32): void { lessThan_u8(a, b, out, 0, rows); }
export function lt_eq_u8_vv(a: usize, b: usize, out: usize, rows: i32): void { less_u8(b, a, out, -1, rows); }
export function lt_eq_u8_vs(a: usize, b: usize, out: usize, rows: i32): void { greaterThan_u8(a, b, out, -1, rows); }
export function gt_u8_vv(a: usize, b: usize, out: usize, rows: i32): void { less_u8(b, a, out, 0, rows); }
export function gt_u8_vs(a: usize, b: usize, out: usize, rows: i32): void { greaterThan_u8(a, b, out, 0, rows); }
export function gt_eq_u8_vv(a: usize, b: usize, out: usize, rows: i32): void { less_u8(a, b, out, -1, rows); }
export function gt_eq_u8_vs(a: usize, b: usize, out: usize, rows: i32): void { lessThan_u8(a, b, out, -1, rows); }
export function eq_u16_vv(a: usize, b: usize, out: usize, rows: i32): void { equal_u16(a, b, out, 0, rows); }
export function eq_u16_vs(a: usize, b: usize, out: usize, rows: i32): void { equalTo_u16(a, b, out, 0, rows); }
export function neq_u16_vv(a: usize, b: usize, out: usize, rows: i32): void { equal_u16(a, b, out, -1, rows); }
export function neq_u16_vs(a: usize, b: usize, out: usize, rows: i32): void { equalTo_u16(a, b, out, -1, rows); }
export function lt_u16_vv(a: usize, b: usize, out: usize, rows: i32): void { less_u16(a, b, out, 0, rows); }
export function lt_u16_vs(a: usize, b: usize, out: usize, rows: i32): void { lessThan_u16(a, b, out, 0, rows); }
export function lt_eq_u16_vv(a: usize, b: usize, out: usize, rows: i32): void { less_u16(b, a, out, -1, rows); }
export function lt_eq_u16_vs(a: usize, b: usize, out: usize, rows: i32): void { greaterThan_u16(a, b, out, -1, rows); }
export function gt_u16_vv(a: usize, b: usize, out: usize, rows: i32): void { less_u16(b, a, out, 0, rows); }
export function gt_u16_vs(a: usize, b: usize, out: usize, rows: i32): void { greaterThan_u16(a, b, out, 0, rows); }
export function gt_eq_u16_vv(a: usize, b: usize, out: usize, rows: i32): void { less_u16(a, b, out, -1, rows); }
export function gt_eq_u16_vs(a: usize, b: usize, out: usize, rows: i32): void { lessThan_u16(a, b, out, -1, rows); }
export function eq_u32_vv(a: usize, b: usize, out: usize, rows: i32): void { equal_u32(a, b, out, 0, rows); }
export function eq_u32_vs(a: usize, b: usize, out: usize, rows: i32): void { equalTo_u32(a, b, out, 0, rows); }
export function neq_u32_vv(a: usize, b: usize, out: usize, rows: i32): void { equal_u32(a, b, out, -1, rows); }
export function neq_u32_vs(a: usize, b: usize, out: usize, rows: i32): void { equalTo_u32(a, b, out, -1, rows); }
export function lt_u32_vv(a: usize, b: usize, out: usize, rows: i32): void { less_u32(a, b, out, 0, rows); }
export function lt_u32_vs(a: usize, b: usize, out: usize, rows: i32): void { lessThan_u32(a, b, out, 0, rows); }
export function lt_eq_u32_vv(a: usize, b: usize, out: usize, rows: i32): void { less_u32(b, a, out, -1, rows); }
export function lt_eq_u32_vs(a: usize, b: usize, out: usize, rows: i32): void { greaterThan_u32(a, b, out, -1, rows); }
export function gt_u32_vv(a: usize, b: usize, out: usize, rows: i32): void { less_u32(b, a, out, 0, rows); }
export function gt_u32_vs(a: usize, b: usize, out: usize, rows: i32): void { greaterThan_u32(a, b, out, 0, rows); }
export function gt_eq_u32_vv(a: usize, b: usize, out: usize, rows: i32): void { less_u32(a, b, out, -1, rows); }
export function gt_eq_u32_vs(a: usize, b: usize, out: usize, rows: i32): void { lessThan_u32(a, b, out, -1, rows); }
export function eq_u64_vv(a: usize, b: usize, out: usize, rows: i32): void { equal_u64(a, b, out, 0, rows); }
export function eq_u64_vs(a: usize, b: usize, out: usize, rows: i32): void { equalTo_u64(a, b, out, 0, rows); }
export function neq_u64_vv(a: usize, b: usize, out: usize, rows: i32): void { equal_u64(a, b, out, -1, rows); }
export function neq_u64_vs(a: usize, b: usize, out: usize, rows: i32): void { equalTo_u64(a, b, out, -1, rows); }
export function lt_u64_vv(a: usize, b: usize, out: usize, rows: i32): void { less_u64(a, b, out, 0, rows); }
export function lt_u64_vs(a: usize, b: usize, out: usize, rows: i32): void { lessThan_u64(a, b, out, 0, rows); }
export function lt_eq_u64_vv(a: usize, b: usize, out: usize, rows: i32): void { less_u64(b, a, out, -1, rows); }
export function lt_eq_u64_vs(a: usize, b: usize, out: usize, rows: i32): void { greaterThan_u64(a, b, out, -1, rows); }
export function gt_u64_vv(a: usize, b: usize, out: usize, rows: i32): void { less_u64(b, a, out, 0, rows); }
export function gt_u64_vs(a: usize, b: usize, out: usize, rows: i32): void { greaterThan_u64(a, b, out, 0, rows); }
export function gt_eq_u64_vv(a: usize, b: usize, out: usize, rows: i32): void { less_u64(a, b, out, -1, rows); }
export function gt_eq_u64_vs(a: usize, b: usize, out: usize, rows: i32): void { lessThan_u64(a, b, out, -1, rows); }
export function eq_f32_vv(a: usize, b: usize, out: usize, rows: i32): void { equal_f32(a, b, out, 0, rows); }
export function eq_f32_vs(a: usize, b: usize, out: usize, rows: i32): void { equalTo_f32(a, b, out, 0, rows); }
export function neq_f32_vv(a: usize, b: usize, out: usize, rows: i32): void { equal_f32(a, b, out, -1, rows); }
export function neq_f32_vs(a: usize, b: usize, out: usize, rows: i32): void { equalTo_f32(a, b, out, -1, rows); }
export function lt_f32_vv(a: usize, b: usize, out: usize, rows: i32): void { less_f32(a, b, out, 0, rows); }
export function lt_f32_vs(a: usize, b: usize, out: usize, rows: i32): void { lessThan_f32(a, b, out, 0, rows); }
export function lt_eq_f32_vv(a: usize, b: usize, out: usize, rows: i32): void { less_f32(b, a, out, -1, rows); }
export function lt_eq_f32_vs(a: usize, b: usize, out: usize, rows: i32): void { greaterThan_f32(a, b, out, -1, rows); }
export function gt_f32_vv(a: usize, b: usize, out: usize, rows: i32): void { less_f32(b, a, out, 0, rows); }
export function gt_f32_vs(a: usize, b: usize, out: usize, rows: i32): void { greaterThan_f32(a, b, out, 0, rows); }
export function gt_eq_f32_vv(a: usize, b: usize, out: usize, rows: i32): void { less_f32(a, b, out, -1, rows); }
export function gt_eq_f32_vs(a: usize, b: usize, out: usize, rows: i32): void { lessThan_f32(a, b, out, -1, rows); }
export function eq_f64_vv(a: usize, b: usize, out: usize, rows: i32): void { equal_f64(a, b, out, 0, rows); }
export function eq_f64_vs(a: usize, b: usize, out: usize, rows: i32): void { equalTo_f64(a, b, out, 0, rows); }
export function neq_f64_vv(a: usize, b: usize, out: usize, rows: i32): void { equal_f64(a, b, out, -1, rows); }
export function neq_f64_vs(a: usize, b: usize, out: usize, rows: i32): void { equalTo_f64(a, b, out, -1, rows); }
export function lt_f64_vv(a: usize, b: usize, out: usize, rows: i32): void { less_f64(a, b, out, 0, rows); }
export function lt_f64_vs(a: usize, b: usize, out: usize, rows: i32): void { lessThan_f64(a, b, out, 0, rows); }
export function lt_eq_f64_vv(a: usize, b: usize, out: usize, rows: i32): void { less_f64(b, a, out, -1, rows); }
export function lt_eq_f64_vs(a: usize, b: usize, out: usize, rows: i32): void { greaterThan_f64(a, b, out, -1, rows); }
export function gt_f64_vv(a: usize, b: usize, out: usize, rows: i32): void { less_f64(b, a, out, 0, rows); }
export function gt_f64_vs(a: usize, b: usize, out: usize, rows: i32): void { greaterThan_f64(a, b, out, 0, rows); }
export function gt_eq_f64_vv(a: usize, b: usize, out: usize, rows: i32): void { less_f64(a, b, out, -1, rows); }
export function gt_eq_f64_vs(a: usize, b: usize, out: usize, rows: i32): void { lessThan_f64(a, b, out, -1, rows); }
