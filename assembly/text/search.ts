// Searching strings for a literal, to bitmaps.

import { indexOfBytes, rareBytes, viewsHolding } from "../lib/find";
import { bytesOf, equalBytes, lengthOf } from "../lib/view";

// @ts-ignore: decorator
@inline const CONTAINS = 0;
// @ts-ignore: decorator
@inline const STARTS_WITH = 1;
// @ts-ignore: decorator
@inline const ENDS_WITH = 2;

// @ts-ignore: decorator
@inline function holds(test: i32, view: usize, needle: usize): bool {
  const length = lengthOf(view), needleLength = lengthOf(needle);
  if (needleLength == 0) return true;
  if (needleLength > length) return false;
  const text = bytesOf(view);
  if (test == STARTS_WITH) return equalBytes(text, bytesOf(needle), needleLength);
  if (test == ENDS_WITH) return equalBytes(text + length - needleLength, bytesOf(needle), needleLength);
  return indexOfBytes(text, length, bytesOf(needle), needleLength) >= 0;
}

/** `step`: 16, or 0 for one needle. */
// @ts-ignore: decorator
@inline function search(test: i32, a: usize, needle: usize, step: usize, out: usize, rows: i32): void {
  for (const end = a + (<usize>rows << 4); a < end; out += 8) {
    let bits: u64 = 0;
    const stop = min(end, a + 1024);
    for (let bit: u64 = 0; a < stop; a += 16, needle += step, bit++) bits |= u64(holds(test, a, needle)) << bit;
    store<u64>(out, bits);
  }
}

/** Texts that stand one after the other are searched at once. */
function containsOne(a: usize, needle: usize, out: usize, rows: i32): void {
  const needleLength = lengthOf(needle), needleBytes = bytesOf(needle), rare = rareBytes(needleBytes, needleLength);
  for (let row = 0; row < rows; row += 64, a += 1024, out += 8) {
    store<u64>(out, needleLength ? viewsHolding(a, min(64, rows - row), needleBytes, needleLength, rare) : -1);
  }
}

function startsWith(a: usize, b: usize, step: usize, out: usize, rows: i32): void { search(STARTS_WITH, a, b, step, out, rows); }
function endsWith(a: usize, b: usize, step: usize, out: usize, rows: i32): void { search(ENDS_WITH, a, b, step, out, rows); }

export function str_contains_view_vv(a: usize, b: usize, out: usize, rows: i32): void { search(CONTAINS, a, b, 16, out, rows); }
export function str_contains_view_vs(a: usize, b: usize, out: usize, rows: i32): void { containsOne(a, b, out, rows); }
export function str_starts_with_view_vv(a: usize, b: usize, out: usize, rows: i32): void { startsWith(a, b, 16, out, rows); }
export function str_starts_with_view_vs(a: usize, b: usize, out: usize, rows: i32): void { startsWith(a, b, 0, out, rows); }
export function str_ends_with_view_vv(a: usize, b: usize, out: usize, rows: i32): void { endsWith(a, b, 16, out, rows); }
export function str_ends_with_view_vs(a: usize, b: usize, out: usize, rows: i32): void { endsWith(a, b, 0, out, rows); }
