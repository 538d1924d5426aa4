// Single rows of a batch, where few are wanted: they are decoded by themselves, and the cursor stays before the batch.

import { leaveBatch } from "./blocks";
import {
  Cursor, FORM_INDICES, FORM_PLAIN, FORM_VIEWS, indicesOf, OUT_CODES, OUT_FIXED_32, OUT_FIXED_64, OUT_NARROW_16, OUT_NARROW_8,
  OUT_VIEW, outputWidth,
} from "./cursor";
import { reachRow } from "./page";
import { takeIndices } from "./runs";
import { BAD_INDEX, BAD_VALUES, OK } from "./status";

/**
 * Decodes those of the next `rows` rows whose numbers, ascending, are in `list`. Returns 0 when that is done, and none of the rows is
 * null; 1 when the rows can't be had singly: of several pages, with nulls, or in a form without places; a negative status when the
 * chunk is damaged. `out` has 64 bytes of room past its end. What views point to is good until the next batch.
 */
export function parquet_cursor_take(cursor: usize, rows: u32, list: usize, out: usize, count: u32): i32 {
  const state = changetype<Cursor>(cursor);
  leaveBatch(state);
  const status = reachRow(state);
  if (status != OK) return status;
  if (state.rowsLeft < rows || state.pageNulls) return 1;
  if (state.form == FORM_INDICES) return takeFromDictionary(state, list, out, count) ? OK : BAD_INDEX;
  const output = state.output;
  if (state.form != FORM_VIEWS && (state.form != FORM_PLAIN || (output != OUT_FIXED_32 && output != OUT_FIXED_64))) return 1;
  const width = outputWidth(output);
  if (<u64>rows * width > <u64>(state.valuesEnd - state.values)) return BAD_VALUES;
  if (width == 4) take<u32>(state.values, list, out, count);
  else if (width == 8) take<u64>(state.values, list, out, count);
  else take<v128>(state.values, list, out, count);
  return OK;
}

function takeFromDictionary(state: Cursor, list: usize, out: usize, count: u32): bool {
  const runs = indicesOf(state), dictionary = state.dictionary, dictionaryCount = state.dictionaryCount;
  switch (state.output) {
    case OUT_NARROW_8: return takeIndices<u8>(runs, dictionary, dictionaryCount, list, out, count);
    case OUT_NARROW_16: return takeIndices<u16>(runs, dictionary, dictionaryCount, list, out, count);
    case OUT_FIXED_32:
    case OUT_CODES: return takeIndices<u32>(runs, dictionary, dictionaryCount, list, out, count);
    case OUT_VIEW: return takeIndices<v128>(runs, dictionary, dictionaryCount, list, out, count);
    default: return takeIndices<u64>(runs, dictionary, dictionaryCount, list, out, count);
  }
}

// @ts-ignore: decorator
@inline
function take<T>(values: usize, list: usize, out: usize, count: u32): void {
  for (let index: usize = 0; index < count; index++) {
    store<T>(out + index * sizeof<T>(), load<T>(values + <usize>load<u32>(list + (index << 2)) * sizeof<T>()));
  }
}
