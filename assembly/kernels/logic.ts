// Kleene logic and tests for null. These handle nulls: each operand is followed by its validity, 0 where it has none.

import { loadValid } from "../lib/simd";

/** `absorbing`: the value that decides alone, all ones for or, zeros for and. */
// @ts-ignore: decorator
@inline function kleene(or: bool, a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void {
  const bytes = (<usize>rows + 7) >> 3;
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = v128.load(a + at), y = v128.load(b + at);
    const xValid = loadValid(aValidity, at), yValid = loadValid(bValidity, at);
    // Operands that decide alone: true ones of or, false ones of and.
    const xDecides = or ? v128.and(xValid, x) : v128.andnot(xValid, x);
    const yDecides = or ? v128.and(yValid, y) : v128.andnot(yValid, y);
    const decided = v128.or(xDecides, yDecides);
    // A null's value is arbitrary, so the result comes from who decided.
    v128.store(out + at, or ? decided : v128.not(decided));
    v128.store(validity + at, v128.or(v128.and(xValid, yValid), decided));
  }
}

export function and_bool_vv(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void {
  kleene(false, a, aValidity, b, bValidity, out, validity, rows);
}
export function or_bool_vv(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void {
  kleene(true, a, aValidity, b, bValidity, out, validity, rows);
}

export function xor_bool_vv(a: usize, b: usize, out: usize, rows: i32): void {
  const bytes = (<usize>rows + 7) >> 3;
  for (let at: usize = 0; at < bytes; at += 16) v128.store(out + at, v128.xor(v128.load(a + at), v128.load(b + at)));
}

export function not_bool(a: usize, out: usize, rows: i32): void {
  const bytes = (<usize>rows + 7) >> 3;
  for (let at: usize = 0; at < bytes; at += 16) v128.store(out + at, v128.not(v128.load(a + at)));
}

// @ts-ignore: decorator
@inline function nullness(aValidity: usize, flip: i64, out: usize, validity: usize, rows: i32): void {
  const bytes = (<usize>rows + 7) >> 3;
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(out + at, v128.xor(loadValid(aValidity, at), i64x2.splat(flip)));
    v128.store(validity + at, i64x2.splat(-1));
  }
}

/** The values of any type, as for all tests of null, are not looked at. */
export function is_null(a: usize, aValidity: usize, out: usize, validity: usize, rows: i32): void { nullness(aValidity, -1, out, validity, rows); }
export function is_not_null(a: usize, aValidity: usize, out: usize, validity: usize, rows: i32): void { nullness(aValidity, 0, out, validity, rows); }
