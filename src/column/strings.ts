// Strings of views as JavaScript strings. Bytes are first copied out of the shared memory: TextDecoder refuses to read it in browsers.

import type { Heap } from "../memory/index.js";
import { bitAt } from "./bitmap.js";
import { INLINE_BYTES_MAX, VIEW_BYTES } from "./build-strings.js";
import type { Column } from "./column.js";

/** Strings decoded together. Small enough that one string that lives on does not keep much else alive. */
const GROUP_BYTES = 1 << 14;

/** Up to so many bytes, a loop is quicker than making a view and a call. */
const BYTEWISE_MAX = 48;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Writes the string of each of `rows` views to `out`, from `start` on; of rows whose bit is 0 in `validity`, null. */
export function readViews(heap: Heap, views: number, rows: number, validity: Uint8Array | undefined, out: unknown[], start: number): void {
  const words = heap.u32s(views, rows * 4);
  let memory = wholeMemory(heap);
  let group = new Uint8Array(GROUP_BYTES);
  const ends: number[] = [];
  let first = 0;
  let used = 0;
  for (let row = 0; row < rows; row++) {
    const valid = validity === undefined || bitAt(validity, row);
    const length = valid ? (words[row * 4] as number) : 0;
    if (used + length > group.length) {
      flush(group, used, ends, out, start + first);
      first = row;
      used = 0;
      if (length > group.length) group = new Uint8Array(length);
    }
    const address = length > INLINE_BYTES_MAX ? (words[row * 4 + 3] as number) : views + row * VIEW_BYTES + 4;
    if (address + length > memory.length) {
      // Another thread made the memory grow: reaching for the bytes shows it here.
      heap.bytes(address, length);
      memory = wholeMemory(heap);
    }
    if (length > BYTEWISE_MAX) group.set(memory.subarray(address, address + length), used);
    else for (let index = 0; index < length; index++) group[used + index] = memory[address + index] as number;
    used += length;
    ends.push(used);
  }
  flush(group, used, ends, out, start + first);
  if (validity !== undefined) {
    for (let row = 0; row < rows; row++) {
      if (!bitAt(validity, row)) out[start + row] = null;
    }
  }
}

function wholeMemory(heap: Heap): Uint8Array {
  return heap.bytes(0, heap.memory.buffer.byteLength);
}

function flush(bytes: Uint8Array, used: number, ends: number[], out: unknown[], start: number): void {
  const text = decoder.decode(bytes.subarray(0, used));
  const ascii = text.length === used;
  let from = 0;
  for (let index = 0; index < ends.length; index++) {
    const end = ends[index] as number;
    out[start + index] = ascii ? text.slice(from, end) : decoder.decode(bytes.subarray(from, end));
    from = end;
  }
  ends.length = 0;
}

/** The string of the view at `view`. */
export function readView(heap: Heap, view: number): string {
  const length = heap.getU32(view);
  const address = length > INLINE_BYTES_MAX ? heap.getU32(view + 12) : view + 4;
  return decoder.decode(heap.bytes(address, length).slice());
}

const dictionaries = new WeakMap<object, (string | undefined)[]>();

/** Code to string. Each is decoded when first asked for, and only then. */
export function dictionaryReader(column: Column, heap: Heap): (code: number) => string {
  const { dictionary } = column;
  if (dictionary === undefined) throw new Error("floe: internal error: a column of codes has no dictionary");
  let strings = dictionaries.get(dictionary);
  if (strings === undefined) {
    strings = new Array(dictionary.count);
    dictionaries.set(dictionary, strings);
  }
  const known = strings;
  return (code) => {
    const string = known[code] ?? readView(heap, dictionary.values + code * VIEW_BYTES);
    known[code] = string;
    return string;
  };
}
