// What a Parquet reader calls: open a cursor on a column chunk, then take or skip its rows in order.

import { alloc, free } from "../lib/allocator";
import { copyBits, fillBits } from "./bits";
import { freeBlocks, freeSpare, leaveBatch, leaveChunk } from "./blocks";
import {
  Cursor, CURSOR_BYTES, FORM_BITS, FORM_INDICES, FORM_PLAIN, FORM_PLAIN_STRINGS, FORM_RUN_BITS, FORM_VIEWS, indicesOf, levelsOf,
  OUT_BOOL, OUT_CODES, OUT_FIXED_32, OUT_FIXED_64, OUT_NARROW_16, OUT_NARROW_8, OUT_VIEW, outputWidth,
} from "./cursor";
import { copyFixed, plainWidth } from "./fixed";
import { gather } from "./indices";
import { nextPage, reachRow } from "./page";
import { readBits, skipRuns } from "./runs";
import { spread, spreadBits, spreadViews } from "./spread";
import { BAD_INDEX, BAD_LEVELS, BAD_VALUES, OK, UNKNOWN_ENCODING } from "./status";
import { plainViews, skipPlainStrings } from "./strings";

/** A cursor for columns that come out as `output`, see cursor.ts; 0 when memory is exhausted. `arena` will own its memory. */
export function parquet_cursor_new(arena: usize, output: u32): usize {
  const cursor = alloc(CURSOR_BYTES, arena);
  if (!cursor) return 0;
  memory.fill(cursor, 0, CURSOR_BYTES);
  changetype<Cursor>(cursor).arena = arena;
  changetype<Cursor>(cursor).output = output;
  return cursor;
}

/** Gives the cursor's memory back. */
export function parquet_cursor_free(cursor: usize): void {
  freeBlocks(changetype<Cursor>(cursor));
  free(cursor);
}

/**
 * Puts the cursor before the first row of the chunk, which stays in memory until the last batch is done with. With codes,
 * `codes` is a table of `codesCount` codes, one for each value of the chunk's dictionary.
 */
export function parquet_cursor_open(
  cursor: usize, chunk: usize, chunkBytes: usize, rows: u32, codec: i32, nullable: bool, pageBytesMax: u32, codes: usize, codesCount: u32,
): void {
  const state = changetype<Cursor>(cursor);
  leaveChunk(state);
  state.chunk = chunk;
  state.next = chunk;
  state.page = chunk;
  state.end = chunk + chunkBytes;
  state.rows = rows;
  state.rowsToCome = rows;
  state.sharedPages = 0;
  state.codec = codec;
  state.nullable = nullable;
  state.pageBytesMax = pageBytesMax;
  state.dictionary = codes;
  state.dictionaryCount = codesCount;
  state.dictionaryNumber++;
  state.rowsLeft = 0;
  state.opened = false;
}

/** After `parquet_cursor_open`: threads that read slices of the chunk, of about `sliceRows` rows, share long pages by these words, 0 at first. */
export function parquet_cursor_share(cursor: usize, words: usize, sliceRows: u32): void {
  const state = changetype<Cursor>(cursor);
  state.sharedPages = words;
  state.sliceRows = sliceRows;
  // Shared pages come in the place of the cursor's own.
  freeSpare(state);
}

/** Where the page starts that the cursor failed on, from the start of the chunk. */
export function parquet_cursor_page(cursor: usize): usize {
  const state = changetype<Cursor>(cursor);
  return state.page - state.chunk;
}

/**
 * Decodes the next `rows` rows. Returns 0 when none of them is null; 1 when some are, and then `validity` has their
 * bitmap; a negative status (status.ts) when the chunk is damaged. Null rows have value 0. `parquet_cursor_values` tells where
 * the values are: at `out`, or in the page as they stand there. Both outputs have 64 bytes of room past their end. Values in
 * the page, and what views point to, are good until the next call.
 */
export function parquet_cursor_next(cursor: usize, rows: u32, out: usize, validity: usize): i32 {
  const state = changetype<Cursor>(cursor);
  leaveBatch(state);
  state.batch = out;
  let nulls = false;
  for (let done: u32 = 0; done < rows; ) {
    const status = reachRow(state);
    if (status != OK) return status;
    const some = min(rows - done, state.rowsLeft);
    let valid = some;
    if (state.pageNulls) {
      const ones = readBits(levelsOf(state), validity, done, some);
      if (ones < 0) return BAD_LEVELS;
      valid = <u32>ones;
      if (valid < some && !nulls) {
        nulls = true;
        fillBits(validity, 0, done, true);
      }
    } else if (nulls) fillBits(validity, done, some, true);
    const inPage = valid == rows ? takeInPage(state, rows) : 0;
    if (inPage) state.batch = inPage;
    else {
      const valueStatus = readValues(state, out, done, some, valid, validity);
      if (valueStatus != OK) return valueStatus;
    }
    done += some;
    state.rowsLeft -= some;
  }
  return nulls ? 1 : 0;
}

/** Where the values are that `parquet_cursor_next` decoded. */
export function parquet_cursor_values(cursor: usize): usize {
  return changetype<Cursor>(cursor).batch;
}

/** Passes over the next `rows` rows; pages without a row that is read later are not decompressed. */
export function parquet_cursor_skip(cursor: usize, rows: u32): i32 {
  const state = changetype<Cursor>(cursor);
  while (rows) {
    if (!state.rowsLeft) {
      const status = nextPage(state);
      if (status != OK) return status;
    }
    const some = min(rows, state.rowsLeft);
    if (some < state.rowsLeft) {
      const status = reachRow(state);
      if (status != OK) return status;
      let valid = some;
      if (state.pageNulls) {
        const ones = readBits(levelsOf(state), 0, 0, some);
        if (ones < 0) return BAD_LEVELS;
        valid = <u32>ones;
      }
      const valueStatus = skipValues(state, valid);
      if (valueStatus != OK) return valueStatus;
    }
    state.rowsLeft -= some;
    rows -= some;
  }
  return OK;
}

/** Decompresses the page of the next row, which there must be. */
export function parquet_cursor_ready(cursor: usize): i32 {
  return reachRow(changetype<Cursor>(cursor));
}

/** The next `count` values, where they stand in the page just as the output has them; else 0, and nothing is taken. */
function takeInPage(state: Cursor, count: u32): usize {
  const form = state.form, output = state.output, values = state.values;
  if (form != FORM_VIEWS && (form != FORM_PLAIN || (output != OUT_FIXED_32 && output != OUT_FIXED_64))) return 0;
  const width = outputWidth(output);
  const bytes = <u64>count * width;
  // JavaScript reads vectors as typed arrays, which must be aligned.
  if ((values & (width - 1)) != 0 || bytes > <u64>(state.valuesEnd - values)) return 0;
  state.values += <usize>bytes;
  return values;
}

/** `valid` values as rows `done` to `done + rows` of the batch. */
function readValues(state: Cursor, out: usize, done: u32, rows: u32, valid: u32, validity: usize): i32 {
  const output = state.output;
  if (output == OUT_BOOL) {
    const status = readBools(state, out, done, valid);
    if (status == OK && valid < rows) spreadBits(out, validity, done, rows, valid);
    return status;
  }
  const at = out + <usize>done * outputWidth(output);
  const status = readDense(state, at, valid);
  if (status != OK || valid == rows) return status;
  switch (output) {
    case OUT_NARROW_8:
      spread<u8>(at, validity, done, rows, valid);
      return OK;
    case OUT_NARROW_16:
      spread<u16>(at, validity, done, rows, valid);
      return OK;
    case OUT_FIXED_32:
    case OUT_CODES:
      spread<u32>(at, validity, done, rows, valid);
      return OK;
    case OUT_VIEW:
      spreadViews(at, validity, done, rows, valid);
      return OK;
    default:
      spread<u64>(at, validity, done, rows, valid);
      return OK;
  }
}

function readBools(state: Cursor, out: usize, at: u32, count: u32): i32 {
  if (state.form == FORM_RUN_BITS) return readBits(indicesOf(state), out, at, count) < 0 ? BAD_VALUES : OK;
  if (!bitsLeft(state, count)) return BAD_VALUES;
  copyBits(out, at, state.values, state.bitAt, count);
  state.bitAt += count;
  return OK;
}

function bitsLeft(state: Cursor, count: u32): bool {
  return <u64>state.bitAt + count <= <u64>(state.valuesEnd - state.values) << 3;
}

function readDense(state: Cursor, out: usize, count: u32): i32 {
  switch (state.form) {
    case FORM_INDICES:
      return gatherValues(state, out, count) ? OK : BAD_INDEX;
    case FORM_PLAIN: {
      const width = plainWidth(state.output);
      if (<u64>count * width > <u64>(state.valuesEnd - state.values)) return BAD_VALUES;
      const from = state.values;
      state.values += <usize>count * width;
      return copyFixed(state.output, from, out, count);
    }
    case FORM_PLAIN_STRINGS: {
      if (state.output == OUT_CODES) return count ? UNKNOWN_ENCODING : OK;
      const after = plainViews(state.values, state.valuesEnd, out, count);
      if (!after) return BAD_VALUES;
      state.values = after;
      return OK;
    }
    default: {
      const bytes = <usize>count << 4;
      if (bytes > state.valuesEnd - state.values) return BAD_VALUES;
      memory.copy(out, state.values, bytes);
      state.values += bytes;
      return OK;
    }
  }
}

function gatherValues(state: Cursor, out: usize, count: u32): bool {
  const runs = indicesOf(state), dictionary = state.dictionary, dictionaryCount = state.dictionaryCount;
  switch (state.output) {
    case OUT_NARROW_8: return gather<u8>(runs, dictionary, dictionaryCount, out, count);
    case OUT_NARROW_16: return gather<u16>(runs, dictionary, dictionaryCount, out, count);
    case OUT_FIXED_32:
    case OUT_CODES: return gather<u32>(runs, dictionary, dictionaryCount, out, count);
    case OUT_VIEW: return gather<v128>(runs, dictionary, dictionaryCount, out, count);
    default: return gather<u64>(runs, dictionary, dictionaryCount, out, count);
  }
}

function skipValues(state: Cursor, count: u32): i32 {
  switch (state.form) {
    case FORM_INDICES:
      return skipRuns(indicesOf(state), count) ? OK : BAD_INDEX;
    case FORM_RUN_BITS:
      return skipRuns(indicesOf(state), count) ? OK : BAD_VALUES;
    case FORM_BITS:
      if (!bitsLeft(state, count)) return BAD_VALUES;
      state.bitAt += count;
      return OK;
    case FORM_PLAIN_STRINGS: {
      if (state.output == OUT_CODES) return count ? UNKNOWN_ENCODING : OK;
      const after = skipPlainStrings(state.values, state.valuesEnd, count);
      if (!after) return BAD_VALUES;
      state.values = after;
      return OK;
    }
    default: {
      const bytes = <u64>count * (state.form == FORM_PLAIN ? plainWidth(state.output) : 16);
      if (bytes > <u64>(state.valuesEnd - state.values)) return BAD_VALUES;
      state.values += <usize>bytes;
      return OK;
    }
  }
}
