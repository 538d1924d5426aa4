// Least and greatest value of a key column, and whether it is sorted: what the choice of an index rests on.

/** Not sorted, sorted, sorted without equal values. Columns with nulls count as not sorted. */
const UNSORTED: u32 = 0;
const ASCENDING: u32 = 1;
const STRICT: u32 = 2;

/** Writes least and greatest value (widened to 64 bits, 0 when there are none), the count of valid rows and the order (u32 each). */
// @ts-ignore: decorator
@inline function keyRange<T>(values: usize, validity: usize, out: usize, rows: i32): void {
  let least: T = 0, greatest: T = 0;
  let count: u32 = 0, order = UNSORTED;
  const end = values + <usize>rows * sizeof<T>();
  if (validity) {
    for (let row = 0; row < rows; row++) {
      if (((load<u8>(validity + (row >> 3)) >> <u8>(row & 7)) & 1) == 0) continue;
      const value = load<T>(values + <usize>row * sizeof<T>());
      least = count ? min(least, value) : value;
      greatest = count ? max(greatest, value) : value;
      count++;
    }
  } else if (rows > 0) {
    let previous = load<T>(values), descents = 0, ties = 0;
    least = previous;
    greatest = previous;
    for (let at = values + sizeof<T>(); at < end; at += sizeof<T>()) {
      const value = load<T>(at);
      descents |= i32(value < previous);
      ties |= i32(value == previous);
      least = min(least, value);
      greatest = max(greatest, value);
      previous = value;
    }
    count = rows;
    order = descents ? UNSORTED : ties ? ASCENDING : STRICT;
  }
  store<i64>(out, <i64>least);
  store<i64>(out, <i64>greatest, 8);
  store<u32>(out, count, 16);
  store<u32>(out, order, 20);
}

export function key_range_i8(values: usize, validity: usize, out: usize, rows: i32): void {
  keyRange<i8>(values, validity, out, rows);
}
export function key_range_i16(values: usize, validity: usize, out: usize, rows: i32): void {
  keyRange<i16>(values, validity, out, rows);
}
export function key_range_i32(values: usize, validity: usize, out: usize, rows: i32): void {
  keyRange<i32>(values, validity, out, rows);
}
export function key_range_i64(values: usize, validity: usize, out: usize, rows: i32): void {
  keyRange<i64>(values, validity, out, rows);
}
export function key_range_u8(values: usize, validity: usize, out: usize, rows: i32): void {
  keyRange<u8>(values, validity, out, rows);
}
export function key_range_u16(values: usize, validity: usize, out: usize, rows: i32): void {
  keyRange<u16>(values, validity, out, rows);
}
export function key_range_u32(values: usize, validity: usize, out: usize, rows: i32): void {
  keyRange<u32>(values, validity, out, rows);
}
export function key_range_u64(values: usize, validity: usize, out: usize, rows: i32): void {
  keyRange<u64>(values, validity, out, rows);
}
