// Columns made from nothing: one value repeated, consecutive numbers.

// @ts-ignore: decorator
@inline function fill(word: v128, out: usize, bytes: usize): void {
  for (const end = out + bytes; out < end; out += 16) v128.store(out, word);
}

/** Repeats the value that `value` points to. */
export function fill_8(value: usize, out: usize, rows: i32): void { memory.fill(out, load<u8>(value), <usize>rows); }
export function fill_16(value: usize, out: usize, rows: i32): void { fill(i16x8.splat(load<i16>(value)), out, <usize>rows << 1); }
export function fill_32(value: usize, out: usize, rows: i32): void { fill(i32x4.splat(load<i32>(value)), out, <usize>rows << 2); }
export function fill_64(value: usize, out: usize, rows: i32): void { fill(i64x2.splat(load<i64>(value)), out, <usize>rows << 3); }
export function fill_128(value: usize, out: usize, rows: i32): void { fill(v128.load(value), out, <usize>rows << 4); }
/** The lowest bit of the byte that `value` points to. */
export function fill_1(value: usize, out: usize, rows: i32): void {
  memory.fill(out, load<u8>(value) & 1 ? 255 : 0, ((<usize>rows + 63) >> 6) << 3);
}

/** start, start + 1, … */
export function iota_u32(start: u32, out: usize, rows: i32): void {
  let next = i32x4.add(i32x4.splat(start), i32x4(0, 1, 2, 3));
  for (const end = out + (<usize>rows << 2); out < end; out += 16, next = i32x4.add(next, i32x4.splat(4))) v128.store(out, next);
}
