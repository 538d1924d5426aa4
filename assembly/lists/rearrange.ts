// Lists of some of each list's elements, in another order: slices share the elements, others get copies in scratch.

import { countAt, countOf, firstOf, isValidElement, storeList, validityOf, valuesOf } from "../lib/list";
import { scratch_alloc } from "../lib/scratch";
import { compareViews } from "../lib/view";
import { bytesFor, copyElement, keyOf, VIEW } from "./element";

const SLACK: usize = 64;

/** Elements from `offset` on (from the end where negative), up to `length` of them (negative: all). */
export function list_slice_list(lists: usize, out: usize, offset: i32, length: i32, rows: i32): void {
  for (let row: usize = 0; row < <usize>rows; row++) {
    const list = lists + (row << 4);
    const count = <i64>countOf(list);
    const start = offset < 0 ? offset + count : <i64>offset;
    const end = length < 0 ? count : min(count, start + <i64>length);
    const first = min(max(start, 0), count);
    storeList(out + (row << 4), <u32>max(end - first, 0), firstOf(list) + <usize>first, valuesOf(list), validityOf(list));
  }
}

// What is being put together: elements and their validity, and room for the order of one list. Module variables, as a thread does one
// thing at a time.
let values: usize = 0;
let validities: usize = 0;
let put: usize = 0;
let ranks: usize = 0;
let merged: usize = 0;
let keys: usize = 0;
let dropped: usize = 0;

function begin(lists: usize, validity: usize, bits: u32, rows: i32): void {
  let total: usize = 0, longest: usize = 0;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const count = <usize>countAt(lists, validity, row);
    total += count;
    longest = max(longest, count);
  }
  values = scratch_alloc(bytesFor(bits, total) + SLACK);
  validities = scratch_alloc(bytesFor(1, total) + SLACK);
  memory.fill(values, 0, bytesFor(bits, total));
  memory.fill(validities, 0, bytesFor(1, total));
  put = 0;
  ranks = scratch_alloc(longest << 2);
  merged = scratch_alloc(longest << 2);
  keys = scratch_alloc(longest << 3);
  dropped = scratch_alloc(longest);
}

// @ts-ignore: decorator
@inline function append(list: usize, index: usize, bits: u32): void {
  if (isValidElement(list, index)) {
    copyElement(bits, valuesOf(list), index, values, put);
    store<u8>(validities + (put >> 3), load<u8>(validities + (put >> 3)) | (1 << <u8>(put & 7)));
  }
  put++;
}

// @ts-ignore: decorator
@inline function rankAt(place: u32): usize { return <usize>load<u32>(ranks + (<usize>place << 2)); }

/** Of elements that are not null, counted from the list's first: negative, 0 or positive. */
function compare(list: usize, kind: i32, a: usize, b: usize): i32 {
  if (kind == VIEW) return compareViews(valuesOf(list) + ((firstOf(list) + a) << 4), valuesOf(list) + ((firstOf(list) + b) << 4));
  const left = load<i64>(keys + (a << 3)), right = load<i64>(keys + (b << 3));
  return left < right ? -1 : i32(left > right);
}

/** Puts the numbers of a list's elements in `ranks`, ascending, equal ones in their order, and nulls at the end; gives how many are not null. */
function order(list: usize, kind: i32): u32 {
  const count = countOf(list), first = firstOf(list);
  let valid: u32 = 0;
  for (let index: usize = 0; index < count; index++) {
    if (!isValidElement(list, first + index)) continue;
    if (kind != VIEW) store<i64>(keys + (index << 3), keyOf(kind, valuesOf(list), first + index));
    store<u32>(ranks + (<usize>(valid++) << 2), <u32>index);
  }
  for (let width: u32 = 1; width < valid; width <<= 1) {
    for (let from: u32 = 0; from < valid; from += width << 1) merge(list, kind, from, min(from + width, valid), min(from + (width << 1), valid));
    const sorted = merged;
    merged = ranks;
    ranks = sorted;
  }
  let place = valid;
  for (let index: usize = 0; index < count; index++) {
    if (!isValidElement(list, first + index)) store<u32>(ranks + (<usize>(place++) << 2), <u32>index);
  }
  return valid;
}

/** Merges the places from `from` and from `middle` on. */
function merge(list: usize, kind: i32, from: u32, middle: u32, end: u32): void {
  let left = from, right = middle;
  for (let place = from; place < end; place++) {
    const takeLeft = left < middle && (right >= end || compare(list, kind, rankAt(left), rankAt(right)) <= 0);
    store<u32>(merged + (<usize>place << 2), <u32>rankAt(takeLeft ? left++ : right++));
  }
}

export function list_reverse(lists: usize, validity: usize, out: usize, bits: u32, rows: i32): void {
  begin(lists, validity, bits, rows);
  for (let row: usize = 0; row < <usize>rows; row++) {
    const list = lists + (row << 4);
    const count = countAt(lists, validity, row), first = put;
    for (let index = firstOf(list) + count; index > firstOf(list) && count; index--) append(list, index - 1, bits);
    storeList(out + (row << 4), count, first, values, validities);
  }
}

/** Ascending or descending, nulls first. */
export function list_sort(lists: usize, validity: usize, out: usize, kind: i32, bits: u32, descending: bool, rows: i32): void {
  begin(lists, validity, bits, rows);
  for (let row: usize = 0; row < <usize>rows; row++) {
    const list = lists + (row << 4);
    const count = countAt(lists, validity, row), first = put;
    if (count) {
      const valid = order(list, kind);
      for (let index: u32 = valid; index < count; index++) append(list, firstOf(list) + rankAt(index), bits);
      for (let index: u32 = 0; index < valid; index++) append(list, firstOf(list) + rankAt(descending ? valid - 1 - index : index), bits);
    }
    storeList(out + (row << 4), count, first, values, validities);
  }
}

/** Each different element once, where it comes first; null is one of them. */
export function list_unique(lists: usize, validity: usize, out: usize, kind: i32, bits: u32, rows: i32): void {
  begin(lists, validity, bits, rows);
  for (let row: usize = 0; row < <usize>rows; row++) {
    const list = lists + (row << 4);
    const count = countAt(lists, validity, row), first = put;
    if (count) {
      const valid = order(list, kind);
      // Equal elements stand together, the first of the list first; what is not kept is marked.
      memory.fill(dropped, 0, count);
      for (let index: u32 = 1; index < count; index++) {
        if (index != valid && (index > valid || compare(list, kind, rankAt(index - 1), rankAt(index)) == 0)) store<u8>(dropped + rankAt(index), 1);
      }
      for (let index: usize = 0; index < count; index++) if (!load<u8>(dropped + index)) append(list, firstOf(list) + index, bits);
    }
    storeList(out + (row << 4), <u32>(put - first), first, values, validities);
  }
}
