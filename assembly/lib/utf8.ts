// UTF-8, of which strings consist: valid throughout. Not exported from the module.

/** Characters (code points) among `length` bytes: those bytes that don't continue one. */
export function charsIn(text: usize, length: u32): u32 {
  const end = text + length;
  let count: u32 = 0;
  for (; text + 8 <= end; text += 8) {
    // Bit 7 set and bit 6 not: a continuation.
    const word = load<u64>(text);
    count += 8 - <u32>popcnt<u64>((word >> 7) & ~(word >> 6) & 0x0101010101010101);
  }
  for (; text < end; text++) count += u32((load<u8>(text) & 0xc0) != 0x80);
  return count;
}

/** The address after `count` characters from `text`, at most `end`. */
export function skipChars(text: usize, end: usize, count: u32): usize {
  while (count && text < end) {
    text++;
    while (text < end && (load<u8>(text) & 0xc0) == 0x80) text++;
    count--;
  }
  return text;
}

/** Whether all bytes are ASCII. */
export function isAscii(text: usize, length: u32): bool {
  const end = text + length;
  for (; text + 8 <= end; text += 8) if (load<u64>(text) & 0x8080808080808080) return false;
  for (; text < end; text++) if (load<u8>(text) & 0x80) return false;
  return true;
}

/** Bytes of the white space character at `text`, 0 if there is none: those with Unicode's White_Space property. */
// @ts-ignore: decorator
@inline export function spaceAt(text: usize, end: usize): u32 {
  const first = <u32>load<u8>(text);
  if (first < 0x80) return u32(first == 32 || (first >= 9 && first <= 13));
  const rest = end - text;
  if (first == 0xc2 && rest >= 2) {
    const second = <u32>load<u8>(text, 1);
    return second == 0x85 || second == 0xa0 ? 2 : 0;
  }
  if (rest < 3) return 0;
  const code = (first << 16) | (<u32>load<u8>(text, 1) << 8) | <u32>load<u8>(text, 2);
  // U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000
  const isSpace = code == 0xe19a80 || (code >= 0xe28080 && code <= 0xe2808a) || code == 0xe280a8 || code == 0xe280a9 || code == 0xe280af
    || code == 0xe2819f || code == 0xe38080;
  return isSpace ? 3 : 0;
}
