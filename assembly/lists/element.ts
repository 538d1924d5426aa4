// Elements of any plain type, told apart by a number. Not exported from the module.

import { getBit } from "../lib/simd";

// The kinds of elements, as src/codegen/lower-list.ts numbers them.
// @ts-ignore: decorator
@inline export const BOOL = 0;
// @ts-ignore: decorator
@inline const I8 = 1;
// @ts-ignore: decorator
@inline const I16 = 2;
// @ts-ignore: decorator
@inline const I32 = 3;
// @ts-ignore: decorator
@inline const I64 = 4;
// @ts-ignore: decorator
@inline const U8 = 5;
// @ts-ignore: decorator
@inline const U16 = 6;
// @ts-ignore: decorator
@inline const U32 = 7;
// @ts-ignore: decorator
@inline const U64 = 8;
// @ts-ignore: decorator
@inline export const F32 = 9;
// @ts-ignore: decorator
@inline export const F64 = 10;
// @ts-ignore: decorator
@inline export const VIEW = 11;

/** Greater than every other key of a float. */
// @ts-ignore: decorator
@inline export const NAN_KEY: i64 = i64.MAX_VALUE;

/** An integer that orders as the element does: zeros are one, NaNs are one and greatest. Not of strings. */
export function keyOf(kind: i32, values: usize, index: usize): i64 {
  switch (kind) {
    case BOOL: return <i64>getBit(values, index);
    case I8: return <i64>load<i8>(values + index);
    case I16: return <i64>load<i16>(values + (index << 1));
    case I32: return <i64>load<i32>(values + (index << 2));
    case I64: return load<i64>(values + (index << 3));
    case U8: return <i64>load<u8>(values + index);
    case U16: return <i64>load<u16>(values + (index << 1));
    case U32: return <i64>load<u32>(values + (index << 2));
    case U64: return load<i64>(values + (index << 3)) ^ i64.MIN_VALUE;
    case F32: return floatKey(<f64>load<f32>(values + (index << 2)));
    default: return floatKey(load<f64>(values + (index << 3)));
  }
}

// @ts-ignore: decorator
@inline function floatKey(value: f64): i64 {
  if (value != value) return NAN_KEY;
  // -0 becomes 0; negative numbers have the bits of their magnitude flipped.
  const bits = reinterpret<i64>(value + 0);
  return bits ^ ((bits >> 63) & i64.MAX_VALUE);
}

/** Copies element `index`, of `bits` bits, to place `at` of `out`, whose bits are 0. */
export function copyElement(bits: u32, values: usize, index: usize, out: usize, at: usize): void {
  switch (bits) {
    case 1:
      store<u8>(out + (at >> 3), load<u8>(out + (at >> 3)) | (<u8>getBit(values, index) << <u8>(at & 7)));
      break;
    case 8:
      store<u8>(out + at, load<u8>(values + index));
      break;
    case 16:
      store<u16>(out + (at << 1), load<u16>(values + (index << 1)));
      break;
    case 32:
      store<u32>(out + (at << 2), load<u32>(values + (index << 2)));
      break;
    case 64:
      store<u64>(out + (at << 3), load<u64>(values + (index << 3)));
      break;
    default:
      v128.store(out + (at << 4), v128.load(values + (index << 4)));
  }
}

/** Bytes of `count` values of `bits` bits, in whole words. */
// @ts-ignore: decorator
@inline export function bytesFor(bits: u32, count: usize): usize { return ((count * bits + 63) >> 6) << 3; }
