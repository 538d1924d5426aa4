// Filtering: the values whose bits of `selection` are set, close together. Bits of the selection past `rows` must be 0.
// Each gives the number of values kept. A word of all ones copies 64 values at once, a word of zeros costs nothing.

/** For each 4 bits: the bytes of the selected 32-bit lanes, moved to the front. */
// @ts-ignore: decorator
@lazy const LANES_32 = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  4, 5, 6, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 0, 0, 0, 0, 0, 0, 0, 0,
  8, 9, 10, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 8, 9, 10, 11, 0, 0, 0, 0, 0, 0, 0, 0,
  4, 5, 6, 7, 8, 9, 10, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 0, 0, 0,
  12, 13, 14, 15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 12, 13, 14, 15, 0, 0, 0, 0, 0, 0, 0, 0,
  4, 5, 6, 7, 12, 13, 14, 15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 15, 0, 0, 0, 0,
  8, 9, 10, 11, 12, 13, 14, 15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 0, 0, 0, 0,
  4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
], 16);

/** Above this many set bits of 64, moving vectors beats moving values one by one. */
const DENSE: u64 = 12;

/** 64 values by their mask; the vectors written may reach past the last value kept, never past those read. */
// @ts-ignore: decorator
@inline function vectors<T>(values: usize, bits: u64, out: usize): usize {
  if (sizeof<T>() == 4) {
    for (; bits; bits >>= 4, values += 16) {
      const four = <usize>bits & 15;
      v128.store(out, i8x16.swizzle(v128.load(values), v128.load(LANES_32 + (four << 4))));
      out += popcnt<usize>(four) << 2;
    }
  } else {
    // Two values: either both stay in place, or the second takes the place of the first.
    for (; bits; bits >>= 2, values += 16) {
      store<u64>(out, load<u64>(values + ((<usize>bits & 1 ^ 1) << 3)));
      store<u64>(out, load<u64>(values, 8), 8);
      out += popcnt<usize>(<usize>bits & 3) << 3;
    }
  }
  return out;
}

// @ts-ignore: decorator
@inline function compact<T>(values: usize, selection: usize, out: usize, rows: i32): i32 {
  const start = out;
  const words = selection + ((<usize>rows + 63) >> 6 << 3);
  for (; selection < words; selection += 8, values += 64 * sizeof<T>()) {
    let bits = load<u64>(selection);
    if (bits == ~0) {
      memory.copy(out, values, 64 * sizeof<T>());
      out += 64 * sizeof<T>();
    } else if ((sizeof<T>() == 4 || sizeof<T>() == 8) && popcnt(bits) > DENSE) out = vectors<T>(values, bits, out);
    else {
      for (; bits; bits &= bits - 1, out += sizeof<T>()) {
        const value = values + <usize>ctz(bits) * sizeof<T>();
        if (sizeof<T>() == 16) v128.store(out, v128.load(value));
        else store<T>(out, load<T>(value));
      }
    }
  }
  return <i32>((out - start) / sizeof<T>());
}

export function compact_8(values: usize, selection: usize, out: usize, rows: i32): i32 { return compact<u8>(values, selection, out, rows); }
export function compact_16(values: usize, selection: usize, out: usize, rows: i32): i32 { return compact<u16>(values, selection, out, rows); }
export function compact_32(values: usize, selection: usize, out: usize, rows: i32): i32 { return compact<u32>(values, selection, out, rows); }
export function compact_64(values: usize, selection: usize, out: usize, rows: i32): i32 { return compact<u64>(values, selection, out, rows); }
export function compact_128(values: usize, selection: usize, out: usize, rows: i32): i32 { return compact<v128>(values, selection, out, rows); }

/** Of bitmaps: bools and validity. Bits past the count, up to the end of its word, come out as 0. */
export function compact_1(values: usize, selection: usize, out: usize, rows: i32): i32 {
  let count = 0;
  let pending: u64 = 0;
  let filled: u64 = 0;
  const words = selection + ((<usize>rows + 63) >> 6 << 3);
  for (; selection < words; selection += 8, values += 8) {
    let bits = load<u64>(selection);
    const word = load<u64>(values);
    let kept: u64 = 0;
    let width = popcnt(bits);
    if (width == 64) kept = word;
    else for (let bit: u64 = 0; bits; bits &= bits - 1, bit++) kept |= ((word >> ctz(bits)) & 1) << bit;
    pending |= kept << filled;
    count += <i32>width;
    if (filled + width >= 64) {
      store<u64>(out, pending);
      out += 8;
      pending = filled ? kept >> (64 - filled) : 0;
      filled = filled + width - 64;
    } else filled += width;
  }
  if (filled) store<u64>(out, pending);
  return count;
}

/** The numbers of the rows selected, and up to three more: four are written at a time, since in sparse words no branch foretells how many there are. */
export function selected_rows(selection: usize, out: usize, rows: i32): i32 {
  const start = out;
  for (let row = 0; row < rows; row += 64, selection += 8) {
    let bits = load<u64>(selection);
    const next = out + (<usize>popcnt(bits) << 2);
    while (bits) {
      store<u32>(out, row + <i32>ctz(bits));
      bits &= bits - 1;
      store<u32>(out, row + <i32>ctz(bits), 4);
      bits &= bits - 1;
      store<u32>(out, row + <i32>ctz(bits), 8);
      bits &= bits - 1;
      store<u32>(out, row + <i32>ctz(bits), 12);
      bits &= bits - 1;
      out += 16;
    }
    out = next;
  }
  return <i32>((out - start) >> 2);
}
