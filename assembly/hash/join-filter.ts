// Drops rows of a probe side whose key can't match: outside the build side's range, or not in its bitmap. As a bitmap of the
// rows that stay, or as a list of them, which is cheaper where few do.

/** `validity`, `selection` and `bitmap` may be 0. Writes whole words, 0 past `rows`; gives the number of rows that stay. */
// @ts-ignore: decorator
@inline function filter<T>(values: usize, validity: usize, selection: usize, least: u64, range: u64, bitmap: usize, out: usize, rows: i32): i32 {
  let kept: i32 = 0;
  for (let base: usize = 0; base < <usize>rows; base += 64) {
    const many = min<usize>(64, <usize>rows - base);
    let word: u64 = 0;
    for (let bit: usize = 0; bit < many; bit++) {
      const key = <u64>load<T>(values + (base + bit) * sizeof<T>()) - least;
      let pass = <u64>(key <= range);
      if (bitmap) {
        const offset = min(key, range);
        pass &= load<u64>(bitmap + (<usize>(offset >> 6) << 3)) >> (offset & 63);
      }
      word |= pass << bit;
    }
    if (validity) word &= load<u64>(validity + (base >> 3));
    if (selection) word &= load<u64>(selection + (base >> 3));
    store<u64>(out + (base >> 3), word);
    kept += <i32>popcnt(word);
  }
  return kept;
}

export function join_filter_i8(values: usize, validity: usize, selection: usize, least: u64, range: u64, bitmap: usize, out: usize, rows: i32): i32 {
  return filter<i8>(values, validity, selection, least, range, bitmap, out, rows);
}
export function join_filter_i16(values: usize, validity: usize, selection: usize, least: u64, range: u64, bitmap: usize, out: usize, rows: i32): i32 {
  return filter<i16>(values, validity, selection, least, range, bitmap, out, rows);
}
export function join_filter_i32(values: usize, validity: usize, selection: usize, least: u64, range: u64, bitmap: usize, out: usize, rows: i32): i32 {
  return filter<i32>(values, validity, selection, least, range, bitmap, out, rows);
}
export function join_filter_i64(values: usize, validity: usize, selection: usize, least: u64, range: u64, bitmap: usize, out: usize, rows: i32): i32 {
  return filter<i64>(values, validity, selection, least, range, bitmap, out, rows);
}
export function join_filter_u8(values: usize, validity: usize, selection: usize, least: u64, range: u64, bitmap: usize, out: usize, rows: i32): i32 {
  return filter<u8>(values, validity, selection, least, range, bitmap, out, rows);
}
export function join_filter_u16(values: usize, validity: usize, selection: usize, least: u64, range: u64, bitmap: usize, out: usize, rows: i32): i32 {
  return filter<u16>(values, validity, selection, least, range, bitmap, out, rows);
}
export function join_filter_u32(values: usize, validity: usize, selection: usize, least: u64, range: u64, bitmap: usize, out: usize, rows: i32): i32 {
  return filter<u32>(values, validity, selection, least, range, bitmap, out, rows);
}
export function join_filter_u64(values: usize, validity: usize, selection: usize, least: u64, range: u64, bitmap: usize, out: usize, rows: i32): i32 {
  return filter<u64>(values, validity, selection, least, range, bitmap, out, rows);
}

/** Numbers of the rows that stay, of those in `list` (0: of the first `count`). `out` may be `list`. Writes at most one past the last. */
// @ts-ignore: decorator
@inline function candidates<T>(values: usize, validity: usize, list: usize, least: u64, range: u64, bitmap: usize, out: usize, count: i32): i32 {
  let kept: usize = 0;
  for (let index: usize = 0; index < <usize>count; index++) {
    const row = list ? <usize>load<u32>(list + (index << 2)) : index;
    const key = <u64>load<T>(values + row * sizeof<T>()) - least;
    let pass = <u32>(key <= range);
    if (bitmap) pass &= <u32>load<u8>(bitmap + <usize>(min(key, range) >> 3)) >> <u32>(key & 7);
    if (validity) pass &= <u32>load<u8>(validity + (row >> 3)) >> <u32>(row & 7);
    store<u32>(out + (kept << 2), <u32>row);
    kept += <usize>(pass & 1);
  }
  return <i32>kept;
}

export function join_candidates_i8(values: usize, validity: usize, list: usize, least: u64, range: u64, bitmap: usize, out: usize, count: i32): i32 {
  return candidates<i8>(values, validity, list, least, range, bitmap, out, count);
}
export function join_candidates_i16(values: usize, validity: usize, list: usize, least: u64, range: u64, bitmap: usize, out: usize, count: i32): i32 {
  return candidates<i16>(values, validity, list, least, range, bitmap, out, count);
}
export function join_candidates_i32(values: usize, validity: usize, list: usize, least: u64, range: u64, bitmap: usize, out: usize, count: i32): i32 {
  return candidates<i32>(values, validity, list, least, range, bitmap, out, count);
}
export function join_candidates_i64(values: usize, validity: usize, list: usize, least: u64, range: u64, bitmap: usize, out: usize, count: i32): i32 {
  return candidates<i64>(values, validity, list, least, range, bitmap, out, count);
}
export function join_candidates_u8(values: usize, validity: usize, list: usize, least: u64, range: u64, bitmap: usize, out: usize, count: i32): i32 {
  return candidates<u8>(values, validity, list, least, range, bitmap, out, count);
}
export function join_candidates_u16(values: usize, validity: usize, list: usize, least: u64, range: u64, bitmap: usize, out: usize, count: i32): i32 {
  return candidates<u16>(values, validity, list, least, range, bitmap, out, count);
}
export function join_candidates_u32(values: usize, validity: usize, list: usize, least: u64, range: u64, bitmap: usize, out: usize, count: i32): i32 {
  return candidates<u32>(values, validity, list, least, range, bitmap, out, count);
}
export function join_candidates_u64(values: usize, validity: usize, list: usize, least: u64, range: u64, bitmap: usize, out: usize, count: i32): i32 {
  return candidates<u64>(values, validity, list, least, range, bitmap, out, count);
}
