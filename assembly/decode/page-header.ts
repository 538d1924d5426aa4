// Page headers: Thrift's compact protocol, read into the cursor's fields.

import { Cursor } from "./cursor";
import { failRead, readAt, readByte, readFailed, readFrom, readLeft, readSkip, readVarint, readZigzag } from "./reader";
import { BAD_HEADER, BAD_SIZE, ENDS_EARLY, OK } from "./status";

export const PAGE_DATA: u32 = 0;
export const PAGE_DICTIONARY: u32 = 2;
export const PAGE_DATA_V2: u32 = 3;

const TYPE_TRUE: u32 = 1;
const TYPE_FALSE: u32 = 2;
const TYPE_BYTE: u32 = 3;
const TYPE_I16: u32 = 4;
const TYPE_I32: u32 = 5;
const TYPE_I64: u32 = 6;
const TYPE_DOUBLE: u32 = 7;
const TYPE_BINARY: u32 = 8;
const TYPE_LIST: u32 = 9;
const TYPE_SET: u32 = 10;
const TYPE_STRUCT: u32 = 12;
const DEPTH_MAX: u32 = 16;

/** Reads the header at `cursor.next` and moves that past the page. `whole`: the body must end before `cursor.end`. */
export function readPageHeader(cursor: Cursor, whole: bool): i32 {
  cursor.page = cursor.next;
  if (cursor.next >= cursor.end) return ENDS_EARLY;
  readFrom(cursor.next, cursor.end);
  cursor.pageType = -1;
  cursor.pageBytes = -1;
  cursor.bodyBytes = -1;
  cursor.valueCount = -1;
  cursor.nullCount = -1;
  cursor.levelBytes = 0;
  cursor.repetitionBytes = 0;
  cursor.compressed = true;
  for (let id: u32 = 0; ; ) {
    const field = readByte();
    if (!field || readFailed()) break;
    id = field >> 4 ? id + (field >> 4) : <u32>readZigzag();
    const type = field & 15;
    if (type == TYPE_I32 && id == 1) cursor.pageType = <u32>readZigzag();
    else if (type == TYPE_I32 && id == 2) cursor.pageBytes = <u32>readZigzag();
    else if (type == TYPE_I32 && id == 3) cursor.bodyBytes = <u32>readZigzag();
    else if (type == TYPE_STRUCT && (id == 5 || id == 7)) readValueHeader(cursor);
    else if (type == TYPE_STRUCT && id == 8) readValueHeaderV2(cursor);
    else skipValue(type, 0);
  }
  if (readFailed() || <i32>cursor.pageType < 0 || <i32>cursor.pageBytes < 0 || <i32>cursor.bodyBytes < 0) return BAD_HEADER;
  const hasValues = cursor.pageType == PAGE_DATA || cursor.pageType == PAGE_DICTIONARY || cursor.pageType == PAGE_DATA_V2;
  if (hasValues && <i32>cursor.valueCount < 0) return BAD_HEADER;
  if (whole && cursor.bodyBytes > <u32>readLeft()) return BAD_SIZE;
  cursor.body = readAt();
  cursor.next = cursor.body + cursor.bodyBytes;
  return OK;
}

function readValueHeader(cursor: Cursor): void {
  for (let id: u32 = 0; ; ) {
    const field = readByte();
    if (!field || readFailed()) return;
    id = field >> 4 ? id + (field >> 4) : <u32>readZigzag();
    const type = field & 15;
    if (type == TYPE_I32 && id == 1) cursor.valueCount = <u32>readZigzag();
    else if (type == TYPE_I32 && id == 2) cursor.encoding = <u32>readZigzag();
    else if (type == TYPE_I32 && id == 3) cursor.levelEncoding = <u32>readZigzag();
    else skipValue(type, 0);
  }
}

function readValueHeaderV2(cursor: Cursor): void {
  for (let id: u32 = 0; ; ) {
    const field = readByte();
    if (!field || readFailed()) return;
    id = field >> 4 ? id + (field >> 4) : <u32>readZigzag();
    const type = field & 15;
    if (type == TYPE_I32 && id == 1) cursor.valueCount = <u32>readZigzag();
    else if (type == TYPE_I32 && id == 2) cursor.nullCount = <u32>readZigzag();
    else if (type == TYPE_I32 && id == 4) cursor.encoding = <u32>readZigzag();
    else if (type == TYPE_I32 && id == 5) cursor.levelBytes = <u32>readZigzag();
    else if (type == TYPE_I32 && id == 6) cursor.repetitionBytes = <u32>readZigzag();
    else if (id == 7) cursor.compressed = type == TYPE_TRUE;
    else skipValue(type, 0);
  }
}

function skipValue(type: u32, depth: u32): void {
  if (depth > DEPTH_MAX || readFailed()) return failRead();
  switch (type) {
    case TYPE_TRUE:
    case TYPE_FALSE:
      return;
    case TYPE_BYTE:
      return readSkip(1);
    case TYPE_I16:
    case TYPE_I32:
    case TYPE_I64:
      readVarint();
      return;
    case TYPE_DOUBLE:
      return readSkip(8);
    case TYPE_BINARY:
      return readSkip(readVarint());
    case TYPE_LIST:
    case TYPE_SET:
      return skipList(depth);
    case TYPE_STRUCT:
      return skipStruct(depth);
    default:
      return failRead();
  }
}

function skipList(depth: u32): void {
  const head = readByte();
  let count: u64 = head >> 4;
  if (count == 15) count = readVarint();
  const type = head & 15;
  // As members of a list, booleans take a byte.
  if (type == TYPE_TRUE || type == TYPE_FALSE) return readSkip(count);
  for (let index: u64 = 0; index < count && !readFailed(); index++) skipValue(type, depth + 1);
}

function skipStruct(depth: u32): void {
  for (;;) {
    const field = readByte();
    if (!field || readFailed()) return;
    if (!(field >> 4)) readVarint();
    skipValue(field & 15, depth + 1);
  }
}
