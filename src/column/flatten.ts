// The elements of a chunk of lists as a chunk of their own, for those that want Arrow's layout: offsets into one vector.

import { bitWidths, type ColumnType, plainPhysical } from "../types/index.js";
import { bitAt, bitmapBytes, copyBits, countBits, setBits } from "./bitmap.js";
import type { Blocks } from "./blocks.js";
import type { Chunk } from "./column.js";
import { validityOf } from "./row-reader.js";

interface FlatLists {
  /** The elements of all rows, one row after the other. */
  readonly elements: Chunk;
  /** Where the elements of each row start, and the end of the last's. Null rows have none. */
  readonly offsets: Float64Array;
}

/** Of lists whose elements are of `dtype`. The elements are copied, but not what they refer to. */
export function flattenLists(chunk: Chunk, dtype: ColumnType, blocks: Blocks): FlatLists {
  const { heap } = blocks;
  const words = heap.u32s(chunk.values, chunk.length * 4).slice();
  const valid = validityOf(chunk, heap)?.slice();
  const offsets = new Float64Array(chunk.length + 1);
  for (let row = 0; row < chunk.length; row++) {
    const count = valid === undefined || bitAt(valid, row) ? (words[row * 4] as number) : 0;
    offsets[row + 1] = (offsets[row] as number) + count;
  }
  const length = offsets[chunk.length] as number;
  const bits = bitWidths[plainPhysical(dtype)];
  const values = blocks.allocZeroed(bits === 1 ? bitmapBytes(length) : (length * bits) / 8);
  const validity = blocks.allocZeroed(bitmapBytes(length));
  for (let row = 0; row < chunk.length; row++) {
    const [start, end] = [offsets[row] as number, offsets[row + 1] as number];
    if (start === end) continue;
    const [first, from, nulls] = [1, 2, 3].map((word) => words[row * 4 + word] as number) as [number, number, number];
    copyElements(from, first, values, start, end - start, bits, blocks);
    if (nulls === 0) setBits(heap.bytes(validity, bitmapBytes(length)), start, end - start);
    else copyElements(nulls, first, validity, start, end - start, 1, blocks);
  }
  const nullCount = length - countBits(heap, validity, length);
  return { elements: { length, values, validity: nullCount === 0 ? 0 : validity, nullCount, allocations: blocks.allocations }, offsets };
}

/** `count` values from index `first` on to index `to` of `out`. */
function copyElements(source: number, first: number, out: number, to: number, count: number, bits: number, { heap }: Blocks): void {
  if (bits === 1) {
    const end = bitmapBytes(first + count) + 1;
    copyBits(heap.bytes(source, end), first, heap.bytes(out, bitmapBytes(to + count)), to, count);
    return;
  }
  const width = bits / 8;
  heap.bytes(out + to * width, count * width).set(heap.bytes(source + first * width, count * width));
}
