// Hash tables that number the distinct keys of a build side in order of appearance: building them, with growth, and their
// state, which travels to other threads.

import type { Instance } from "../../kernels/index.js";

/** Addresses of a finished table: it is only read. */
export interface NumberTable {
  readonly table: number;
  /** The table has 2^bits slots. */
  readonly bits: number;
  /** Distinct keys. */
  readonly count: number;
  /** The keys as views, by number; of string tables only. */
  readonly strings: number;
}

/** Keys that a table has room for at first: growing tells how many distinct ones the rest may hold. */
const FIRST_KEYS = 1 << 14;
const WORD_ENTRY_BYTES = 16;
const PAIR_ENTRY_BYTES = 24;
const STRING_ENTRY_BYTES = 8;
const VIEW_BYTES = 16;

/** Writes the numbers of words to `ids`, except where that is 0xFFFFFFFF. */
export function numberWords({ heap, kernels }: Instance, words: number, ids: number, rowCount: number, arena: number): NumberTable {
  return grow({ heap, kernels }, rowCount, arena, {
    entryBytes: WORD_ENTRY_BYTES,
    number: (table, bits, state, from) => kernels.join_number_words(words, ids, table, bits, state, from, rowCount),
    enlarge: kernels.join_enlarge_words,
  });
}

/** Writes the numbers of the pairs of words to `ids`, except where that is 0xFFFFFFFF. */
export function numberPairs(instance: Instance, first: number, second: number, ids: number, rowCount: number, arena: number): NumberTable {
  const { kernels } = instance;
  return grow(instance, rowCount, arena, {
    entryBytes: PAIR_ENTRY_BYTES,
    number: (table, bits, state, from) => kernels.join_number_pairs(first, second, ids, table, bits, state, from, rowCount),
    enlarge: kernels.join_enlarge_pairs,
  });
}

/** Writes the numbers of views to `ids`, 0 for null rows. */
export function numberStrings(
  instance: Instance,
  views: number,
  validity: number,
  ids: number,
  rowCount: number,
  arena: number,
): NumberTable {
  const { heap, kernels } = instance;
  let strings = 0;
  let capacity = 0;
  const table = grow(instance, rowCount, arena, {
    entryBytes: STRING_ENTRY_BYTES,
    number: (table, bits, state, from) => {
      const wanted = 2 ** (bits - 1);
      if (wanted > capacity) {
        const larger = heap.alloc(wanted * VIEW_BYTES, arena);
        heap.bytes(larger, capacity * VIEW_BYTES).set(heap.bytes(strings, capacity * VIEW_BYTES));
        heap.free(strings);
        strings = larger;
        capacity = wanted;
      }
      return kernels.join_number_views(views, validity, ids, table, bits, strings, state, from, rowCount);
    },
    enlarge: kernels.join_enlarge_views,
  });
  return { ...table, strings };
}

interface TableForm {
  readonly entryBytes: number;
  /** Numbers rows from `from` on; gives the row at which the table was full. */
  number(table: number, bits: number, state: number, from: number): number;
  enlarge(from: number, fromBits: number, into: number, bits: number): void;
}

function grow({ heap, kernels }: Instance, rowCount: number, arena: number, form: TableForm): NumberTable {
  const allocTable = (bits: number) => {
    const bytes = form.entryBytes * 2 ** bits;
    const table = heap.alloc(bytes, arena);
    kernels.zero_bytes(table, bytes);
    return table;
  };
  const state = heap.alloc(8, arena);
  heap.setU32(state, 0);
  let bits = bitsFor(Math.min(rowCount, FIRST_KEYS));
  let table = allocTable(bits);
  let row = 0;
  while (true) {
    row = form.number(table, bits, state, row);
    if (row >= rowCount) break;
    const count = heap.getU32(state);
    const expected = Math.min(rowCount, Math.ceil((count / row) * rowCount));
    const largerBits = Math.max(bits + 1, bitsFor(expected));
    const larger = allocTable(largerBits);
    form.enlarge(table, bits, larger, largerBits);
    heap.free(table);
    table = larger;
    bits = largerBits;
  }
  const count = heap.getU32(state);
  heap.free(state);
  return { table, bits, count, strings: 0 };
}

/** A table of 2^bits slots takes `keys` keys, half full. */
function bitsFor(keys: number): number {
  return Math.ceil(Math.log2(Math.max(keys, 1))) + 1;
}
