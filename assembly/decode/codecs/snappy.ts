// Snappy, raw format (no framing): a varint with the length of the output, then literals and copies.

import { copyLiterals, copyMatch, repeatPattern, repeatStep } from "./copy";
import { DAMAGED } from "./result";

const TAG_LITERAL: u32 = 0;
const TAG_COPY_1: u32 = 1;
const TAG_COPY_2: u32 = 2;
/** Literals up to this long have their length in the tag; the four values above say how many bytes follow with it. */
const LITERAL_INLINE_MAX: usize = 60;
/** Literals that leave room for a copy's tag and distance in a word of 8 bytes. */
const SHORT_LITERAL_MAX: usize = 4;
/** Far enough from both ends that one element, written in whole vectors, needs no check of its own. */
const FAST_MARGIN: usize = 80;

export function snappyDecompress(src: usize, srcBytes: usize, dst: usize, dstBytes: usize): i32 {
  const srcEnd = src + srcBytes;
  let length: u64 = 0;
  for (let shift: u64 = 0; ; shift += 7) {
    if (src >= srcEnd || shift > 28) return DAMAGED;
    const byte = load<u8>(src++);
    length |= (<u64>byte & 127) << shift;
    if (byte < 128) break;
  }
  if (length > <u64>dstBytes) return DAMAGED;
  let to = dst;
  const toEnd = dst + <usize>length;
  const srcFast = srcBytes > FAST_MARGIN ? srcEnd - FAST_MARGIN : 0;
  const toFast = <usize>length > FAST_MARGIN ? toEnd - FAST_MARGIN : 0;
  while (src < srcEnd) {
    while (src < srcFast && to < toFast) {
      // A short literal and the copy after it, the usual pair, stand in one word: the copy need not wait for another load.
      let word = load<u64>(src);
      let literalBytes: usize = 0;
      if ((<u32>word & 3) == TAG_LITERAL) {
        const run = <usize>(<u32>word >> 2 & 63) + 1;
        if (run > SHORT_LITERAL_MAX) {
          if (run > LITERAL_INLINE_MAX) break;
          v128.store(to, v128.load(src, 1));
          if (run > 16) {
            v128.store(to, v128.load(src, 17), 16);
            v128.store(to, v128.load(src, 33), 32);
            v128.store(to, v128.load(src, 49), 48);
          }
          to += run;
          src += run + 1;
          continue;
        }
        store<u32>(to, <u32>(word >> 8));
        to += run;
        literalBytes = run + 1;
        word >>= <u64>literalBytes << 3;
      }
      const tag = <u32>word & 0xff;
      const kind = tag & 3;
      if (kind == TAG_LITERAL || kind > TAG_COPY_2) {
        src += literalBytes;
        if (kind == TAG_LITERAL) continue;
        break;
      }
      // Which of the two kinds comes is hard to foresee: no branch. As many bytes follow the tag as its kind says.
      src += literalBytes + 1 + <usize>kind;
      const short = kind & 1;
      const run = <usize>((tag >> 2 & (63 - 56 * short)) + 1 + 3 * short);
      const distance = <usize>((<u32>(word >> 8) & (0xffff >> (short << 3))) | ((tag << 3) & (0x700 * short)));
      if (distance - 1 >= to - dst) return DAMAGED;
      const from = to - distance;
      if (distance >= 16) {
        v128.store(to, v128.load(from));
        if (run > 16) {
          v128.store(to, v128.load(from, 16), 16);
          v128.store(to, v128.load(from, 32), 32);
          v128.store(to, v128.load(from, 48), 48);
        }
      } else {
        const pattern = repeatPattern(from, distance);
        v128.store(to, pattern);
        if (run > 9) {
          const step = repeatStep(distance);
          for (let at = step; at < run; at += step) v128.store(to + at, pattern);
        }
      }
      to += run;
    }
    if (src >= srcEnd) break;
    // The tag and all that may follow it are at most 5 bytes.
    const word = load<u64>(src);
    const tag = <u32>word & 0xff;
    const kind = tag & 3;
    if (kind == TAG_LITERAL) {
      let run = <usize>(tag >> 2) + 1;
      src++;
      if (run > LITERAL_INLINE_MAX) {
        const lengthBytes = run - LITERAL_INLINE_MAX;
        const lengthLessOne = (word >> 8) & (((<u64>1) << (<u64>lengthBytes << 3)) - 1);
        if (lengthLessOne >= <u64>dstBytes) return DAMAGED;
        run = <usize>lengthLessOne + 1;
        src += lengthBytes;
      }
      if (src > srcEnd || run > srcEnd - src || run > toEnd - to) return DAMAGED;
      copyLiterals(to, src, run);
      to += run;
      src += run;
    } else {
      let run: usize, distance: usize;
      if (kind == TAG_COPY_1) {
        run = <usize>((tag >> 2) & 7) + 4;
        distance = ((<usize>tag >> 5) << 8) | (<usize>(word >> 8) & 0xff);
        src += 2;
      } else {
        run = <usize>(tag >> 2) + 1;
        if (kind == TAG_COPY_2) {
          distance = <usize>(word >> 8) & 0xffff;
          src += 3;
        } else {
          distance = <usize>(word >> 8);
          src += 5;
        }
      }
      if (src > srcEnd || distance == 0 || distance > to - dst || run > toEnd - to) return DAMAGED;
      copyMatch(to, distance, run);
      to += run;
    }
  }
  return to == toEnd ? <i32>length : DAMAGED;
}
