// Powers. Those of integers wrap; a negative exponent has no integer result and makes a null.

import { clearBit } from "../lib/simd";

function integers<T>(a: usize, aStep: usize, b: usize, bStep: usize, out: usize, validity: usize, rows: i32): void {
  for (let row: usize = 0; row < <usize>rows; row++, a += aStep, b += bStep) {
    let base = load<T>(a), exponent = load<T>(b), power: T = 1;
    if (isSigned<T>() && exponent < 0) clearBit(validity, row);
    else {
      for (; exponent; exponent >>= 1) {
        if (exponent & 1) power *= base;
        base *= base;
      }
    }
    store<T>(out + row * sizeof<T>(), power);
  }
}

function floats<T>(a: usize, aStep: usize, b: usize, bStep: usize, out: usize, rows: i32): void {
  for (const end = out + <usize>rows * sizeof<T>(); out < end; out += sizeof<T>(), a += aStep, b += bStep) {
    const base = <f64>load<T>(a), exponent = <f64>load<T>(b);
    store<T>(out, <T>(exponent == 2 ? base * base : NativeMath.pow(base, exponent)));
  }
}

export function pow_i8_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i8>(a, sizeof<i8>(), b, sizeof<i8>(), out, validity, rows); }
export function pow_i8_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i8>(a, sizeof<i8>(), b, 0, out, validity, rows); }
export function pow_i8_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i8>(a, 0, b, sizeof<i8>(), out, validity, rows); }
export function pow_i16_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i16>(a, sizeof<i16>(), b, sizeof<i16>(), out, validity, rows); }
export function pow_i16_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i16>(a, sizeof<i16>(), b, 0, out, validity, rows); }
export function pow_i16_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i16>(a, 0, b, sizeof<i16>(), out, validity, rows); }
export function pow_i32_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i32>(a, sizeof<i32>(), b, sizeof<i32>(), out, validity, rows); }
export function pow_i32_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i32>(a, sizeof<i32>(), b, 0, out, validity, rows); }
export function pow_i32_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i32>(a, 0, b, sizeof<i32>(), out, validity, rows); }
export function pow_i64_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i64>(a, sizeof<i64>(), b, sizeof<i64>(), out, validity, rows); }
export function pow_i64_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i64>(a, sizeof<i64>(), b, 0, out, validity, rows); }
export function pow_i64_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<i64>(a, 0, b, sizeof<i64>(), out, validity, rows); }
export function pow_u8_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u8>(a, sizeof<u8>(), b, sizeof<u8>(), out, validity, rows); }
export function pow_u8_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u8>(a, sizeof<u8>(), b, 0, out, validity, rows); }
export function pow_u8_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u8>(a, 0, b, sizeof<u8>(), out, validity, rows); }
export function pow_u16_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u16>(a, sizeof<u16>(), b, sizeof<u16>(), out, validity, rows); }
export function pow_u16_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u16>(a, sizeof<u16>(), b, 0, out, validity, rows); }
export function pow_u16_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u16>(a, 0, b, sizeof<u16>(), out, validity, rows); }
export function pow_u32_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u32>(a, sizeof<u32>(), b, sizeof<u32>(), out, validity, rows); }
export function pow_u32_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u32>(a, sizeof<u32>(), b, 0, out, validity, rows); }
export function pow_u32_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u32>(a, 0, b, sizeof<u32>(), out, validity, rows); }
export function pow_u64_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u64>(a, sizeof<u64>(), b, sizeof<u64>(), out, validity, rows); }
export function pow_u64_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u64>(a, sizeof<u64>(), b, 0, out, validity, rows); }
export function pow_u64_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { integers<u64>(a, 0, b, sizeof<u64>(), out, validity, rows); }
export function pow_f32_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { floats<f32>(a, sizeof<f32>(), b, sizeof<f32>(), out, rows); }
export function pow_f32_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { floats<f32>(a, sizeof<f32>(), b, 0, out, rows); }
export function pow_f32_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { floats<f32>(a, 0, b, sizeof<f32>(), out, rows); }
export function pow_f64_vv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { floats<f64>(a, sizeof<f64>(), b, sizeof<f64>(), out, rows); }
export function pow_f64_vs(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { floats<f64>(a, sizeof<f64>(), b, 0, out, rows); }
export function pow_f64_sv(a: usize, b: usize, out: usize, validity: usize, rows: i32): void { floats<f64>(a, 0, b, sizeof<f64>(), out, rows); }
