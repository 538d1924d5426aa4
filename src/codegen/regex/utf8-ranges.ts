// Ranges of code points as the ranges of bytes that encode them in UTF-8.

import type { Range } from "./node.js";

/** For each byte, first and last. */
type ByteRanges = readonly Range[];

/** The last code points that take one, two, three and four bytes. */
const LENGTH_ENDS = [0x7f, 0x7ff, 0xffff, 0x10ffff];

/** What a first byte adds to the bits of the code point, by length. */
const LENGTH_MARKS = [0, 0xc0, 0xe0, 0xf0];

/** Sequences of ranges of bytes that together encode the code points of `range` and no others. */
export function* utf8Ranges([first, last]: Range): Iterable<ByteRanges> {
  let start = 0;
  for (const [tails, end] of LENGTH_ENDS.entries()) {
    if (first <= end && last >= start) {
      // What valid text does not hold may be among them: where a range has all of a length, it is one sequence.
      const from = first <= start ? 0 : first;
      const to = last >= end ? (tails === 3 ? 0x1fffff : end) : last;
      yield* ofLength(from, to, tails);
    }
    start = end + 1;
  }
}

function* ofLength(first: number, last: number, tails: number): Iterable<ByteRanges> {
  // A byte may be any of a range only if those after it may be any that continue a character.
  for (let rest = tails; rest > 0; rest--) {
    const low = (1 << (6 * rest)) - 1;
    if (first >> (6 * rest) === last >> (6 * rest)) continue;
    const split = (first & low) !== 0 ? (first | low) + 1 : (last & low) !== low ? last & ~low : 0;
    if (split === 0) continue;
    yield* ofLength(first, split - 1, tails);
    yield* ofLength(split, last, tails);
    return;
  }
  const [from, to] = [encode(first, tails), encode(last, tails)];
  yield from.map((byte, index) => [byte, to[index] as number]);
}

function encode(code: number, tails: number): number[] {
  const bytes = [(LENGTH_MARKS[tails] as number) | (code >> (6 * tails))];
  for (let rest = tails - 1; rest >= 0; rest--) bytes.push(0x80 | ((code >> (6 * rest)) & 0x3f));
  return bytes;
}
