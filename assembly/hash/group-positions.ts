// Accumulators that say where in its group the least or greatest value stands. By group: the value, as in group-picks.ts, and in eight
// bytes the group's rows so far (u32) and the value's place among them (u32, from 1; 0: no value yet). Of equal values the first counts.
//
// `places` 0: each row is one row of its group. Otherwise each is such a pair of another's group, whose rows come after those here.

import { compareViews, element, keepView, OWNED } from "./group-lib";

const GREATEST = 1;

/** Counts the row, or the other's rows; gives the place here of the value of `row`, 0 for none. */
// @ts-ignore: decorator
@inline function placeOf(valid: usize, places: usize, at: usize, row: i32): u32 {
  const before = load<u32>(at);
  if (!places) {
    store<u32>(at, before + 1);
    return load<u32>(element<u32>(valid, row)) ? before + 1 : 0;
  }
  const theirs = places + (<usize>row << 3);
  store<u32>(at, before + load<u32>(theirs));
  return load<u32>(theirs, 4) ? before + load<u32>(theirs, 4) : 0;
}

// @ts-ignore: decorator
@inline function locate<T>(values: usize, groups: usize, valid: usize, places: usize, best: usize, out: usize, side: i32, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    const group = load<i32>(element<u32>(groups, row));
    const at = element<u64>(out, group);
    const place = placeOf(valid, places, at, row);
    if (!place) continue;
    const value = load<T>(element<T>(values, row));
    const known = element<T>(best, group);
    const other = load<T>(known);
    const beats = side == GREATEST ? value > other : value < other;
    // Any number beats NaN.
    if (load<u32>(at, 4) && !beats && !(isFloat<T>() && other != other && value == value)) continue;
    store<T>(known, value);
    store<u32>(at, place, 4);
  }
}
export function agg_locate_i8(values: usize, groups: usize, valid: usize, places: usize, best: usize, out: usize, side: i32, rows: i32): void { locate<i8>(values, groups, valid, places, best, out, side, rows); }
export function agg_locate_i16(values: usize, groups: usize, valid: usize, places: usize, best: usize, out: usize, side: i32, rows: i32): void { locate<i16>(values, groups, valid, places, best, out, side, rows); }
export function agg_locate_i32(values: usize, groups: usize, valid: usize, places: usize, best: usize, out: usize, side: i32, rows: i32): void { locate<i32>(values, groups, valid, places, best, out, side, rows); }
export function agg_locate_i64(values: usize, groups: usize, valid: usize, places: usize, best: usize, out: usize, side: i32, rows: i32): void { locate<i64>(values, groups, valid, places, best, out, side, rows); }
export function agg_locate_u8(values: usize, groups: usize, valid: usize, places: usize, best: usize, out: usize, side: i32, rows: i32): void { locate<u8>(values, groups, valid, places, best, out, side, rows); }
export function agg_locate_u16(values: usize, groups: usize, valid: usize, places: usize, best: usize, out: usize, side: i32, rows: i32): void { locate<u16>(values, groups, valid, places, best, out, side, rows); }
export function agg_locate_u32(values: usize, groups: usize, valid: usize, places: usize, best: usize, out: usize, side: i32, rows: i32): void { locate<u32>(values, groups, valid, places, best, out, side, rows); }
export function agg_locate_u64(values: usize, groups: usize, valid: usize, places: usize, best: usize, out: usize, side: i32, rows: i32): void { locate<u64>(values, groups, valid, places, best, out, side, rows); }
export function agg_locate_f32(values: usize, groups: usize, valid: usize, places: usize, best: usize, out: usize, side: i32, rows: i32): void { locate<f32>(values, groups, valid, places, best, out, side, rows); }
export function agg_locate_f64(values: usize, groups: usize, valid: usize, places: usize, best: usize, out: usize, side: i32, rows: i32): void { locate<f64>(values, groups, valid, places, best, out, side, rows); }

/** By the strings that the codes stand for. */
export function agg_locate_codes(codes: usize, groups: usize, valid: usize, places: usize, best: usize, out: usize, side: i32, dictionary: usize, rows: i32): void {
  const sign = side == GREATEST ? 1 : -1;
  for (let row = 0; row < rows; row++) {
    const group = load<i32>(element<u32>(groups, row));
    const at = element<u64>(out, group);
    const place = placeOf(valid, places, at, row);
    if (!place) continue;
    const code = load<u32>(element<u32>(codes, row));
    const known = element<u32>(best, group);
    if (load<u32>(at, 4)) {
      const other = load<u32>(known);
      if (code == other || compareViews(dictionary + (<usize>code << 4), dictionary + (<usize>other << 4)) * sign <= 0) continue;
    }
    store<u32>(known, code);
    store<u32>(at, place, 4);
  }
}

/** Of strings, `stride` bytes apart; `best` owns its bytes. */
export function agg_locate_view(views: usize, stride: u32, groups: usize, valid: usize, places: usize, best: usize, out: usize, side: i32, arena: usize, rows: i32): void {
  const sign = side == GREATEST ? 1 : -1;
  for (let row = 0; row < rows; row++) {
    const group = load<i32>(element<u32>(groups, row));
    const at = element<u64>(out, group);
    const place = placeOf(valid, places, at, row);
    if (!place) continue;
    const view = views + <usize>row * stride;
    const known = best + <usize>group * OWNED;
    if (load<u32>(at, 4) && compareViews(view, known) * sign <= 0) continue;
    keepView(known, view, arena);
    store<u32>(at, place, 4);
  }
}
