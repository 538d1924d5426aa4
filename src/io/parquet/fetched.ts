// Chunks that the calling thread fetched for a row group, as readers on any thread see them. As u32:
//   0 slices of the row group still to be read   1 number of blocks   then an address for each column   then the blocks
// Whoever finishes the last slice frees all.

import type { Heap } from "../../memory/index.js";

const HEADER_WORDS = 2;

export function storeFetched(heap: Heap, slices: number, addresses: readonly number[], blocks: readonly number[], arena: number): number {
  const fetched = heap.alloc(4 * (HEADER_WORDS + addresses.length + blocks.length), arena);
  heap.u32s(fetched, HEADER_WORDS + addresses.length + blocks.length).set([slices, blocks.length, ...addresses, ...blocks]);
  return fetched;
}

export function fetchedChunks(heap: Heap, fetched: number, columns: number): readonly number[] {
  return [...heap.u32s(fetched + 4 * HEADER_WORDS, columns)];
}

export function releaseFetched(heap: Heap, fetched: number, columns: number): void {
  const [, blockCount] = heap.u32s(fetched, HEADER_WORDS) as unknown as [number, number];
  if (Atomics.sub(heap.u32s(fetched, 1), 0, 1) !== 1) return;
  for (const block of heap.u32s(fetched + 4 * (HEADER_WORDS + columns), blockCount)) heap.free(block);
  heap.free(fetched);
}
