// Strings with less or more at their ends. What is left of a string points into its bytes.

import { out_of_memory, scratch_alloc } from "../lib/scratch";
import { charsIn, spaceAt } from "../lib/utf8";
import { bytesOf, equalBytes, lengthOf, storeView } from "../lib/view";
import { placeFor, SLACK } from "./place";

/** Bytes of the character at `text`. */
// @ts-ignore: decorator
@inline function charBytes(text: usize): u32 {
  const first = <u32>load<u8>(text);
  return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/** Bytes of the character at `text` where it is one of `chars`, a view, or white space where that is 0; else 0. */
function strippedAt(text: usize, end: usize, chars: usize): u32 {
  if (!chars) return spaceAt(text, end);
  const length = charBytes(text);
  const last = bytesOf(chars) + lengthOf(chars);
  for (let char = bytesOf(chars); char < last; ) {
    const bytes = charBytes(char);
    if (bytes == length && equalBytes(char, text, bytes)) return length;
    char += bytes;
  }
  return 0;
}

// @ts-ignore: decorator
@inline function strip(atStart: bool, atEnd: bool, a: usize, out: usize, chars: usize, rows: i32): void {
  for (const last = out + (<usize>rows << 4); out < last; a += 16, out += 16) {
    let start = bytesOf(a);
    let end = start + lengthOf(a);
    if (atStart) for (let bytes: u32 = 0; start < end && (bytes = strippedAt(start, end, chars)) != 0; ) start += bytes;
    while (atEnd && start < end) {
      let lastChar = end - 1;
      while (lastChar > start && (load<u8>(lastChar) & 0xc0) == 0x80) lastChar--;
      if (!strippedAt(lastChar, end, chars)) break;
      end = lastChar;
    }
    storeView(out, start, <u32>(end - start));
  }
}

export function str_strip_view(a: usize, out: usize, chars: usize, rows: i32): void { strip(true, true, a, out, chars, rows); }
export function str_strip_start_view(a: usize, out: usize, chars: usize, rows: i32): void { strip(true, false, a, out, chars, rows); }
export function str_strip_end_view(a: usize, out: usize, chars: usize, rows: i32): void { strip(false, true, a, out, chars, rows); }

/** `kept` bytes of the text, `count` times the `fillLength` bytes at `fill`, the rest of the text. */
function pad(a: usize, out: usize, kept: usize, fill: usize, fillLength: usize, count: u32, spare: usize): void {
  const length = <usize>lengthOf(a), from = bytesOf(a);
  const made = <u64>length + <u64>count * fillLength;
  if (made > <u64>i32.MAX_VALUE) out_of_memory();
  const start = placeFor(<usize>made, spare);
  memory.copy(start, from, kept);
  let to = start + kept;
  for (let index: u32 = 0; index < count; index++, to += fillLength) {
    for (let byte: usize = 0; byte < fillLength; byte++) store<u8>(to + byte, load<u8>(fill + byte));
  }
  memory.copy(to, from + kept, length - kept);
  storeView(out, start, <u32>made);
}

// @ts-ignore: decorator
@inline function padTo(atStart: bool, a: usize, out: usize, fill: usize, length: u32, rows: i32): void {
  const spare = scratch_alloc(SLACK);
  const fillBytes = bytesOf(fill), fillLength = <usize>charBytes(fillBytes);
  for (const last = out + (<usize>rows << 4); out < last; a += 16, out += 16) {
    const bytes = lengthOf(a), chars = charsIn(bytesOf(a), bytes);
    if (chars >= length) storeView(out, bytesOf(a), bytes);
    else pad(a, out, atStart ? 0 : bytes, fillBytes, fillLength, length - chars, spare);
  }
}

/** Up to `length` characters, with the first character of `fill`, a view. */
export function str_pad_start_view(a: usize, out: usize, fill: usize, length: u32, rows: i32): void { padTo(true, a, out, fill, length, rows); }
export function str_pad_end_view(a: usize, out: usize, fill: usize, length: u32, rows: i32): void { padTo(false, a, out, fill, length, rows); }

/** Up to `length` bytes, with zeros after the sign. */
export function str_zfill_view(a: usize, out: usize, length: u32, rows: i32): void {
  const spare = scratch_alloc(SLACK);
  const zero = scratch_alloc(SLACK);
  store<u8>(zero, 48);
  for (const last = out + (<usize>rows << 4); out < last; a += 16, out += 16) {
    const bytes = lengthOf(a), from = bytesOf(a);
    const first = <u32>load<u8>(from);
    if (bytes >= length) storeView(out, from, bytes);
    else pad(a, out, <usize>(bytes > 0 && (first == 43 || first == 45)), zero, 1, length - bytes, spare);
  }
}
