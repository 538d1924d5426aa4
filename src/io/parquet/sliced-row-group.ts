// What threads share that read slices of one row group: a column's chunk is read by the thread that needs it first, and its long
// pages are decompressed by the first (assembly/decode/shared-pages.ts). As u32, 0 at first:
//   0 slices that are done   then for each column: AT_WORK while a thread reads the chunk, then its address, and words for its pages
// Whoever finishes the last slice frees all.

import type { Heap } from "../../memory/index.js";
import type { SlicedSpec } from "./spec.js";

const AT_WORK = 1;
/** In the place of an address: the chunk was in memory before. */
const BROUGHT = 2;
/** A chunk takes milliseconds. Who waited so long for a thread that is lost does its work. */
const WAIT_MS = 1000;

const wordsPerColumn = (rows: number, sliceRows: number): number => 1 + Math.ceil(rows / sliceRows);
const wordCount = (rows: number, sliceRows: number, columns: number): number => 1 + columns * wordsPerColumn(rows, sliceRows);

/** `rows`: of the row group; `sliceRows`: of a slice, about. */
export function sliceRowGroup(heap: Heap, rows: number, slices: number, sliceRows: number, columns: number, arena: number): SlicedSpec {
  const count = wordCount(rows, sliceRows, columns);
  const words = heap.alloc(4 * count, arena);
  heap.u32s(words, count).fill(0);
  return { words, slices, sliceRows };
}

/** A slice is done. */
export function releaseSlice(heap: Heap, { words, slices, sliceRows }: SlicedSpec, rows: number, columns: number): void {
  if (Atomics.add(heap.u32s(words, 1), 0, 1) + 1 < slices) return;
  const all = heap.u32s(words, wordCount(rows, sliceRows, columns));
  for (const address of all.subarray(1)) if (address > BROUGHT) heap.free(address);
  all.fill(0);
}

/** A column's chunk of a sliced row group. */
export class SharedChunk {
  readonly #heap: Heap;
  readonly #address: number;
  /** Address of the words for its pages. */
  readonly pages: number;
  readonly sliceRows: number;

  constructor(heap: Heap, { words, sliceRows }: SlicedSpec, rows: number, column: number) {
    this.#heap = heap;
    this.#address = words + 4 * (1 + column * wordsPerColumn(rows, sliceRows));
    this.pages = this.#address + 4;
    this.sliceRows = sliceRows;
  }

  /** Made anew each time: memory that is not shared moves when it grows. */
  get #word(): Int32Array {
    return this.#heap.i32s(this.#address, 1);
  }

  /** Whether this thread is to make the chunk ready, and to call `publish` then: nobody has begun to. */
  claim(): boolean {
    return Atomics.compareExchange(this.#word, 0, 0, AT_WORK) === 0;
  }

  /** As `claim`, unless another thread has made it ready, or does so now; it calls `help` to do something useful meanwhile, while that returns true. */
  await(help: () => boolean): boolean {
    while (!this.claim()) {
      if (Atomics.load(this.#word, 0) !== AT_WORK) return false;
      if (!help() && Atomics.wait(this.#word, 0, AT_WORK, WAIT_MS) === "timed-out") return true;
    }
    return true;
  }

  /** The chunk's address, once it is ready. `brought`: what it is if the chunk was in memory before, else 0. */
  address(brought: number): number {
    return brought === 0 ? Atomics.load(this.#word, 0) >>> 0 : brought;
  }

  /** `address`: 0 when the chunk could not be read; others try then, and fail by themselves. */
  publish(address: number, brought: boolean): void {
    Atomics.store(this.#word, 0, brought && address !== 0 ? BROUGHT : address);
    Atomics.notify(this.#word, 0);
  }
}
