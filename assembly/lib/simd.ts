// Masks and bitmaps as vectors. Inline generics, not exported from the module.

/** Lane i has bit i set. */
// @ts-ignore: decorator
@inline export function laneBits<T>(): v128 {
  if (sizeof<T>() == 1) return i8x16(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
  if (sizeof<T>() == 2) return i16x8(1, 2, 4, 8, 16, 32, 64, 128);
  if (sizeof<T>() == 4) return i32x4(1, 2, 4, 8);
  return i64x2(1, 2);
}

/** Lanes of all ones where the low bits of `bits` are set, as many as there are lanes of T. */
// @ts-ignore: decorator
@inline export function lanesOf<T>(bits: u32): v128 {
  const lanes = laneBits<T>();
  if (sizeof<T>() == 1) {
    const both = i8x16.shuffle(i16x8.splat(<i16>bits), i16x8.splat(<i16>bits), 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1);
    return i8x16.eq(v128.and(both, lanes), lanes);
  }
  if (sizeof<T>() == 2) return i16x8.eq(v128.and(i16x8.splat(<i16>bits), lanes), lanes);
  if (sizeof<T>() == 4) return i32x4.eq(v128.and(i32x4.splat(bits), lanes), lanes);
  return i64x2.eq(v128.and(i64x2.splat(bits), lanes), lanes);
}

/** Stores the lanes of four masks, 64 bytes of T, as bits; `flip` is 0, or -1 for their complement. */
// @ts-ignore: decorator
@inline export function storeMasks<T>(out: usize, m0: v128, m1: v128, m2: v128, m3: v128, flip: i32): void {
  if (sizeof<T>() == 1) {
    store<u32>(out, (i8x16.bitmask(m0) | (i8x16.bitmask(m1) << 16)) ^ flip);
    store<u32>(out, (i8x16.bitmask(m2) | (i8x16.bitmask(m3) << 16)) ^ flip, 4);
  } else if (sizeof<T>() == 2) {
    const low = i8x16.bitmask(i8x16.narrow_i16x8_s(m0, m1));
    const high = i8x16.bitmask(i8x16.narrow_i16x8_s(m2, m3));
    store<u32>(out, (low | (high << 16)) ^ flip);
  } else if (sizeof<T>() == 4) {
    const narrow = i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(m0, m1), i16x8.narrow_i32x4_s(m2, m3));
    store<u16>(out, <u16>(i8x16.bitmask(narrow) ^ flip));
  } else {
    const bits = i64x2.bitmask(m0) | (i64x2.bitmask(m1) << 2) | (i64x2.bitmask(m2) << 4) | (i64x2.bitmask(m3) << 6);
    store<u8>(out, <u8>(bits ^ flip));
  }
}

/** Bytes of bitmap that 64 bytes of T take. */
// @ts-ignore: decorator
@inline export function maskBytes<T>(): usize { return 8 / sizeof<T>(); }

/** 128 bits of a bitmap, or all ones where there is none. */
// @ts-ignore: decorator
@inline export function loadValid(bitmap: usize, offset: usize): v128 {
  return bitmap ? v128.load(bitmap + offset) : i64x2.splat(-1);
}

// @ts-ignore: decorator
@inline export function getBit(bitmap: usize, index: usize): u32 {
  return (<u32>load<u8>(bitmap + (index >> 3)) >> (<u32>index & 7)) & 1;
}

// @ts-ignore: decorator
@inline export function clearBit(bitmap: usize, index: usize): void {
  const at = bitmap + (index >> 3);
  store<u8>(at, load<u8>(at) & ~(<u8>1 << <u8>(index & 7)));
}
