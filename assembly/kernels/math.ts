// Functions of one number.

import { storeMasks, maskBytes } from "../lib/simd";

// @ts-ignore: decorator
@inline const ABS = 0;
// @ts-ignore: decorator
@inline const NEG = 1;
// @ts-ignore: decorator
@inline const SQRT = 2;
// @ts-ignore: decorator
@inline const FLOOR = 3;
// @ts-ignore: decorator
@inline const CEIL = 4;
// @ts-ignore: decorator
@inline const EXP = 5;
// @ts-ignore: decorator
@inline const LOG = 6;
// @ts-ignore: decorator
@inline const SIGN = 7;

// @ts-ignore: decorator
@inline function vector<T>(op: i32, x: v128): v128 {
  if (op == ABS) return v128.abs<T>(x);
  if (op == NEG) return v128.neg<T>(x);
  if (isFloat<T>()) {
    if (op == SQRT) return v128.sqrt<T>(x);
    if (op == FLOOR) return v128.floor<T>(x);
    return v128.ceil<T>(x);
  }
  return x;
}

// @ts-ignore: decorator
@inline function vectors<T>(op: i32, a: usize, out: usize, rows: i32): void {
  const bytes = <usize>rows * sizeof<T>();
  for (let at: usize = 0; at < bytes; at += 32) {
    v128.store(out + at, vector<T>(op, v128.load(a + at)));
    v128.store(out + at, vector<T>(op, v128.load(a + at, 16)), 16);
  }
}

// @ts-ignore: decorator
@inline function scalar<T>(op: i32, x: T): T {
  if (op == EXP) return <T>NativeMath.exp(<f64>x);
  if (op == LOG) return <T>NativeMath.log(<f64>x);
  if (isFloat<T>()) return x > 0 ? <T>1 : x < 0 ? <T>-1 : x;
  if (isSigned<T>()) return <T>(i32(x > 0) - i32(x < 0));
  return <T>(x != 0);
}

// @ts-ignore: decorator
@inline function scalars<T>(op: i32, a: usize, out: usize, rows: i32): void {
  for (const end = out + <usize>rows * sizeof<T>(); out < end; a += sizeof<T>(), out += sizeof<T>()) store<T>(out, scalar<T>(op, load<T>(a)));
}

export function abs_i8(a: usize, out: usize, rows: i32): void { vectors<i8>(ABS, a, out, rows); }
export function abs_i16(a: usize, out: usize, rows: i32): void { vectors<i16>(ABS, a, out, rows); }
export function abs_i32(a: usize, out: usize, rows: i32): void { vectors<i32>(ABS, a, out, rows); }
export function abs_i64(a: usize, out: usize, rows: i32): void { vectors<i64>(ABS, a, out, rows); }
export function abs_f32(a: usize, out: usize, rows: i32): void { vectors<f32>(ABS, a, out, rows); }
export function abs_f64(a: usize, out: usize, rows: i32): void { vectors<f64>(ABS, a, out, rows); }
export function neg_i8(a: usize, out: usize, rows: i32): void { vectors<i8>(NEG, a, out, rows); }
export function neg_i16(a: usize, out: usize, rows: i32): void { vectors<i16>(NEG, a, out, rows); }
export function neg_i32(a: usize, out: usize, rows: i32): void { vectors<i32>(NEG, a, out, rows); }
export function neg_i64(a: usize, out: usize, rows: i32): void { vectors<i64>(NEG, a, out, rows); }
export function neg_f32(a: usize, out: usize, rows: i32): void { vectors<f32>(NEG, a, out, rows); }
export function neg_f64(a: usize, out: usize, rows: i32): void { vectors<f64>(NEG, a, out, rows); }
export function sign_i8(a: usize, out: usize, rows: i32): void { scalars<i8>(SIGN, a, out, rows); }
export function sign_i16(a: usize, out: usize, rows: i32): void { scalars<i16>(SIGN, a, out, rows); }
export function sign_i32(a: usize, out: usize, rows: i32): void { scalars<i32>(SIGN, a, out, rows); }
export function sign_i64(a: usize, out: usize, rows: i32): void { scalars<i64>(SIGN, a, out, rows); }
export function sign_u8(a: usize, out: usize, rows: i32): void { scalars<u8>(SIGN, a, out, rows); }
export function sign_u16(a: usize, out: usize, rows: i32): void { scalars<u16>(SIGN, a, out, rows); }
export function sign_u32(a: usize, out: usize, rows: i32): void { scalars<u32>(SIGN, a, out, rows); }
export function sign_u64(a: usize, out: usize, rows: i32): void { scalars<u64>(SIGN, a, out, rows); }
export function sign_f32(a: usize, out: usize, rows: i32): void { scalars<f32>(SIGN, a, out, rows); }
export function sign_f64(a: usize, out: usize, rows: i32): void { scalars<f64>(SIGN, a, out, rows); }
export function sqrt_f32(a: usize, out: usize, rows: i32): void { vectors<f32>(SQRT, a, out, rows); }
export function sqrt_f64(a: usize, out: usize, rows: i32): void { vectors<f64>(SQRT, a, out, rows); }
export function floor_f32(a: usize, out: usize, rows: i32): void { vectors<f32>(FLOOR, a, out, rows); }
export function floor_f64(a: usize, out: usize, rows: i32): void { vectors<f64>(FLOOR, a, out, rows); }
export function ceil_f32(a: usize, out: usize, rows: i32): void { vectors<f32>(CEIL, a, out, rows); }
export function ceil_f64(a: usize, out: usize, rows: i32): void { vectors<f64>(CEIL, a, out, rows); }
export function exp_f32(a: usize, out: usize, rows: i32): void { scalars<f32>(EXP, a, out, rows); }
export function exp_f64(a: usize, out: usize, rows: i32): void { scalars<f64>(EXP, a, out, rows); }

// @ts-ignore: decorator
@inline function logarithms<T>(a: usize, out: usize, base: f64, rows: i32): void {
  scalars<T>(LOG, a, out, rows);
  if (base == NativeMath.E) return;
  const divisor = NativeMath.log(base);
  for (const end = out + <usize>rows * sizeof<T>(); out < end; out += sizeof<T>()) store<T>(out, <T>(<f64>load<T>(out) / divisor));
}
export function log_f32(a: usize, out: usize, base: f64, rows: i32): void { logarithms<f32>(a, out, base, rows); }
export function log_f64(a: usize, out: usize, base: f64, rows: i32): void { logarithms<f64>(a, out, base, rows); }

/** Halves go away from zero, or to the even neighbour. */
// @ts-ignore: decorator
@inline function rounded(x: f64, awayFromZero: bool): f64 {
  if (!awayFromZero) return nearest(x);
  const whole = trunc(x);
  return abs(x - whole) >= 0.5 ? whole + copysign(1.0, x) : whole;
}

// @ts-ignore: decorator
@inline function round<T>(a: usize, out: usize, decimals: i32, awayFromZero: i32, rows: i32): void {
  // Past these places every value is exact already, and the scale stays finite.
  let scale: f64 = 1;
  for (let place = min(decimals, 300); place > 0; place--) scale *= 10;
  for (const end = out + <usize>rows * sizeof<T>(); out < end; a += sizeof<T>(), out += sizeof<T>()) {
    const x = load<T>(a);
    const scaled = <f64>x * scale;
    // From 2^52 on there are no fractions; this also keeps what overflows, infinities and NaN.
    store<T>(out, abs(scaled) < 4503599627370496.0 ? <T>(rounded(scaled, awayFromZero != 0) / scale) : x);
  }
}
export function round_f32(a: usize, out: usize, decimals: i32, awayFromZero: i32, rows: i32): void { round<f32>(a, out, decimals, awayFromZero, rows); }
export function round_f64(a: usize, out: usize, decimals: i32, awayFromZero: i32, rows: i32): void { round<f64>(a, out, decimals, awayFromZero, rows); }

/** Lanes whose absolute value is infinite (`infinite`) or not a number. */
// @ts-ignore: decorator
@inline function special<T>(infinite: bool, finite: bool, x: v128): v128 {
  const infinity = v128.splat<T>(<T>Infinity);
  const magnitude = v128.abs<T>(x);
  if (finite) return v128.lt<T>(magnitude, infinity);
  return infinite ? v128.eq<T>(magnitude, infinity) : v128.ne<T>(x, x);
}

// @ts-ignore: decorator
@inline function test<T>(infinite: bool, finite: bool, flip: i32, a: usize, out: usize, rows: i32): void {
  for (const end = a + <usize>rows * sizeof<T>(); a < end; a += 64, out += maskBytes<T>()) {
    const m0 = special<T>(infinite, finite, v128.load(a)), m1 = special<T>(infinite, finite, v128.load(a, 16));
    const m2 = special<T>(infinite, finite, v128.load(a, 32)), m3 = special<T>(infinite, finite, v128.load(a, 48));
    storeMasks<T>(out, m0, m1, m2, m3, flip);
  }
}
export function is_nan_f32(a: usize, out: usize, rows: i32): void { test<f32>(false, false, 0, a, out, rows); }
export function is_nan_f64(a: usize, out: usize, rows: i32): void { test<f64>(false, false, 0, a, out, rows); }
export function is_not_nan_f32(a: usize, out: usize, rows: i32): void { test<f32>(false, false, -1, a, out, rows); }
export function is_not_nan_f64(a: usize, out: usize, rows: i32): void { test<f64>(false, false, -1, a, out, rows); }
export function is_infinite_f32(a: usize, out: usize, rows: i32): void { test<f32>(true, false, 0, a, out, rows); }
export function is_infinite_f64(a: usize, out: usize, rows: i32): void { test<f64>(true, false, 0, a, out, rows); }
export function is_finite_f32(a: usize, out: usize, rows: i32): void { test<f32>(false, true, 0, a, out, rows); }
export function is_finite_f64(a: usize, out: usize, rows: i32): void { test<f64>(false, true, 0, a, out, rows); }
