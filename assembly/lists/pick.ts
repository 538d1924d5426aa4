// One element of each list: by its place, or the least or greatest. Rows without one become null.

import { countOf, firstOf, isValidElement, valuesOf } from "../lib/list";
import { clearBit, getBit } from "../lib/simd";
import { compareViews } from "../lib/view";
import { bytesFor, copyElement, F32, F64, keyOf, NAN_KEY, VIEW } from "./element";

/** Element `index` of each list, counted from the end where it is negative; `step` is 8, or 0 for one index. */
function get(lists: usize, indices: usize, step: usize, out: usize, validity: usize, bits: u32, rows: i32): void {
  memory.fill(out, 0, bytesFor(bits, <usize>rows));
  for (let row: usize = 0; row < <usize>rows; row++, indices += step) {
    if (!getBit(validity, row)) continue;
    const list = lists + (row << 4);
    const count = <i64>countOf(list);
    let index = load<i64>(indices);
    if (index < 0) index += count;
    if (index < 0 || index >= count) {
      clearBit(validity, row);
      continue;
    }
    const at = firstOf(list) + <usize>index;
    if (isValidElement(list, at)) copyElement(bits, valuesOf(list), at, out, row);
    else clearBit(validity, row);
  }
}
export function list_get_list_vv(lists: usize, indices: usize, out: usize, validity: usize, bits: u32, rows: i32): void { get(lists, indices, 8, out, validity, bits, rows); }
export function list_get_list_vs(lists: usize, index: usize, out: usize, validity: usize, bits: u32, rows: i32): void { get(lists, index, 0, out, validity, bits, rows); }

/** Makes null the rows whose list has no element of the index; what the bits of `out` are does not matter. */
export function list_bounds_list_vv(lists: usize, indices: usize, out: usize, validity: usize, rows: i32): void {
  memory.fill(out, 0, bytesFor(1, <usize>rows));
  for (let row: usize = 0; row < <usize>rows; row++) {
    if (!getBit(validity, row)) continue;
    const count = <i64>countOf(lists + (row << 4)), index = load<i64>(indices + (row << 3));
    if (index >= count || index < -count) clearBit(validity, row);
  }
}

/** The least element, or with `greatest` the greatest; NaN only where all are NaN. */
export function list_extreme(lists: usize, out: usize, validity: usize, kind: i32, bits: u32, greatest: bool, rows: i32): void {
  memory.fill(out, 0, bytesFor(bits, <usize>rows));
  for (let row: usize = 0; row < <usize>rows; row++) {
    if (!getBit(validity, row)) continue;
    const list = lists + (row << 4);
    const best = kind == VIEW ? extremeView(list, greatest) : extremeKey(list, kind, greatest);
    if (best < 0) clearBit(validity, row);
    else copyElement(bits, valuesOf(list), <usize>best, out, row);
  }
}

function extremeKey(list: usize, kind: i32, greatest: bool): i64 {
  const values = valuesOf(list), first = firstOf(list), end = first + countOf(list);
  const isFloat = kind == F32 || kind == F64;
  let best: i64 = -1, bestKey: i64 = 0;
  for (let index = first; index < end; index++) {
    if (!isValidElement(list, index)) continue;
    const key = keyOf(kind, values, index);
    const wins = best < 0 || (isFloat && bestKey == NAN_KEY) || (!(isFloat && key == NAN_KEY) && (greatest ? key > bestKey : key < bestKey));
    if (wins) {
      best = <i64>index;
      bestKey = key;
    }
  }
  return best;
}

function extremeView(list: usize, greatest: bool): i64 {
  const values = valuesOf(list), first = firstOf(list), end = first + countOf(list);
  let best: i64 = -1;
  for (let index = first; index < end; index++) {
    if (!isValidElement(list, index)) continue;
    const order = best < 0 ? 0 : compareViews(values + (index << 4), values + (<usize>best << 4));
    if (best < 0 || (greatest ? order > 0 : order < 0)) best = <i64>index;
  }
  return best;
}
