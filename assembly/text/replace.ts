// Occurrences of a literal, replaced and counted. They don't overlap; an empty text occurs before each character and at the end.

import { indexOfBytes } from "../lib/find";
import { out_of_memory, scratch_alloc } from "../lib/scratch";
import { charsIn, skipChars } from "../lib/utf8";
import { bytesOf, lengthOf, storeView } from "../lib/view";
import { placeFor, SLACK } from "./place";

/** At most `limit` of them. */
function occurrences(from: usize, length: u32, text: usize, textLength: u32, limit: u32): u32 {
  if (textLength == 0) return min(limit, charsIn(from, length) + 1);
  const end = from + length;
  let count: u32 = 0;
  while (count < limit) {
    const found = indexOfBytes(from, <u32>(end - from), text, textLength);
    if (found < 0) break;
    from += found + textLength;
    count++;
  }
  return count;
}

/** `step`: 16, or 0 for one replacement. */
function replace(a: usize, b: usize, step: usize, out: usize, text: usize, limit: u32, rows: i32): void {
  const spare = scratch_alloc(SLACK);
  const textLength = lengthOf(text), textBytes = bytesOf(text);
  for (const last = out + (<usize>rows << 4); out < last; a += 16, b += step, out += 16) {
    let from = bytesOf(a);
    const length = lengthOf(a), end = from + length;
    const count = occurrences(from, length, textBytes, textLength, limit);
    if (!count) {
      storeView(out, from, length);
      continue;
    }
    const newLength = lengthOf(b), newBytes = bytesOf(b);
    const made = <i64>length + <i64>count * (<i64>newLength - <i64>textLength);
    if (made > <i64>i32.MAX_VALUE) out_of_memory();
    const start = placeFor(<usize>made, spare);
    let to = start, next = from;
    for (let index: u32 = 0; index < count; index++) {
      const found = textLength ? next + indexOfBytes(next, <u32>(end - next), textBytes, textLength) : next;
      memory.copy(to, from, found - from);
      to += found - from;
      memory.copy(to, newBytes, newLength);
      to += newLength;
      from = found + textLength;
      next = textLength ? from : skipChars(next, end, 1);
    }
    memory.copy(to, from, end - from);
    storeView(out, start, <u32>made);
  }
}

export function str_replace_view_vv(a: usize, b: usize, out: usize, text: usize, limit: u32, rows: i32): void {
  replace(a, b, 16, out, text, limit, rows);
}
export function str_replace_view_vs(a: usize, b: usize, out: usize, text: usize, limit: u32, rows: i32): void {
  replace(a, b, 0, out, text, limit, rows);
}

export function str_count_view(a: usize, out: usize, text: usize, rows: i32): void {
  const textLength = lengthOf(text), textBytes = bytesOf(text);
  for (const last = out + (<usize>rows << 2); out < last; a += 16, out += 4) {
    store<u32>(out, occurrences(bytesOf(a), lengthOf(a), textBytes, textLength, u32.MAX_VALUE));
  }
}
