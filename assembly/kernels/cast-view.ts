// Casts between integers and strings. Floats are printed and parsed in TypeScript, whose host rounds correctly.

import { clearBit } from "../lib/simd";
import { bytesOf, INLINE_BYTES, lengthOf, storeView } from "../lib/view";
import { scratch_alloc } from "../lib/scratch";

/** Digits of the greatest u64 and of the least i64 with its sign. */
const DIGITS_MAX: usize = 20;

/** Writes a view of `magnitude`, with a sign if `negative`; what is too long for a view goes to `space`, whose new end is given. */
function storeInteger(out: usize, magnitude: u64, negative: bool, space: usize): usize {
  const end = space + DIGITS_MAX;
  let at = end;
  do {
    const tens = magnitude / 10;
    store<u8>(--at, <u8>(48 + <u32>(magnitude - tens * 10)));
    magnitude = tens;
  } while (magnitude);
  if (negative) store<u8>(--at, 45);
  const length = <u32>(end - at);
  storeView(out, at, length);
  return length > INLINE_BYTES ? end : space;
}

// @ts-ignore: decorator
@inline function print<T>(a: usize, out: usize, rows: i32): void {
  // Only 64-bit integers can have more digits than a view holds.
  let space = scratch_alloc(sizeof<T>() == 8 ? <usize>rows * DIGITS_MAX + 64 : 128);
  for (const end = out + (<usize>rows << 4); out < end; a += sizeof<T>(), out += 16) {
    const x = load<T>(a);
    if (isSigned<T>()) space = storeInteger(out, x < 0 ? <u64>(0 - <i64>x) : <u64>x, x < 0, space);
    else space = storeInteger(out, <u64>x, false, space);
  }
}

export function cast_i8_view(a: usize, out: usize, rows: i32): void { print<i8>(a, out, rows); }
export function cast_i16_view(a: usize, out: usize, rows: i32): void { print<i16>(a, out, rows); }
export function cast_i32_view(a: usize, out: usize, rows: i32): void { print<i32>(a, out, rows); }
export function cast_i64_view(a: usize, out: usize, rows: i32): void { print<i64>(a, out, rows); }
export function cast_u8_view(a: usize, out: usize, rows: i32): void { print<u8>(a, out, rows); }
export function cast_u16_view(a: usize, out: usize, rows: i32): void { print<u16>(a, out, rows); }
export function cast_u32_view(a: usize, out: usize, rows: i32): void { print<u32>(a, out, rows); }
export function cast_u64_view(a: usize, out: usize, rows: i32): void { print<u64>(a, out, rows); }

export function cast_bool_view(a: usize, out: usize, rows: i32): void {
  for (let row: usize = 0; row < <usize>rows; row++, out += 16) {
    const isTrue = (load<u8>(a + (row >> 3)) >> <u8>(row & 7)) & 1;
    // "true" and "false", little endian, after their lengths.
    store<u64>(out, isTrue ? 0x65757274_00000004 : 0x736c6166_00000005);
    store<u64>(out, isTrue ? 0 : 0x65, 8);
  }
}

/** The last number parsed was one. */
let parsed: bool = false;

/** An optional sign and digits, nothing else; the magnitude must not pass `most`, or `most + 1` when negative. */
function parseInteger(view: usize, most: u64, signed: bool): u64 {
  parsed = false;
  let at = bytesOf(view);
  const end = at + lengthOf(view);
  let negative = false;
  if (at < end && (load<u8>(at) == 45 || load<u8>(at) == 43)) negative = load<u8>(at++) == 45;
  if (at == end) return 0;
  const limit = most + u64(negative && signed);
  let magnitude: u64 = 0;
  for (; at < end; at++) {
    const digit = <u32>load<u8>(at) - 48;
    if (digit > 9 || magnitude > (limit - digit) / 10) return 0;
    magnitude = magnitude * 10 + digit;
  }
  if (negative && !signed && magnitude) return 0;
  parsed = true;
  return negative ? 0 - magnitude : magnitude;
}

// @ts-ignore: decorator
@inline function mostOf<T>(): u64 { return <u64>-1 >> (64 - (sizeof<T>() * 8 - u64(isSigned<T>()))); }

// @ts-ignore: decorator
@inline function parse<T>(a: usize, out: usize, validity: usize, rows: i32): void {
  for (let row: usize = 0; row < <usize>rows; row++, a += 16, out += sizeof<T>()) {
    store<T>(out, <T>parseInteger(a, mostOf<T>(), isSigned<T>()));
    if (!parsed) clearBit(validity, row);
  }
}

export function cast_view_i8(a: usize, out: usize, validity: usize, rows: i32): void { parse<i8>(a, out, validity, rows); }
export function cast_view_i16(a: usize, out: usize, validity: usize, rows: i32): void { parse<i16>(a, out, validity, rows); }
export function cast_view_i32(a: usize, out: usize, validity: usize, rows: i32): void { parse<i32>(a, out, validity, rows); }
export function cast_view_i64(a: usize, out: usize, validity: usize, rows: i32): void { parse<i64>(a, out, validity, rows); }
export function cast_view_u8(a: usize, out: usize, validity: usize, rows: i32): void { parse<u8>(a, out, validity, rows); }
export function cast_view_u16(a: usize, out: usize, validity: usize, rows: i32): void { parse<u16>(a, out, validity, rows); }
export function cast_view_u32(a: usize, out: usize, validity: usize, rows: i32): void { parse<u32>(a, out, validity, rows); }
export function cast_view_u64(a: usize, out: usize, validity: usize, rows: i32): void { parse<u64>(a, out, validity, rows); }
