// Reading, comparing and making string views (layout: src/column/column.ts). Not exported from the module.
// All bytes that views point to are readable for 64 bytes past their end, so words are loaded whole and masked.

// @ts-ignore: decorator
@inline export const INLINE_BYTES: u32 = 12;

/** For each length up to 12, ones over the length and so many bytes. */
export const INLINE_MASKS: usize = memory.data<u8>([
  255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0,
  255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0,
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0,
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0,
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0,
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0,
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0,
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0,
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
]);

// @ts-ignore: decorator
@inline export function lengthOf(view: usize): u32 { return load<u32>(view); }

// @ts-ignore: decorator
@inline export function bytesOf(view: usize): usize {
  return load<u32>(view) <= INLINE_BYTES ? view + 4 : <usize>load<u32>(view, 12);
}

/** The low `bytes` bytes of a word; `bytes` may be more than 8. */
// @ts-ignore: decorator
@inline export function lowBytes(word: u64, bytes: u32): u64 {
  return bytes >= 8 ? word : word & ((<u64>1 << (<u64>bytes << 3)) - 1);
}

/** Writes a view of `length` bytes at `bytes`; long ones stay where they are. */
export function storeView(out: usize, bytes: usize, length: u32): void {
  if (length > INLINE_BYTES) {
    store<u32>(out, length);
    store<u32>(out, load<u32>(bytes), 4);
    store<u64>(out, <u64>bytes << 32, 8);
    return;
  }
  const whole = i8x16.shuffle(i32x4.splat(length), v128.load(bytes), 0, 1, 2, 3, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27);
  v128.store(out, v128.and(whole, v128.load(INLINE_MASKS + (<usize>length << 4))));
}

export function equalBytes(a: usize, b: usize, length: u32): bool {
  const end = a + length;
  while (a + 8 <= end) {
    if (load<u64>(a) != load<u64>(b)) return false;
    a += 8;
    b += 8;
  }
  return lowBytes(load<u64>(a) ^ load<u64>(b), <u32>(end - a)) == 0;
}

/** Less than, equal to, or greater than 0, in the order of UTF-8 bytes. */
export function compareBytes(a: usize, b: usize, length: u32): i32 {
  const end = a + length;
  while (a < end) {
    let left = load<u64>(a), right = load<u64>(b);
    const rest = <u32>(end - a);
    if (rest < 8) {
      left = lowBytes(left, rest);
      right = lowBytes(right, rest);
    }
    if (left != right) return bswap(left) < bswap(right) ? -1 : 1;
    a += 8;
    b += 8;
  }
  return 0;
}

export function equalViews(a: usize, b: usize): bool {
  if (load<u64>(a) != load<u64>(b)) return false;
  if (load<u64>(a, 8) == load<u64>(b, 8)) return true;
  const length = lengthOf(a);
  return length > INLINE_BYTES && equalBytes(<usize>load<u32>(a, 12), <usize>load<u32>(b, 12), length);
}

export function compareViews(a: usize, b: usize): i32 {
  // Prefixes of short strings are padded with zeros, the least byte, so they can be compared whole.
  const leftPrefix = bswap(load<u32>(a, 4)), rightPrefix = bswap(load<u32>(b, 4));
  if (leftPrefix != rightPrefix) return leftPrefix < rightPrefix ? -1 : 1;
  const left = lengthOf(a), right = lengthOf(b);
  const order = compareBytes(bytesOf(a), bytesOf(b), min(left, right));
  return order ? order : left < right ? -1 : i32(left > right);
}
