// Drops rows of a probe side whose key can't match: outside the build side's range, or not in its bitmap. As a bitmap of the
// rows that stay, or as a list of them, which is cheaper where few do.

import { laneBits } from "../lib/simd";

/**
 * 1 where the key passes. With `bitmap`, whose bit `range + 1` is 0, keys outside the range look that one up. A bitmap that is
 * shorter than the range has the bits of all keys with the same low bits, `mask`, as one.
 */
// @ts-ignore: decorator
@inline function passes<T>(values: usize, row: usize, least: u64, range: u64, mask: u64, bitmap: usize): u32 {
  const key = <u64>load<T>(values + row * sizeof<T>()) - least;
  if (!bitmap) return u32(key <= range);
  const offset = <usize>(min(key, range + 1) & mask);
  return (<u32>load<u8>(bitmap + (offset >> 3)) >> <u32>(offset & 7)) & 1;
}

/** Bits of eight rows. */
// @ts-ignore: decorator
@inline function eight<T>(values: usize, row: usize, least: u64, range: u64, mask: u64, bitmap: usize): u64 {
  return <u64>(passes<T>(values, row, least, range, mask, bitmap)
    | (passes<T>(values, row + 1, least, range, mask, bitmap) << 1)
    | (passes<T>(values, row + 2, least, range, mask, bitmap) << 2)
    | (passes<T>(values, row + 3, least, range, mask, bitmap) << 3)
    | (passes<T>(values, row + 4, least, range, mask, bitmap) << 4)
    | (passes<T>(values, row + 5, least, range, mask, bitmap) << 5)
    | (passes<T>(values, row + 6, least, range, mask, bitmap) << 6)
    | (passes<T>(values, row + 7, least, range, mask, bitmap) << 7));
}

/** The bits in `bitmap` that four keys of 4 or 8 bytes look up. A bitmap has fewer than 2^31, so the lower halves of differences are enough. */
// @ts-ignore: decorator
@inline function offsets<T>(at: usize, least: u64, range: u64, mask: u64): v128 {
  let differences: v128;
  if (sizeof<T>() == 8) {
    const first = i64x2.sub(v128.load(at), i64x2.splat(least)), second = i64x2.sub(v128.load(at, 16), i64x2.splat(least));
    const near = i32x4.eq(i32x4.shuffle(first, second, 1, 3, 5, 7), i32x4.splat(0));
    const bounded = i32x4.splat(range < u32.MAX_VALUE ? -1 : 0);
    differences = v128.or(i32x4.shuffle(first, second, 0, 2, 4, 6), v128.andnot(bounded, near));
  } else differences = i32x4.sub(v128.load(at), i32x4.splat(<i32>least));
  return v128.and(i32x4.min_u(differences, i32x4.splat(<i32>min<u64>(range + 1, u32.MAX_VALUE))), i32x4.splat(<i32>mask));
}

/** Bits of sixteen rows: their bytes of the bitmap are brought together, and tested at once. */
// @ts-ignore: decorator
@inline function sixteen<T>(values: usize, row: usize, least: u64, range: u64, mask: u64, bitmap: usize): u64 {
  const at = values + row * sizeof<T>();
  const a = offsets<T>(at, least, range, mask), b = offsets<T>(at + 4 * sizeof<T>(), least, range, mask);
  const c = offsets<T>(at + 8 * sizeof<T>(), least, range, mask), d = offsets<T>(at + 12 * sizeof<T>(), least, range, mask);
  const aBytes = i32x4.shr_u(a, 3), bBytes = i32x4.shr_u(b, 3), cBytes = i32x4.shr_u(c, 3), dBytes = i32x4.shr_u(d, 3);
  let bytes = v128.load8_splat(bitmap + <usize>i32x4.extract_lane(aBytes, 0));
  bytes = v128.load_lane<u8>(bitmap + <usize>i32x4.extract_lane(aBytes, 1), bytes, 1);
  bytes = v128.load_lane<u8>(bitmap + <usize>i32x4.extract_lane(aBytes, 2), bytes, 2);
  bytes = v128.load_lane<u8>(bitmap + <usize>i32x4.extract_lane(aBytes, 3), bytes, 3);
  bytes = v128.load_lane<u8>(bitmap + <usize>i32x4.extract_lane(bBytes, 0), bytes, 4);
  bytes = v128.load_lane<u8>(bitmap + <usize>i32x4.extract_lane(bBytes, 1), bytes, 5);
  bytes = v128.load_lane<u8>(bitmap + <usize>i32x4.extract_lane(bBytes, 2), bytes, 6);
  bytes = v128.load_lane<u8>(bitmap + <usize>i32x4.extract_lane(bBytes, 3), bytes, 7);
  bytes = v128.load_lane<u8>(bitmap + <usize>i32x4.extract_lane(cBytes, 0), bytes, 8);
  bytes = v128.load_lane<u8>(bitmap + <usize>i32x4.extract_lane(cBytes, 1), bytes, 9);
  bytes = v128.load_lane<u8>(bitmap + <usize>i32x4.extract_lane(cBytes, 2), bytes, 10);
  bytes = v128.load_lane<u8>(bitmap + <usize>i32x4.extract_lane(cBytes, 3), bytes, 11);
  bytes = v128.load_lane<u8>(bitmap + <usize>i32x4.extract_lane(dBytes, 0), bytes, 12);
  bytes = v128.load_lane<u8>(bitmap + <usize>i32x4.extract_lane(dBytes, 1), bytes, 13);
  bytes = v128.load_lane<u8>(bitmap + <usize>i32x4.extract_lane(dBytes, 2), bytes, 14);
  bytes = v128.load_lane<u8>(bitmap + <usize>i32x4.extract_lane(dBytes, 3), bytes, 15);
  const seven = i32x4.splat(7);
  const bit = i8x16.narrow_i16x8_u(
    i16x8.narrow_i32x4_u(v128.and(a, seven), v128.and(b, seven)),
    i16x8.narrow_i32x4_u(v128.and(c, seven), v128.and(d, seven)),
  );
  const unset = i8x16.eq(v128.and(bytes, i8x16.swizzle(laneBits<u8>(), bit)), i8x16.splat(0));
  return <u64>(<u32>i8x16.bitmask(unset) ^ 0xffff);
}

/** Bits of 64 rows from `base` on, or of those before `rows`. */
// @ts-ignore: decorator
@inline function word<T>(values: usize, base: usize, rows: usize, least: u64, range: u64, mask: u64, bitmap: usize): u64 {
  const many = min<usize>(64, rows - base);
  let bits: u64 = 0, row: usize = 0;
  if (bitmap && sizeof<T>() >= 4) for (; row + 16 <= many; row += 16) bits |= sixteen<T>(values, base + row, least, range, mask, bitmap) << row;
  for (; row + 8 <= many; row += 8) bits |= eight<T>(values, base + row, least, range, mask, bitmap) << row;
  for (; row < many; row++) bits |= <u64>passes<T>(values, base + row, least, range, mask, bitmap) << row;
  return bits;
}

/** As `word`, of the selected rows that are not null. */
// @ts-ignore: decorator
@inline function selected<T>(values: usize, validity: usize, selection: usize, base: usize, rows: usize, least: u64, range: u64, mask: u64, bitmap: usize): u64 {
  let wanted: u64 = -1;
  if (validity) wanted = load<u64>(validity + (base >> 3));
  if (selection) wanted &= load<u64>(selection + (base >> 3));
  if (!wanted) return 0;
  return wanted & (bitmap ? word<T>(values, base, rows, least, range, mask, bitmap) : word<T>(values, base, rows, least, range, mask, 0));
}

/** `validity`, `selection` and `bitmap` may be 0. Writes whole words, 0 past `rows`; gives the number of rows that stay. */
// @ts-ignore: decorator
@inline function filter<T>(values: usize, validity: usize, selection: usize, least: u64, range: u64, mask: u64, bitmap: usize, out: usize, rows: i32): i32 {
  let kept: i32 = 0;
  for (let base: usize = 0; base < <usize>rows; base += 64) {
    const bits = selected<T>(values, validity, selection, base, <usize>rows, least, range, mask, bitmap);
    store<u64>(out + (base >> 3), bits);
    kept += <i32>popcnt(bits);
  }
  return kept;
}

export function join_filter_i8(values: usize, validity: usize, selection: usize, least: u64, range: u64, mask: u64, bitmap: usize, out: usize, rows: i32): i32 {
  return filter<i8>(values, validity, selection, least, range, mask, bitmap, out, rows);
}
export function join_filter_i16(values: usize, validity: usize, selection: usize, least: u64, range: u64, mask: u64, bitmap: usize, out: usize, rows: i32): i32 {
  return filter<i16>(values, validity, selection, least, range, mask, bitmap, out, rows);
}
export function join_filter_i32(values: usize, validity: usize, selection: usize, least: u64, range: u64, mask: u64, bitmap: usize, out: usize, rows: i32): i32 {
  return filter<i32>(values, validity, selection, least, range, mask, bitmap, out, rows);
}
export function join_filter_i64(values: usize, validity: usize, selection: usize, least: u64, range: u64, mask: u64, bitmap: usize, out: usize, rows: i32): i32 {
  return filter<i64>(values, validity, selection, least, range, mask, bitmap, out, rows);
}
export function join_filter_u8(values: usize, validity: usize, selection: usize, least: u64, range: u64, mask: u64, bitmap: usize, out: usize, rows: i32): i32 {
  return filter<u8>(values, validity, selection, least, range, mask, bitmap, out, rows);
}
export function join_filter_u16(values: usize, validity: usize, selection: usize, least: u64, range: u64, mask: u64, bitmap: usize, out: usize, rows: i32): i32 {
  return filter<u16>(values, validity, selection, least, range, mask, bitmap, out, rows);
}
export function join_filter_u32(values: usize, validity: usize, selection: usize, least: u64, range: u64, mask: u64, bitmap: usize, out: usize, rows: i32): i32 {
  return filter<u32>(values, validity, selection, least, range, mask, bitmap, out, rows);
}
export function join_filter_u64(values: usize, validity: usize, selection: usize, least: u64, range: u64, mask: u64, bitmap: usize, out: usize, rows: i32): i32 {
  return filter<u64>(values, validity, selection, least, range, mask, bitmap, out, rows);
}

/** The place of `bitmap` is a constant wherever this is inlined. */
// @ts-ignore: decorator
@inline function listed<T>(values: usize, list: usize, least: u64, range: u64, mask: u64, bitmap: usize, out: usize, count: i32): usize {
  let kept = out;
  for (let index: usize = 0; index < <usize>count; index++) {
    const row = <usize>load<u32>(list + (index << 2));
    store<u32>(kept, <u32>row);
    kept += <usize>passes<T>(values, row, least, range, mask, bitmap) << 2;
  }
  return (kept - out) >> 2;
}

/** Leaves those whose bit is set. */
// @ts-ignore: decorator
@inline function masked(bitmap: usize, list: usize, count: usize): usize {
  let kept = list;
  for (let index: usize = 0; index < count; index++) {
    const row = load<u32>(list + (index << 2));
    store<u32>(kept, row);
    kept += <usize>((load<u8>(bitmap + <usize>(row >> 3)) >> <u8>(row & 7)) & 1) << 2;
  }
  return (kept - list) >> 2;
}

/**
 * Numbers of the rows that stay, of those in `list`, or (0) of the first `count` whose bit in `selection` is set. `out` may be
 * `list`. `validity`, `selection` and `bitmap` may be 0.
 */
// @ts-ignore: decorator
@inline function candidates<T>(values: usize, validity: usize, selection: usize, list: usize, least: u64, range: u64, mask: u64, bitmap: usize, out: usize, count: i32): i32 {
  if (list) {
    const kept = bitmap ? listed<T>(values, list, least, range, mask, bitmap, out, count) : listed<T>(values, list, least, range, mask, 0, out, count);
    return <i32>(validity ? masked(validity, out, kept) : kept);
  }
  let kept = out;
  for (let base: usize = 0; base < <usize>count; base += 64) {
    let bits = selected<T>(values, validity, selection, base, <usize>count, least, range, mask, bitmap);
    for (; bits; bits &= bits - 1, kept += 4) store<u32>(kept, <u32>base + <u32>ctz(bits));
  }
  return <i32>((kept - out) >> 2);
}

export function join_candidates_i8(values: usize, validity: usize, selection: usize, list: usize, least: u64, range: u64, mask: u64, bitmap: usize, out: usize, count: i32): i32 {
  return candidates<i8>(values, validity, selection, list, least, range, mask, bitmap, out, count);
}
export function join_candidates_i16(values: usize, validity: usize, selection: usize, list: usize, least: u64, range: u64, mask: u64, bitmap: usize, out: usize, count: i32): i32 {
  return candidates<i16>(values, validity, selection, list, least, range, mask, bitmap, out, count);
}
export function join_candidates_i32(values: usize, validity: usize, selection: usize, list: usize, least: u64, range: u64, mask: u64, bitmap: usize, out: usize, count: i32): i32 {
  return candidates<i32>(values, validity, selection, list, least, range, mask, bitmap, out, count);
}
export function join_candidates_i64(values: usize, validity: usize, selection: usize, list: usize, least: u64, range: u64, mask: u64, bitmap: usize, out: usize, count: i32): i32 {
  return candidates<i64>(values, validity, selection, list, least, range, mask, bitmap, out, count);
}
export function join_candidates_u8(values: usize, validity: usize, selection: usize, list: usize, least: u64, range: u64, mask: u64, bitmap: usize, out: usize, count: i32): i32 {
  return candidates<u8>(values, validity, selection, list, least, range, mask, bitmap, out, count);
}
export function join_candidates_u16(values: usize, validity: usize, selection: usize, list: usize, least: u64, range: u64, mask: u64, bitmap: usize, out: usize, count: i32): i32 {
  return candidates<u16>(values, validity, selection, list, least, range, mask, bitmap, out, count);
}
export function join_candidates_u32(values: usize, validity: usize, selection: usize, list: usize, least: u64, range: u64, mask: u64, bitmap: usize, out: usize, count: i32): i32 {
  return candidates<u32>(values, validity, selection, list, least, range, mask, bitmap, out, count);
}
export function join_candidates_u64(values: usize, validity: usize, selection: usize, list: usize, least: u64, range: u64, mask: u64, bitmap: usize, out: usize, count: i32): i32 {
  return candidates<u64>(values, validity, selection, list, least, range, mask, bitmap, out, count);
}
