// Lengths of strings, and parts of them. Parts point into the bytes of the whole: only short ones are copied, into their view.

import { charsIn, skipChars } from "../lib/utf8";
import { bytesOf, lengthOf, storeView } from "../lib/view";

export function str_len_bytes_view(a: usize, out: usize, rows: i32): void {
  for (const end = out + (<usize>rows << 2); out < end; a += 16, out += 4) store<u32>(out, lengthOf(a));
}

export function str_len_chars_view(a: usize, out: usize, rows: i32): void {
  for (const end = out + (<usize>rows << 2); out < end; a += 16, out += 4) store<u32>(out, charsIn(bytesOf(a), lengthOf(a)));
}

/** A part of up to so many bytes from the start is looked at as one vector. */
const SHORT_BYTES: i32 = 12;
/** So many first bytes stand in each view. */
const PREFIX_BYTES: u32 = 4;

/** Characters from `offset` on, counted from the end when negative; at most `length`, -1 for all. */
export function str_slice_view(a: usize, out: usize, offset: i32, length: i32, rows: i32): void {
  if (offset >= 0 && length >= 0 && offset <= SHORT_BYTES && length <= SHORT_BYTES - offset) sliceNearStart(a, out, offset, length, rows);
  else for (const last = out + (<usize>rows << 4); out < last; a += 16, out += 16) storeSlice(a, out, offset, length);
}

/** Where all bytes up to the end of the slice are ASCII, they are its characters. */
function sliceNearStart(a: usize, out: usize, offset: u32, length: u32, rows: i32): void {
  const end = offset + length, mask = (1 << end) - 1;
  const isPrefix = end <= PREFIX_BYTES;
  for (const last = out + (<usize>rows << 4); out < last; a += 16, out += 16) {
    const text = isPrefix ? a + 4 : bytesOf(a);
    if (i8x16.bitmask(v128.load(text)) & mask) storeSlice(a, out, offset, length);
    else {
      const start = min(offset, lengthOf(a));
      storeView(out, text + start, min(length, lengthOf(a) - start));
    }
  }
}

function storeSlice(a: usize, out: usize, offset: i32, length: i32): void {
  const bytes = lengthOf(a);
  const text = bytesOf(a);
  const end = text + bytes;
  let wanted = <i64>(length < 0 ? i32.MAX_VALUE : length);
  let start = text;
  if (offset >= 0) start = skipChars(text, end, offset);
  else {
    const skipped = <i64>charsIn(text, bytes) + offset;
    if (skipped >= 0) start = skipChars(text, end, <u32>skipped);
    // The part of the slice before the string's start is empty.
    else if (length >= 0) wanted += skipped;
  }
  const stop = wanted <= 0 ? start : wanted >= <i64>(end - start) ? end : skipChars(start, end, <u32>wanted);
  storeView(out, start, <u32>(stop - start));
}
