// Constants of a program, in memory.

import { arrayTypes, INLINE_BYTES_MAX, VIEW_BYTES } from "../column/index.js";
import { assert } from "../errors/index.js";
import type { LiteralValue } from "../expr/index.js";
import type { Heap } from "../memory/index.js";
import { bitWidths, type PhysicalType } from "../types/index.js";

/** Kernels may read this far past the end. */
const OVERREAD_BYTES = 64;

const encoder = new TextEncoder();

/** Writes physical values side by side; strings as views whose long bytes follow. The arena owns them. */
export function writeConstants(heap: Heap, arena: number, physical: PhysicalType, values: readonly LiteralValue[]): number {
  if (physical === "view") return writeStrings(heap, arena, values as readonly string[]);
  const bytes = Math.ceil((values.length * bitWidths[physical]) / 8);
  const address = heap.alloc(bytes + OVERREAD_BYTES, arena);
  if (physical === "list") {
    // Only null is written as a literal.
    heap.bytes(address, bytes).fill(0);
    return address;
  }
  if (physical === "bool") {
    const bits = heap.bytes(address, bytes).fill(0);
    for (const [index, value] of values.entries()) bits[index >>> 3] = (bits[index >>> 3] as number) | (Number(value) << (index & 7));
    return address;
  }
  const array = heap.view(arrayTypes[physical] as typeof Float64Array, address, values.length) as unknown as Record<
    number,
    number | bigint
  >;
  for (const [index, value] of values.entries()) {
    assert(typeof value === "number" || typeof value === "bigint", `a literal ${String(value)} as ${physical}`);
    array[index] = value;
  }
  return address;
}

function writeStrings(heap: Heap, arena: number, values: readonly string[]): number {
  const texts = values.map((value) => encoder.encode(value));
  const longBytes = texts.reduce((sum, { length }) => sum + (length > INLINE_BYTES_MAX ? length : 0), 0);
  const address = heap.alloc(values.length * VIEW_BYTES + longBytes + OVERREAD_BYTES, arena);
  let space = address + values.length * VIEW_BYTES;
  for (const [index, text] of texts.entries()) space = writeView(heap, address + index * VIEW_BYTES, text, space);
  return address;
}

/** Writes the view of `text`, whose bytes go to `space` if they are many; gives the end of the space used. */
export function writeView(heap: Heap, view: number, text: Uint8Array, space: number): number {
  const bytes = heap.bytes(view, VIEW_BYTES).fill(0);
  heap.setU32(view, text.length);
  if (text.length <= INLINE_BYTES_MAX) {
    bytes.set(text, 4);
    return space;
  }
  bytes.set(text.subarray(0, 4), 4);
  heap.setU32(view + 12, space);
  heap.bytes(space, text.length).set(text);
  return space + text.length;
}
