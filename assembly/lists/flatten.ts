// The elements of many lists side by side: lists that outlive a batch have a copy of their elements, and these are to stand together.

import { copy_bytes } from "../lib/scratch";
import { bitmap_copy } from "../lib/bitmap";
import { bitmap_set } from "../lib/bitmap-range";
import { countAt, firstOf, storeList, validityOf, valuesOf } from "../lib/list";

/** Elements of all rows; those of null rows don't count. A double: rows that share elements can be more than any memory holds. */
export function lists_count(lists: usize, validity: usize, rows: i32): f64 {
  let count: u64 = 0;
  for (let row: usize = 0; row < <usize>rows; row++) count += countAt(lists, validity, row);
  return <f64>count;
}

/** Whether elements of some row may be null. */
export function lists_nullable(lists: usize, validity: usize, rows: i32): bool {
  for (let row: usize = 0; row < <usize>rows; row++) {
    if (countAt(lists, validity, row) && validityOf(lists + (row << 4))) return true;
  }
  return false;
}

/**
 * Copies the elements, of `bits` bits each, to `values` and their validity to `elementValidity` (0: none is null), and writes lists of
 * the copies to `out`, which may be `lists`. Null rows become empty.
 */
export function lists_flatten(lists: usize, validity: usize, bits: u32, values: usize, elementValidity: usize, out: usize, rows: i32): void {
  let first: usize = 0;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const list = lists + (row << 4);
    const count = countAt(lists, validity, row);
    if (count) {
      const from = firstOf(list);
      if (bits == 1) bitmap_copy(valuesOf(list), from, values, first, <i32>count);
      else copy_bytes(valuesOf(list) + ((from * bits) >> 3), values + ((first * bits) >> 3), (<usize>count * bits) >> 3);
      if (elementValidity) copyValidity(validityOf(list), from, elementValidity, first, count);
    }
    storeList(out + (row << 4), count, first, values, elementValidity);
    first += count;
  }
}

function copyValidity(bitmap: usize, from: usize, out: usize, to: usize, count: u32): void {
  if (bitmap) bitmap_copy(bitmap, from, out, to, <i32>count);
  else bitmap_set(out, to, <i32>count);
}
