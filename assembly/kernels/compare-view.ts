// Comparisons of strings, in the order of their UTF-8 bytes, and of bools, false before true, to bitmaps.

import { compareViews, equalViews } from "../lib/view";
import { viewsAmong } from "../lib/views-among";

// @ts-ignore: decorator
@inline const EQ = 0;
// @ts-ignore: decorator
@inline const LT = 1;
// @ts-ignore: decorator
@inline const GT = 2;

/** 64 rows a word; `bStep` 0: `b` is one value. */
// @ts-ignore: decorator
@inline function views(op: i32, a: usize, b: usize, bStep: usize, out: usize, flip: i64, rows: i32): void {
  for (const end = a + (<usize>rows << 4); a < end; out += 8) {
    let bits: u64 = 0;
    const stop = min(end, a + 1024);
    for (let bit: u64 = 0; a < stop; a += 16, b += bStep, bit++) {
      const holds = op == EQ ? equalViews(a, b) : op == LT ? compareViews(a, b) < 0 : compareViews(a, b) > 0;
      bits |= u64(holds) << bit;
    }
    store<u64>(out, bits ^ flip);
  }
}

function equal_view(a: usize, b: usize, out: usize, flip: i64, rows: i32): void { views(EQ, a, b, 16, out, flip, rows); }
function less_view(a: usize, b: usize, bStep: usize, out: usize, flip: i64, rows: i32): void { views(LT, a, b, bStep, out, flip, rows); }
function greater_view(a: usize, b: usize, bStep: usize, out: usize, flip: i64, rows: i32): void { views(GT, a, b, bStep, out, flip, rows); }

export function eq_view_vv(a: usize, b: usize, out: usize, rows: i32): void { equal_view(a, b, out, 0, rows); }
export function eq_view_vs(a: usize, b: usize, out: usize, rows: i32): void { viewsAmong(a, b, 1, out, 0, rows); }
export function neq_view_vv(a: usize, b: usize, out: usize, rows: i32): void { equal_view(a, b, out, -1, rows); }
export function neq_view_vs(a: usize, b: usize, out: usize, rows: i32): void { viewsAmong(a, b, 1, out, -1, rows); }
export function lt_view_vv(a: usize, b: usize, out: usize, rows: i32): void { less_view(a, b, 16, out, 0, rows); }
export function lt_view_vs(a: usize, b: usize, out: usize, rows: i32): void { less_view(a, b, 0, out, 0, rows); }
export function lt_eq_view_vv(a: usize, b: usize, out: usize, rows: i32): void { greater_view(a, b, 16, out, -1, rows); }
export function lt_eq_view_vs(a: usize, b: usize, out: usize, rows: i32): void { greater_view(a, b, 0, out, -1, rows); }
export function gt_view_vv(a: usize, b: usize, out: usize, rows: i32): void { greater_view(a, b, 16, out, 0, rows); }
export function gt_view_vs(a: usize, b: usize, out: usize, rows: i32): void { greater_view(a, b, 0, out, 0, rows); }
export function gt_eq_view_vv(a: usize, b: usize, out: usize, rows: i32): void { less_view(a, b, 16, out, -1, rows); }
export function gt_eq_view_vs(a: usize, b: usize, out: usize, rows: i32): void { less_view(a, b, 0, out, -1, rows); }

/** (a xor `aFlip`) and (b xor `bFlip`), the result xor `flip`. Equality is told by `equality`. */
// @ts-ignore: decorator
@inline function bools(equality: bool, a: usize, aFlip: i64, b: usize, scalar: bool, bFlip: i64, out: usize, flip: i64, rows: i32): void {
  const one = i64x2.splat(load<u8>(b) & 1 ? -1 : 0);
  const bytes = (<usize>rows + 7) >> 3;
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = v128.load(a + at), y = scalar ? one : v128.load(b + at);
    const result = equality ? v128.xor(x, y) : v128.and(v128.xor(x, i64x2.splat(aFlip)), v128.xor(y, i64x2.splat(bFlip)));
    v128.store(out + at, v128.xor(result, i64x2.splat(flip)));
  }
}

export function eq_bool_vv(a: usize, b: usize, out: usize, rows: i32): void { bools(true, a, 0, b, false, 0, out, -1, rows); }
export function eq_bool_vs(a: usize, b: usize, out: usize, rows: i32): void { bools(true, a, 0, b, true, 0, out, -1, rows); }
export function neq_bool_vv(a: usize, b: usize, out: usize, rows: i32): void { bools(true, a, 0, b, false, 0, out, 0, rows); }
export function neq_bool_vs(a: usize, b: usize, out: usize, rows: i32): void { bools(true, a, 0, b, true, 0, out, 0, rows); }
export function lt_bool_vv(a: usize, b: usize, out: usize, rows: i32): void { bools(false, a, -1, b, false, 0, out, 0, rows); }
export function lt_bool_vs(a: usize, b: usize, out: usize, rows: i32): void { bools(false, a, -1, b, true, 0, out, 0, rows); }
export function lt_eq_bool_vv(a: usize, b: usize, out: usize, rows: i32): void { bools(false, a, 0, b, false, -1, out, -1, rows); }
export function lt_eq_bool_vs(a: usize, b: usize, out: usize, rows: i32): void { bools(false, a, 0, b, true, -1, out, -1, rows); }
export function gt_bool_vv(a: usize, b: usize, out: usize, rows: i32): void { bools(false, a, 0, b, false, -1, out, 0, rows); }
export function gt_bool_vs(a: usize, b: usize, out: usize, rows: i32): void { bools(false, a, 0, b, true, -1, out, 0, rows); }
export function gt_eq_bool_vv(a: usize, b: usize, out: usize, rows: i32): void { bools(false, a, -1, b, false, 0, out, -1, rows); }
export function gt_eq_bool_vs(a: usize, b: usize, out: usize, rows: i32): void { bools(false, a, -1, b, true, 0, out, -1, rows); }
