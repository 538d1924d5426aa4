// Casts between numbers, and from bool. Those that may not fit take the result's validity and make nulls.

import { clearBit, getBit } from "../lib/simd";

/** One past the greatest value, exactly. */
// @ts-ignore: decorator
@inline function endOf<T>(): f64 { return <f64>(<u64>1 << (sizeof<T>() * 8 - 1)) * (isSigned<T>() ? 1 : 2); }

// @ts-ignore: decorator
@inline function leastOf<T>(): f64 { return isSigned<T>() ? -endOf<T>() : 0; }

// @ts-ignore: decorator
@inline function fits<From, To>(x: From): bool {
  if (isFloat<From>()) {
    const whole = trunc<f64>(<f64>x);
    return whole >= leastOf<To>() && whole < endOf<To>();
  }
  const y = <To>x;
  return <From>y == x && (x < <From>0) == (y < <To>0);
}

/** Every value has a counterpart, perhaps rounded. */
// @ts-ignore: decorator
@inline function convert<From, To>(a: usize, out: usize, rows: i32): void {
  for (const end = out + <usize>rows * sizeof<To>(); out < end; a += sizeof<From>(), out += sizeof<To>()) store<To>(out, <To>load<From>(a));
}

// @ts-ignore: decorator
@inline function checked<From, To>(a: usize, out: usize, validity: usize, rows: i32): void {
  for (let row: usize = 0; row < <usize>rows; row++, a += sizeof<From>(), out += sizeof<To>()) {
    const x = load<From>(a);
    if (fits<From, To>(x)) store<To>(out, <To>x);
    else {
      store<To>(out, 0);
      clearBit(validity, row);
    }
  }
}

/** 32-bit integers, which most widening casts meet, to 64-bit ones or floats: four at once. */
// @ts-ignore: decorator
@inline function widen(toFloat: bool, signed: bool, a: usize, out: usize, rows: i32): void {
  for (const end = out + (<usize>rows << 3); out < end; a += 16, out += 32) {
    const x = v128.load(a);
    const high = i8x16.shuffle(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
    if (toFloat) {
      v128.store(out, signed ? f64x2.convert_low_i32x4_s(x) : f64x2.convert_low_i32x4_u(x));
      v128.store(out, signed ? f64x2.convert_low_i32x4_s(high) : f64x2.convert_low_i32x4_u(high), 16);
    } else {
      v128.store(out, signed ? i64x2.extend_low_i32x4_s(x) : i64x2.extend_low_i32x4_u(x));
      v128.store(out, signed ? i64x2.extend_high_i32x4_s(x) : i64x2.extend_high_i32x4_u(x), 16);
    }
  }
}

// @ts-ignore: decorator
@inline function promote(a: usize, out: usize, rows: i32): void {
  for (const end = out + (<usize>rows << 3); out < end; a += 8, out += 16) v128.store(out, f64x2.promote_low_f32x4(v128.load64_zero(a)));
}

/** 1 where the bit is set. */
// @ts-ignore: decorator
@inline function expand<To>(a: usize, out: usize, rows: i32): void {
  for (let row: usize = 0; row < <usize>rows; row++) store<To>(out + row * sizeof<To>(), <To>getBit(a, row));
}

export function cast_i8_i16(a: usize, out: usize, rows: i32): void { convert<i8, i16>(a, out, rows); }
export function cast_i8_i32(a: usize, out: usize, rows: i32): void { convert<i8, i32>(a, out, rows); }
export function cast_i8_i64(a: usize, out: usize, rows: i32): void { convert<i8, i64>(a, out, rows); }
export function cast_i8_u8(a: usize, out: usize, validity: usize, rows: i32): void { checked<i8, u8>(a, out, validity, rows); }
export function cast_i8_u16(a: usize, out: usize, validity: usize, rows: i32): void { checked<i8, u16>(a, out, validity, rows); }
export function cast_i8_u32(a: usize, out: usize, validity: usize, rows: i32): void { checked<i8, u32>(a, out, validity, rows); }
export function cast_i8_u64(a: usize, out: usize, validity: usize, rows: i32): void { checked<i8, u64>(a, out, validity, rows); }
export function cast_i8_f32(a: usize, out: usize, rows: i32): void { convert<i8, f32>(a, out, rows); }
export function cast_i8_f64(a: usize, out: usize, rows: i32): void { convert<i8, f64>(a, out, rows); }
export function cast_i16_i8(a: usize, out: usize, validity: usize, rows: i32): void { checked<i16, i8>(a, out, validity, rows); }
export function cast_i16_i32(a: usize, out: usize, rows: i32): void { convert<i16, i32>(a, out, rows); }
export function cast_i16_i64(a: usize, out: usize, rows: i32): void { convert<i16, i64>(a, out, rows); }
export function cast_i16_u8(a: usize, out: usize, validity: usize, rows: i32): void { checked<i16, u8>(a, out, validity, rows); }
export function cast_i16_u16(a: usize, out: usize, validity: usize, rows: i32): void { checked<i16, u16>(a, out, validity, rows); }
export function cast_i16_u32(a: usize, out: usize, validity: usize, rows: i32): void { checked<i16, u32>(a, out, validity, rows); }
export function cast_i16_u64(a: usize, out: usize, validity: usize, rows: i32): void { checked<i16, u64>(a, out, validity, rows); }
export function cast_i16_f32(a: usize, out: usize, rows: i32): void { convert<i16, f32>(a, out, rows); }
export function cast_i16_f64(a: usize, out: usize, rows: i32): void { convert<i16, f64>(a, out, rows); }
export function cast_i32_i8(a: usize, out: usize, validity: usize, rows: i32): void { checked<i32, i8>(a, out, validity, rows); }
export function cast_i32_i16(a: usize, out: usize, validity: usize, rows: i32): void { checked<i32, i16>(a, out, validity, rows); }
export function cast_i32_i64(a: usize, out: usize, rows: i32): void { widen(false, true, a, out, rows); }
export function cast_i32_u8(a: usize, out: usize, validity: usize, rows: i32): void { checked<i32, u8>(a, out, validity, rows); }
export function cast_i32_u16(a: usize, out: usize, validity: usize, rows: i32): void { checked<i32, u16>(a, out, validity, rows); }
export function cast_i32_u32(a: usize, out: usize, validity: usize, rows: i32): void { checked<i32, u32>(a, out, validity, rows); }
export function cast_i32_u64(a: usize, out: usize, validity: usize, rows: i32): void { checked<i32, u64>(a, out, validity, rows); }
export function cast_i32_f32(a: usize, out: usize, rows: i32): void { convert<i32, f32>(a, out, rows); }
export function cast_i32_f64(a: usize, out: usize, rows: i32): void { widen(true, true, a, out, rows); }
export function cast_i64_i8(a: usize, out: usize, validity: usize, rows: i32): void { checked<i64, i8>(a, out, validity, rows); }
export function cast_i64_i16(a: usize, out: usize, validity: usize, rows: i32): void { checked<i64, i16>(a, out, validity, rows); }
export function cast_i64_i32(a: usize, out: usize, validity: usize, rows: i32): void { checked<i64, i32>(a, out, validity, rows); }
export function cast_i64_u8(a: usize, out: usize, validity: usize, rows: i32): void { checked<i64, u8>(a, out, validity, rows); }
export function cast_i64_u16(a: usize, out: usize, validity: usize, rows: i32): void { checked<i64, u16>(a, out, validity, rows); }
export function cast_i64_u32(a: usize, out: usize, validity: usize, rows: i32): void { checked<i64, u32>(a, out, validity, rows); }
export function cast_i64_u64(a: usize, out: usize, validity: usize, rows: i32): void { checked<i64, u64>(a, out, validity, rows); }
export function cast_i64_f32(a: usize, out: usize, rows: i32): void { convert<i64, f32>(a, out, rows); }
export function cast_i64_f64(a: usize, out: usize, rows: i32): void { convert<i64, f64>(a, out, rows); }
export function cast_u8_i8(a: usize, out: usize, validity: usize, rows: i32): void { checked<u8, i8>(a, out, validity, rows); }
export function cast_u8_i16(a: usize, out: usize, rows: i32): void { convert<u8, i16>(a, out, rows); }
export function cast_u8_i32(a: usize, out: usize, rows: i32): void { convert<u8, i32>(a, out, rows); }
export function cast_u8_i64(a: usize, out: usize, rows: i32): void { convert<u8, i64>(a, out, rows); }
export function cast_u8_u16(a: usize, out: usize, rows: i32): void { convert<u8, u16>(a, out, rows); }
export function cast_u8_u32(a: usize, out: usize, rows: i32): void { convert<u8, u32>(a, out, rows); }
export function cast_u8_u64(a: usize, out: usize, rows: i32): void { convert<u8, u64>(a, out, rows); }
export function cast_u8_f32(a: usize, out: usize, rows: i32): void { convert<u8, f32>(a, out, rows); }
export function cast_u8_f64(a: usize, out: usize, rows: i32): void { convert<u8, f64>(a, out, rows); }
export function cast_u16_i8(a: usize, out: usize, validity: usize, rows: i32): void { checked<u16, i8>(a, out, validity, rows); }
export function cast_u16_i16(a: usize, out: usize, validity: usize, rows: i32): void { checked<u16, i16>(a, out, validity, rows); }
export function cast_u16_i32(a: usize, out: usize, rows: i32): void { convert<u16, i32>(a, out, rows); }
export function cast_u16_i64(a: usize, out: usize, rows: i32): void { convert<u16, i64>(a, out, rows); }
export function cast_u16_u8(a: usize, out: usize, validity: usize, rows: i32): void { checked<u16, u8>(a, out, validity, rows); }
export function cast_u16_u32(a: usize, out: usize, rows: i32): void { convert<u16, u32>(a, out, rows); }
export function cast_u16_u64(a: usize, out: usize, rows: i32): void { convert<u16, u64>(a, out, rows); }
export function cast_u16_f32(a: usize, out: usize, rows: i32): void { convert<u16, f32>(a, out, rows); }
export function cast_u16_f64(a: usize, out: usize, rows: i32): void { convert<u16, f64>(a, out, rows); }
export function cast_u32_i8(a: usize, out: usize, validity: usize, rows: i32): void { checked<u32, i8>(a, out, validity, rows); }
export function cast_u32_i16(a: usize, out: usize, validity: usize, rows: i32): void { checked<u32, i16>(a, out, validity, rows); }
export function cast_u32_i32(a: usize, out: usize, validity: usize, rows: i32): void { checked<u32, i32>(a, out, validity, rows); }
export function cast_u32_i64(a: usize, out: usize, rows: i32): void { widen(false, false, a, out, rows); }
export function cast_u32_u8(a: usize, out: usize, validity: usize, rows: i32): void { checked<u32, u8>(a, out, validity, rows); }
export function cast_u32_u16(a: usize, out: usize, validity: usize, rows: i32): void { checked<u32, u16>(a, out, validity, rows); }
export function cast_u32_u64(a: usize, out: usize, rows: i32): void { widen(false, false, a, out, rows); }
export function cast_u32_f32(a: usize, out: usize, rows: i32): void { convert<u32, f32>(a, out, rows); }
export function cast_u32_f64(a: usize, out: usize, rows: i32): void { widen(true, false, a, out, rows); }
export function cast_u64_i8(a: usize, out: usize, validity: usize, rows: i32): void { checked<u64, i8>(a, out, validity, rows); }
export function cast_u64_i16(a: usize, out: usize, validity: usize, rows: i32): void { checked<u64, i16>(a, out, validity, rows); }
export function cast_u64_i32(a: usize, out: usize, validity: usize, rows: i32): void { checked<u64, i32>(a, out, validity, rows); }
export function cast_u64_i64(a: usize, out: usize, validity: usize, rows: i32): void { checked<u64, i64>(a, out, validity, rows); }
export function cast_u64_u8(a: usize, out: usize, validity: usize, rows: i32): void { checked<u64, u8>(a, out, validity, rows); }
export function cast_u64_u16(a: usize, out: usize, validity: usize, rows: i32): void { checked<u64, u16>(a, out, validity, rows); }
export function cast_u64_u32(a: usize, out: usize, validity: usize, rows: i32): void { checked<u64, u32>(a, out, validity, rows); }
export function cast_u64_f32(a: usize, out: usize, rows: i32): void { convert<u64, f32>(a, out, rows); }
export function cast_u64_f64(a: usize, out: usize, rows: i32): void { convert<u64, f64>(a, out, rows); }
export function cast_f32_i8(a: usize, out: usize, validity: usize, rows: i32): void { checked<f32, i8>(a, out, validity, rows); }
export function cast_f32_i16(a: usize, out: usize, validity: usize, rows: i32): void { checked<f32, i16>(a, out, validity, rows); }
export function cast_f32_i32(a: usize, out: usize, validity: usize, rows: i32): void { checked<f32, i32>(a, out, validity, rows); }
export function cast_f32_i64(a: usize, out: usize, validity: usize, rows: i32): void { checked<f32, i64>(a, out, validity, rows); }
export function cast_f32_u8(a: usize, out: usize, validity: usize, rows: i32): void { checked<f32, u8>(a, out, validity, rows); }
export function cast_f32_u16(a: usize, out: usize, validity: usize, rows: i32): void { checked<f32, u16>(a, out, validity, rows); }
export function cast_f32_u32(a: usize, out: usize, validity: usize, rows: i32): void { checked<f32, u32>(a, out, validity, rows); }
export function cast_f32_u64(a: usize, out: usize, validity: usize, rows: i32): void { checked<f32, u64>(a, out, validity, rows); }
export function cast_f32_f64(a: usize, out: usize, rows: i32): void { promote(a, out, rows); }
export function cast_f64_i8(a: usize, out: usize, validity: usize, rows: i32): void { checked<f64, i8>(a, out, validity, rows); }
export function cast_f64_i16(a: usize, out: usize, validity: usize, rows: i32): void { checked<f64, i16>(a, out, validity, rows); }
export function cast_f64_i32(a: usize, out: usize, validity: usize, rows: i32): void { checked<f64, i32>(a, out, validity, rows); }
export function cast_f64_i64(a: usize, out: usize, validity: usize, rows: i32): void { checked<f64, i64>(a, out, validity, rows); }
export function cast_f64_u8(a: usize, out: usize, validity: usize, rows: i32): void { checked<f64, u8>(a, out, validity, rows); }
export function cast_f64_u16(a: usize, out: usize, validity: usize, rows: i32): void { checked<f64, u16>(a, out, validity, rows); }
export function cast_f64_u32(a: usize, out: usize, validity: usize, rows: i32): void { checked<f64, u32>(a, out, validity, rows); }
export function cast_f64_u64(a: usize, out: usize, validity: usize, rows: i32): void { checked<f64, u64>(a, out, validity, rows); }
export function cast_f64_f32(a: usize, out: usize, rows: i32): void { convert<f64, f32>(a, out, rows); }
export function cast_bool_i8(a: usize, out: usize, rows: i32): void { expand<i8>(a, out, rows); }
export function cast_bool_i16(a: usize, out: usize, rows: i32): void { expand<i16>(a, out, rows); }
export function cast_bool_i32(a: usize, out: usize, rows: i32): void { expand<i32>(a, out, rows); }
export function cast_bool_i64(a: usize, out: usize, rows: i32): void { expand<i64>(a, out, rows); }
export function cast_bool_u8(a: usize, out: usize, rows: i32): void { expand<u8>(a, out, rows); }
export function cast_bool_u16(a: usize, out: usize, rows: i32): void { expand<u16>(a, out, rows); }
export function cast_bool_u32(a: usize, out: usize, rows: i32): void { expand<u32>(a, out, rows); }
export function cast_bool_u64(a: usize, out: usize, rows: i32): void { expand<u64>(a, out, rows); }
export function cast_bool_f32(a: usize, out: usize, rows: i32): void { expand<f32>(a, out, rows); }
export function cast_bool_f64(a: usize, out: usize, rows: i32): void { expand<f64>(a, out, rows); }
