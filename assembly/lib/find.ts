// Finding bytes in bytes. Not exported from the module.

import { equalBytes, INLINE_BYTES, lengthOf } from "./view";

/** Strings that stand one after the other with so few bytes between them, such as PLAIN's lengths, are searched as one text. */
const GAP_MAX: usize = 64;

/** Where `needle`, of `needleLength` > 0 bytes, occurs first, or -1; compares the first and last byte at 16 places at once. */
export function indexOfBytes(text: usize, length: u32, needle: usize, needleLength: u32): i32 {
  if (needleLength > length) return -1;
  const first = i8x16.splat(load<i8>(needle)), last = i8x16.splat(load<i8>(needle + needleLength - 1));
  const places = length - needleLength + 1;
  for (let place: u32 = 0; place < places; place += 16) {
    const at = text + place;
    const starts = i8x16.eq(v128.load(at), first);
    let mask = <u32>i8x16.bitmask(v128.and(starts, i8x16.eq(v128.load(at + needleLength - 1), last)));
    // Places past the last one are in memory, but not in the text.
    if (places - place < 16) mask &= (1 << (places - place)) - 1;
    for (; mask; mask &= mask - 1) {
      const candidate = at + ctz(mask);
      if (equalBytes(candidate, needle, needleLength)) return <i32>(candidate - text);
    }
  }
  return -1;
}

/** How common letters are in texts, by their low five bits. */
const LETTERS: usize = memory.data<u8>([0, 28, 11, 19, 20, 30, 16, 14, 22, 26, 7, 9, 21, 17, 25, 27, 15, 6, 23, 24, 29, 18, 10, 13, 8, 12, 5, 0, 0, 0, 0, 0]);

function commonness(byte: u32): u32 {
  if (byte >= 0x80) return byte < 0xc0 ? 10 : 20;
  if (byte == 32) return 31;
  const letter = <u32>load<u8>(LETTERS + (byte & 31));
  return byte >= 0x60 ? letter : byte >= 0x40 ? letter >> 2 : 8;
}

/** Offsets of two bytes of the needle that are rare in texts, in 16 bits each; one and the same where it has no other. */
export function rareBytes(needle: usize, needleLength: u32): u32 {
  let rarest: u32 = 0, second: u32 = 0, least: u32 = u32.MAX_VALUE, next: u32 = u32.MAX_VALUE;
  const end = min<u32>(needleLength, 0x10000);
  for (let offset: u32 = 0; offset < end; offset++) {
    const common = commonness(load<u8>(needle + offset));
    if (common < least) {
      second = rarest;
      next = least;
      rarest = offset;
      least = common;
    } else if (common < next) {
      second = offset;
      next = common;
    }
  }
  return rarest | (second << 16);
}

/** Bits of those of up to 64 views that hold the needle, of `needleLength` > 0 bytes; `rare`: its `rareBytes`. */
export function viewsHolding(views: usize, rows: i32, needle: usize, needleLength: u32, rare: u32): u64 {
  let holding: u64 = 0;
  const end = views + (<usize>rows << 4);
  for (let view = views, bit: u64 = 0; view < end; ) {
    const length = lengthOf(view);
    if (length <= INLINE_BYTES) {
      holding |= u64(indexOfBytes(view + 4, length, needle, needleLength) >= 0) << bit;
      view += 16;
      bit++;
      continue;
    }
    const from = <usize>load<u32>(view, 12);
    let to = from + length, next = view + 16;
    while (next < end && lengthOf(next) > INLINE_BYTES && <usize>load<u32>(next, 12) - to <= GAP_MAX) {
      to = <usize>load<u32>(next, 12) + lengthOf(next);
      next += 16;
    }
    holding |= longViewsHolding(view, from, to, needle, needleLength, rare) << bit;
    bit += (next - view) >> 4;
    view = next;
  }
  return holding;
}

/** The same of long views in the order of their bytes, which lie between `from` and `to`. */
function longViewsHolding(view: usize, from: usize, to: usize, needle: usize, needleLength: u32, rare: u32): u64 {
  const one = <usize>(rare & 0xffff), other = <usize>(rare >> 16);
  const oneByte = i8x16.splat(load<i8>(needle + one)), otherByte = i8x16.splat(load<i8>(needle + other));
  let holding: u64 = 0, bit: u64 = 1;
  if (needleLength > <u32>(to - from)) return 0;
  const stop = to - needleLength + 1;
  for (let at = from; at < stop; ) {
    const low = v128.and(i8x16.eq(v128.load(at + one), oneByte), i8x16.eq(v128.load(at + other), otherByte));
    const high = v128.and(i8x16.eq(v128.load(at + one, 16), oneByte), i8x16.eq(v128.load(at + other, 16), otherByte));
    const place = at;
    at += 32;
    if (!v128.any_true(v128.or(low, high))) continue;
    for (let mask = <u32>i8x16.bitmask(low) | (<u32>i8x16.bitmask(high) << 16); mask; mask &= mask - 1) {
      const candidate = place + ctz(mask);
      if (candidate >= stop || !equalBytes(candidate, needle, needleLength)) continue;
      while (candidate >= <usize>load<u32>(view, 12) + lengthOf(view)) {
        view += 16;
        bit <<= 1;
      }
      const start = <usize>load<u32>(view, 12), end = start + lengthOf(view);
      if (candidate < start || candidate + needleLength > end) continue;
      holding |= bit;
      // What is left of a string that holds it needn't be searched.
      at = max(at, end);
    }
  }
  return holding;
}
