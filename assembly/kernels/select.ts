// Choosing between two operands, row by row: select (when/then/otherwise) and fill_null. They handle nulls; a scalar has validity
// too, whose first bit counts.

import { getBit, lanesOf, loadValid } from "../lib/simd";

// @ts-ignore: decorator
@inline function splatOf<T>(at: usize): v128 {
  return sizeof<T>() == 16 ? v128.load(at) : sizeof<T>() == 8 ? i64x2.splat(load<i64>(at)) : sizeof<T>() == 4 ? i32x4.splat(load<i32>(at))
    : sizeof<T>() == 2 ? i16x8.splat(load<i16>(at)) : i8x16.splat(load<i8>(at));
}

/** Values of `a` where the mask is set, of `b` elsewhere; `aStep` and `bStep` are 0 for scalars, 1 otherwise. */
// @ts-ignore: decorator
@inline function choose<T>(mask: usize, a: usize, aStep: usize, b: usize, bStep: usize, out: usize, rows: i32): void {
  const bytes = <usize>rows * sizeof<T>();
  const lanes: usize = 16 / sizeof<T>();
  const aScalar = splatOf<T>(a), bScalar = splatOf<T>(b);
  for (let at: usize = 0, row: usize = 0; at < bytes; at += 16, row += lanes) {
    const bits = <u32>load<u16>(mask + (row >> 3)) >> (<u32>row & 7);
    const chosen = sizeof<T>() == 16 ? i64x2.splat(-<i64>(bits & 1)) : lanesOf<T>(bits);
    const x = aStep ? v128.load(a + at) : aScalar, y = bStep ? v128.load(b + at) : bScalar;
    v128.store(out + at, v128.bitselect(x, y, chosen));
  }
}

// @ts-ignore: decorator
@inline function validities(mask: usize, a: usize, aStep: usize, b: usize, bStep: usize, out: usize, rows: i32): void {
  const bytes = (<usize>rows + 7) >> 3;
  const aScalar = i64x2.splat(a && !getBit(a, 0) ? 0 : -1), bScalar = i64x2.splat(b && !getBit(b, 0) ? 0 : -1);
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = aStep ? loadValid(a, at) : aScalar, y = bStep ? loadValid(b, at) : bScalar;
    v128.store(out + at, v128.bitselect(x, y, v128.load(mask + at)));
  }
}

function chooseBits(mask: usize, a: usize, aStep: usize, b: usize, bStep: usize, out: usize, rows: i32): void {
  const bytes = (<usize>rows + 7) >> 3;
  const aScalar = i64x2.splat(-<i64>getBit(a, 0)), bScalar = i64x2.splat(-<i64>getBit(b, 0));
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = aStep ? v128.load(a + at) : aScalar, y = bStep ? v128.load(b + at) : bScalar;
    v128.store(out + at, v128.bitselect(x, y, v128.load(mask + at)));
  }
}

function choose8(mask: usize, a: usize, aStep: usize, b: usize, bStep: usize, out: usize, rows: i32): void { choose<u8>(mask, a, aStep, b, bStep, out, rows); }
function choose16(mask: usize, a: usize, aStep: usize, b: usize, bStep: usize, out: usize, rows: i32): void { choose<u16>(mask, a, aStep, b, bStep, out, rows); }
function choose32(mask: usize, a: usize, aStep: usize, b: usize, bStep: usize, out: usize, rows: i32): void { choose<u32>(mask, a, aStep, b, bStep, out, rows); }
function choose64(mask: usize, a: usize, aStep: usize, b: usize, bStep: usize, out: usize, rows: i32): void { choose<u64>(mask, a, aStep, b, bStep, out, rows); }
function choose128(mask: usize, a: usize, aStep: usize, b: usize, bStep: usize, out: usize, rows: i32): void { choose<v128>(mask, a, aStep, b, bStep, out, rows); }

function selectBits(mask: usize, a: usize, aStep: usize, aValidity: usize, b: usize, bStep: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void {
  validities(mask, aValidity, aStep, bValidity, bStep, validity, rows);
  chooseBits(mask, a, aStep, b, bStep, out, rows);
}
function select8(mask: usize, a: usize, aStep: usize, aValidity: usize, b: usize, bStep: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void {
  validities(mask, aValidity, aStep, bValidity, bStep, validity, rows);
  choose8(mask, a, aStep, b, bStep, out, rows);
}
function select16(mask: usize, a: usize, aStep: usize, aValidity: usize, b: usize, bStep: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void {
  validities(mask, aValidity, aStep, bValidity, bStep, validity, rows);
  choose16(mask, a, aStep, b, bStep, out, rows);
}
function select32(mask: usize, a: usize, aStep: usize, aValidity: usize, b: usize, bStep: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void {
  validities(mask, aValidity, aStep, bValidity, bStep, validity, rows);
  choose32(mask, a, aStep, b, bStep, out, rows);
}
function select64(mask: usize, a: usize, aStep: usize, aValidity: usize, b: usize, bStep: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void {
  validities(mask, aValidity, aStep, bValidity, bStep, validity, rows);
  choose64(mask, a, aStep, b, bStep, out, rows);
}
function select128(mask: usize, a: usize, aStep: usize, aValidity: usize, b: usize, bStep: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void {
  validities(mask, aValidity, aStep, bValidity, bStep, validity, rows);
  choose128(mask, a, aStep, b, bStep, out, rows);
}

export function select_bool_vv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { selectBits(mask, a, 1, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_bool_vs(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { selectBits(mask, a, 1, aValidity, b, 0, bValidity, out, validity, rows); }
export function select_bool_sv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { selectBits(mask, a, 0, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_bool_ss(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { selectBits(mask, a, 0, aValidity, b, 0, bValidity, out, validity, rows); }
export function select_i8_vv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select8(mask, a, 1, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_i8_vs(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select8(mask, a, 1, aValidity, b, 0, bValidity, out, validity, rows); }
export function select_i8_sv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select8(mask, a, 0, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_i8_ss(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select8(mask, a, 0, aValidity, b, 0, bValidity, out, validity, rows); }
export function select_i16_vv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select16(mask, a, 1, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_i16_vs(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select16(mask, a, 1, aValidity, b, 0, bValidity, out, validity, rows); }
export function select_i16_sv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select16(mask, a, 0, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_i16_ss(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select16(mask, a, 0, aValidity, b, 0, bValidity, out, validity, rows); }
export function select_i32_vv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select32(mask, a, 1, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_i32_vs(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select32(mask, a, 1, aValidity, b, 0, bValidity, out, validity, rows); }
export function select_i32_sv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select32(mask, a, 0, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_i32_ss(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select32(mask, a, 0, aValidity, b, 0, bValidity, out, validity, rows); }
export function select_i64_vv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select64(mask, a, 1, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_i64_vs(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select64(mask, a, 1, aValidity, b, 0, bValidity, out, validity, rows); }
export function select_i64_sv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select64(mask, a, 0, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_i64_ss(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select64(mask, a, 0, aValidity, b, 0, bValidity, out, validity, rows); }
export function select_u8_vv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select8(mask, a, 1, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_u8_vs(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select8(mask, a, 1, aValidity, b, 0, bValidity, out, validity, rows); }
export function select_u8_sv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select8(mask, a, 0, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_u8_ss(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select8(mask, a, 0, aValidity, b, 0, bValidity, out, validity, rows); }
export function select_u16_vv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select16(mask, a, 1, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_u16_vs(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select16(mask, a, 1, aValidity, b, 0, bValidity, out, validity, rows); }
export function select_u16_sv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select16(mask, a, 0, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_u16_ss(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select16(mask, a, 0, aValidity, b, 0, bValidity, out, validity, rows); }
export function select_u32_vv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select32(mask, a, 1, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_u32_vs(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select32(mask, a, 1, aValidity, b, 0, bValidity, out, validity, rows); }
export function select_u32_sv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select32(mask, a, 0, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_u32_ss(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select32(mask, a, 0, aValidity, b, 0, bValidity, out, validity, rows); }
export function select_u64_vv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select64(mask, a, 1, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_u64_vs(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select64(mask, a, 1, aValidity, b, 0, bValidity, out, validity, rows); }
export function select_u64_sv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select64(mask, a, 0, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_u64_ss(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select64(mask, a, 0, aValidity, b, 0, bValidity, out, validity, rows); }
export function select_f32_vv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select32(mask, a, 1, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_f32_vs(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select32(mask, a, 1, aValidity, b, 0, bValidity, out, validity, rows); }
export function select_f32_sv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select32(mask, a, 0, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_f32_ss(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select32(mask, a, 0, aValidity, b, 0, bValidity, out, validity, rows); }
export function select_f64_vv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select64(mask, a, 1, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_f64_vs(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select64(mask, a, 1, aValidity, b, 0, bValidity, out, validity, rows); }
export function select_f64_sv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select64(mask, a, 0, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_f64_ss(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select64(mask, a, 0, aValidity, b, 0, bValidity, out, validity, rows); }
export function select_view_vv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select128(mask, a, 1, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_view_vs(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select128(mask, a, 1, aValidity, b, 0, bValidity, out, validity, rows); }
export function select_view_sv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select128(mask, a, 0, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_view_ss(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select128(mask, a, 0, aValidity, b, 0, bValidity, out, validity, rows); }
export function select_codes_vv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select32(mask, a, 1, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_codes_vs(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select32(mask, a, 1, aValidity, b, 0, bValidity, out, validity, rows); }
export function select_codes_sv(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select32(mask, a, 0, aValidity, b, 1, bValidity, out, validity, rows); }
export function select_codes_ss(mask: usize, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { select32(mask, a, 0, aValidity, b, 0, bValidity, out, validity, rows); }
