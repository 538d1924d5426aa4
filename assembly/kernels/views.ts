// Views whose results outlive a batch: the bytes of long strings move to a block of their own.

import { getBit } from "../lib/simd";
import { INLINE_BYTES, lengthOf } from "../lib/view";

// @ts-ignore: decorator
@inline function isLong(view: usize, validity: usize, row: usize): bool {
  return lengthOf(view) > INLINE_BYTES && (!validity || getBit(validity, row) != 0);
}

/**
 * Bytes of the long strings among `rows` views; those of null rows don't count. `validity` may be 0. A double: rows that share their bytes
 * can be more than any memory holds.
 */
export function views_bytes(views: usize, validity: usize, rows: i32): f64 {
  let bytes: u64 = 0;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const view = views + (row << 4);
    if (isLong(view, validity, row)) bytes += lengthOf(view);
  }
  return <f64>bytes;
}

/**
 * Copies views to `out` and the bytes of long strings to `bytes`, which has room for `views_bytes`; gives the end of the bytes.
 * Null rows become empty strings. `out` may be `views`.
 */
export function views_copy(views: usize, validity: usize, out: usize, bytes: usize, rows: i32): usize {
  for (let row: usize = 0; row < <usize>rows; row++) {
    const view = views + (row << 4), to = out + (row << 4);
    if (validity && !getBit(validity, row)) v128.store(to, i64x2.splat(0));
    else {
      const length = lengthOf(view);
      v128.store(to, v128.load(view));
      if (length > INLINE_BYTES) {
        memory.copy(bytes, <usize>load<u32>(view, 12), length);
        store<u32>(to, <u32>bytes, 12);
        bytes += length;
      }
    }
  }
  return bytes;
}
