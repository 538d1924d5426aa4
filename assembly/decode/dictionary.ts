// Merges the dictionaries of a column's row groups while a scan is planned: each distinct string once, and for each
// dictionary page a table from its indices to codes of the merged dictionary.

import { storeView } from "../lib/view";
import { Cursor, CURSOR_BYTES } from "./cursor";
import { readPageHeader } from "./page-header";
import { BAD_VALUES } from "./status";

/** Least bytes of the buffer that `parquet_page_header` works in. */
export function parquet_page_header_bytes(): u32 { return <u32>CURSOR_BYTES + 32; }

/**
 * Reads the page header at `at`. Returns a status, and at `out`, as u32: bytes of the header, the page's type, bytes of the
 * body, bytes when decompressed, number of values, encoding. A body that goes on past `end` is no error here.
 */
export function parquet_page_header(at: usize, end: usize, out: usize): i32 {
  const cursor = changetype<Cursor>(out + 32);
  cursor.next = at;
  cursor.end = end;
  const status = readPageHeader(cursor, false);
  if (status < 0) return status;
  store<u32>(out, <u32>(cursor.body - at));
  store<u32>(out, cursor.pageType, 4);
  store<u32>(out, cursor.bodyBytes, 8);
  store<u32>(out, cursor.pageBytes, 12);
  store<u32>(out, cursor.valueCount, 16);
  store<u32>(out, cursor.encoding, 20);
  return status;
}

/**
 * Adds `count` PLAIN strings to a merged dictionary and writes their codes. `slots` is a table of `slotCount` u32, a power
 * of two and more than twice the values to come; 0 is empty, else code + 1. `views` and `bytes` are the merged dictionary,
 * with room for all; `state` has u32 number of values, u32 bytes used. Returns a status.
 */
export function parquet_merge_dictionary(
  plain: usize, plainBytes: usize, count: u32, slots: usize, slotCount: u32, views: usize, bytes: usize, state: usize, codes: usize,
): i32 {
  const end = plain + plainBytes;
  let merged = load<u32>(state), used = <usize>load<u32>(state, 4);
  for (let index: u32 = 0; index < count; index++) {
    if (end - plain < 4) return BAD_VALUES;
    const length = load<u32>(plain);
    plain += 4;
    if (<usize>length > end - plain) return BAD_VALUES;
    let slot = hash(plain, length) & (slotCount - 1);
    let code: u32;
    for (;;) {
      const entry = load<u32>(slots + (<usize>slot << 2));
      if (!entry) {
        code = merged++;
        store<u32>(slots + (<usize>slot << 2), merged);
        const copy = bytes + used;
        memory.copy(copy, plain, length);
        storeView(views + (<usize>code << 4), copy, length);
        if (length > 12) used += length;
        break;
      }
      code = entry - 1;
      if (equals(views + (<usize>code << 4), plain, length)) break;
      slot = (slot + 1) & (slotCount - 1);
    }
    store<u32>(codes + (<usize>index << 2), code);
    plain += length;
  }
  store<u32>(state, merged);
  store<u32>(state, <u32>used, 4);
  return 0;
}

function hash(bytes: usize, length: u32): u32 {
  let value: u64 = <u64>length * 0x9e3779b97f4a7c15;
  let left = length;
  for (; left >= 8; left -= 8) {
    value = rotl(value ^ load<u64>(bytes), 29) * 0x9e3779b97f4a7c15;
    bytes += 8;
  }
  if (left) value = rotl(value ^ (load<u64>(bytes) & (((<u64>1) << (left << 3)) - 1)), 29) * 0x9e3779b97f4a7c15;
  return <u32>(value >> 32);
}

function equals(view: usize, bytes: usize, length: u32): bool {
  if (load<u32>(view) != length) return false;
  return memory.compare(length > 12 ? <usize>load<u32>(view, 12) : view + 4, bytes, length) == 0;
}
