// Which views are equal to one of a few. Not exported from the module.

import { equalViews, INLINE_BYTES, lengthOf } from "./view";

/** Sets the bits of views that are among the `count` at `list`; the result is xored with `flip`. */
export function viewsAmong(a: usize, list: usize, count: i32, out: usize, flip: i64, rows: i32): void {
  const listEnd = list + (<usize>count << 4);
  let hasLong = false;
  for (let member = list; member < listEnd; member += 16) hasLong = hasLong || lengthOf(member) > INLINE_BYTES;
  // Of long strings the low word has length and first bytes: these are looked at again where they are equal.
  const anyHigh = i64x2.splat(hasLong ? -1 : 0);
  for (let row = 0; row < rows; row += 64, a += 1024, out += 8) {
    const stop = min(64, rows - row);
    let bits: u64 = 0;
    for (let bit = 0; bit < stop; bit += 4) bits |= <u64>fourAmong(a + (<usize>bit << 4), list, listEnd, anyHigh) << <u64>bit;
    if (hasLong) {
      for (let some = bits & (<u64>-1 >> (64 - <u64>stop)); some; some &= some - 1) {
        if (!isAmong(a + (<usize>ctz(some) << 4), list, listEnd)) bits ^= some & -some;
      }
    }
    store<u64>(out, bits ^ flip);
  }
}

/** Four bits. High words are taken to be equal where `anyHigh` is ones. */
// @ts-ignore: decorator
@inline function fourAmong(views: usize, list: usize, listEnd: usize, anyHigh: v128): i32 {
  const v0 = v128.load(views), v1 = v128.load(views, 16), v2 = v128.load(views, 32), v3 = v128.load(views, 48);
  const lows0 = v128.shuffle<u64>(v0, v1, 0, 2), highs0 = v128.shuffle<u64>(v0, v1, 1, 3);
  const lows1 = v128.shuffle<u64>(v2, v3, 0, 2), highs1 = v128.shuffle<u64>(v2, v3, 1, 3);
  let among0 = i64x2.splat(0), among1 = among0;
  for (let member = list; member < listEnd; member += 16) {
    const low = v128.load64_splat(member), high = v128.load64_splat(member, 8);
    among0 = v128.or(among0, v128.and(i64x2.eq(lows0, low), v128.or(i64x2.eq(highs0, high), anyHigh)));
    among1 = v128.or(among1, v128.and(i64x2.eq(lows1, low), v128.or(i64x2.eq(highs1, high), anyHigh)));
  }
  return i64x2.bitmask(among0) | (i64x2.bitmask(among1) << 2);
}

function isAmong(view: usize, list: usize, listEnd: usize): bool {
  for (let member = list; member < listEnd; member += 16) if (equalViews(view, member)) return true;
  return false;
}
