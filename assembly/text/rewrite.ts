// Strings with other bytes than their operands'. Those that don't fit a view get their bytes from scratch.

import { scratch_alloc } from "../lib/scratch";
import { isAscii } from "../lib/utf8";
import { bytesOf, lengthOf, storeView } from "../lib/view";
import { placeFor, SLACK } from "./place";

/** `aStep`, `bStep`: 16, or 0 for one value. */
function concat(a: usize, aStep: usize, b: usize, bStep: usize, out: usize, rows: i32): void {
  const spare = scratch_alloc(SLACK);
  for (const end = out + (<usize>rows << 4); out < end; a += aStep, b += bStep, out += 16) {
    const left = lengthOf(a), right = lengthOf(b);
    const at = placeFor(left + right, spare);
    memory.copy(at, bytesOf(a), left);
    memory.copy(at + left, bytesOf(b), right);
    storeView(out, at, left + right);
  }
}
export function add_view_vv(a: usize, b: usize, out: usize, rows: i32): void { concat(a, 16, b, 16, out, rows); }
export function add_view_vs(a: usize, b: usize, out: usize, rows: i32): void { concat(a, 16, b, 0, out, rows); }
export function add_view_sv(a: usize, b: usize, out: usize, rows: i32): void { concat(a, 0, b, 16, out, rows); }

/** Characters in reverse order; the bytes of each keep theirs. */
export function str_reverse_view(a: usize, out: usize, rows: i32): void {
  const spare = scratch_alloc(SLACK);
  for (const end = out + (<usize>rows << 4); out < end; a += 16, out += 16) {
    const length = lengthOf(a);
    let from = bytesOf(a);
    const start = placeFor(length, spare);
    let to = start + length;
    while (to > start) {
      const first = from++;
      while (from - first < <usize>(to - start) && (load<u8>(from) & 0xc0) == 0x80) from++;
      to -= from - first;
      for (let byte = first; byte < from; byte++) store<u8>(to + (byte - first), load<u8>(byte));
    }
    storeView(out, start, length);
  }
}

/** Flips the case of the letters that lie between `first` and `first` + 25, eight at once. */
// @ts-ignore: decorator
@inline function flipCase(word: u64, first: u64): u64 {
  // All bytes are below 128. Bit 7 tells: byte + (128 - first) carries for letters at or after the first, the other for those after the last.
  const ones: u64 = 0x0101010101010101;
  const atLeast = word + (128 - first) * ones;
  const above = word + (127 - (first + 25)) * ones;
  return word ^ (((atLeast & ~above) & 0x8080808080808080) >> 2);
}

/** Gives the number of rows that aren't ASCII: they stay as they are, and their bits of `others` are set. */
// @ts-ignore: decorator
@inline function letterCase(first: u64, a: usize, out: usize, others: usize, rows: i32): i32 {
  const spare = scratch_alloc(SLACK);
  let count = 0;
  for (let row = 0; row < rows; row += 64, others += 8) {
    let bits: u64 = 0;
    const stop = min(64, rows - row);
    for (let bit = 0; bit < stop; bit++, a += 16, out += 16) {
      const length = lengthOf(a);
      const from = bytesOf(a);
      if (!isAscii(from, length)) {
        bits |= <u64>1 << <u64>bit;
        count++;
        storeView(out, from, length);
        continue;
      }
      const to = placeFor(length, spare);
      for (let at: usize = 0; at < length; at += 8) store<u64>(to + at, flipCase(load<u64>(from + at) & 0x7f7f7f7f7f7f7f7f, first));
      storeView(out, to, length);
    }
    store<u64>(others, bits);
  }
  return count;
}

export function str_upper_view(a: usize, out: usize, others: usize, rows: i32): i32 { return letterCase(97, a, out, others, rows); }
export function str_lower_view(a: usize, out: usize, others: usize, rows: i32): i32 { return letterCase(65, a, out, others, rows); }
