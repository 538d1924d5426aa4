// Drops rows of a probe side's scan whose key can't match: outside the build side's range, or not in its bitmap.

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
