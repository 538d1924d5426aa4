// Copies and sets ranges of bits at any position. Each step reads and writes a whole u64 of which it changes a part, so
// bitmaps need 8 bytes of room past their end.

// @ts-ignore: decorator
@inline
export function getBit(bitmap: usize, at: u32): u32 {
  return (<u32>load<u8>(bitmap + (at >> 3)) >> (at & 7)) & 1;
}

/** Up to 32 bits. */
// @ts-ignore: decorator
@inline
export function getBits(bitmap: usize, at: u32): u32 {
  return <u32>(load<u64>(bitmap + (at >> 3)) >> (at & 7));
}

/** The lowest `count` bits of `bits`; at most 32. */
// @ts-ignore: decorator
@inline
export function putBits(bitmap: usize, at: u32, bits: u32, count: u32): void {
  const word = bitmap + (at >> 3);
  const mask = (((<u64>1) << count) - 1) << (at & 7);
  store<u64>(word, (load<u64>(word) & ~mask) | ((<u64>bits << (at & 7)) & mask));
}

export function fillBits(bitmap: usize, at: u32, count: u32, bit: bool): void {
  const bits: u32 = bit ? -1 : 0;
  const stop = at + count;
  while (at < stop && (at & 7)) putBits(bitmap, at++, bits, 1);
  const bytes = (stop - at) >> 3;
  memory.fill(bitmap + (at >> 3), <u8>bits, bytes);
  at += bytes << 3;
  if (at < stop) putBits(bitmap, at, bits, stop - at);
}

/** Copies bits and returns how many are 1. `to` 0: only counts. */
export function copyBits(to: usize, toAt: u32, from: usize, fromAt: u32, count: u32): u32 {
  let ones: u32 = 0;
  for (let done: u32 = 0; done < count; done += 32) {
    const some = min<u32>(32, count - done);
    const bits = getBits(from, fromAt + done) & <u32>(((<u64>1) << some) - 1);
    ones += popcnt(bits);
    if (to) putBits(to, toAt + done, bits, some);
  }
  return ones;
}
