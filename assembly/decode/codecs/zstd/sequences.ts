// The sequences section of a compressed block (RFC 8878, 3.1.1.3.2 and 3.1.1.4): each sequence is some literals and a match. They
// are run as they are decoded. Distances of earlier matches have short names, which go on from block to block.

import { copyLiterals, copyMatch } from "../copy";
import { bitsLeft, BITS_AFTER_RELOAD, markBits, peek } from "./bits";
import { entryAt, extraBitsOf, stateBaseOf, stateBitsOf, valueOf } from "./fse";
import { literalsBytes, literalsStart } from "./literals";
import {
  literalLengths, literalLengthsLog, matchLengths, matchLengthsLog, offsets, offsetsLog, readSequenceTables,
} from "./sequence-tables";
import { LITERAL_LENGTH_LOG_MAX, MATCH_LENGTH_LOG_MAX, OFFSET_LOG_MAX } from "./workspace";

/** Offset values up to this name an earlier distance; others are a distance, this much larger. */
const REPEATED_OFFSETS: u64 = 3;
/** What the three states take together, at most. */
const STATE_BITS_MAX: u64 = <u64>(LITERAL_LENGTH_LOG_MAX + MATCH_LENGTH_LOG_MAX + OFFSET_LOG_MAX);

// The last three distances, the latest first.
let distance1: u64 = 1;
let distance2: u64 = 4;
let distance3: u64 = 8;

/** At a frame's start. */
export function resetDistances(): void {
  distance1 = 1;
  distance2 = 4;
  distance3 = 8;
}

/** The distance that an offset value stands for; 0: none. */
// @ts-ignore: decorator
@inline
function distanceOf(offset: u64, literalLength: u64): u64 {
  let distance: u64;
  if (offset > REPEATED_OFFSETS) {
    distance = offset - REPEATED_OFFSETS;
    distance3 = distance2;
    distance2 = distance1;
    distance1 = distance;
    return distance;
  }
  // Right after another match the latest distance would have made that match longer, so the names move by one.
  const name = offset + <u64>(literalLength == 0);
  if (name == 1) return distance1;
  if (name == 2) distance = distance2;
  else {
    distance = name == 3 ? distance3 : distance1 - 1;
    distance3 = distance2;
  }
  distance2 = distance1;
  distance1 = distance;
  return distance;
}

/** Writes the block's content from `start`, with matches back to `frameStart`. Where the content ends, or 0. */
export function runSequences(section: usize, srcEnd: usize, frameStart: usize, start: usize, toEnd: usize): usize {
  let literal = literalsStart, to = start;
  const literalsEnd = literal + literalsBytes;
  if (section >= srcEnd) return 0;

  let src = section + 1;
  let rest = <u32>load<u8>(section);
  if (rest >= 128) {
    if (rest < 255) rest = ((rest - 128) << 8) + <u32>load<u8>(src++);
    else {
      rest = <u32>load<u16>(src) + 0x7f00;
      src += 2;
    }
  }
  if (rest) {
    if (src >= srcEnd) return 0;
    const stream = readSequenceTables(src + 1, srcEnd, <u32>load<u8>(src));
    if (!stream || stream >= srcEnd) return 0;
    const literalLengthTable = literalLengths, offsetTable = offsets, matchLengthTable = matchLengths;

    let used = markBits(stream, srcEnd - stream);
    if (used > 8) return 0;
    let at = srcEnd - 8;
    let word = load<u64>(at);
    let literalLengthState = peek(word, used, <u64>literalLengthsLog);
    used += <u64>literalLengthsLog;
    let offsetState = peek(word, used, <u64>offsetsLog);
    used += <u64>offsetsLog;
    let matchLengthState = peek(word, used, <u64>matchLengthsLog);
    used += <u64>matchLengthsLog;

    while (rest) {
      at -= <usize>(used >> 3);
      used &= 7;
      if (at + 8 < stream) return 0;
      word = load<u64>(at);
      const literalLengthEntry = entryAt(literalLengthTable, literalLengthState);
      const offsetEntry = entryAt(offsetTable, offsetState);
      const matchLengthEntry = entryAt(matchLengthTable, matchLengthState);

      const offsetBits = extraBitsOf(offsetEntry);
      const matchLengthBits = extraBitsOf(matchLengthEntry);
      const literalLengthBits = extraBitsOf(literalLengthEntry);
      const offset = valueOf(offsetEntry) + peek(word, used, offsetBits);
      used += offsetBits;
      const matchLength = <usize>(valueOf(matchLengthEntry) + peek(word, used, matchLengthBits));
      used += matchLengthBits;
      if (offsetBits + matchLengthBits + literalLengthBits > BITS_AFTER_RELOAD - STATE_BITS_MAX) {
        at -= <usize>(used >> 3);
        used &= 7;
        word = load<u64>(at);
      }
      const literalLength = valueOf(literalLengthEntry) + peek(word, used, literalLengthBits);
      used += literalLengthBits;

      if (--rest) {
        literalLengthState = stateBaseOf(literalLengthEntry) + peek(word, used, stateBitsOf(literalLengthEntry));
        used += stateBitsOf(literalLengthEntry);
        matchLengthState = stateBaseOf(matchLengthEntry) + peek(word, used, stateBitsOf(matchLengthEntry));
        used += stateBitsOf(matchLengthEntry);
        offsetState = stateBaseOf(offsetEntry) + peek(word, used, stateBitsOf(offsetEntry));
        used += stateBitsOf(offsetEntry);
      }

      const run = <usize>literalLength;
      const distance = distanceOf(offset, literalLength);
      if (run > literalsEnd - literal || run + matchLength > toEnd - to) return 0;
      copyLiterals(to, literal, run);
      to += run;
      literal += run;
      if (distance == 0 || distance > <u64>(to - frameStart)) return 0;
      copyMatch(to, <usize>distance, matchLength);
      to += matchLength;
    }
    if (bitsLeft(stream, at, used) != 0) return 0;
  } else if (src != srcEnd) return 0;

  const run = literalsEnd - literal;
  if (run > toEnd - to) return 0;
  memory.copy(to, literal, run);
  return to + run;
}
