// Finding bytes in bytes. Not exported from the module.

import { equalBytes } from "./view";

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
