// DELTA_BINARY_PACKED: differences in blocks, each with a least difference and bit widths for its miniblocks. A page is
// decoded as a whole: a value depends on all before it.

import { readAt, readByte, readFailed, readFrom, readLeft, readSkip, readVarint, readZigzag } from "./reader";

/** Values and widths of a block fit these in any sane file. */
const BLOCK_VALUES_MAX: u64 = 1 << 20;
const WIDTH_MAX: u32 = 64;

/** How many values the stream at `at` has, or -1. */
export function deltaCount(at: usize, end: usize): i64 {
  readFrom(at, end);
  readVarint();
  readVarint();
  const count = readVarint();
  return readFailed() || count > <u64>i32.MAX_VALUE ? -1 : <i64>count;
}

/** Decodes the stream, of which `deltaCount` values fit `out`; the address after it, or 0 when it is damaged. */
export function decodeDelta<T>(at: usize, end: usize, out: usize): usize {
  readFrom(at, end);
  const blockValues = readVarint();
  const miniblocks = readVarint();
  let left = <i64>readVarint();
  let value = readZigzag();
  if (readFailed() || blockValues > BLOCK_VALUES_MAX || miniblocks == 0) return 0;
  const miniblockValues = blockValues / miniblocks;
  if (miniblockValues == 0 || (miniblockValues & 7) != 0) return 0;
  if (left == 0) return readAt();
  store<T>(out, <T>value);
  out += sizeof<T>();
  left--;
  while (left > 0) {
    const least = readZigzag();
    const widths = readAt();
    readSkip(miniblocks);
    if (readFailed()) return 0;
    for (let miniblock: u64 = 0; miniblock < miniblocks && left > 0; miniblock++) {
      const width = <u32>load<u8>(widths + <usize>miniblock);
      if (width > WIDTH_MAX) return 0;
      const some = <u32>min<u64>(<u64>left, miniblockValues);
      if (((<u64>some * width + 7) >> 3) > <u64>readLeft()) return 0;
      value = unpackDeltas<T>(readAt(), width, least, value, out, some);
      // The last miniblock may be cut off after its values.
      readSkip(min<u64>((miniblockValues * width) >> 3, <u64>readLeft()));
      out += <usize>some * sizeof<T>();
      left -= some;
    }
  }
  return readAt();
}

function unpackDeltas<T>(packed: usize, width: u32, least: i64, before: i64, out: usize, count: u32): i64 {
  let value = before;
  if (width == 0) {
    for (let index: u32 = 0; index < count; index++) {
      value += least;
      store<T>(out, <T>value);
      out += sizeof<T>();
    }
    return value;
  }
  const mask = <u64>-1 >> (64 - width);
  for (let index: u32 = 0; index < count; index++) {
    const bit = index * width;
    const at = packed + (bit >> 3);
    const shift = <u64>(bit & 7);
    let delta = load<u64>(at) >> shift;
    // Wider than 57 bits: a value may reach into a ninth byte.
    if (shift + width > 64) delta |= <u64>load<u8>(at, 8) << (64 - shift);
    value += <i64>(delta & mask) + least;
    store<T>(out, <T>value);
    out += sizeof<T>();
  }
  return value;
}
