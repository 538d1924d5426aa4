// Snappy, raw format (no framing): a varint with the length of the output, then literals and copies.
//
// Values of fixed width come as a short literal and a copy, in turns; text as copies with a literal here and there. Time goes
// into the chain from one tag to the next, so `copyFast` keeps that chain short: the next word is loaded before it is known
// where in it the next tag stands, and what hangs on the kind of a copy, which can't be foreseen, is looked up, not branched on.

import { copyLiterals, copyMatch, REPEAT_LANES } from "./copy";
import { DAMAGED } from "./result";

const TAG_LITERAL: u32 = 0;
const TAG_COPY_4: u32 = 3;
/** Literals up to this long have their length in the tag; the four values above say how many bytes follow with it. */
const LITERAL_INLINE_MAX: u32 = 60;
/** Literals that leave room for the tag and the distance of a copy in 7 bytes. */
const SHORT_LITERAL_MAX: u32 = 3;
/** A step of the fast loop, a literal or a short one and a copy, reads and writes no more. */
const STEP_BYTES: usize = 72;

/** For each kind of copy the mask of the distance that follows the tag. */
const DISTANCE_MASKS: usize = memory.data<u16>([0, 0xff, 0xffff, 0]);
/** For each tag of a copy: upper bits of the distance that it holds, as u16, and length. */
const COPIES: usize = memory.data<u32>([
  0x000000, 0x040000, 0x010000, 0x010000, 0x000000, 0x050000, 0x020000, 0x020000,
  0x000000, 0x060000, 0x030000, 0x030000, 0x000000, 0x070000, 0x040000, 0x040000,
  0x000000, 0x080000, 0x050000, 0x050000, 0x000000, 0x090000, 0x060000, 0x060000,
  0x000000, 0x0a0000, 0x070000, 0x070000, 0x000000, 0x0b0000, 0x080000, 0x080000,
  0x000000, 0x040100, 0x090000, 0x090000, 0x000000, 0x050100, 0x0a0000, 0x0a0000,
  0x000000, 0x060100, 0x0b0000, 0x0b0000, 0x000000, 0x070100, 0x0c0000, 0x0c0000,
  0x000000, 0x080100, 0x0d0000, 0x0d0000, 0x000000, 0x090100, 0x0e0000, 0x0e0000,
  0x000000, 0x0a0100, 0x0f0000, 0x0f0000, 0x000000, 0x0b0100, 0x100000, 0x100000,
  0x000000, 0x040200, 0x110000, 0x110000, 0x000000, 0x050200, 0x120000, 0x120000,
  0x000000, 0x060200, 0x130000, 0x130000, 0x000000, 0x070200, 0x140000, 0x140000,
  0x000000, 0x080200, 0x150000, 0x150000, 0x000000, 0x090200, 0x160000, 0x160000,
  0x000000, 0x0a0200, 0x170000, 0x170000, 0x000000, 0x0b0200, 0x180000, 0x180000,
  0x000000, 0x040300, 0x190000, 0x190000, 0x000000, 0x050300, 0x1a0000, 0x1a0000,
  0x000000, 0x060300, 0x1b0000, 0x1b0000, 0x000000, 0x070300, 0x1c0000, 0x1c0000,
  0x000000, 0x080300, 0x1d0000, 0x1d0000, 0x000000, 0x090300, 0x1e0000, 0x1e0000,
  0x000000, 0x0a0300, 0x1f0000, 0x1f0000, 0x000000, 0x0b0300, 0x200000, 0x200000,
  0x000000, 0x040400, 0x210000, 0x210000, 0x000000, 0x050400, 0x220000, 0x220000,
  0x000000, 0x060400, 0x230000, 0x230000, 0x000000, 0x070400, 0x240000, 0x240000,
  0x000000, 0x080400, 0x250000, 0x250000, 0x000000, 0x090400, 0x260000, 0x260000,
  0x000000, 0x0a0400, 0x270000, 0x270000, 0x000000, 0x0b0400, 0x280000, 0x280000,
  0x000000, 0x040500, 0x290000, 0x290000, 0x000000, 0x050500, 0x2a0000, 0x2a0000,
  0x000000, 0x060500, 0x2b0000, 0x2b0000, 0x000000, 0x070500, 0x2c0000, 0x2c0000,
  0x000000, 0x080500, 0x2d0000, 0x2d0000, 0x000000, 0x090500, 0x2e0000, 0x2e0000,
  0x000000, 0x0a0500, 0x2f0000, 0x2f0000, 0x000000, 0x0b0500, 0x300000, 0x300000,
  0x000000, 0x040600, 0x310000, 0x310000, 0x000000, 0x050600, 0x320000, 0x320000,
  0x000000, 0x060600, 0x330000, 0x330000, 0x000000, 0x070600, 0x340000, 0x340000,
  0x000000, 0x080600, 0x350000, 0x350000, 0x000000, 0x090600, 0x360000, 0x360000,
  0x000000, 0x0a0600, 0x370000, 0x370000, 0x000000, 0x0b0600, 0x380000, 0x380000,
  0x000000, 0x040700, 0x390000, 0x390000, 0x000000, 0x050700, 0x3a0000, 0x3a0000,
  0x000000, 0x060700, 0x3b0000, 0x3b0000, 0x000000, 0x070700, 0x3c0000, 0x3c0000,
  0x000000, 0x080700, 0x3d0000, 0x3d0000, 0x000000, 0x090700, 0x3e0000, 0x3e0000,
  0x000000, 0x0a0700, 0x3f0000, 0x3f0000, 0x000000, 0x0b0700, 0x400000, 0x400000,
]);

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
  while (src < srcEnd) {
    // So many steps surely stay within both ends.
    const steps = <i32>(min(srcEnd - src, toEnd - to) / STEP_BYTES);
    if (steps) {
      const left = copyFast(src, to, dst, steps);
      if (left < 0) return DAMAGED;
      src = srcReached;
      to = toReached;
      if (!left) continue;
    }
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
      let distance = <usize>(word >> 8);
      if (kind != TAG_COPY_4) distance = (distance & load<u16>(DISTANCE_MASKS + (kind << 1))) | load<u16>(COPIES + (tag << 2));
      const run = <usize>load<u8>(COPIES + (tag << 2), 2);
      src += kind == TAG_COPY_4 ? 5 : kind + 1;
      if (src > srcEnd || distance == 0 || distance > to - dst || run > toEnd - to) return DAMAGED;
      copyMatch(to, distance, run);
      to += run;
    }
  }
  return to == toEnd ? <i32>length : DAMAGED;
}

/** Where the functions below stopped. */
let srcReached: usize = 0;
let toReached: usize = 0;

/** Does up to `steps` steps, and returns how many are left when something comes that it does not do; -1 for damage. */
function copyFast(src: usize, to: usize, dst: usize, steps: i32): i32 {
  let next = load<u64>(src);
  do {
    let word = next;
    let tag = <u32>word & 0xff;
    if ((tag & 3) == TAG_LITERAL) {
      const more = tag >> 2;
      if (more >= SHORT_LITERAL_MAX) {
        if (more >= LITERAL_INLINE_MAX) break;
        v128.store(to, v128.load(src, 1));
        if (more >= 16) {
          v128.store(to, v128.load(src, 17), 16);
          v128.store(to, v128.load(src, 33), 32);
          v128.store(to, v128.load(src, 49), 48);
        }
        to += more + 1;
        src += more + 2;
        next = load<u64>(src);
        continue;
      }
      store<u32>(to, <u32>(word >> 8));
      to += more + 1;
      src += more + 2;
      // 8 * (more + 2): past the literal and its tag.
      word >>= <u64>((tag << 1) + 16);
      tag = <u32>word & 0xff;
      if ((tag & 3) == TAG_LITERAL) {
        next = load<u64>(src);
        continue;
      }
    }
    const kind = tag & 3;
    if (kind == TAG_COPY_4) break;
    // As many bytes follow the tag as its kind says.
    next = load<u64>(src, 2) >> <u64>((kind << 3) - 8);
    src += kind + 1;
    const entry = COPIES + (tag << 2);
    const distance = (<u32>(word >> 8) & load<u16>(DISTANCE_MASKS + (kind << 1))) | load<u16>(entry);
    const run = <u32>load<u8>(entry, 2);
    if (distance - 1 >= <u32>(to - dst)) return -1;
    const from = to - distance;
    if (distance >= 16) {
      v128.store(to, v128.load(from));
      if (run > 16) {
        v128.store(to, v128.load(from, 16), 16);
        v128.store(to, v128.load(from, 32), 32);
        v128.store(to, v128.load(from, 48), 48);
      }
    } else {
      const lanes = REPEAT_LANES + (distance << 6);
      const period = v128.load(from);
      v128.store(to, v128.swizzle(period, v128.load(lanes)));
      if (run > 16) {
        v128.store(to, v128.swizzle(period, v128.load(lanes, 16)), 16);
        v128.store(to, v128.swizzle(period, v128.load(lanes, 32)), 32);
        v128.store(to, v128.swizzle(period, v128.load(lanes, 48)), 48);
      }
      if (distance == 8) {
        const last = rotr(load<u64>(from), <u64>(run << 3));
        // A copy of more than what is left of a number repeats it.
        steps -= run > 7 ? copyRepeated(src, to + run, from, last, steps - 1) : copyAscending(src, to + run, last, steps - 1);
        src = srcReached;
        to = toReached;
        next = load<u64>(src);
        continue;
      }
    }
    to += run;
  } while (--steps);
  srcReached = src;
  toReached = to;
  return steps;
}

/** A literal of 1 byte and a copy of 4 to 11 bytes from distance 8: what of such a pair is fixed, and how it is. */
const ASCENDING_MASK: u32 = 0xffe300ff;
const ASCENDING: u32 = 0x08010000;

/**
 * Ascending numbers of 8 bytes come as pairs of which each repeats what the pair before has just written: by way of memory
 * every load would wait for the stores before it. So the `last` 8 bytes stay in a register. Returns how many pairs there were.
 */
function copyAscending(src: usize, to: usize, last: u64, pairsMax: i32): i32 {
  let pairs: i32 = 0;
  for (; pairs < pairsMax; pairs++) {
    const pair = load<u32>(src);
    if ((pair & ASCENDING_MASK) != ASCENDING) break;
    const run = (pair >> 18 & 7) + 4;
    store<u8>(to, <u8>(pair >> 8));
    last = (last >> 8) | (<u64>(pair & 0xff00) << 48);
    v128.store(to, i64x2.splat(last), 1);
    last = rotr(last, <u64>(run << 3));
    to += run + 1;
    src += 4;
  }
  srcReached = src;
  toReached = to;
  return pairs;
}

/** A literal of 1 byte and a copy of up to 7 bytes from a multiple of 8 below 256: what of such a pair is fixed, and how it is. */
const NEXT_MASK: u32 = 0x07f300ff;
const NEXT: u32 = 0x00010000;
/** A copy from distance 8, of up to 11 and of up to 64 bytes: the same. */
const REPEAT_MASK: u32 = 0xffe3;
const REPEAT: u32 = 0x0801;
const LONG_REPEAT_MASK: u32 = 0xffff03;
const LONG_REPEAT: u32 = 0x0802;

/**
 * Ascending numbers of 8 bytes that each occur some times come as pairs, and repeats of what a pair wrote. The pair may copy
 * from any of the occurrences before: since `since` the output repeats itself every 8 bytes, so that what it copies is in `last`.
 * How often a number occurs can't be foreseen, so there is always room made for a repeat. Returns how many pairs there were.
 */
function copyRepeated(src: usize, to: usize, since: usize, last: u64, pairsMax: i32): i32 {
  let pairs: i32 = 0;
  for (; pairs < pairsMax; pairs++) {
    const word = load<u64>(src);
    const pair = <u32>word;
    if ((pair & NEXT_MASK) != NEXT || (pair >> 24) - 1 > <u32>(to - since)) break;
    const run = (pair >> 18 & 7) + 4;
    store<u8>(to, <u8>(pair >> 8));
    last = (last >> 8) | (<u64>(pair & 0xff00) << 48);
    v128.store(to, i64x2.splat(last), 1);
    last = rotr(last, <u64>(run << 3));
    to += run + 1;
    since = to - 8;
    const copy = <u32>(word >> 32);
    const isShort = <u32>((copy & REPEAT_MASK) == REPEAT);
    const isLong = <u32>((copy & LONG_REPEAT_MASK) == LONG_REPEAT);
    const repeated = (-isShort & ((copy >> 2 & 7) + 4)) | (-isLong & ((copy >> 2 & 63) + 1));
    const repeat = i64x2.splat(last);
    v128.store(to, repeat);
    v128.store(to, repeat, 16);
    v128.store(to, repeat, 32);
    v128.store(to, repeat, 48);
    last = rotr(last, <u64>(repeated << 3));
    to += repeated;
    src += 4 + (isShort << 1) + isLong * 3;
  }
  srcReached = src;
  toReached = to;
  return pairs;
}
