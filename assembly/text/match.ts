// Which texts a regular expression matches. The literals that it can't do without are searched for first; the automaton goes through the
// texts that have them, unless that is all there is to it. src/codegen/regex/matcher.ts writes the matcher.

import { indexOfBytes, rareBytes, viewsHolding } from "../lib/find";
import { bytesOf, equalBytes, lengthOf } from "../lib/view";

// @ts-ignore: decorator
@inline const AT_START: u32 = 1;
// @ts-ignore: decorator
@inline const AT_END: u32 = 2;
// @ts-ignore: decorator
@inline const DECIDE_OF_ONE_LINE: u32 = 4;
// @ts-ignore: decorator
@inline const DECIDE_ALL: u32 = 8;

// States of the automaton in which no more bytes are read.
// @ts-ignore: decorator
@inline const MATCHED: u32 = 1;
// @ts-ignore: decorator
@inline const LEFT_TO_HOST: u32 = 2;

/** Whether the literals occur one after the other. */
// @ts-ignore: decorator
@inline function hasLiterals(flags: u32, count: u32, literals: usize, text: usize, end: usize): bool {
  let at = text;
  for (let index: u32 = 0; index < count; index++, literals += 16) {
    const literal = bytesOf(literals), length = lengthOf(literals);
    if (length > <u32>(end - at)) return false;
    const isFirst = (flags & AT_START) != 0 && index == 0;
    if ((flags & AT_END) != 0 && index == count - 1) {
      const last = end - length;
      return (!isFirst || last == at) && equalBytes(last, literal, length);
    }
    if (isFirst) {
      if (!equalBytes(at, literal, length)) return false;
      at += length;
    } else {
      const found = indexOfBytes(at, <u32>(end - at), literal, length);
      if (found < 0) return false;
      at += found + length;
    }
  }
  return true;
}

// @ts-ignore: decorator
@inline function hasLineEnd(text: usize, end: usize): bool {
  const newline = i8x16.splat(10);
  for (; text + 16 <= end; text += 16) if (v128.any_true(i8x16.eq(v128.load(text), newline))) return true;
  const rest = <u32>(end - text);
  return (i8x16.bitmask(i8x16.eq(v128.load(text), newline)) & ((1 << rest) - 1)) != 0;
}

/** Sets the bits of texts that match, and those of `undecided` for texts that the host must look at; gives the number of these. */
export function str_matches_view(a: usize, out: usize, undecided: usize, matcher: usize, rows: i32): i32 {
  const flags = load<u32>(matcher), count = load<u32>(matcher, 4), literals = <usize>load<u32>(matcher, 8);
  const start = load<u32>(matcher, 12), table = <usize>load<u32>(matcher, 16), ends = <usize>load<u32>(matcher, 20);
  // Texts that stand one after the other are searched at once for the first literal.
  const isAnywhere = count > 0 && (flags & AT_START) == 0 && ((flags & AT_END) == 0 || count > 1);
  const literal = isAnywhere ? bytesOf(literals) : 0, length = isAnywhere ? lengthOf(literals) : 0;
  const rare = rareBytes(literal, length);
  let left = 0;
  for (let row = 0; row < rows; row += 64, a += 1024, out += 8, undecided += 8) {
    let bits: u64 = 0, open: u64 = 0;
    const stop = min(64, rows - row);
    for (let some = isAnywhere ? viewsHolding(a, stop, literal, length, rare) : <u64>-1 >> (64 - <u64>stop); some; some &= some - 1) {
      const view = a + (<usize>ctz(some) << 4), bit = some & -some;
      let text = bytesOf(view);
      const end = text + lengthOf(view);
      if (!hasLiterals(flags, count, literals, text, end)) continue;
      if ((flags & DECIDE_ALL) != 0 || ((flags & DECIDE_OF_ONE_LINE) != 0 && !hasLineEnd(text, end))) {
        bits |= bit;
        continue;
      }
      let state = table ? start : LEFT_TO_HOST;
      while (text < end && state > LEFT_TO_HOST) state = <u32>load<u8>(table + (<usize>state << 8) + load<u8>(text++));
      if (state == LEFT_TO_HOST) {
        open |= bit;
        left++;
      } else if (state == MATCHED || (state > LEFT_TO_HOST && load<u8>(ends + state))) bits |= bit;
    }
    store<u64>(out, bits);
    store<u64>(undecided, open);
  }
  return left;
}
