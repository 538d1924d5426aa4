// Moves a cursor to its next data page, and opens the page: decompresses it and finds its levels and values. Opening is
// put off until a row of the page is wanted, so that skipped pages are never decompressed.

import { alloc, free } from "../lib/allocator";
import { dictionaryMemory, leavePage, PADDING, pageMemory } from "./blocks";
import { decompress } from "./codecs/decompress";
import {
  Cursor, FORM_BITS, FORM_INDICES, FORM_PLAIN, FORM_PLAIN_STRINGS, FORM_RUN_BITS, indicesOf, levelsOf, OUT_BOOL, OUT_CODES,
  OUT_FIXED_64, OUT_INT96, OUT_VIEW,
} from "./cursor";
import { decodeDelta, deltaCount } from "./delta";
import { openDeltaLengthStrings, openDeltaStrings } from "./delta-strings";
import { copyFixed, plainWidth } from "./fixed";
import { PAGE_DATA, PAGE_DATA_V2, PAGE_DICTIONARY, readPageHeader } from "./page-header";
import { nextRun, startRuns } from "./runs";
import {
  BAD_COMPRESSION, BAD_INDEX, BAD_LEVELS, BAD_SIZE, BAD_VALUES, OK, OUT_OF_MEMORY, UNKNOWN_CODEC, UNKNOWN_ENCODING,
} from "./status";
import { claimPage, publishPage, sharedWord } from "./shared-pages";
import { joinStreams } from "./stream-split";
import { plainViews } from "./strings";

const ENCODING_PLAIN: u32 = 0;
const ENCODING_PLAIN_DICTIONARY: u32 = 2;
const ENCODING_RLE: u32 = 3;
const ENCODING_DELTA_BINARY_PACKED: u32 = 5;
const ENCODING_DELTA_LENGTH_BYTE_ARRAY: u32 = 6;
const ENCODING_DELTA_BYTE_ARRAY: u32 = 7;
const ENCODING_RLE_DICTIONARY: u32 = 8;
const ENCODING_BYTE_STREAM_SPLIT: u32 = 9;

/** Widest dictionary index. */
const INDEX_WIDTH_MAX: u32 = 32;

/** Leaves the current page for the next with rows. */
export function nextPage(cursor: Cursor): i32 {
  leavePage(cursor);
  cursor.opened = false;
  while (!cursor.rowsLeft) {
    const status = readPageHeader(cursor, true);
    if (status != OK) return status;
    if (cursor.pageType == PAGE_DICTIONARY) {
      // With codes the caller has read the dictionary, and gave the table.
      if (cursor.output == OUT_CODES) continue;
      const dictionaryStatus = openDictionary(cursor);
      if (dictionaryStatus != OK) return dictionaryStatus;
    } else if (cursor.pageType == PAGE_DATA || cursor.pageType == PAGE_DATA_V2) {
      if (cursor.valueCount > cursor.rowsToCome) return BAD_SIZE;
      cursor.rowsToCome -= cursor.valueCount;
      cursor.rowsLeft = cursor.valueCount;
    }
  }
  return OK;
}

let unpacked: usize = 0;

/** Sets `unpacked` to `bytes` bytes of the page that `from` is the compressed form of; not compressed, they stay where they are. */
function unpack(cursor: Cursor, from: usize, fromBytes: u32, bytes: u32): i32 {
  const word = cursor.codec && cursor.compressed ? sharedWord(cursor) : 0;
  if (!word) return unpackTo(cursor, from, fromBytes, bytes, false);
  if (bytes > cursor.pageBytesMax) return BAD_SIZE;
  unpacked = claimPage(word, bytes);
  if (unpacked) return OK;
  const page = alloc(<usize>bytes + PADDING, cursor.arena);
  const status = page ? decompressTo(cursor, from, fromBytes, page, bytes) : OUT_OF_MEMORY;
  if (status != OK) free(page);
  unpacked = page;
  publishPage(word, status == OK ? page : 0);
  return status;
}

/** As `unpack`, to memory of this cursor alone. */
function unpackTo(cursor: Cursor, from: usize, fromBytes: u32, bytes: u32, forDictionary: bool): i32 {
  if (!cursor.codec || !cursor.compressed) {
    if (fromBytes < bytes) return BAD_SIZE;
    unpacked = from;
    return OK;
  }
  if (bytes > cursor.pageBytesMax) return BAD_SIZE;
  unpacked = forDictionary ? dictionaryMemory(cursor, bytes) : pageMemory(cursor, bytes);
  return unpacked ? decompressTo(cursor, from, fromBytes, unpacked, bytes) : OUT_OF_MEMORY;
}

function decompressTo(cursor: Cursor, from: usize, fromBytes: u32, to: usize, bytes: u32): i32 {
  if (!bytes) return OK;
  const written = decompress(cursor.codec, from, fromBytes, to, bytes);
  if (written == -2) return UNKNOWN_CODEC;
  return written == <i32>bytes ? OK : BAD_COMPRESSION;
}

/** Makes `cursor.dictionary` from a dictionary page: values of the output's type. */
function openDictionary(cursor: Cursor): i32 {
  if (cursor.encoding != ENCODING_PLAIN && cursor.encoding != ENCODING_PLAIN_DICTIONARY) return UNKNOWN_ENCODING;
  if (cursor.output == OUT_BOOL) return UNKNOWN_ENCODING;
  const status = unpackTo(cursor, cursor.body, cursor.bodyBytes, cursor.pageBytes, true);
  if (status != OK) return status;
  const at = unpacked, end = at + cursor.pageBytes;
  const count = cursor.valueCount;
  cursor.dictionaryCount = count;
  cursor.dictionaryNumber++;
  if (cursor.output == OUT_VIEW) {
    if (count > cursor.pageBytes >> 2) return BAD_VALUES;
    cursor.dictionary = dictionaryMemory(cursor, <usize>count << 4);
    if (!cursor.dictionary) return OUT_OF_MEMORY;
    return plainViews(at, end, cursor.dictionary, count) ? OK : BAD_VALUES;
  }
  if (<u64>count * plainWidth(cursor.output) > <u64>cursor.pageBytes) return BAD_VALUES;
  cursor.dictionary = dictionaryMemory(cursor, <usize>count << 3);
  if (!cursor.dictionary) return OUT_OF_MEMORY;
  return copyFixed(cursor.output, at, cursor.dictionary, count);
}

/** Makes the next row one of an open page. */
export function reachRow(state: Cursor): i32 {
  if (!state.rowsLeft) {
    const status = nextPage(state);
    if (status != OK) return status;
  }
  return state.opened ? OK : openPage(state);
}

/** Makes the current page ready to read its first row. */
function openPage(cursor: Cursor): i32 {
  return cursor.pageType == PAGE_DATA ? openV1(cursor) : openV2(cursor);
}

/** The page is compressed as a whole: the length of the levels, the levels, the values. */
function openV1(cursor: Cursor): i32 {
  const status = unpack(cursor, cursor.body, cursor.bodyBytes, cursor.pageBytes);
  if (status != OK) return status;
  let at = unpacked;
  const end = at + cursor.pageBytes;
  cursor.pageNulls = false;
  if (cursor.nullable) {
    if (cursor.levelEncoding != ENCODING_RLE) return UNKNOWN_ENCODING;
    if (end - at < 4) return BAD_LEVELS;
    const bytes = <usize>load<u32>(at);
    at += 4;
    if (bytes > end - at) return BAD_LEVELS;
    const levelStatus = openLevels(cursor, at, at + bytes);
    if (levelStatus != OK) return levelStatus;
    at += bytes;
  }
  return openValues(cursor, at, end);
}

/** Levels come first and are not compressed. */
function openV2(cursor: Cursor): i32 {
  const levelBytes = cursor.levelBytes, repetitionBytes = cursor.repetitionBytes;
  const before = <u64>levelBytes + repetitionBytes;
  if (before > <u64>cursor.bodyBytes || before > <u64>cursor.pageBytes) return BAD_SIZE;
  const levels = cursor.body + repetitionBytes;
  const values = levels + levelBytes;
  cursor.pageNulls = false;
  if (cursor.nullable && cursor.nullCount != 0) {
    const levelStatus = openLevels(cursor, levels, values);
    if (levelStatus != OK) return levelStatus;
  }
  const bytes = cursor.pageBytes - <u32>before;
  const status = unpack(cursor, values, cursor.bodyBytes - <u32>before, bytes);
  if (status != OK) return status;
  return openValues(cursor, unpacked, unpacked + bytes);
}

function openLevels(cursor: Cursor, at: usize, end: usize): i32 {
  const levels = levelsOf(cursor);
  startRuns(levels, at, end, 1);
  if (!nextRun(levels)) return BAD_LEVELS;
  // Most pages have no nulls, and say so in one run.
  cursor.pageNulls = levels.packed != 0 || levels.value != 1 || levels.left < cursor.valueCount;
  return OK;
}

function openValues(cursor: Cursor, at: usize, end: usize): i32 {
  cursor.opened = true;
  cursor.values = at;
  cursor.valuesEnd = end;
  const output = cursor.output;
  switch (cursor.encoding) {
    case ENCODING_PLAIN:
      cursor.bitAt = 0;
      // A page of a dictionary-encoded column may be without values, and is then in any encoding.
      cursor.form = output == OUT_BOOL ? FORM_BITS : output == OUT_VIEW || output == OUT_CODES ? FORM_PLAIN_STRINGS : FORM_PLAIN;
      return OK;
    case ENCODING_PLAIN_DICTIONARY:
    case ENCODING_RLE_DICTIONARY:
      return output == OUT_BOOL ? UNKNOWN_ENCODING : openIndices(cursor, at, end);
    case ENCODING_RLE:
      return output == OUT_BOOL ? openRunBits(cursor, at, end) : UNKNOWN_ENCODING;
    case ENCODING_DELTA_BINARY_PACKED:
      return output == OUT_BOOL || output >= OUT_INT96 ? UNKNOWN_ENCODING : openDelta(cursor, at, end);
    case ENCODING_DELTA_LENGTH_BYTE_ARRAY:
      return output == OUT_VIEW ? openDeltaLengthStrings(cursor, at, end) : UNKNOWN_ENCODING;
    case ENCODING_DELTA_BYTE_ARRAY:
      return output == OUT_VIEW ? openDeltaStrings(cursor, at, end) : UNKNOWN_ENCODING;
    case ENCODING_BYTE_STREAM_SPLIT:
      return output == OUT_BOOL || output >= OUT_INT96 ? UNKNOWN_ENCODING : openStreamSplit(cursor, at, end);
    default:
      return UNKNOWN_ENCODING;
  }
}

function openIndices(cursor: Cursor, at: usize, end: usize): i32 {
  cursor.form = FORM_INDICES;
  const indices = indicesOf(cursor);
  if (at == end) {
    // A page of nulls only needs no index, not even their width.
    startRuns(indices, at, end, 1);
    return OK;
  }
  const width = <u32>load<u8>(at);
  if (width > INDEX_WIDTH_MAX) return BAD_INDEX;
  startRuns(indices, at + 1, end, width);
  return OK;
}

function openRunBits(cursor: Cursor, at: usize, end: usize): i32 {
  if (end - at < 4) return BAD_VALUES;
  const bytes = <usize>load<u32>(at);
  if (bytes > end - at - 4) return BAD_VALUES;
  cursor.form = FORM_RUN_BITS;
  startRuns(indicesOf(cursor), at + 4, at + 4 + bytes, 1);
  return OK;
}

function openDelta(cursor: Cursor, at: usize, end: usize): i32 {
  const count = deltaCount(at, end);
  if (count < 0 || count > <i64>cursor.valueCount) return BAD_VALUES;
  const width = plainWidth(cursor.output);
  const values = pageMemory(cursor, <usize>count * width);
  if (!values) return OUT_OF_MEMORY;
  const after = cursor.output == OUT_FIXED_64 ? decodeDelta<i64>(at, end, values) : decodeDelta<i32>(at, end, values);
  return after ? openPlain(cursor, values, <u32>count * width) : BAD_VALUES;
}

function openStreamSplit(cursor: Cursor, at: usize, end: usize): i32 {
  const width = plainWidth(cursor.output);
  const bytes = <u32>(end - at);
  if (bytes % width) return BAD_VALUES;
  const values = pageMemory(cursor, bytes);
  if (!values) return OUT_OF_MEMORY;
  joinStreams(at, values, width, bytes / width);
  return openPlain(cursor, values, bytes);
}

function openPlain(cursor: Cursor, values: usize, bytes: u32): i32 {
  cursor.form = FORM_PLAIN;
  cursor.values = values;
  cursor.valuesEnd = values + bytes;
  return OK;
}
