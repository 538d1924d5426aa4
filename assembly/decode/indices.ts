// Dictionary indices of up to 16 bits, a block at a time: unpacked, whatever runs they come in, and then looked up.

import { scratch_alloc, scratch_mark, scratch_release } from "../lib/scratch";
import { Runs } from "./cursor";
import { fill, gatherWide, laneShift, nextRun, unpackOne } from "./runs";

/** Widest indices that are unpacked. */
export const UNPACKED_WIDTH_MAX: u32 = 16;
/** Indices that are unpacked at a time: they stay in L1. */
export const BLOCK: u32 = 1024;
/** Bytes of a block, and of what is written past it. */
export const BLOCK_BYTES: usize = 2 * BLOCK + 32;

/** The dictionary's values of the next `count` indices. False when the stream ends or an index is not in the dictionary. */
export function gather<T>(runs: Runs, dictionary: usize, dictionaryCount: u32, out: usize, count: u32): bool {
  if (runs.width > UNPACKED_WIDTH_MAX) return gatherWide<T>(runs, dictionary, dictionaryCount, out, count);
  const mark = scratch_mark();
  const block = scratch_alloc(BLOCK_BYTES);
  let found = true;
  while (count) {
    if (!runs.left && !nextRun(runs)) {
      found = false;
      break;
    }
    let some = min(count, runs.left);
    if (!runs.packed && some >= BLOCK && runs.value < dictionaryCount) {
      fill<T>(out, load<T>(dictionary + <usize>runs.value * sizeof<T>()), some);
      if (runs.width) runs.left -= some;
    } else {
      some = min(count, BLOCK);
      if (<u32>unpackIndices(runs, block, some) >= dictionaryCount) {
        found = false;
        break;
      }
      lookUp<T>(block, dictionary, out, some);
    }
    out += <usize>some * sizeof<T>();
    count -= some;
  }
  scratch_release(mark);
  return found;
}

function lookUp<T>(indices: usize, dictionary: usize, out: usize, count: u32): void {
  const end = indices + (<usize>count << 1);
  for (; indices + 16 <= end; indices += 16, out += 8 * sizeof<T>()) {
    store<T>(out, load<T>(dictionary + <usize>load<u16>(indices) * sizeof<T>()));
    store<T>(out, load<T>(dictionary + <usize>load<u16>(indices, 2) * sizeof<T>()), sizeof<T>());
    store<T>(out, load<T>(dictionary + <usize>load<u16>(indices, 4) * sizeof<T>()), 2 * sizeof<T>());
    store<T>(out, load<T>(dictionary + <usize>load<u16>(indices, 6) * sizeof<T>()), 3 * sizeof<T>());
    store<T>(out, load<T>(dictionary + <usize>load<u16>(indices, 8) * sizeof<T>()), 4 * sizeof<T>());
    store<T>(out, load<T>(dictionary + <usize>load<u16>(indices, 10) * sizeof<T>()), 5 * sizeof<T>());
    store<T>(out, load<T>(dictionary + <usize>load<u16>(indices, 12) * sizeof<T>()), 6 * sizeof<T>());
    store<T>(out, load<T>(dictionary + <usize>load<u16>(indices, 14) * sizeof<T>()), 7 * sizeof<T>());
  }
  for (; indices < end; indices += 2, out += sizeof<T>()) {
    store<T>(out, load<T>(dictionary + <usize>load<u16>(indices) * sizeof<T>()));
  }
}

/** Unpacks the next `count` indices to u16 at `out`, which has 16 bytes of room past them. Returns the greatest, or -1 when the stream ends. */
export function unpackIndices(runs: Runs, out: usize, count: u32): i32 {
  const width = runs.width;
  const tables = changetype<usize>(runs) + offsetof<Runs>("shuffleLow0");
  const shift = laneShift(width);
  const mask = i16x8.splat(<i16>(((<u32>1) << width) - 1));
  const shuffle = v128.load(tables, 64), factor = v128.load(tables, 80);
  const shuffleLow = v128.load(tables), shuffleHigh = v128.load(tables, 16);
  const factorLow = v128.load(tables, 32), factorHigh = v128.load(tables, 48);
  const wideMask = i32x4.splat(<i32>(((<u32>1) << width) - 1));
  const half = <usize>(width >> 1);
  let greatests = i16x8.splat(0);
  let greatest: u32 = 0;
  while (count) {
    if (!runs.left && !nextRun(runs)) return -1;
    const some = min(count, runs.left);
    const next = out + (<usize>some << 1);
    if (runs.packed) {
      let at = runs.packedAt;
      const stop = at + some;
      runs.packedAt = stop;
      for (; at < stop && (at & 7); at++, out += 2) {
        const index = unpackOne(runs.packed, width, at);
        greatest = max(greatest, index);
        store<u16>(out, <u16>index);
      }
      let packed = runs.packed + <usize>(at >> 3) * width;
      if (shift + width <= 16) {
        for (; at + 8 <= stop; at += 8, out += 16, packed += width) {
          const indices = v128.and(i16x8.shr_u(i16x8.mul(v128.swizzle(v128.load(packed), shuffle), factor), shift), mask);
          greatests = i16x8.max_u(greatests, indices);
          v128.store(out, indices);
        }
      } else {
        for (; at + 8 <= stop; at += 8, out += 16, packed += width) {
          const low = v128.and(i32x4.shr_u(i32x4.mul(v128.swizzle(v128.load(packed), shuffleLow), factorLow), 7), wideMask);
          const high = v128.and(i32x4.shr_u(i32x4.mul(v128.swizzle(v128.load(packed + half), shuffleHigh), factorHigh), 7), wideMask);
          const indices = i16x8.narrow_i32x4_u(low, high);
          greatests = i16x8.max_u(greatests, indices);
          v128.store(out, indices);
        }
      }
      for (; at < stop; at++, out += 2) {
        const index = unpackOne(runs.packed, width, at);
        greatest = max(greatest, index);
        store<u16>(out, <u16>index);
      }
    } else {
      greatest = max(greatest, runs.value);
      const repeated = i16x8.splat(<i16>runs.value);
      for (; out < next; out += 16) v128.store(out, repeated);
    }
    if (width) runs.left -= some;
    out = next;
    count -= some;
  }
  const halves = i32x4.max_u(i32x4.extend_low_i16x8_u(greatests), i32x4.extend_high_i16x8_u(greatests));
  return <i32>max(greatest, max(
    max(<u32>i32x4.extract_lane(halves, 0), <u32>i32x4.extract_lane(halves, 1)),
    max(<u32>i32x4.extract_lane(halves, 2), <u32>i32x4.extract_lane(halves, 3)),
  ));
}
