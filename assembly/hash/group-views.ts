// Strings in rows of keys: views that are equal words where the strings are equal. Short strings stand in their views and the bytes after
// them are 0; long ones point to the bytes that a table (group-table.ts) keeps of them. All ones are null. Rows are `stride` bytes.

import { getBit } from "./group-lib";
import { groupOfView, keyOf } from "./group-table";
import { hashView } from "./hash";

const NULL_LENGTH: u32 = 0xffffffff;

// @ts-ignore: decorator
@inline function isLong(view: usize): bool {
  const length = load<u32>(view);
  return length > 12 && length != NULL_LENGTH;
}

/** Copies views to `out`, which is in the first row. Rows that `selection` leaves out become null. */
export function group_pack_view(views: usize, validity: usize, selection: usize, out: usize, stride: u32, table: usize, rows: i32): void {
  let at = out;
  for (let row = 0; row < rows; row++, at += stride) {
    const view = views + (<usize>row << 4);
    if ((validity && !getBit(validity, row)) || (selection && !getBit(selection, row))) v128.store(at, i64x2.splat(-1));
    else if (load<u32>(view) <= 12) v128.store(at, v128.load(view));
    else v128.store(at, v128.load(keyOf(table, groupOfView(table, view))));
  }
}

/** Makes long views point to the bytes of this table. */
export function group_own_long_views(packed: usize, stride: u32, table: usize, rows: i32): void {
  let at = packed;
  for (let row = 0; row < rows; row++, at += stride) {
    if (isLong(at)) v128.store(at, v128.load(keyOf(table, groupOfView(table, at))));
  }
}

/** Puts hashes of the strings in the place of where the bytes of long ones are. */
export function group_hash_long_views(packed: usize, stride: u32, rows: i32): void {
  let at = packed;
  for (let row = 0; row < rows; row++, at += stride) if (isLong(at)) store<u64>(at, hashView(at), 8);
}

/** Views of rows of keys as a vector, nulls as empty strings; `validity` is written. Gives the number of nulls. */
export function group_unpack_view(packed: usize, out: usize, validity: usize, stride: u32, rows: i32): i32 {
  let at = packed, nulls = 0;
  for (let row = 0; row < rows; row += 8) {
    let bits: u32 = 0;
    const count = min(rows - row, 8);
    for (let bit = 0; bit < count; bit++, at += stride) {
      const isNull = load<u32>(at) == NULL_LENGTH;
      v128.store(out + (<usize>(row + bit) << 4), isNull ? i64x2.splat(0) : v128.load(at));
      bits |= <u32>!isNull << bit;
      nulls += <i32>isNull;
    }
    store<u8>(validity + <usize>(row >> 3), <u8>bits);
  }
  return nulls;
}
