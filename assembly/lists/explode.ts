// A row for each element of a list. A row whose list is empty or null stays one row, without an element.

import { getBit } from "../lib/simd";
import { countAt, firstOf, isValidElement, valuesOf } from "../lib/list";

// @ts-ignore: decorator
@inline function rowsOf(lists: usize, validity: usize, row: usize): u32 { return max<u32>(countAt(lists, validity, row), 1); }

/**
 * Goes on with the rows that come of a batch from row `row` and its element `element` on: writes the row and the element that each comes from,
 * no more than `limit`, and gives how many.
 */
export function explode_rows(lists: usize, validity: usize, row: u32, element: u32, limit: i32, outRows: usize, outElements: usize, rows: i32): i32 {
  let count = 0;
  for (; row < <u32>rows && count < limit; row++) {
    const end = rowsOf(lists, validity, row);
    for (; element < end && count < limit; element++, count++) {
      store<u32>(outRows + (<usize>count << 2), row);
      store<u32>(outElements + (<usize>count << 2), element);
    }
    if (element < end) break;
    element = 0;
  }
  return count;
}

/** The first row that gives other numbers of rows by two columns; -1 where there is none. */
export function explode_mismatch(a: usize, aValidity: usize, b: usize, bValidity: usize, rows: i32): i32 {
  for (let row: usize = 0; row < <usize>rows; row++) {
    if (rowsOf(a, aValidity, row) != rowsOf(b, bValidity, row)) return <i32>row;
  }
  return -1;
}

/** Element `elements[i]` of row `indices[i]`, of T each. Gives the number of nulls; `validity` must be there. */
// @ts-ignore: decorator
@inline function gatherElements<T>(lists: usize, listValidity: usize, indices: usize, elements: usize, out: usize, validity: usize, rows: i32): i32 {
  let nulls = 0;
  let word: u64 = 0;
  for (let at: usize = 0; at < <usize>rows; at++) {
    const row = <usize>load<u32>(indices + (at << 2)), element = load<u32>(elements + (at << 2));
    const list = lists + (row << 4), to = out + at * sizeof<T>();
    const index = firstOf(list) + element;
    const there = element < countAt(lists, listValidity, row);
    if (there) {
      const from = valuesOf(list) + index * sizeof<T>();
      if (sizeof<T>() == 16) v128.store(to, v128.load(from));
      else store<T>(to, load<T>(from));
    } else if (sizeof<T>() == 16) v128.store(to, i64x2.splat(0));
    else store<T>(to, <T>0);
    const valid = there && isValidElement(list, index);
    nulls += <i32>!valid;
    word |= <u64>valid << <u64>(at & 63);
    if ((at & 63) == 63 || at + 1 == <usize>rows) {
      store<u64>(validity + ((at >> 6) << 3), word);
      word = 0;
    }
  }
  return nulls;
}
export function explode_gather_8(lists: usize, listValidity: usize, indices: usize, elements: usize, out: usize, validity: usize, rows: i32): i32 { return gatherElements<u8>(lists, listValidity, indices, elements, out, validity, rows); }
export function explode_gather_16(lists: usize, listValidity: usize, indices: usize, elements: usize, out: usize, validity: usize, rows: i32): i32 { return gatherElements<u16>(lists, listValidity, indices, elements, out, validity, rows); }
export function explode_gather_32(lists: usize, listValidity: usize, indices: usize, elements: usize, out: usize, validity: usize, rows: i32): i32 { return gatherElements<u32>(lists, listValidity, indices, elements, out, validity, rows); }
export function explode_gather_64(lists: usize, listValidity: usize, indices: usize, elements: usize, out: usize, validity: usize, rows: i32): i32 { return gatherElements<u64>(lists, listValidity, indices, elements, out, validity, rows); }
export function explode_gather_128(lists: usize, listValidity: usize, indices: usize, elements: usize, out: usize, validity: usize, rows: i32): i32 { return gatherElements<v128>(lists, listValidity, indices, elements, out, validity, rows); }

/** The same of bits. */
export function explode_gather_1(lists: usize, listValidity: usize, indices: usize, elements: usize, out: usize, validity: usize, rows: i32): i32 {
  let nulls = 0;
  let bits: u64 = 0, word: u64 = 0;
  for (let at: usize = 0; at < <usize>rows; at++) {
    const row = <usize>load<u32>(indices + (at << 2)), element = load<u32>(elements + (at << 2));
    const list = lists + (row << 4);
    const index = firstOf(list) + element;
    const valid = element < countAt(lists, listValidity, row) && isValidElement(list, index);
    nulls += <i32>!valid;
    if (valid) bits |= <u64>getBit(valuesOf(list), index) << <u64>(at & 63);
    word |= <u64>valid << <u64>(at & 63);
    if ((at & 63) == 63 || at + 1 == <usize>rows) {
      store<u64>(out + ((at >> 6) << 3), bits);
      store<u64>(validity + ((at >> 6) << 3), word);
      bits = 0;
      word = 0;
    }
  }
  return nulls;
}
