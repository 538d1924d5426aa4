// BYTE_STREAM_SPLIT: first all lowest bytes, then all second bytes, and so on.

/** `count` values of `width` bytes, put together at `out`. */
export function joinStreams(from: usize, out: usize, width: u32, count: u32): void {
  if (width == 4) joinStreams4(from, out, count);
  else {
    for (let index: usize = 0; index < count; index++) {
      for (let byte: u32 = 0; byte < width; byte++) store<u8>(out + index * width + byte, load<u8>(from + <usize>byte * count + index));
    }
  }
}

function joinStreams4(from: usize, out: usize, count: usize): void {
  let index: usize = 0;
  for (; index + 16 <= count; index += 16) {
    const a = v128.load(from + index), b = v128.load(from + count + index);
    const c = v128.load(from + 2 * count + index), d = v128.load(from + 3 * count + index);
    const abLow = v128.shuffle<u8>(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const abHigh = v128.shuffle<u8>(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    const cdLow = v128.shuffle<u8>(c, d, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const cdHigh = v128.shuffle<u8>(c, d, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    v128.store(out, v128.shuffle<u16>(abLow, cdLow, 0, 8, 1, 9, 2, 10, 3, 11));
    v128.store(out, v128.shuffle<u16>(abLow, cdLow, 4, 12, 5, 13, 6, 14, 7, 15), 16);
    v128.store(out, v128.shuffle<u16>(abHigh, cdHigh, 0, 8, 1, 9, 2, 10, 3, 11), 32);
    v128.store(out, v128.shuffle<u16>(abHigh, cdHigh, 4, 12, 5, 13, 6, 14, 7, 15), 48);
    out += 64;
  }
  for (; index < count; index++) {
    for (let byte: usize = 0; byte < 4; byte++) store<u8>(out + byte, load<u8>(from + byte * count + index));
    out += 4;
  }
}
