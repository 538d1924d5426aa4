// Drops rows of a probe side whose key can't match: outside the build side's range, or not in its bitmap. As a bitmap of the
// rows that stay, or as a list of them, which is cheaper where few do.

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

/** Bits of 64 rows, or of `many` at the end of the batch. */
// @ts-ignore: decorator
@inline function word<T>(values: usize, base: usize, many: usize, least: u64, range: u64, mask: u64, bitmap: usize): u64 {
  let bits: u64 = 0, row: usize = 0;
  for (; row + 8 <= many; row += 8) bits |= eight<T>(values, base + row, least, range, mask, bitmap) << row;
  for (; row < many; row++) bits |= <u64>passes<T>(values, base + row, least, range, mask, bitmap) << row;
  return bits;
}

/** `validity`, `selection` and `bitmap` may be 0. Writes whole words, 0 past `rows`; gives the number of rows that stay. */
// @ts-ignore: decorator
@inline function filter<T>(values: usize, validity: usize, selection: usize, least: u64, range: u64, mask: u64, bitmap: usize, out: usize, rows: i32): i32 {
  let kept: i32 = 0;
  for (let base: usize = 0; base < <usize>rows; base += 64) {
    const many = min<usize>(64, <usize>rows - base), at = base >> 3;
    let bits = bitmap ? word<T>(values, base, many, least, range, mask, bitmap) : word<T>(values, base, many, least, range, mask, 0);
    if (validity) bits &= load<u64>(validity + at);
    if (selection) bits &= load<u64>(selection + at);
    store<u64>(out + at, bits);
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

/** Without `list` all rows are wanted. Its place is a constant wherever this is inlined, as is that of `bitmap`. */
// @ts-ignore: decorator
@inline function listed<T>(values: usize, list: usize, least: u64, range: u64, mask: u64, bitmap: usize, out: usize, count: i32): usize {
  let kept = out;
  for (let index: usize = 0; index < <usize>count; index++) {
    const row = list ? <usize>load<u32>(list + (index << 2)) : index;
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
 * `list`; it has room for one more than stay. `validity`, `selection` and `bitmap` may be 0.
 */
// @ts-ignore: decorator
@inline function candidates<T>(values: usize, validity: usize, selection: usize, list: usize, least: u64, range: u64, mask: u64, bitmap: usize, out: usize, count: i32): i32 {
  let kept = list
    ? bitmap ? listed<T>(values, list, least, range, mask, bitmap, out, count) : listed<T>(values, list, least, range, mask, 0, out, count)
    : bitmap ? listed<T>(values, 0, least, range, mask, bitmap, out, count) : listed<T>(values, 0, least, range, mask, 0, out, count);
  // Few are left: so they are dropped last that cost least to keep.
  if (selection) kept = masked(selection, out, kept);
  return <i32>(validity ? masked(validity, out, kept) : kept);
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
