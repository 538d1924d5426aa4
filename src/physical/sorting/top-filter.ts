// Sort with a limit, before it sorts: drops rows that can't be among the first `limit`, batch by batch, and across threads.
// What passes is collected, cut down by `argSort` with the same limit when it has grown large, and sorted at the end.

import type { Vector } from "../../column/index.js";
import type { Instance } from "../../kernels/index.js";
import { dictionaryRanks } from "./dictionary-ranks.js";
import type { SortKeyType } from "./sort-key.js";
import { encodeWords, planLayout, type SortLayout } from "./sort-layout.js";

/** Plain data. */
export interface TopFilterState {
  readonly layout: SortLayout;
  readonly limit: number;
  /** Address of the greatest first word that may still be among the first rows: threads lower it together. */
  readonly threshold: number;
}

/** Room that kernels want past the last word of a batch, in words. */
const SLACK_WORDS = 64;
const HEAP_HEADER_BYTES = 64;
const HEAP_WORDS_FIRST = 1024;
/** More rows than memory can hold; what the kernel can count. */
const LIMIT_MAX = 2 ** 32 - 1;

export class TopFilter {
  readonly #instance: Instance;
  readonly #state: TopFilterState;
  readonly #arena: number;
  /** Of the kernel, which holds the least first words seen, `limit` of them at most. */
  #heap = 0;
  #capacity = 0;

  /** What the threads' filters share; `arena` owns it. `limit` is at least 1. */
  static plan(instance: Instance, keys: readonly SortKeyType[], limit: number, arena: number): TopFilterState {
    const { heap } = instance;
    const layout = planLayout(
      keys.map(({ type: { physical, nullable, dictionary }, descending, nullsLast }) => ({
        physical,
        nullable,
        descending,
        nullsLast,
        ...(dictionary === undefined
          ? {}
          : { least: 0n, range: BigInt(Math.max(dictionary.count - 1, 0)), ranks: dictionaryRanks(instance, dictionary, arena) }),
      })),
    );
    const threshold = heap.alloc(8, arena);
    heap.u32s(threshold, 2).fill(0xffffffff);
    return { layout, limit: Math.min(limit, LIMIT_MAX), threshold };
  }

  /** One thread's filter; `arena` owns its memory. */
  constructor(instance: Instance, state: TopFilterState, arena: number) {
    this.#instance = instance;
    this.#state = state;
    this.#arena = arena;
    this.#reserve(Math.min(state.limit, HEAP_WORDS_FIRST));
  }

  /** The selected rows (`selection` 0: all) that may be among the first, in scratch. Rows equal to the last of them stay. */
  candidates(
    vectors: readonly Vector[],
    rowCount: number,
    selection: number,
  ): { readonly selection: number; readonly selectedCount: number } {
    const { heap, kernels } = this.#instance;
    const { layout, limit, threshold } = this.#state;
    this.#reserve(Math.min(limit, heap.getU32(this.#heap) + rowCount));
    const words = heap.scratch((rowCount + SLACK_WORDS) * 8);
    encodeWords(this.#instance, layout, vectors, rowCount, [words], (bytes) => heap.scratch(bytes));
    const out = heap.scratch(Math.ceil(rowCount / 64) * 8);
    const selectedCount = kernels.sort_top(words, selection, this.#heap, limit, threshold, out, rowCount);
    return { selection: out, selectedCount };
  }

  /** Limits may be far more than there are rows, so the heap grows with what it holds. */
  #reserve(words: number): void {
    if (words <= this.#capacity) return;
    const { heap, kernels } = this.#instance;
    const capacity = Math.min(this.#state.limit, Math.max(words, 2 * this.#capacity));
    const larger = heap.alloc(HEAP_HEADER_BYTES + capacity * 8, this.#arena);
    if (this.#heap === 0) kernels.zero_bytes(larger, HEAP_HEADER_BYTES);
    else heap.bytes(larger, HEAP_HEADER_BYTES + this.#capacity * 8).set(heap.bytes(this.#heap, HEAP_HEADER_BYTES + this.#capacity * 8));
    heap.free(this.#heap);
    this.#heap = larger;
    this.#capacity = capacity;
  }
}
