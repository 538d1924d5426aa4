// PLAIN values of fixed width to the output's type.

import { OUT_FIXED_32, OUT_FIXED_64, OUT_INT96, OUT_NARROW_16, OUT_NARROW_8 } from "./cursor";
import { OK, OUT_OF_RANGE } from "./status";

const JULIAN_DAY_OF_EPOCH: i64 = 2440588;
const NANOSECONDS_A_DAY: i64 = 86_400_000_000_000;
/** Days from 1970 that nanoseconds in 64 bits reach for certain. */
const DAYS_MAX: i64 = 106_750;

/** Bytes of a value in PLAIN pages. */
export function plainWidth(output: u32): u32 {
  if (output == OUT_FIXED_64) return 8;
  return output == OUT_INT96 ? 12 : 4;
}

export function copyFixed(output: u32, from: usize, out: usize, count: u32): i32 {
  switch (output) {
    case OUT_FIXED_32:
      memory.copy(out, from, <usize>count << 2);
      return OK;
    case OUT_FIXED_64:
      memory.copy(out, from, <usize>count << 3);
      return OK;
    case OUT_NARROW_8:
      for (let index: usize = 0; index < count; index++) store<u8>(out + index, load<u8>(from + (index << 2)));
      return OK;
    case OUT_NARROW_16:
      for (let index: usize = 0; index < count; index++) store<u16>(out + (index << 1), load<u16>(from + (index << 2)));
      return OK;
    default:
      return convertInt96(from, out, count);
  }
}

function convertInt96(from: usize, out: usize, count: u32): i32 {
  for (let index: u32 = 0; index < count; index++) {
    const days = <i64>load<i32>(from, 8) - JULIAN_DAY_OF_EPOCH;
    const nanoseconds = load<i64>(from);
    if (days > DAYS_MAX || days < -DAYS_MAX || <u64>nanoseconds >= <u64>NANOSECONDS_A_DAY) return OUT_OF_RANGE;
    store<i64>(out, days * NANOSECONDS_A_DAY + nanoseconds);
    from += 12;
    out += 8;
  }
  return OK;
}
