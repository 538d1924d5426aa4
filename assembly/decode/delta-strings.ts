// DELTA_LENGTH_BYTE_ARRAY and DELTA_BYTE_ARRAY: a page's strings as views.

import { storeView } from "../lib/view";
import { pageMemory } from "./blocks";
import { Cursor, FORM_VIEWS } from "./cursor";
import { decodeDelta, deltaCount } from "./delta";
import { BAD_VALUES, OK, OUT_OF_MEMORY } from "./status";

/** Most bytes that the strings of a page may come to when their prefixes are written out. */
const BYTES_MAX: u64 = 1 << 30;

/** All lengths, then all bytes. */
export function openDeltaLengthStrings(cursor: Cursor, at: usize, end: usize): i32 {
  const count = deltaCount(at, end);
  if (count < 0 || count > <i64>cursor.valueCount) return BAD_VALUES;
  const lengths = pageMemory(cursor, <usize>count << 2);
  const views = pageMemory(cursor, <usize>count << 4);
  if (!lengths || !views) return OUT_OF_MEMORY;
  let bytes = decodeDelta<i32>(at, end, lengths);
  if (!bytes) return BAD_VALUES;
  for (let index: usize = 0; index < <usize>count; index++) {
    const length = load<u32>(lengths + (index << 2));
    if (<usize>length > end - bytes) return BAD_VALUES;
    storeView(views + (index << 4), bytes, length);
    bytes += length;
  }
  return openViews(cursor, views, <usize>count);
}

/** Lengths of the prefix shared with the string before, then the rest of each string as above. */
export function openDeltaStrings(cursor: Cursor, at: usize, end: usize): i32 {
  const count = deltaCount(at, end);
  if (count < 0 || count > <i64>cursor.valueCount) return BAD_VALUES;
  const prefixes = pageMemory(cursor, <usize>count << 2);
  const suffixes = pageMemory(cursor, <usize>count << 2);
  const views = pageMemory(cursor, <usize>count << 4);
  if (!prefixes || !suffixes || !views) return OUT_OF_MEMORY;
  const suffixAt = decodeDelta<i32>(at, end, prefixes);
  if (!suffixAt || deltaCount(suffixAt, end) != count) return BAD_VALUES;
  let suffix = decodeDelta<i32>(suffixAt, end, suffixes);
  if (!suffix) return BAD_VALUES;

  let total: u64 = 0;
  for (let index: usize = 0; index < <usize>count; index++) {
    total += <u64>load<u32>(prefixes + (index << 2)) + load<u32>(suffixes + (index << 2));
  }
  if (total > BYTES_MAX) return BAD_VALUES;
  let string = pageMemory(cursor, <usize>total);
  if (!string) return OUT_OF_MEMORY;
  let before = string;
  let beforeLength: u32 = 0;
  for (let index: usize = 0; index < <usize>count; index++) {
    const prefixLength = load<u32>(prefixes + (index << 2));
    const suffixLength = load<u32>(suffixes + (index << 2));
    if (prefixLength > beforeLength || <usize>suffixLength > end - suffix) return BAD_VALUES;
    memory.copy(string, before, prefixLength);
    memory.copy(string + prefixLength, suffix, suffixLength);
    suffix += suffixLength;
    before = string;
    beforeLength = prefixLength + suffixLength;
    storeView(views + (index << 4), string, beforeLength);
    string += beforeLength;
  }
  return openViews(cursor, views, <usize>count);
}

function openViews(cursor: Cursor, views: usize, count: usize): i32 {
  cursor.form = FORM_VIEWS;
  cursor.values = views;
  cursor.valuesEnd = views + (count << 4);
  return OK;
}
