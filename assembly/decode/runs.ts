// The RLE/bit-packing hybrid, resumable at any value: bits for levels and booleans, and indices fused with the dictionary
// lookup, so that indices never go through memory.

import { copyBits, fillBits } from "./bits";
import { Runs } from "./cursor";

/** Widths up to this are unpacked 8 at a time: with 7 bits of shift a value still fits a 32-bit lane. */
const SIMD_WIDTH_MAX: u32 = 25;

export function startRuns(runs: Runs, at: usize, end: usize, width: u32): void {
  runs.at = at;
  runs.end = end;
  runs.width = width;
  runs.packed = 0;
  runs.packedAt = 0;
  runs.value = 0;
  // Indices of 0 bits are all 0, and writers differ in what they write for them.
  runs.left = width == 0 ? u32.MAX_VALUE : 0;
  if (width && width <= SIMD_WIDTH_MAX) makeTables(runs);
}

/**
 * Value k of 8 starts at bit k * width. A shuffle brings its four bytes into lane k, the factor moves the value's lowest
 * bit to bit 7 of the lane (lanes have no shift of their own), and a shift by 7 and a mask finish. Values 4 to 7 are
 * loaded from `width >> 1` bytes on.
 */
function makeTables(runs: Runs): void {
  const shuffles = changetype<usize>(runs) + offsetof<Runs>("shuffleLow0");
  const factors = changetype<usize>(runs) + offsetof<Runs>("factorLow0");
  for (let k: u32 = 0; k < 8; k++) {
    const bit = k * runs.width - (k < 4 ? 0 : (runs.width >> 1) << 3);
    for (let byte: u32 = 0; byte < 4; byte++) store<u8>(shuffles + (k << 2) + byte, <u8>((bit >> 3) + byte));
    store<u32>(factors + (k << 2), (<u32>1) << (7 - (bit & 7)));
  }
  const shuffle = changetype<usize>(runs) + offsetof<Runs>("shuffle0");
  const factor = changetype<usize>(runs) + offsetof<Runs>("factor0");
  const shift = laneShift(runs.width);
  for (let k: u32 = 0; k < 8; k++) {
    const bit = k * runs.width;
    store<u8>(shuffle + (k << 1), <u8>(bit >> 3));
    store<u8>(shuffle + (k << 1) + 1, <u8>((bit >> 3) + 1));
    store<u16>(factor + (k << 1), <u16>((<u32>1) << (shift - (bit & 7))));
  }
}

/** The most bits of a byte that stand before one of the values. With these, a value may fit into 16 bits. */
// @ts-ignore: decorator
@inline
export function laneShift(width: u32): u32 {
  return 8 - min<u32>(8, width & (0 - width));
}

/** Moves on to the next run that has values. */
export function nextRun(runs: Runs): bool {
  const width = runs.width;
  do {
    let header: u64 = 0;
    for (let shift: u64 = 0; ; shift += 7) {
      if (runs.at >= runs.end || shift > 35) return false;
      const byte = load<u8>(runs.at++);
      header |= <u64>(byte & 127) << shift;
      if (byte < 128) break;
    }
    const room = runs.end - runs.at;
    if (header & 1) {
      const groups = header >> 1;
      let count = groups << 3;
      let bytes = groups * width;
      if (bytes > <u64>room) {
        // Some writers leave out what pads the last group.
        bytes = <u64>room;
        count = (bytes << 3) / width;
        if (!count) return false;
      }
      if (count > <u64>u32.MAX_VALUE) return false;
      runs.packed = runs.at;
      runs.packedAt = 0;
      runs.left = <u32>count;
      runs.at += <usize>bytes;
    } else {
      const bytes = (width + 7) >> 3;
      if (bytes > <u32>room) return false;
      let value: u32 = 0;
      for (let byte: u32 = 0; byte < bytes; byte++) value |= <u32>load<u8>(runs.at + byte) << (byte << 3);
      runs.packed = 0;
      runs.value = value;
      runs.left = <u32>min<u64>(header >> 1, u32.MAX_VALUE);
      runs.at += bytes;
    }
  } while (!runs.left);
  return true;
}

/** The next `count` values of a stream of width 1, as bits from bit `at` of `out` on; returns how many are 1, or -1. */
export function readBits(runs: Runs, out: usize, at: u32, count: u32): i32 {
  let ones: u32 = 0;
  while (count) {
    if (!runs.left && !nextRun(runs)) return -1;
    const some = min(count, runs.left);
    if (runs.packed) {
      ones += copyBits(out, at, runs.packed, runs.packedAt, some);
      runs.packedAt += some;
    } else {
      if (runs.value > 1) return -1;
      if (out) fillBits(out, at, some, <bool>runs.value);
      if (runs.value) ones += some;
    }
    runs.left -= some;
    at += some;
    count -= some;
  }
  return <i32>ones;
}

export function skipRuns(runs: Runs, count: u32): bool {
  while (count) {
    if (!runs.left && !nextRun(runs)) return false;
    const some = min(count, runs.left);
    if (runs.packed) runs.packedAt += some;
    runs.left -= some;
    count -= some;
  }
  return true;
}

/** As `gather` (indices.ts), of indices of any width. */
export function gatherWide<T>(runs: Runs, dictionary: usize, dictionaryCount: u32, out: usize, count: u32): bool {
  if (count && !dictionaryCount) return false;
  while (count) {
    if (!runs.left && !nextRun(runs)) return false;
    const some = min(count, runs.left);
    if (runs.packed) {
      if (!gatherPacked<T>(runs, dictionary, dictionaryCount, out, some)) return false;
      runs.packedAt += some;
    } else {
      if (runs.value >= dictionaryCount) return false;
      fill<T>(out, load<T>(dictionary + <usize>runs.value * sizeof<T>()), some);
    }
    if (runs.width) runs.left -= some;
    out += <usize>some * sizeof<T>();
    count -= some;
  }
  return true;
}

export function fill<T>(out: usize, value: T, count: u32): void {
  const end = out + <usize>count * sizeof<T>();
  for (; out < end; out += sizeof<T>()) store<T>(out, value);
}

// @ts-ignore: decorator
@inline
function lookup<T>(indices: v128, dictionary: usize, out: usize): void {
  store<T>(out, load<T>(dictionary + <usize>i32x4.extract_lane(indices, 0) * sizeof<T>()));
  store<T>(out, load<T>(dictionary + <usize>i32x4.extract_lane(indices, 1) * sizeof<T>()), sizeof<T>());
  store<T>(out, load<T>(dictionary + <usize>i32x4.extract_lane(indices, 2) * sizeof<T>()), 2 * sizeof<T>());
  store<T>(out, load<T>(dictionary + <usize>i32x4.extract_lane(indices, 3) * sizeof<T>()), 3 * sizeof<T>());
}

/** Indices are clamped for the lookup, and the greatest one is looked at once at the end. */
function gatherPacked<T>(runs: Runs, dictionary: usize, dictionaryCount: u32, out: usize, count: u32): bool {
  const width = runs.width;
  const last = dictionaryCount - 1;
  let at = runs.packedAt;
  const stop = at + count;
  let greatest: u32 = 0;

  if (width <= SIMD_WIDTH_MAX) {
    while (at < stop && (at & 7)) {
      const index = unpackOne(runs.packed, width, at++);
      greatest = max(greatest, index);
      store<T>(out, load<T>(dictionary + <usize>min(index, last) * sizeof<T>()));
      out += sizeof<T>();
    }
    const tables = changetype<usize>(runs) + offsetof<Runs>("shuffleLow0");
    const shuffleLow = v128.load(tables), shuffleHigh = v128.load(tables, 16);
    const factorLow = v128.load(tables, 32), factorHigh = v128.load(tables, 48);
    const mask = i32x4.splat(<i32>(((<u32>1) << width) - 1));
    const lasts = i32x4.splat(<i32>last);
    const half = <usize>(width >> 1);
    let greatests = i32x4.splat(0);
    let packed = runs.packed + <usize>(at >> 3) * width;
    for (; at + 8 <= stop; at += 8) {
      const low = v128.and(i32x4.shr_u(i32x4.mul(v128.swizzle(v128.load(packed), shuffleLow), factorLow), 7), mask);
      const high = v128.and(i32x4.shr_u(i32x4.mul(v128.swizzle(v128.load(packed + half), shuffleHigh), factorHigh), 7), mask);
      greatests = i32x4.max_u(greatests, i32x4.max_u(low, high));
      lookup<T>(i32x4.min_u(low, lasts), dictionary, out);
      lookup<T>(i32x4.min_u(high, lasts), dictionary, out + 4 * sizeof<T>());
      out += 8 * sizeof<T>();
      packed += width;
    }
    greatest = max(greatest, max(
      max(<u32>i32x4.extract_lane(greatests, 0), <u32>i32x4.extract_lane(greatests, 1)),
      max(<u32>i32x4.extract_lane(greatests, 2), <u32>i32x4.extract_lane(greatests, 3)),
    ));
  }
  for (; at < stop; at++) {
    const index = unpackOne(runs.packed, width, at);
    greatest = max(greatest, index);
    store<T>(out, load<T>(dictionary + <usize>min(index, last) * sizeof<T>()));
    out += sizeof<T>();
  }
  return greatest <= last;
}

/**
 * The dictionary's values of the indices at the places in `list`, which ascend, from the next index on; the stream stays where it is.
 * False when it ends before, or an index is not in the dictionary.
 */
export function takeIndices<T>(runs: Runs, dictionary: usize, dictionaryCount: u32, list: usize, out: usize, count: u32): bool {
  if (count && !dictionaryCount) return false;
  const at = runs.at, left = runs.left, packed = runs.packed, packedAt = runs.packedAt, value = runs.value;
  const taken = takeRuns<T>(runs, dictionary, dictionaryCount - 1, list, out, list + (<usize>count << 2));
  runs.at = at;
  runs.left = left;
  runs.packed = packed;
  runs.packedAt = packedAt;
  runs.value = value;
  return taken;
}

function takeRuns<T>(runs: Runs, dictionary: usize, last: u32, list: usize, out: usize, end: usize): bool {
  const width = runs.width;
  let row = list < end ? load<u32>(list) : 0;
  for (let start: u32 = 0; list < end; ) {
    if (!runs.left && !nextRun(runs)) return false;
    const left = runs.left;
    if (runs.packed) {
      const packed = runs.packed, before = runs.packedAt - start;
      while (row - start < left) {
        const index = unpackOne(packed, width, before + row);
        if (index > last) return false;
        store<T>(out, load<T>(dictionary + <usize>index * sizeof<T>()));
        out += sizeof<T>();
        list += 4;
        if (list == end) return true;
        row = load<u32>(list);
      }
    } else if (row - start < left) {
      if (runs.value > last) return false;
      const repeated = load<T>(dictionary + <usize>runs.value * sizeof<T>());
      while (row - start < left) {
        store<T>(out, repeated);
        out += sizeof<T>();
        list += 4;
        if (list == end) return true;
        row = load<u32>(list);
      }
    }
    start += left;
    runs.left = 0;
  }
  return true;
}

/** Widths 1 to 32. */
// @ts-ignore: decorator
@inline
export function unpackOne(packed: usize, width: u32, at: u32): u32 {
  // The position in bits may not fit 32 bits.
  const bit = <u64>at * width;
  return <u32>((load<u64>(packed + <usize>(bit >> 3)) >> (bit & 7)) & (((<u64>1) << width) - 1));
}
