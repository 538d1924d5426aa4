// Accumulators that pick one of a group's values: least, greatest, last. As in group-sums.ts, rows of group 0 don't count.
// Each starts from a value that loses to all others (NaN for floats, which any number replaces).

import { compareViews, element, getBit, keepView, OWNED } from "./group-lib";

// Of few groups (`few`) most rows change nothing, so a branch is predicted well and no store waits for a load. Of many groups with few
// rows each it would often be wrong: there every row stores.
// @ts-ignore: decorator
@inline function least<T>(values: usize, groups: usize, out: usize, few: i32, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    const at = element<T>(out, load<i32>(element<u32>(groups, row))), from = element<T>(values, row);
    if (!few) storeIfLess<T>(from, at, from, at);
    else if (load<T>(from) < load<T>(at) || (isFloat<T>() && load<T>(at) != load<T>(at))) store<T>(at, load<T>(from));
  }
}
// @ts-ignore: decorator
@inline function greatest<T>(values: usize, groups: usize, out: usize, few: i32, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    const at = element<T>(out, load<i32>(element<u32>(groups, row))), from = element<T>(values, row);
    if (!few) storeIfLess<T>(at, from, from, at);
    else if (load<T>(from) > load<T>(at) || (isFloat<T>() && load<T>(at) != load<T>(at))) store<T>(at, load<T>(from));
  }
}

/** Without a branch: the value at `from` goes to `at` if left < right, or NaN is there. */
// @ts-ignore: decorator
@inline function storeIfLess<T>(left: usize, right: usize, from: usize, at: usize): void {
  if (sizeof<T>() == 8 && isFloat<T>()) {
    const best = v128.load64_zero(at);
    const takes = v128.or(f64x2.lt(v128.load64_zero(left), v128.load64_zero(right)), f64x2.ne(best, best));
    v128.store64_lane(at, v128.bitselect(v128.load64_zero(from), best, takes), 0);
  } else if (isFloat<T>()) {
    const best = v128.load32_zero(at);
    const takes = v128.or(f32x4.lt(v128.load32_zero(left), v128.load32_zero(right)), f32x4.ne(best, best));
    v128.store32_lane(at, v128.bitselect(v128.load32_zero(from), best, takes), 0);
  } else store<T>(at, select<T>(load<T>(from), load<T>(at), load<T>(left) < load<T>(right)));
}
export function agg_min_i8(values: usize, groups: usize, out: usize, few: i32, rows: i32): void { least<i8>(values, groups, out, few, rows); }
export function agg_min_i16(values: usize, groups: usize, out: usize, few: i32, rows: i32): void { least<i16>(values, groups, out, few, rows); }
export function agg_min_i32(values: usize, groups: usize, out: usize, few: i32, rows: i32): void { least<i32>(values, groups, out, few, rows); }
export function agg_min_i64(values: usize, groups: usize, out: usize, few: i32, rows: i32): void { least<i64>(values, groups, out, few, rows); }
export function agg_min_u8(values: usize, groups: usize, out: usize, few: i32, rows: i32): void { least<u8>(values, groups, out, few, rows); }
export function agg_min_u16(values: usize, groups: usize, out: usize, few: i32, rows: i32): void { least<u16>(values, groups, out, few, rows); }
export function agg_min_u32(values: usize, groups: usize, out: usize, few: i32, rows: i32): void { least<u32>(values, groups, out, few, rows); }
export function agg_min_u64(values: usize, groups: usize, out: usize, few: i32, rows: i32): void { least<u64>(values, groups, out, few, rows); }
export function agg_min_f32(values: usize, groups: usize, out: usize, few: i32, rows: i32): void { least<f32>(values, groups, out, few, rows); }
export function agg_min_f64(values: usize, groups: usize, out: usize, few: i32, rows: i32): void { least<f64>(values, groups, out, few, rows); }
export function agg_max_i8(values: usize, groups: usize, out: usize, few: i32, rows: i32): void { greatest<i8>(values, groups, out, few, rows); }
export function agg_max_i16(values: usize, groups: usize, out: usize, few: i32, rows: i32): void { greatest<i16>(values, groups, out, few, rows); }
export function agg_max_i32(values: usize, groups: usize, out: usize, few: i32, rows: i32): void { greatest<i32>(values, groups, out, few, rows); }
export function agg_max_i64(values: usize, groups: usize, out: usize, few: i32, rows: i32): void { greatest<i64>(values, groups, out, few, rows); }
export function agg_max_u8(values: usize, groups: usize, out: usize, few: i32, rows: i32): void { greatest<u8>(values, groups, out, few, rows); }
export function agg_max_u16(values: usize, groups: usize, out: usize, few: i32, rows: i32): void { greatest<u16>(values, groups, out, few, rows); }
export function agg_max_u32(values: usize, groups: usize, out: usize, few: i32, rows: i32): void { greatest<u32>(values, groups, out, few, rows); }
export function agg_max_u64(values: usize, groups: usize, out: usize, few: i32, rows: i32): void { greatest<u64>(values, groups, out, few, rows); }
export function agg_max_f32(values: usize, groups: usize, out: usize, few: i32, rows: i32): void { greatest<f32>(values, groups, out, few, rows); }
export function agg_max_f64(values: usize, groups: usize, out: usize, few: i32, rows: i32): void { greatest<f64>(values, groups, out, few, rows); }

const NO_CODE: u32 = 0xffffffff;

/** By the strings that the codes stand for; `out` starts as all ones: no code yet. */
// @ts-ignore: decorator
@inline function bestCode(codes: usize, groups: usize, out: usize, dictionary: usize, sign: i32, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    const group = load<i32>(element<u32>(groups, row));
    const at = element<u32>(out, group);
    const code = load<u32>(element<u32>(codes, row)), best = load<u32>(at);
    if (code == best || !group) continue;
    if (best == NO_CODE || compareViews(dictionary + (<usize>code << 4), dictionary + (<usize>best << 4)) * sign > 0) store<u32>(at, code);
  }
}
export function agg_min_codes(codes: usize, groups: usize, out: usize, dictionary: usize, rows: i32): void { bestCode(codes, groups, out, dictionary, -1, rows); }
export function agg_max_codes(codes: usize, groups: usize, out: usize, dictionary: usize, rows: i32): void { bestCode(codes, groups, out, dictionary, 1, rows); }

/** "None yet" becomes code 0: codes of null rows are in the dictionary's range. */
export function agg_clear_no_code(codes: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    const at = element<u32>(codes, row);
    if (load<u32>(at) == NO_CODE) store<u32>(at, 0);
  }
}

/** `seen`: a byte for each group, 1 once it has a string. */
// @ts-ignore: decorator
@inline function bestView(views: usize, groups: usize, out: usize, seen: usize, sign: i32, arena: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    const group = load<i32>(element<u32>(groups, row));
    if (!group) continue;
    const at = out + <usize>group * OWNED, view = views + (<usize>row << 4);
    if (!load<u8>(seen + <usize>group)) store<u8>(seen + <usize>group, 1);
    else if (compareViews(view, at) * sign <= 0) continue;
    keepView(at, view, arena);
  }
}
export function agg_min_view(views: usize, groups: usize, out: usize, seen: usize, arena: usize, rows: i32): void { bestView(views, groups, out, seen, -1, arena, rows); }
export function agg_max_view(views: usize, groups: usize, out: usize, seen: usize, arena: usize, rows: i32): void { bestView(views, groups, out, seen, 1, arena, rows); }

/** Every string replaces its group's. */
export function agg_last_view(views: usize, groups: usize, out: usize, arena: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    const group = load<i32>(element<u32>(groups, row));
    if (group) keepView(out + <usize>group * OWNED, views + (<usize>row << 4), arena);
  }
}

/** Every value replaces its group's: the last one of a batch stays. */
// @ts-ignore: decorator
@inline function last<T>(values: usize, groups: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) store<T>(element<T>(out, load<i32>(element<u32>(groups, row))), load<T>(element<T>(values, row)));
}
export function agg_last_8(values: usize, groups: usize, out: usize, rows: i32): void { last<u8>(values, groups, out, rows); }
export function agg_last_16(values: usize, groups: usize, out: usize, rows: i32): void { last<u16>(values, groups, out, rows); }
export function agg_last_32(values: usize, groups: usize, out: usize, rows: i32): void { last<u32>(values, groups, out, rows); }
export function agg_last_64(values: usize, groups: usize, out: usize, rows: i32): void { last<u64>(values, groups, out, rows); }
/** Bits of a bitmap to bytes; `bitmap` 0 is all ones. */
export function agg_last_bits(bitmap: usize, groups: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    store<u8>(out + <usize>load<u32>(element<u32>(groups, row)), bitmap ? <u8>getBit(bitmap, row) : 1);
  }
}
/** The last row of each group, counted from `from`. */
export function agg_last_row(groups: usize, out: usize, from: u32, rows: i32): void {
  for (let row = 0; row < rows; row++) store<u32>(element<u32>(out, load<i32>(element<u32>(groups, row))), from + <u32>row);
}
/** 1 for every group that has a row. */
export function agg_mark(groups: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) store<u8>(out + <usize>load<u32>(element<u32>(groups, row)), 1);
}

/** Makes the views empty whose byte in `valid` is 0. */
export function agg_clear_null_views(views: usize, valid: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    if (!load<u8>(valid + <usize>row)) v128.store(views + (<usize>row << 4), i32x4.splat(0));
  }
}
/** Appends the views from `from`, `rows` of them, to the owned strings at `out`. */
export function agg_own_views(views: usize, out: usize, arena: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) keepView(out + <usize>row * OWNED, views + (<usize>row << 4), arena);
}
/** Owned strings as a vector of views. */
export function agg_owned_views(owned: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) v128.store(out + (<usize>row << 4), v128.load(owned + <usize>row * OWNED));
}
