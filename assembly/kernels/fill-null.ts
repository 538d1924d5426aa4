// fill_null: the first operand where it is valid, else the second.

import {
  select_bool_vs, select_bool_vv, select_i16_vs, select_i16_vv, select_i32_vs, select_i32_vv, select_i64_vs, select_i64_vv, select_i8_vs, select_i8_vv,
  select_view_vs, select_view_vv,
} from "./select";

function fill_bool_vv(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void {
  // Without nulls the caller has no need of this kernel, but may call it: all ones then serve as the mask.
  const mask = aValidity ? aValidity : allValid(validity, rows);
  select_bool_vv(mask, a, aValidity, b, bValidity, out, validity, rows);
}
function fill_bool_vs(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void {
  // Without nulls the caller has no need of this kernel, but may call it: all ones then serve as the mask.
  const mask = aValidity ? aValidity : allValid(validity, rows);
  select_bool_vs(mask, a, aValidity, b, bValidity, out, validity, rows);
}
function fill_i8_vv(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void {
  // Without nulls the caller has no need of this kernel, but may call it: all ones then serve as the mask.
  const mask = aValidity ? aValidity : allValid(validity, rows);
  select_i8_vv(mask, a, aValidity, b, bValidity, out, validity, rows);
}
function fill_i8_vs(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void {
  // Without nulls the caller has no need of this kernel, but may call it: all ones then serve as the mask.
  const mask = aValidity ? aValidity : allValid(validity, rows);
  select_i8_vs(mask, a, aValidity, b, bValidity, out, validity, rows);
}
function fill_i16_vv(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void {
  // Without nulls the caller has no need of this kernel, but may call it: all ones then serve as the mask.
  const mask = aValidity ? aValidity : allValid(validity, rows);
  select_i16_vv(mask, a, aValidity, b, bValidity, out, validity, rows);
}
function fill_i16_vs(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void {
  // Without nulls the caller has no need of this kernel, but may call it: all ones then serve as the mask.
  const mask = aValidity ? aValidity : allValid(validity, rows);
  select_i16_vs(mask, a, aValidity, b, bValidity, out, validity, rows);
}
function fill_i32_vv(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void {
  // Without nulls the caller has no need of this kernel, but may call it: all ones then serve as the mask.
  const mask = aValidity ? aValidity : allValid(validity, rows);
  select_i32_vv(mask, a, aValidity, b, bValidity, out, validity, rows);
}
function fill_i32_vs(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void {
  // Without nulls the caller has no need of this kernel, but may call it: all ones then serve as the mask.
  const mask = aValidity ? aValidity : allValid(validity, rows);
  select_i32_vs(mask, a, aValidity, b, bValidity, out, validity, rows);
}
function fill_i64_vv(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void {
  // Without nulls the caller has no need of this kernel, but may call it: all ones then serve as the mask.
  const mask = aValidity ? aValidity : allValid(validity, rows);
  select_i64_vv(mask, a, aValidity, b, bValidity, out, validity, rows);
}
function fill_i64_vs(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void {
  // Without nulls the caller has no need of this kernel, but may call it: all ones then serve as the mask.
  const mask = aValidity ? aValidity : allValid(validity, rows);
  select_i64_vs(mask, a, aValidity, b, bValidity, out, validity, rows);
}
function fill_view_vv(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void {
  // Without nulls the caller has no need of this kernel, but may call it: all ones then serve as the mask.
  const mask = aValidity ? aValidity : allValid(validity, rows);
  select_view_vv(mask, a, aValidity, b, bValidity, out, validity, rows);
}
function fill_view_vs(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void {
  // Without nulls the caller has no need of this kernel, but may call it: all ones then serve as the mask.
  const mask = aValidity ? aValidity : allValid(validity, rows);
  select_view_vs(mask, a, aValidity, b, bValidity, out, validity, rows);
}

/** Makes `bitmap` all ones, and gives it. */
function allValid(bitmap: usize, rows: i32): usize {
  memory.fill(bitmap, 255, ((<usize>rows + 63) >> 6) << 3);
  return bitmap;
}

export function fill_null_bool_vv(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_bool_vv(a, aValidity, b, bValidity, out, validity, rows); }
export function fill_null_bool_vs(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_bool_vs(a, aValidity, b, bValidity, out, validity, rows); }
export function fill_null_i8_vv(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_i8_vv(a, aValidity, b, bValidity, out, validity, rows); }
export function fill_null_i8_vs(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_i8_vs(a, aValidity, b, bValidity, out, validity, rows); }
export function fill_null_i16_vv(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_i16_vv(a, aValidity, b, bValidity, out, validity, rows); }
export function fill_null_i16_vs(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_i16_vs(a, aValidity, b, bValidity, out, validity, rows); }
export function fill_null_i32_vv(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_i32_vv(a, aValidity, b, bValidity, out, validity, rows); }
export function fill_null_i32_vs(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_i32_vs(a, aValidity, b, bValidity, out, validity, rows); }
export function fill_null_i64_vv(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_i64_vv(a, aValidity, b, bValidity, out, validity, rows); }
export function fill_null_i64_vs(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_i64_vs(a, aValidity, b, bValidity, out, validity, rows); }
export function fill_null_u8_vv(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_i8_vv(a, aValidity, b, bValidity, out, validity, rows); }
export function fill_null_u8_vs(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_i8_vs(a, aValidity, b, bValidity, out, validity, rows); }
export function fill_null_u16_vv(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_i16_vv(a, aValidity, b, bValidity, out, validity, rows); }
export function fill_null_u16_vs(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_i16_vs(a, aValidity, b, bValidity, out, validity, rows); }
export function fill_null_u32_vv(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_i32_vv(a, aValidity, b, bValidity, out, validity, rows); }
export function fill_null_u32_vs(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_i32_vs(a, aValidity, b, bValidity, out, validity, rows); }
export function fill_null_u64_vv(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_i64_vv(a, aValidity, b, bValidity, out, validity, rows); }
export function fill_null_u64_vs(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_i64_vs(a, aValidity, b, bValidity, out, validity, rows); }
export function fill_null_f32_vv(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_i32_vv(a, aValidity, b, bValidity, out, validity, rows); }
export function fill_null_f32_vs(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_i32_vs(a, aValidity, b, bValidity, out, validity, rows); }
export function fill_null_f64_vv(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_i64_vv(a, aValidity, b, bValidity, out, validity, rows); }
export function fill_null_f64_vs(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_i64_vs(a, aValidity, b, bValidity, out, validity, rows); }
export function fill_null_view_vv(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_view_vv(a, aValidity, b, bValidity, out, validity, rows); }
export function fill_null_view_vs(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_view_vs(a, aValidity, b, bValidity, out, validity, rows); }
export function fill_null_codes_vv(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_i32_vv(a, aValidity, b, bValidity, out, validity, rows); }
export function fill_null_codes_vs(a: usize, aValidity: usize, b: usize, bValidity: usize, out: usize, validity: usize, rows: i32): void { fill_i32_vs(a, aValidity, b, bValidity, out, validity, rows); }
