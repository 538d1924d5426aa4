// Parts of columns.

import type { Heap } from "../memory/index.js";
import { bitWidths } from "../types/index.js";
import { bitmapBytes, copyBits, countBits } from "./bitmap.js";
import { type Blocks, buildIn } from "./blocks.js";
import type { Chunk, Column } from "./column.js";

/**
 * Rows `offset` to `offset + length`, which must exist. Shares the column's memory; only bitmaps that would start within a word
 * of 64 bits are copied.
 */
export function sliceColumn(column: Column, offset: number, length: number, heap: Heap): Column {
  if (offset === 0 && length === column.length) return column;
  const chunks = buildIn(heap, (blocks) => sliceChunks(column, offset, length, blocks));
  const nullCount = chunks.reduce((sum, chunk) => sum + chunk.nullCount, 0);
  return { ...column, length, nullCount, chunks };
}

function sliceChunks(column: Column, offset: number, length: number, blocks: Blocks): Chunk[] {
  const chunks: Chunk[] = [];
  let start = 0;
  for (const chunk of column.chunks) {
    const from = Math.max(offset - start, 0);
    const to = Math.min(offset + length - start, chunk.length);
    if (from < to) chunks.push(from === 0 && to === chunk.length ? chunk : sliceChunk(column, chunk, from, to - from, blocks));
    start += chunk.length;
  }
  return chunks;
}

function sliceChunk(column: Column, chunk: Chunk, offset: number, length: number, blocks: Blocks): Chunk {
  const copied = blocks.allocations.length;
  const bitWidth = bitWidths[column.physical];
  const values = bitWidth === 1 ? sliceBits(chunk.values, offset, length, blocks) : chunk.values + (offset * bitWidth) / 8;
  let validity = chunk.validity === 0 ? 0 : sliceBits(chunk.validity, offset, length, blocks);
  const nullCount = validity === 0 ? 0 : length - countBits(blocks.heap, validity, length);
  if (nullCount === 0) validity = 0;
  return { length, values, validity, nullCount, allocations: [...chunk.allocations, ...blocks.allocations.slice(copied)] };
}

function sliceBits(bitmap: number, offset: number, length: number, blocks: Blocks): number {
  if (offset % 64 === 0) return bitmap + offset / 8;
  const bytes = bitmapBytes(length);
  const address = blocks.allocZeroed(bytes);
  const first = offset >>> 3;
  // One byte more than the bits need: copying shifts pairs of bytes.
  const source = blocks.heap.bytes(bitmap + first, (length >>> 3) + 2);
  copyBits(source, offset & 7, blocks.heap.bytes(address, bytes), 0, length);
  return address;
}
