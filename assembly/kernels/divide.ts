// Floor division and modulo: the quotient rounds down, the remainder has the divisor's sign. Integers give null for a zero
// divisor ("makes"); floats follow IEEE 754 and take the validity only for the sake of one signature.

import { clearBit } from "../lib/simd";

// @ts-ignore: decorator
@inline const QUOTIENT = 0;
// @ts-ignore: decorator
@inline const REMAINDER = 1;

// @ts-ignore: decorator
@inline function floored<T>(op: i32, x: T, y: T): T {
  if (isFloat<T>()) {
    const quotient = floor<T>(x / y);
    return op == QUOTIENT ? quotient : x - quotient * y;
  }
  if (!isSigned<T>()) return op == QUOTIENT ? x / y : x % y;
  // The least integer by -1 traps in Wasm; it wraps as all overflow does.
  if (y == -1) return op == QUOTIENT ? <T>(0 - x) : 0;
  const remainder = <T>(x % y);
  const low = remainder != 0 && (remainder < 0) != (y < 0);
  if (op == QUOTIENT) return low ? <T>(x / y - 1) : <T>(x / y);
  return low ? <T>(remainder + y) : remainder;
}

/** `aStep` and `bStep`: bytes from operand to operand, 0 for a scalar. */
// @ts-ignore: decorator
@inline function integers<T>(op: i32, a: usize, aStep: usize, b: usize, bStep: usize, out: usize, validity: usize, rows: i32): void {
  for (let row: usize = 0; row < <usize>rows; row++, a += aStep, b += bStep) {
    const y = load<T>(b);
    if (y == 0) {
      clearBit(validity, row);
      store<T>(out + row * sizeof<T>(), 0);
    } else store<T>(out + row * sizeof<T>(), floored<T>(op, load<T>(a), y));
  }
}

// @ts-ignore: decorator
@inline function floats<T>(op: i32, a: usize, aStep: usize, b: usize, bStep: usize, out: usize, rows: i32): void {
  for (const end = out + <usize>rows * sizeof<T>(); out < end; out += sizeof<T>(), a += aStep, b += bStep) {
    store<T>(out, floored<T>(op, load<T>(a), load<T>(b)));
  }
}

export function floor_div_i8_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i8>(QUOTIENT, a, sizeof<i8>(), b, sizeof<i8>(), out, validity, rows); }
export function floor_div_i8_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i8>(QUOTIENT, a, sizeof<i8>(), b, 0, out, validity, rows); }
export function floor_div_i8_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i8>(QUOTIENT, a, 0, b, sizeof<i8>(), out, validity, rows); }
export function floor_div_i16_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i16>(QUOTIENT, a, sizeof<i16>(), b, sizeof<i16>(), out, validity, rows); }
export function floor_div_i16_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i16>(QUOTIENT, a, sizeof<i16>(), b, 0, out, validity, rows); }
export function floor_div_i16_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i16>(QUOTIENT, a, 0, b, sizeof<i16>(), out, validity, rows); }
export function floor_div_i32_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i32>(QUOTIENT, a, sizeof<i32>(), b, sizeof<i32>(), out, validity, rows); }
export function floor_div_i32_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i32>(QUOTIENT, a, sizeof<i32>(), b, 0, out, validity, rows); }
export function floor_div_i32_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i32>(QUOTIENT, a, 0, b, sizeof<i32>(), out, validity, rows); }
export function floor_div_i64_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i64>(QUOTIENT, a, sizeof<i64>(), b, sizeof<i64>(), out, validity, rows); }
export function floor_div_i64_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i64>(QUOTIENT, a, sizeof<i64>(), b, 0, out, validity, rows); }
export function floor_div_i64_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i64>(QUOTIENT, a, 0, b, sizeof<i64>(), out, validity, rows); }
export function floor_div_u8_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u8>(QUOTIENT, a, sizeof<u8>(), b, sizeof<u8>(), out, validity, rows); }
export function floor_div_u8_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u8>(QUOTIENT, a, sizeof<u8>(), b, 0, out, validity, rows); }
export function floor_div_u8_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u8>(QUOTIENT, a, 0, b, sizeof<u8>(), out, validity, rows); }
export function floor_div_u16_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u16>(QUOTIENT, a, sizeof<u16>(), b, sizeof<u16>(), out, validity, rows); }
export function floor_div_u16_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u16>(QUOTIENT, a, sizeof<u16>(), b, 0, out, validity, rows); }
export function floor_div_u16_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u16>(QUOTIENT, a, 0, b, sizeof<u16>(), out, validity, rows); }
export function floor_div_u32_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u32>(QUOTIENT, a, sizeof<u32>(), b, sizeof<u32>(), out, validity, rows); }
export function floor_div_u32_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u32>(QUOTIENT, a, sizeof<u32>(), b, 0, out, validity, rows); }
export function floor_div_u32_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u32>(QUOTIENT, a, 0, b, sizeof<u32>(), out, validity, rows); }
export function floor_div_u64_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u64>(QUOTIENT, a, sizeof<u64>(), b, sizeof<u64>(), out, validity, rows); }
export function floor_div_u64_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u64>(QUOTIENT, a, sizeof<u64>(), b, 0, out, validity, rows); }
export function floor_div_u64_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u64>(QUOTIENT, a, 0, b, sizeof<u64>(), out, validity, rows); }
export function floor_div_f32_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { floats<f32>(QUOTIENT, a, sizeof<f32>(), b, sizeof<f32>(), out, rows); }
export function floor_div_f32_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { floats<f32>(QUOTIENT, a, sizeof<f32>(), b, 0, out, rows); }
export function floor_div_f32_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { floats<f32>(QUOTIENT, a, 0, b, sizeof<f32>(), out, rows); }
export function floor_div_f64_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { floats<f64>(QUOTIENT, a, sizeof<f64>(), b, sizeof<f64>(), out, rows); }
export function floor_div_f64_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { floats<f64>(QUOTIENT, a, sizeof<f64>(), b, 0, out, rows); }
export function floor_div_f64_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { floats<f64>(QUOTIENT, a, 0, b, sizeof<f64>(), out, rows); }

export function rem_i8_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i8>(REMAINDER, a, sizeof<i8>(), b, sizeof<i8>(), out, validity, rows); }
export function rem_i8_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i8>(REMAINDER, a, sizeof<i8>(), b, 0, out, validity, rows); }
export function rem_i8_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i8>(REMAINDER, a, 0, b, sizeof<i8>(), out, validity, rows); }
export function rem_i16_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i16>(REMAINDER, a, sizeof<i16>(), b, sizeof<i16>(), out, validity, rows); }
export function rem_i16_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i16>(REMAINDER, a, sizeof<i16>(), b, 0, out, validity, rows); }
export function rem_i16_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i16>(REMAINDER, a, 0, b, sizeof<i16>(), out, validity, rows); }
export function rem_i32_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i32>(REMAINDER, a, sizeof<i32>(), b, sizeof<i32>(), out, validity, rows); }
export function rem_i32_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i32>(REMAINDER, a, sizeof<i32>(), b, 0, out, validity, rows); }
export function rem_i32_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i32>(REMAINDER, a, 0, b, sizeof<i32>(), out, validity, rows); }
export function rem_i64_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i64>(REMAINDER, a, sizeof<i64>(), b, sizeof<i64>(), out, validity, rows); }
export function rem_i64_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i64>(REMAINDER, a, sizeof<i64>(), b, 0, out, validity, rows); }
export function rem_i64_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i64>(REMAINDER, a, 0, b, sizeof<i64>(), out, validity, rows); }
export function rem_u8_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u8>(REMAINDER, a, sizeof<u8>(), b, sizeof<u8>(), out, validity, rows); }
export function rem_u8_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u8>(REMAINDER, a, sizeof<u8>(), b, 0, out, validity, rows); }
export function rem_u8_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u8>(REMAINDER, a, 0, b, sizeof<u8>(), out, validity, rows); }
export function rem_u16_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u16>(REMAINDER, a, sizeof<u16>(), b, sizeof<u16>(), out, validity, rows); }
export function rem_u16_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u16>(REMAINDER, a, sizeof<u16>(), b, 0, out, validity, rows); }
export function rem_u16_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u16>(REMAINDER, a, 0, b, sizeof<u16>(), out, validity, rows); }
export function rem_u32_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u32>(REMAINDER, a, sizeof<u32>(), b, sizeof<u32>(), out, validity, rows); }
export function rem_u32_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u32>(REMAINDER, a, sizeof<u32>(), b, 0, out, validity, rows); }
export function rem_u32_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u32>(REMAINDER, a, 0, b, sizeof<u32>(), out, validity, rows); }
export function rem_u64_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u64>(REMAINDER, a, sizeof<u64>(), b, sizeof<u64>(), out, validity, rows); }
export function rem_u64_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u64>(REMAINDER, a, sizeof<u64>(), b, 0, out, validity, rows); }
export function rem_u64_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u64>(REMAINDER, a, 0, b, sizeof<u64>(), out, validity, rows); }
export function rem_f32_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { floats<f32>(REMAINDER, a, sizeof<f32>(), b, sizeof<f32>(), out, rows); }
export function rem_f32_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { floats<f32>(REMAINDER, a, sizeof<f32>(), b, 0, out, rows); }
export function rem_f32_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { floats<f32>(REMAINDER, a, 0, b, sizeof<f32>(), out, rows); }
export function rem_f64_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { floats<f64>(REMAINDER, a, sizeof<f64>(), b, sizeof<f64>(), out, rows); }
export function rem_f64_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { floats<f64>(REMAINDER, a, sizeof<f64>(), b, 0, out, rows); }
export function rem_f64_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { floats<f64>(REMAINDER, a, 0, b, sizeof<f64>(), out, rows); }
