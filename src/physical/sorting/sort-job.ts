// A sort as work for several threads: each phase is done for parts 0 to `parts` - 1, on any threads, before the next begins.
//
//   encode   rows of the part       → words, and their least and greatest
//   count    rows of the part       → how many go to each partition
//   scatter  rows of the part       → records of word and row, in their partitions
//   order    some of the partitions → rows in order
//
// The result is the same for any number of parts.

import type { Vector } from "../../column/index.js";
import { assert, MemoryLimitError } from "../../errors/index.js";
import type { Instance } from "../../kernels/index.js";
import { bitWidths } from "../../types/index.js";
import { dictionaryRanks } from "./dictionary-ranks.js";
import type { SortColumn } from "./sort-key.js";
import { encodeWords, type LayoutKey, planLayout, type SortLayout } from "./sort-layout.js";

/** Plain data: other threads attach to the job by it. */
export interface SortJobState {
  readonly rowCount: number;
  readonly parts: number;
  readonly limit: number;
  readonly layout: SortLayout;
  readonly columns: readonly { readonly vector: Vector; readonly bitWidth: number }[];
  /** Owns all memory but `rows`. */
  readonly temporary: number;
  /** Addresses: of each word's array, and as below. */
  readonly words: readonly number[];
  /** By part: least and greatest first word, u64. */
  readonly ranges: number;
  /** By part and partition: rows, u32. */
  readonly counts: number;
  readonly records: number;
  readonly sources: number;
  readonly rows: number;
}

const RECORD_BYTES = 16;
const SOURCE_BYTES = 16;
const RANGE_BYTES = 16;
/** Rows of one partition, about: their records stay in a core's cache. */
const PARTITION_ROWS = 1 << 12;
const PARTITION_BITS_MAX = 11;
const SOURCE_WORDS = 1;
const SOURCE_STRINGS = 2;

export class SortJob {
  private constructor(
    private readonly instance: Instance,
    private readonly jobState: SortJobState,
  ) {}

  /** Columns are each in one piece. `arena` owns the result. */
  static plan(
    instance: Instance,
    columns: readonly SortColumn[],
    rowCount: number,
    parts: number,
    arena: number,
    limit = rowCount,
  ): SortJob {
    const { heap, kernels } = instance;
    const temporary = kernels.arena_within(arena) >>> 0;
    if (temporary === 0) throw new MemoryLimitError(`out of memory: no room to sort ${rowCount} rows`);
    try {
      const layout = planLayout(columns.map((column) => layoutKey(instance, column, rowCount, columns.length > 1, temporary)));
      const words = Array.from({ length: layout.wordCount }, () => heap.alloc(rowCount * 8, temporary));
      return new SortJob(instance, {
        rowCount,
        parts,
        limit: Math.min(limit, rowCount),
        layout,
        columns: columns.map(({ vector, type }) => ({ vector, bitWidth: bitWidths[type.physical] })),
        temporary,
        words,
        ranges: heap.alloc(parts * RANGE_BYTES, temporary),
        counts: heap.alloc(parts * 4 * 2 ** partitionBits(rowCount), temporary),
        records: heap.alloc(rowCount * RECORD_BYTES, temporary),
        sources: writeSources(instance, layout, columns, words, temporary),
        rows: heap.alloc(rowCount * 4, arena),
      });
    } catch (error) {
      kernels.arena_free(temporary);
      throw error;
    }
  }

  static attach(instance: Instance, state: SortJobState): SortJob {
    return new SortJob(instance, state);
  }

  state(): SortJobState {
    return this.jobState;
  }

  /** Row numbers in order, u32; the first `limit` are good after the last phase. */
  get rows(): number {
    return this.jobState.rows;
  }

  encode(part: number): void {
    const { heap, kernels } = this.instance;
    const { columns, layout, words, ranges, temporary } = this.jobState;
    const { from, rowCount } = this.#rowsOf(part);
    // `from` is a multiple of 64, so bitmaps too start at a byte.
    const vectors = columns.map(({ vector: { values, validity }, bitWidth }) => ({
      values: values + (from * bitWidth) / 8,
      validity: validity === 0 ? 0 : validity + from / 8,
    }));
    const wordsHere = words.map((word) => word + from * 8);
    encodeWords(this.instance, layout, vectors, rowCount, wordsHere, (bytes) => heap.alloc(bytes, temporary));
    kernels.sort_word_range(wordsHere[0] as number, ranges + part * RANGE_BYTES, rowCount);
  }

  count(part: number): void {
    const { words, rowCount: all } = this.jobState;
    const { from, rowCount } = this.#rowsOf(part);
    this.instance.kernels.sort_count((words[0] as number) + from * 8, this.#shift(), partitionBits(all), this.#counts(part), rowCount);
  }

  scatter(part: number): void {
    const { words, records, rowCount: all } = this.jobState;
    const { from, rowCount } = this.#rowsOf(part);
    const starts = this.#starts(part);
    const word = (words[0] as number) + from * 8;
    this.instance.kernels.sort_scatter(word, from, this.#shift(), partitionBits(all), starts, records, rowCount);
  }

  order(part: number): void {
    const { heap, kernels } = this.instance;
    const { rowCount, parts, limit, records, sources, rows, temporary } = this.jobState;
    const partitions = 2 ** partitionBits(rowCount);
    const address = this.#starts(0);
    const starts = heap.u32s(address, partitions + 1);
    // A partition belongs to the part in whose share of the rows it starts.
    const firstFrom = (row: number) => {
      const index = starts.findIndex((start) => start >= row);
      return index < 0 ? partitions : Math.min(index, partitions);
    };
    const first = firstFrom(Math.ceil((limit * part) / parts));
    const last = firstFrom(Math.ceil((limit * (part + 1)) / parts));
    let largest = 0;
    for (let partition = first; partition < last; partition++) {
      largest = Math.max(largest, (starts[partition + 1] as number) - (starts[partition] as number));
    }
    if (largest === 0) return;
    const spare = heap.alloc(largest * RECORD_BYTES, temporary);
    kernels.sort_partitions(address, first, last, records, spare, sources, rows);
    heap.free(spare);
  }

  /** Gives all memory back but that of `rows`; once, when all is done or has failed. */
  release(): void {
    this.instance.kernels.arena_free(this.jobState.temporary);
  }

  #rowsOf(part: number): { readonly from: number; readonly rowCount: number } {
    const { rowCount, parts } = this.jobState;
    const most = Math.ceil(rowCount / parts / 64) * 64;
    const from = Math.min(part * most, rowCount);
    return { from, rowCount: Math.min(most, rowCount - from) };
  }

  #counts(part: number): number {
    const { counts, rowCount } = this.jobState;
    return counts + part * 4 * 2 ** partitionBits(rowCount);
  }

  #starts(part: number): number {
    const { heap, kernels } = this.instance;
    const { rowCount, parts, counts, temporary } = this.jobState;
    const partitions = 2 ** partitionBits(rowCount);
    const starts = heap.alloc((partitions + 1) * 4, temporary);
    kernels.sort_starts(counts, parts, part, partitions, starts);
    return starts;
  }

  /** Partitions are told apart by the highest bits in which the first words differ. */
  #shift(): number {
    const { ranges, parts, rowCount } = this.jobState;
    let least = 2n ** 64n - 1n;
    let greatest = 0n;
    const words = this.instance.heap.view(BigUint64Array, ranges, parts * 2);
    words.forEach((word, index) => {
      if (index % 2 === 0 && word < least) least = word;
      if (index % 2 === 1 && word > greatest) greatest = word;
    });
    const high = rowCount === 0 ? 0 : (least ^ greatest).toString(2).length;
    return Math.max(high - partitionBits(rowCount), 0);
  }
}

function partitionBits(rowCount: number): number {
  return rowCount <= 4 * PARTITION_ROWS ? 0 : Math.min(Math.ceil(Math.log2(rowCount / PARTITION_ROWS)), PARTITION_BITS_MAX);
}

/** Of several keys the integers are measured, so that more of them fit a word. */
function layoutKey(instance: Instance, column: SortColumn, rowCount: number, several: boolean, temporary: number): LayoutKey {
  const { type, vector, descending, nullsLast } = column;
  const { physical, dictionary } = type;
  const key = { physical, nullable: vector.validity !== 0, descending, nullsLast };
  if (physical === "codes" && dictionary !== undefined) {
    const greatest = Math.max(dictionary.count - 1, 0);
    return { ...key, least: 0n, range: BigInt(greatest), ranks: dictionaryRanks(instance, dictionary, temporary) };
  }
  assert(physical !== "list", "lists have no order");
  if (!several || physical === "bool" || physical === "f32" || physical === "f64" || physical === "view" || physical === "codes")
    return key;
  const { heap, kernels } = instance;
  const out = heap.alloc(24, temporary);
  kernels[`key_range_${physical}`](vector.values, vector.validity, out, rowCount);
  const [least = 0n, greatest = 0n] = physical === "u64" ? heap.view(BigUint64Array, out, 2) : heap.i64s(out, 2);
  return { ...key, least, range: greatest - least };
}

/** The list that `sort_partitions` reads. */
function writeSources(
  { heap }: Instance,
  { sources }: SortLayout,
  columns: readonly SortColumn[],
  words: readonly number[],
  temporary: number,
): number {
  const address = heap.alloc((sources.length + 1) * SOURCE_BYTES, temporary);
  const table = heap.u32s(address, (sources.length + 1) * 4).fill(0);
  sources.forEach((source, index) => {
    if (source.kind === "word") table.set([SOURCE_WORDS, words[source.word] as number], index * 4);
    else {
      const { values, validity } = (columns[source.key] as SortColumn).vector;
      table.set([SOURCE_STRINGS, values, Number(source.descending), validity], index * 4);
    }
  });
  return address;
}
