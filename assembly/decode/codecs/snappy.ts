// Snappy, raw format (no framing): a varint with the length of the output, then literals and copies.
//
// Values of fixed width come as a short literal and a copy, in turns; text as copies with a literal here and there. Time goes
// into the chain from one tag to the next, so `copyFast` keeps that chain short: the next word is loaded before it is known
// where in it the next tag stands, and what hangs on the kind of a copy, which can't be foreseen, is looked up, not branched on.
// It does only what is common, so that all it works with stays in registers; the rest is done with every check, an element at a time.

import { copyLiterals, copyMatch } from "./copy";
import { DAMAGED } from "./result";

const TAG_LITERAL: u32 = 0;
const TAG_COPY_4: u32 = 3;
/** Literals up to this long have their length in the tag; the four values above say how many bytes follow with it. */
const LITERAL_INLINE_MAX: u32 = 60;
/** Literals that leave room for the tag of a copy in 5 bytes. */
const SHORT_LITERAL_MAX: u32 = 3;
/** Distances from which vectors can be copied. */
const FAR: u32 = 16;
/** The two short kinds of copies reach no further. */
const DISTANCE_MAX: u32 = 0xffff;
/** A step of the loops, a literal or a short one and a copy (two of them for numbers), reads and writes no more. */
const STEP_BYTES: usize = 72;
/** A copy makes at most 2^5 times the bytes that it is written in, and writes no further than so many times 2^5. */
const GROWTH_SHIFT: usize = 5;
const WRITE_AHEAD: isize = 4;

/**
 * For each tag what makes, of the word that begins with it, the length in the lowest byte and the distance above: a mask of the bytes that
 * count, and what is exclusive-ored to them. The distance is 0 for tags of literals and of copies with 4 bytes of distance.
 */
const COPIES: usize = memory.data<u32>([
  0x0000ff, 0x000001, 0x00ffff, 0x000005, 0xffffff, 0x000003, 0x0000ff, 0x000002, 0x0000ff, 0x000006, 0x00ffff, 0x000000, 0xffffff, 0x000004, 0x0000ff, 0x000005,
  0x0000ff, 0x00000b, 0x00ffff, 0x00000f, 0xffffff, 0x000009, 0x0000ff, 0x000008, 0x0000ff, 0x000008, 0x00ffff, 0x00000a, 0xffffff, 0x00000a, 0x0000ff, 0x00000b,
  0x0000ff, 0x000015, 0x00ffff, 0x000019, 0xffffff, 0x000017, 0x0000ff, 0x000016, 0x0000ff, 0x000012, 0x00ffff, 0x00001c, 0xffffff, 0x000010, 0x0000ff, 0x000011,
  0x0000ff, 0x00001f, 0x00ffff, 0x000013, 0xffffff, 0x00001d, 0x0000ff, 0x00001c, 0x0000ff, 0x000014, 0x00ffff, 0x000016, 0xffffff, 0x000016, 0x0000ff, 0x000017,
  0x0000ff, 0x000029, 0x00ffff, 0x010025, 0xffffff, 0x00002b, 0x0000ff, 0x00002a, 0x0000ff, 0x00002e, 0x00ffff, 0x010020, 0xffffff, 0x00002c, 0x0000ff, 0x00002d,
  0x0000ff, 0x000023, 0x00ffff, 0x01002f, 0xffffff, 0x000021, 0x0000ff, 0x000020, 0x0000ff, 0x000020, 0x00ffff, 0x01002a, 0xffffff, 0x000022, 0x0000ff, 0x000023,
  0x0000ff, 0x00003d, 0x00ffff, 0x010039, 0xffffff, 0x00003f, 0x0000ff, 0x00003e, 0x0000ff, 0x00003a, 0x00ffff, 0x01003c, 0xffffff, 0x000038, 0x0000ff, 0x000039,
  0x0000ff, 0x000037, 0x00ffff, 0x010033, 0xffffff, 0x000035, 0x0000ff, 0x000034, 0x0000ff, 0x00002c, 0x00ffff, 0x010036, 0xffffff, 0x00002e, 0x0000ff, 0x00002f,
  0x0000ff, 0x000051, 0x00ffff, 0x020045, 0xffffff, 0x000053, 0x0000ff, 0x000052, 0x0000ff, 0x000056, 0x00ffff, 0x020040, 0xffffff, 0x000054, 0x0000ff, 0x000055,
  0x0000ff, 0x00005b, 0x00ffff, 0x02004f, 0xffffff, 0x000059, 0x0000ff, 0x000058, 0x0000ff, 0x000058, 0x00ffff, 0x02004a, 0xffffff, 0x00005a, 0x0000ff, 0x00005b,
  0x0000ff, 0x000045, 0x00ffff, 0x020059, 0xffffff, 0x000047, 0x0000ff, 0x000046, 0x0000ff, 0x000042, 0x00ffff, 0x02005c, 0xffffff, 0x000040, 0x0000ff, 0x000041,
  0x0000ff, 0x00004f, 0x00ffff, 0x020053, 0xffffff, 0x00004d, 0x0000ff, 0x00004c, 0x0000ff, 0x000044, 0x00ffff, 0x020056, 0xffffff, 0x000046, 0x0000ff, 0x000047,
  0x0000ff, 0x000079, 0x00ffff, 0x030065, 0xffffff, 0x00007b, 0x0000ff, 0x00007a, 0x0000ff, 0x00007e, 0x00ffff, 0x030060, 0xffffff, 0x00007c, 0x0000ff, 0x00007d,
  0x0000ff, 0x000073, 0x00ffff, 0x03006f, 0xffffff, 0x000071, 0x0000ff, 0x000070, 0x0000ff, 0x000070, 0x00ffff, 0x03006a, 0xffffff, 0x000072, 0x0000ff, 0x000073,
  0x0000ff, 0x00006d, 0x00ffff, 0x030079, 0xffffff, 0x00006f, 0x0000ff, 0x00006e, 0x0000ff, 0x00006a, 0x00ffff, 0x03007c, 0xffffff, 0x000068, 0x0000ff, 0x000069,
  0x0000ff, 0x000067, 0x00ffff, 0x030073, 0xffffff, 0x000065, 0x0000ff, 0x000064, 0x0000ff, 0x00005c, 0x00ffff, 0x030076, 0xffffff, 0x00005e, 0x0000ff, 0x00005f,
  0x0000ff, 0x0000a1, 0x00ffff, 0x040085, 0xffffff, 0x0000a3, 0x0000ff, 0x0000a2, 0x0000ff, 0x0000a6, 0x00ffff, 0x040080, 0xffffff, 0x0000a4, 0x0000ff, 0x0000a5,
  0x0000ff, 0x0000ab, 0x00ffff, 0x04008f, 0xffffff, 0x0000a9, 0x0000ff, 0x0000a8, 0x0000ff, 0x0000a8, 0x00ffff, 0x04008a, 0xffffff, 0x0000aa, 0x0000ff, 0x0000ab,
  0x0000ff, 0x0000b5, 0x00ffff, 0x040099, 0xffffff, 0x0000b7, 0x0000ff, 0x0000b6, 0x0000ff, 0x0000b2, 0x00ffff, 0x04009c, 0xffffff, 0x0000b0, 0x0000ff, 0x0000b1,
  0x0000ff, 0x0000bf, 0x00ffff, 0x040093, 0xffffff, 0x0000bd, 0x0000ff, 0x0000bc, 0x0000ff, 0x0000b4, 0x00ffff, 0x040096, 0xffffff, 0x0000b6, 0x0000ff, 0x0000b7,
  0x0000ff, 0x000089, 0x00ffff, 0x0500a5, 0xffffff, 0x00008b, 0x0000ff, 0x00008a, 0x0000ff, 0x00008e, 0x00ffff, 0x0500a0, 0xffffff, 0x00008c, 0x0000ff, 0x00008d,
  0x0000ff, 0x000083, 0x00ffff, 0x0500af, 0xffffff, 0x000081, 0x0000ff, 0x000080, 0x0000ff, 0x000080, 0x00ffff, 0x0500aa, 0xffffff, 0x000082, 0x0000ff, 0x000083,
  0x0000ff, 0x00009d, 0x00ffff, 0x0500b9, 0xffffff, 0x00009f, 0x0000ff, 0x00009e, 0x0000ff, 0x00009a, 0x00ffff, 0x0500bc, 0xffffff, 0x000098, 0x0000ff, 0x000099,
  0x0000ff, 0x000097, 0x00ffff, 0x0500b3, 0xffffff, 0x000095, 0x0000ff, 0x000094, 0x0000ff, 0x00008c, 0x00ffff, 0x0500b6, 0xffffff, 0x00008e, 0x0000ff, 0x00008f,
  0x0000ff, 0x0000f1, 0x00ffff, 0x0600c5, 0xffffff, 0x0000f3, 0x0000ff, 0x0000f2, 0x0000ff, 0x0000f6, 0x00ffff, 0x0600c0, 0xffffff, 0x0000f4, 0x0000ff, 0x0000f5,
  0x0000ff, 0x0000fb, 0x00ffff, 0x0600cf, 0xffffff, 0x0000f9, 0x0000ff, 0x0000f8, 0x0000ff, 0x0000f8, 0x00ffff, 0x0600ca, 0xffffff, 0x0000fa, 0x0000ff, 0x0000fb,
  0x0000ff, 0x0000e5, 0x00ffff, 0x0600d9, 0xffffff, 0x0000e7, 0x0000ff, 0x0000e6, 0x0000ff, 0x0000e2, 0x00ffff, 0x0600dc, 0xffffff, 0x0000e0, 0x0000ff, 0x0000e1,
  0x0000ff, 0x0000ef, 0x00ffff, 0x0600d3, 0xffffff, 0x0000ed, 0x0000ff, 0x0000ec, 0x0000ff, 0x0000e4, 0x00ffff, 0x0600d6, 0xffffff, 0x0000e6, 0x0000ff, 0x0000e7,
  0x0000ff, 0x0000d9, 0x00ffff, 0x0700e5, 0xffffff, 0x0000db, 0x0000ff, 0x0000da, 0x0000ff, 0x0000de, 0x00ffff, 0x0700e0, 0xffffff, 0x0000dc, 0x0000ff, 0x0000dd,
  0x0000ff, 0x0000d3, 0x00ffff, 0x0700ef, 0xffffff, 0x0000d1, 0x0000ff, 0x0000d0, 0x0000ff, 0x0000d0, 0x00ffff, 0x0700ea, 0xffffff, 0x0000d2, 0x0000ff, 0x0000d3,
  0x0000ff, 0x0000cd, 0x00ffff, 0x0700f9, 0xffffff, 0x0000cf, 0x0000ff, 0x0000ce, 0x0000ff, 0x0000ca, 0x00ffff, 0x0700fc, 0xffffff, 0x0000c8, 0x0000ff, 0x0000c9,
  0x0000ff, 0x0000c7, 0x00ffff, 0x0700f3, 0xffffff, 0x0000c5, 0x0000ff, 0x0000c4, 0x0000ff, 0x0000bc, 0x00ffff, 0x0700f6, 0xffffff, 0x0000be, 0x0000ff, 0x0000bf,
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
    // Steps that begin before so many bytes from here stay within both ends.
    const ahead = min(<isize>(srcEnd - src) - STEP_BYTES, <isize>((toEnd - to) >> GROWTH_SHIFT) - WRITE_AHEAD);
    if (ahead > 0 && to - dst >= FAR) {
      // Called twice, since inlined here its values would not fit the registers.
      if (to - dst > DISTANCE_MAX) copyFast(src, to, DISTANCE_MAX - FAR, src + ahead);
      else copyFast(src, to, <u32>(to - dst) - FAR, src + ahead);
      src = srcReached;
      to = toReached;
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
      const copy = copyOf(<u32>word);
      const run = <usize>(copy & 0xff);
      const distance = kind == TAG_COPY_4 ? <usize>(word >> 8) : <usize>(copy >> 8);
      src += kind == TAG_COPY_4 ? 5 : kind + 1;
      if (src > srcEnd || distance == 0 || distance > to - dst || run > toEnd - to) return DAMAGED;
      const from = to - distance;
      const last = rotr(load<u64>(from), <u64>(run << 3));
      copyMatch(to, distance, run);
      to += run;
      if (distance == 8) {
        const pairs = <i32>(min(srcEnd - src, toEnd - to) / STEP_BYTES);
        // A copy of more than what is left of a number repeats it.
        if (run > 7) copyRepeated(src, to, from, last, pairs);
        else copyAscending(src, to, last, pairs);
        src = srcReached;
        to = toReached;
      }
    }
  }
  return to == toEnd ? <i32>length : DAMAGED;
}

/** Length, in the lowest byte, and distance of the copy that begins the word. */
// @ts-ignore: decorator
@inline
function copyOf(word: u32): u32 {
  const entry = COPIES + ((word & 0xff) << 3);
  return (word & load<u32>(entry)) ^ load<u32>(entry, 4);
}

/** Where the functions below stopped. */
let srcReached: usize = 0;
let toReached: usize = 0;

/**
 * Literals of up to 60 bytes and copies from FAR to FAR + `distances`, until something else comes or `stop` is reached.
 * Where the next word is loaded from hangs on nothing that this one says; so of what is shifted out of it as many bytes are left
 * as tell where the word after it begins: those of a short literal and the tag of the copy behind. The distance is loaded apart.
 */
function copyFast(src: usize, to: usize, distances: u32, stop: usize): void {
  let word = load<u64>(src);
  do {
    let copyWord = word;
    // What comes after the copy begins in `next`, `past` bits from its start and 8 for each byte that follows the copy's tag.
    let next: u64, past: u64;
    if ((<u32>word & 3) == TAG_LITERAL) {
      const tag = <u32>word & 0xff;
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
        word = load<u64>(src);
        continue;
      }
      // 8 * (more + 2), past the literal and its tag; shifts count modulo 64, so that `tag << 1` is `word << 1`.
      copyWord = word >> ((word << 1) + 16);
      next = load<u64>(src, 4);
      past = (word << 1) - 8;
      store<u32>(to, <u32>(word >> 8));
      to += more + 1;
      src += more + 2;
    } else {
      next = load<u64>(src, 1);
      past = 0;
    }
    const copy = copyOf(load<u32>(src));
    const distance = copy >> 8;
    if (distance - FAR > distances) break;
    const run = copy & 0xff;
    const from = to - distance;
    v128.store(to, v128.load(from));
    if (run > 16) {
      v128.store(to, v128.load(from, 16), 16);
      v128.store(to, v128.load(from, 32), 32);
      v128.store(to, v128.load(from, 48), 48);
    }
    to += run;
    // As many bytes follow the tag as its kind says.
    const kind = copyWord & 3;
    src += <usize>kind + 1;
    word = next >> (past + (kind << 3));
  } while (src < stop);
  srcReached = src;
  toReached = to;
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
/** A literal of 1 byte and a copy of up to 64 bytes from distance 8, which is the rest of a number and repeats of it: the same. */
const NEXT_REPEATED_MASK: u64 = 0xffff0300ff;
const NEXT_REPEATED: u64 = 0x0008020000;
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
    if ((pair & NEXT_MASK) != NEXT || (pair >> 24) - 1 > <u32>(to - since)) {
      if ((word & NEXT_REPEATED_MASK) != NEXT_REPEATED) break;
      // The number before occurred once: the copy from it goes on with the repeats.
      const run = (pair >> 18 & 63) + 1;
      store<u8>(to, <u8>(pair >> 8));
      last = (last >> 8) | (<u64>(pair & 0xff00) << 48);
      const repeat = i64x2.splat(last);
      v128.store(to, repeat, 1);
      v128.store(to, repeat, 17);
      v128.store(to, repeat, 33);
      v128.store(to, repeat, 49);
      last = rotr(last, <u64>(run << 3));
      since = to;
      to += run + 1;
      src += 5;
      continue;
    }
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
