// Columns one after the other, and the chunks of one column as a single one.

import { assert } from "../errors/index.js";
import type { Heap } from "../memory/index.js";
import { bitWidths, isReference, sameType } from "../types/index.js";
import { bitmapBytes, copyBits, setBits } from "./bitmap.js";
import { type Blocks, buildIn } from "./blocks.js";
import { writeStrings } from "./build-strings.js";
import type { Chunk, Column, Dictionary } from "./column.js";
import { dictionaryReader } from "./strings.js";

/** The rows of all `columns`, which are of one dtype and physical type. Shares their memory; codes are rewritten where dictionaries differ. */
export function concatColumns(columns: readonly [Column, ...Column[]], heap: Heap): Column {
  const [first] = columns;
  for (const { dtype, physical } of columns) {
    assert(sameType(dtype, first.dtype) && physical === first.physical, "concatColumns: columns of several types");
  }
  const length = columns.reduce((sum, column) => sum + column.length, 0);
  const nullCount = columns.reduce((sum, column) => sum + column.nullCount, 0);
  if (columns.every((column) => column.dictionary === first.dictionary)) {
    return { ...first, length, nullCount, chunks: columns.flatMap((column) => column.chunks) };
  }
  return buildIn(heap, (blocks) => ({ ...first, length, nullCount, ...mergeDictionaries(columns, blocks) }));
}

function mergeDictionaries(columns: readonly Column[], blocks: Blocks): { readonly dictionary: Dictionary; readonly chunks: Chunk[] } {
  const codeOf = new Map<string, number>();
  const chunks: Chunk[] = [];
  for (const column of columns) {
    const read = dictionaryReader(column, blocks.heap);
    const codes = Uint32Array.from({ length: column.dictionary?.count ?? 0 }, (_, code) => {
      const string = read(code);
      const merged = codeOf.get(string) ?? codeOf.size;
      codeOf.set(string, merged);
      return merged;
    });
    for (const chunk of column.chunks) chunks.push(recode(chunk, codes, blocks));
  }
  const values = writeStrings([...codeOf.keys()], blocks);
  return { dictionary: { count: codeOf.size, values, allocations: blocks.allocations }, chunks };
}

function recode(chunk: Chunk, codes: Uint32Array, blocks: Blocks): Chunk {
  const { length } = chunk;
  const values = blocks.alloc(length * 4);
  const source = blocks.heap.u32s(chunk.values, length);
  const out = blocks.heap.u32s(values, length);
  for (let row = 0; row < length; row++) out[row] = codes[source[row] as number] ?? 0;
  // The dictionary holds all new blocks; of the old ones, only the validity is still in use.
  return { ...chunk, values, allocations: chunk.validity === 0 ? blocks.allocations : [...chunk.allocations, ...blocks.allocations] };
}

/** The same rows in one chunk (none if there are no rows). What strings and lists refer to stays where it is. */
export function rechunk(column: Column, heap: Heap): Column {
  if (column.chunks.length <= 1) return column;
  return buildIn(heap, (blocks) => {
    const values = joinValues(column, blocks);
    const validity = column.nullCount === 0 ? 0 : joinValidity(column, blocks);
    const kept = isReference(column.physical) ? column.chunks.flatMap((chunk) => chunk.allocations) : [];
    const { length, nullCount } = column;
    const allocations = [...new Set([...blocks.allocations, ...kept])];
    return { ...column, chunks: [{ length, values, validity, nullCount, allocations }] };
  });
}

function joinValues(column: Column, blocks: Blocks): number {
  if (column.physical === "bool") return joinBits(column, (chunk) => chunk.values, blocks);
  const width = bitWidths[column.physical] / 8;
  const address = blocks.alloc(column.length * width);
  const out = blocks.heap.bytes(address, column.length * width);
  let start = 0;
  for (const chunk of column.chunks) {
    out.set(blocks.heap.bytes(chunk.values, chunk.length * width), start);
    start += chunk.length * width;
  }
  return address;
}

function joinValidity(column: Column, blocks: Blocks): number {
  return joinBits(column, (chunk) => chunk.validity, blocks);
}

/** Of chunks without the bitmap, all bits are 1. */
function joinBits(column: Column, bitmapOf: (chunk: Chunk) => number, blocks: Blocks): number {
  const bytes = bitmapBytes(column.length);
  const address = blocks.allocZeroed(bytes);
  const out = blocks.heap.bytes(address, bytes);
  let start = 0;
  for (const chunk of column.chunks) {
    const bitmap = bitmapOf(chunk);
    if (bitmap === 0) setBits(out, start, chunk.length);
    else copyBits(blocks.heap.bytes(bitmap, bitmapBytes(chunk.length)), 0, out, start, chunk.length);
    start += chunk.length;
  }
  return address;
}
