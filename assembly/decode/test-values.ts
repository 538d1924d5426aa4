// Tests of dictionary-encoded rows, by what is known of the dictionary's values: indices become bits, values are not made.

import { scratch_alloc, scratch_mark, scratch_release } from "../lib/scratch";
import { leaveBatch } from "./blocks";
import { Cursor, FORM_INDICES, indicesOf, Runs } from "./cursor";
import { BLOCK, BLOCK_BYTES, UNPACKED_WIDTH_MAX, unpackIndices } from "./indices";
import { reachRow } from "./page";
import { BAD_INDEX, OK } from "./status";

/** Tables of so many bytes are looked up in registers. */
const REGISTERS_MAX: u32 = 64;
/** Of `Runs`, what reading changes. */
const RUN_BYTES: usize = offsetof<Runs>("shuffleLow0");

/**
 * The number of the dictionary whose values the next `rows` rows are, where they are all of one page, not null, and of indices of up
 * to 16 bits; else 0. No two dictionaries that a cursor meets have the same number. Negative when the chunk is damaged.
 */
export function parquet_cursor_numbered(cursor: usize, rows: u32): i32 {
  const state = changetype<Cursor>(cursor);
  leaveBatch(state);
  const status = reachRow(state);
  if (status != OK) return status;
  if (state.form != FORM_INDICES || state.pageNulls || state.rowsLeft < rows || !state.dictionaryCount) return 0;
  return indicesOf(state).width > UNPACKED_WIDTH_MAX ? 0 : state.dictionaryNumber;
}

/** Address of the dictionary's values, as the column's output has them. */
export function parquet_cursor_dictionary(cursor: usize): usize { return changetype<Cursor>(cursor).dictionary; }
export function parquet_cursor_dictionary_count(cursor: usize): u32 { return changetype<Cursor>(cursor).dictionaryCount; }

/**
 * After `parquet_cursor_numbered`: a bitmap of the next `rows` rows, of what `passes` has for their values, a byte of 0 or 1 for each of
 * the dictionary, with 64 bytes of room past them. The cursor stays before these rows. Negative when the chunk is damaged.
 */
export function parquet_cursor_test(cursor: usize, rows: u32, passes: usize, out: usize): i32 {
  const state = changetype<Cursor>(cursor);
  const runs = indicesOf(state);
  const mark = scratch_mark();
  const before = scratch_alloc(RUN_BYTES), block = scratch_alloc(BLOCK_BYTES);
  memory.copy(before, changetype<usize>(runs), RUN_BYTES);
  const tested = testIndices(runs, state.dictionaryCount, rows, passes, block, out);
  memory.copy(changetype<usize>(runs), before, RUN_BYTES);
  scratch_release(mark);
  return tested ? OK : BAD_INDEX;
}

function testIndices(runs: Runs, count: u32, rows: u32, passes: usize, block: usize, out: usize): bool {
  for (let row: u32 = 0; row < rows; row += BLOCK) {
    const some = min(BLOCK, rows - row);
    const greatest = unpackIndices(runs, block, some);
    if (greatest < 0 || <u32>greatest >= count) return false;
    // Sixteen are tested at a time.
    const end = block + (<usize>some << 1);
    v128.store(end, i64x2.splat(0));
    v128.store(end, i64x2.splat(0), 16);
    if (count <= REGISTERS_MAX) testByRegisters(block, end, passes, out + (row >> 3));
    else testByTable(block, end, passes, out + (row >> 3));
  }
  return true;
}

function testByRegisters(at: usize, end: usize, passes: usize, out: usize): void {
  const first = v128.load(passes), second = v128.load(passes, 16), third = v128.load(passes, 32), fourth = v128.load(passes, 48);
  const sixteen = i8x16.splat(16);
  for (; at < end; at += 32, out += 2) {
    // Indices that are not of a register give 0.
    let index = i8x16.narrow_i16x8_u(v128.load(at), v128.load(at, 16));
    let passed = v128.swizzle(first, index);
    index = i8x16.sub(index, sixteen);
    passed = v128.or(passed, v128.swizzle(second, index));
    index = i8x16.sub(index, sixteen);
    passed = v128.or(passed, v128.swizzle(third, index));
    index = i8x16.sub(index, sixteen);
    passed = v128.or(passed, v128.swizzle(fourth, index));
    store<u16>(out, <u16>i8x16.bitmask(i8x16.neg(passed)));
  }
}

function testByTable(at: usize, end: usize, passes: usize, out: usize): void {
  for (; at < end; at += 16, out++) {
    let bits = <u32>load<u8>(passes + <usize>load<u16>(at, 14));
    bits = (bits << 1) + <u32>load<u8>(passes + <usize>load<u16>(at, 12));
    bits = (bits << 1) + <u32>load<u8>(passes + <usize>load<u16>(at, 10));
    bits = (bits << 1) + <u32>load<u8>(passes + <usize>load<u16>(at, 8));
    bits = (bits << 1) + <u32>load<u8>(passes + <usize>load<u16>(at, 6));
    bits = (bits << 1) + <u32>load<u8>(passes + <usize>load<u16>(at, 4));
    bits = (bits << 1) + <u32>load<u8>(passes + <usize>load<u16>(at, 2));
    bits = (bits << 1) + <u32>load<u8>(passes + <usize>load<u16>(at));
    store<u8>(out, <u8>bits);
  }
}
