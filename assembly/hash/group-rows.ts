// Keys to rows of bytes for the hash tables, and back. A null key is the value 0 and a flag byte of 1; keys that can't be null
// have no flag. `out` and `flags` are where the key and its flag stand in the first row; rows are `stride` bytes.

import { canonical, element, getBit } from "./group-lib";

// @ts-ignore: decorator
@inline function normal<T>(value: T): T { return isFloat<T>() ? canonical<T>(value) : value; }

// @ts-ignore: decorator
@inline function pack<T>(values: usize, validity: usize, out: usize, flags: usize, stride: u32, rows: i32): void {
  let at = out, flag = flags;
  if (validity) {
    for (let row = 0; row < rows; row++, at += stride, flag += stride) {
      const valid = getBit(validity, row);
      store<T>(at, valid ? normal<T>(load<T>(element<T>(values, row))) : <T>0);
      store<u8>(flag, <u8>(valid ^ 1));
    }
    return;
  }
  for (let row = 0; row < rows; row++, at += stride) store<T>(at, normal<T>(load<T>(element<T>(values, row))));
  if (flags) for (let row = 0; row < rows; row++, flag += stride) store<u8>(flag, 0);
}
export function group_pack_8(values: usize, validity: usize, out: usize, flags: usize, stride: u32, rows: i32): void { pack<u8>(values, validity, out, flags, stride, rows); }
export function group_pack_16(values: usize, validity: usize, out: usize, flags: usize, stride: u32, rows: i32): void { pack<u16>(values, validity, out, flags, stride, rows); }
export function group_pack_32(values: usize, validity: usize, out: usize, flags: usize, stride: u32, rows: i32): void { pack<u32>(values, validity, out, flags, stride, rows); }
export function group_pack_64(values: usize, validity: usize, out: usize, flags: usize, stride: u32, rows: i32): void { pack<u64>(values, validity, out, flags, stride, rows); }
export function group_pack_f32(values: usize, validity: usize, out: usize, flags: usize, stride: u32, rows: i32): void { pack<f32>(values, validity, out, flags, stride, rows); }
export function group_pack_f64(values: usize, validity: usize, out: usize, flags: usize, stride: u32, rows: i32): void { pack<f64>(values, validity, out, flags, stride, rows); }
export function group_pack_bool(values: usize, validity: usize, out: usize, flags: usize, stride: u32, rows: i32): void {
  let at = out, flag = flags;
  for (let row = 0; row < rows; row++, at += stride, flag += stride) {
    const valid = validity ? getBit(validity, row) : 1;
    store<u8>(at, <u8>(getBit(values, row) & valid));
    if (flags) store<u8>(flag, <u8>(valid ^ 1));
  }
}

// @ts-ignore: decorator
@inline function unpack<T>(packed: usize, out: usize, stride: u32, rows: i32): void {
  let at = packed;
  for (let row = 0; row < rows; row++, at += stride) store<T>(element<T>(out, row), load<T>(at));
}
export function group_unpack_8(packed: usize, out: usize, stride: u32, rows: i32): void { unpack<u8>(packed, out, stride, rows); }
export function group_unpack_16(packed: usize, out: usize, stride: u32, rows: i32): void { unpack<u16>(packed, out, stride, rows); }
export function group_unpack_32(packed: usize, out: usize, stride: u32, rows: i32): void { unpack<u32>(packed, out, stride, rows); }
export function group_unpack_64(packed: usize, out: usize, stride: u32, rows: i32): void { unpack<u64>(packed, out, stride, rows); }

/** Replaces the u32 at `packed` of each row by `map[it]`. */
export function group_remap_rows(packed: usize, map: usize, stride: u32, rows: i32): void {
  let at = packed;
  for (let row = 0; row < rows; row++, at += stride) store<u32>(at, load<u32>(element<u32>(map, load<u32>(at))));
}

/** out = map[index], over u32s. */
export function group_remap(indices: usize, map: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) store<u32>(element<u32>(out, row), load<u32>(element<u32>(map, load<u32>(element<u32>(indices, row)))));
}

/**
 * The first row of each group that is new in this batch: groups are numbered by first appearance, so they come in order.
 * Of groups `before + 1` to `count`; rows are counted from `from`.
 */
export function group_first_rows(groups: usize, before: u32, count: u32, out: usize, from: u32, rows: i32): void {
  let next = before + 1;
  for (let row = 0; row < rows && next <= count; row++) {
    if (load<u32>(element<u32>(groups, row)) != next) continue;
    store<u32>(element<u32>(out, next - before - 1), from + <u32>row);
    next++;
  }
}

// @ts-ignore: decorator
@inline function gather<T>(values: usize, indices: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) store<T>(element<T>(out, row), load<T>(element<T>(values, load<u32>(element<u32>(indices, row)))));
}
export function group_gather_8(values: usize, indices: usize, out: usize, rows: i32): void { gather<u8>(values, indices, out, rows); }
export function group_gather_16(values: usize, indices: usize, out: usize, rows: i32): void { gather<u16>(values, indices, out, rows); }
export function group_gather_32(values: usize, indices: usize, out: usize, rows: i32): void { gather<u32>(values, indices, out, rows); }
export function group_gather_64(values: usize, indices: usize, out: usize, rows: i32): void { gather<u64>(values, indices, out, rows); }
export function group_gather_128(values: usize, indices: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) v128.store(out + (<usize>row << 4), v128.load(values + (<usize>load<u32>(element<u32>(indices, row)) << 4)));
}
/** Bits of a bitmap as bytes; `bitmap` 0 is all ones. */
export function group_gather_bits(bitmap: usize, indices: usize, out: usize, rows: i32): void {
  for (let row = 0; row < rows; row++) {
    store<u8>(out + <usize>row, bitmap ? <u8>getBit(bitmap, load<u32>(element<u32>(indices, row))) : 1);
  }
}

/** Those of the rows `firsts` whose group has one row only; `counts` are by the same order. Gives how many. */
export function group_single_rows(firsts: usize, counts: usize, out: usize, rows: i32): u32 {
  let kept = 0;
  for (let row = 0; row < rows; row++) {
    store<u32>(element<u32>(out, kept), load<u32>(element<u32>(firsts, row)));
    kept += <i32>(load<u32>(element<u32>(counts, row)) == 1);
  }
  return kept;
}
