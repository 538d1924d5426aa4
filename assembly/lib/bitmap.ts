// Bitmaps: least significant bit first. Whole words are written, so bits past `rows` mean nothing unless said otherwise.

// @ts-ignore: decorator
@inline const AND = 0;
// @ts-ignore: decorator
@inline const OR = 1;
// @ts-ignore: decorator
@inline const ANDNOT = 2;

// @ts-ignore: decorator
@inline function combine(op: i32, a: usize, b: usize, out: usize, rows: i32): void {
  const bytes = (<usize>rows + 7) >> 3;
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = v128.load(a + at), y = v128.load(b + at);
    v128.store(out + at, op == AND ? v128.and(x, y) : op == OR ? v128.or(x, y) : v128.andnot(x, y));
  }
}

export function bitmap_and(a: usize, b: usize, out: usize, rows: i32): void { combine(AND, a, b, out, rows); }
export function bitmap_or(a: usize, b: usize, out: usize, rows: i32): void { combine(OR, a, b, out, rows); }
/** a and not b */
export function bitmap_andnot(a: usize, b: usize, out: usize, rows: i32): void { combine(ANDNOT, a, b, out, rows); }

export function bitmap_not(a: usize, out: usize, rows: i32): void {
  const bytes = (<usize>rows + 7) >> 3;
  for (let at: usize = 0; at < bytes; at += 16) v128.store(out + at, v128.not(v128.load(a + at)));
}

/** Set bits among the first `rows`. */
export function bitmap_count(a: usize, rows: i32): i32 {
  const end = a + ((<usize>rows >> 6) << 3);
  // Bytes count up to 8 a step, so 31 steps fit before they are widened.
  let total = i64x2.splat(0);
  let last = a + ((<usize>rows >> 7) << 4);
  while (a < last) {
    let counts = i8x16.splat(0);
    const stop = min(last, a + 31 * 16);
    for (; a < stop; a += 16) counts = i8x16.add(counts, i8x16.popcnt(v128.load(a)));
    const sums = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(counts));
    total = i64x2.add(total, i64x2.add(i64x2.extend_low_i32x4_u(sums), i64x2.extend_high_i32x4_u(sums)));
  }
  let count = i64x2.extract_lane(total, 0) + i64x2.extract_lane(total, 1);
  if (a < end) {
    count += popcnt<u64>(load<u64>(a));
    a += 8;
  }
  if (rows & 63) count += popcnt<u64>(load<u64>(a) & ((<u64>1 << (rows & 63)) - 1));
  return <i32>count;
}

/** All bits 1 or all 0. */
export function bitmap_fill(out: usize, value: i32, rows: i32): void {
  memory.fill(out, value ? 255 : 0, (((<usize>rows + 63) >> 6) << 3));
}

/** Zeroes the bits past `rows`, up to a multiple of 64. */
export function bitmap_clear_tail(a: usize, rows: i32): void {
  if (!(rows & 63)) return;
  const last = a + ((<usize>rows >> 6) << 3);
  store<u64>(last, load<u64>(last) & ((<u64>1 << (rows & 63)) - 1));
}

/** Copies `rows` bits from bit `from` of `a` to bit `to` of `out`; other bits of `out` keep their values. */
export function bitmap_copy(a: usize, from: usize, out: usize, to: usize, rows: i32): void {
  a += from >> 3;
  out += to >> 3;
  from &= 7;
  to &= 7;
  let rest = <usize>rows;
  if (to && rest) {
    const take = min<usize>(rest, 8 - to);
    const mask = ((1 << <u32>take) - 1) << <u32>to;
    const bits = (<u32>load<u16>(a) >> <u32>from) << <u32>to;
    store<u8>(out, (load<u8>(out) & ~mask) | (bits & mask));
    rest -= take;
    out += 1;
    from += take;
    a += from >> 3;
    from &= 7;
  }
  // Eight bytes give 57 bits at any offset; seven whole bytes a step keep to one load.
  for (; rest >= 64; rest -= 56, a += 7, out += 7) {
    const bits = load<u64>(a) >> <u64>from;
    store<u32>(out, <u32>bits);
    store<u16>(out, <u16>(bits >> 32), 4);
    store<u8>(out, <u8>(bits >> 48), 6);
  }
  while (rest) {
    const take = min<usize>(rest, 8);
    const mask = (1 << <u32>take) - 1;
    const bits = <u32>load<u16>(a) >> <u32>from;
    store<u8>(out, (load<u8>(out) & ~mask) | (bits & mask));
    rest -= take;
    a += 1;
    out += 1;
  }
}
