// Strings and lists of strings: a list joined to a string, a string split to a list. Bytes and elements that are made stand in scratch.

import { indexOfBytes } from "../lib/find";
import { countOf, firstOf, isValidElement, storeList, valuesOf } from "../lib/list";
import { scratch_alloc } from "../lib/scratch";
import { clearBit, getBit } from "../lib/simd";
import { bytesOf, INLINE_BYTES, lengthOf, storeView } from "../lib/view";

/** Views are loaded as whole words, so their bytes are followed by some more. */
const SLACK: usize = 64;

/** The elements one after the other with `separator`, a view, between them. A null element is left out, or makes the row null. */
export function list_join(lists: usize, separator: usize, out: usize, validity: usize, ignoreNulls: bool, rows: i32): void {
  const spare = scratch_alloc(SLACK);
  const separatorBytes = bytesOf(separator), separatorLength = lengthOf(separator);
  for (let row: usize = 0; row < <usize>rows; row++, out += 16) {
    v128.store(out, i64x2.splat(0));
    if (!getBit(validity, row)) continue;
    const list = lists + (row << 4);
    const first = firstOf(list), end = first + countOf(list);
    let length: u32 = 0;
    let joined: u32 = 0;
    let hasNull = false;
    for (let index = first; index < end; index++) {
      if (isValidElement(list, index)) {
        length += lengthOf(valuesOf(list) + (index << 4));
        joined++;
      } else hasNull = true;
    }
    if (hasNull && !ignoreNulls) {
      clearBit(validity, row);
      continue;
    }
    if (!joined) continue;
    length += (joined - 1) * separatorLength;
    const bytes = length > INLINE_BYTES ? scratch_alloc(length + SLACK) : spare;
    let to = bytes;
    let isFirst = true;
    for (let index = first; index < end; index++) {
      if (!isValidElement(list, index)) continue;
      if (isFirst) isFirst = false;
      else {
        memory.copy(to, separatorBytes, separatorLength);
        to += separatorLength;
      }
      const view = valuesOf(list) + (index << 4);
      memory.copy(to, bytesOf(view), lengthOf(view));
      to += lengthOf(view);
    }
    storeView(out, bytes, length);
  }
}

/** Bytes of the character that starts with this byte. */
// @ts-ignore: decorator
@inline function characterBytes(first: u32): u32 { return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4; }

/** Parts of a string: characters where the separator is empty. With `inclusive` there is no empty part at the end. */
function partsOf(text: usize, length: u32, separator: usize, separatorLength: u32, inclusive: bool): u32 {
  let parts: u32 = 0;
  if (!separatorLength) {
    for (let at: u32 = 0; at < length; at++) parts += u32((load<u8>(text + at) & 0xc0) != 0x80);
    return parts;
  }
  let found = indexOfBytes(text, length, separator, separatorLength);
  while (found >= 0) {
    parts++;
    text += found + separatorLength;
    length -= found + separatorLength;
    found = indexOfBytes(text, length, separator, separatorLength);
  }
  return parts + u32(length != 0 || !inclusive);
}

/** The parts between separators, which stay at the end of a part if `inclusive`; `step`: 16, or 0 for one separator. */
function split(strings: usize, separators: usize, step: usize, out: usize, validity: usize, inclusive: bool, rows: i32): void {
  let total: usize = 0;
  for (let row: usize = 0; row < <usize>rows; row++) {
    if (!getBit(validity, row)) continue;
    const view = strings + (row << 4), separator = separators + row * step;
    total += partsOf(bytesOf(view), lengthOf(view), bytesOf(separator), lengthOf(separator), inclusive);
  }
  const parts = scratch_alloc((total << 4) + SLACK);
  let put: usize = 0;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const first = put;
    if (getBit(validity, row)) {
      const view = strings + (row << 4), separator = separators + row * step;
      const separatorLength = lengthOf(separator);
      let text = bytesOf(view), length = lengthOf(view);
      if (!separatorLength) {
        while (length) {
          const bytes = characterBytes(load<u8>(text));
          storeView(parts + (put++ << 4), text, bytes);
          text += bytes;
          length -= bytes;
        }
      } else {
        let found = indexOfBytes(text, length, bytesOf(separator), separatorLength);
        while (found >= 0) {
          storeView(parts + (put++ << 4), text, inclusive ? found + separatorLength : found);
          text += found + separatorLength;
          length -= found + separatorLength;
          found = indexOfBytes(text, length, bytesOf(separator), separatorLength);
        }
        if (length || !inclusive) storeView(parts + (put++ << 4), text, length);
      }
    }
    storeList(out + (row << 4), <u32>(put - first), first, parts, 0);
  }
}
export function str_split_view_vv(strings: usize, separators: usize, out: usize, validity: usize, inclusive: bool, rows: i32): void { split(strings, separators, 16, out, validity, inclusive, rows); }
export function str_split_view_vs(strings: usize, separator: usize, out: usize, validity: usize, inclusive: bool, rows: i32): void { split(strings, separator, 0, out, validity, inclusive, rows); }
