// What flows through a pipeline on one thread: some ten thousand rows, column by column, in memory that is reused for the next.

import { bitWidths, type ColumnType, type PhysicalType } from "../types/index.js";
import type { Dictionary } from "./column.js";

/** Most rows of a batch: a few of its vectors stay in a core's L2, and few batches ask little of the JavaScript. A multiple of 64, so that bitmaps are aligned. */
export const BATCH_ROWS = 65536;

/** What is known of a vector before any data is. */
export interface VectorType {
  readonly dtype: ColumnType;
  readonly physical: PhysicalType;
  /** False only when no row can be null. */
  readonly nullable: boolean;
  /** With physical "codes". */
  readonly dictionary?: Dictionary;
  /** Least and greatest value of integers, dates and times, where they are known. */
  readonly min?: bigint;
  readonly max?: bigint;
  /** Strings and lists whose bytes and elements live at least as long as the query's result may: they need no copy. */
  readonly stable?: boolean;
}

/**
 * Addresses, good until the next batch. `validity` 0: no nulls. Values of null rows are defined memory, but mean nothing.
 * Kernels may read up to 64 bytes past the end of what is here, and write up to the next multiple of 64 bytes.
 */
export interface Vector {
  readonly values: number;
  readonly validity: number;
}

/** The vector from row `from` on, a multiple of 64. */
export function sliceVector({ values, validity }: Vector, physical: PhysicalType, from: number): Vector {
  return { values: values + (from * bitWidths[physical]) / 8, validity: validity === 0 ? 0 : validity + from / 8 };
}

export interface Batch {
  readonly rowCount: number;
  /** Column `index`. Made when first asked for: a scan decodes here. */
  vector(index: number): Vector;
  /**
   * `count` rows of column `index`, in scratch; `rows` gives the address of their numbers, u32, ascending. Undefined where it is no
   * dearer to gather them from the whole vector, as where there is no such method.
   */
  take?(index: number, rows: () => number, count: number): Vector | undefined;
  /** Bitmap of the rows that count, 0 for all of them. Bits past `rowCount`, up to a multiple of 64, are 0. */
  readonly selection: number;
  readonly selectedCount: number;
  /**
   * A bitmap, in scratch, of the rows whose value of column `index` passes. Undefined where the batch has no distinct
   * values at hand, or some row is null. Bits past `rowCount` may be anything.
   */
  passing?(index: number, test: ValueTest): number | undefined;
}

/** Tells of the distinct values of a column which pass. */
export interface ValueTest {
  /** Of `count` values at `values`, none of them null: a byte each to `out`, 1 where it passes, else 0. */
  test(values: number, count: number, out: number): void;
}

/** On one thread: reads the morsels that a source of the same kind planned. */
export interface MorselReader {
  /** The batches of morsel `index`, in order, without selection. `fetched` is what `ScanPlan.fetch` gave, or 0. */
  read(index: number, fetched: number): Iterable<Batch>;
  /** Closes files. */
  close(): void;
}
