// What a plan knows of a source of rows. Formats in io/ and frames implement it; physical/ and engine/ see only this.

import type { VectorType } from "../column/index.js";
import type { ExprNode, LiteralValue } from "../expr/index.js";
import type { Allocation, Holding } from "../memory/index.js";
import type { Schema } from "../types/index.js";

/** What the plan above would have the source do. */
export interface ScanHints {
  /** The columns wanted, in this order. */
  readonly columns: readonly string[];
  /** Conjunction over the source's columns, coerced. Rows for which it is not true are not needed. */
  readonly predicate?: ExprNode;
  /** No more rows than this are needed (of those that pass the predicate). */
  readonly limit?: number;
}

/** How one column arrives in batches. A dictionary lives at least until the query ends. */
export interface ScanColumn extends VectorType {
  readonly name: string;
}

/** Least and greatest of a column's integers, or of whole days or units of dates and times. */
export interface ValueRange {
  readonly min: bigint;
  readonly max: bigint;
}

/** A unit of parallel work: rows that one thread reads and pushes through a pipeline. */
interface Morsel {
  /** Rows before filtering. */
  readonly rows: number;
}

/** What will be read, decided before any data is: plain data, so it can be compared in a test and sent to workers. */
export interface ScanPlan {
  readonly columns: readonly ScanColumn[];
  readonly morsels: readonly Morsel[];
  /** JSON: what the reader named by `Source.kind` needs, on any thread, to read morsel i. */
  readonly spec: unknown;
  /** For the profile and explain: row groups in all and pruned, bytes to be read. */
  readonly facts: Readonly<Record<string, number | string>>;
  /** Blocks of frames that hold the bytes of stable strings. */
  readonly owners?: readonly Allocation[];
  /** Columns that are dictionary-encoded: `Batch.passing` can tell their rows, at least of most batches. */
  readonly encoded?: readonly boolean[];
  /** Least and greatest value of the scan's column `index` where its type does not say them, and reading them first is cheap. */
  measure?(index: number): ValueRange | undefined;
  /**
   * The scan of the rows that are left where only such are wanted whose value of column `index` is in the range: the same columns, and morsels without
   * those that statistics rule out. Undefined where none is.
   */
  narrow?(index: number, range: ValueRange): ScanPlan | undefined;
  /**
   * For sources that only the calling thread can read, at once or (Blob, URL) asynchronously: brings morsel `index`
   * into memory, owned by `arena`, and gives the address of what the reader needs. Absent when readers read by themselves.
   */
  fetch?(index: number, arena: number, signal?: AbortSignal): number | Promise<number>;
}

/** What a source knows of a column without reading it. Only for estimates: it may be wrong. */
export interface ColumnStatistics {
  /** Least and greatest value; whole days or units of dates and times. */
  readonly min?: number;
  readonly max?: number;
  readonly distinctCount?: number;
}

/** What a source knows for certain of all rows of a column. */
export interface ExactStatistics {
  readonly nullCount?: number;
  /** In physical form; null where there are no values. */
  readonly min?: LiteralValue;
  readonly max?: LiteralValue;
}

export interface Source {
  /** Names the reader: "frame", "parquet". */
  readonly kind: string;
  /** One line for explain, such as `PARQUET flights-3m.parquet`. */
  readonly label: string;
  /** Known once open. */
  readonly schema: Schema | undefined;
  readonly rowCount: number | undefined;
  /** Of a column, once open. Absent where nothing is known. */
  statistics?(column: string): ColumnStatistics | undefined;
  /** What explain says beyond the label about reading these columns. */
  remark?(columns: readonly string[]): string | undefined;
  /** As `statistics`, and `rowCount` is then exact as well. Absent for sources that know no more than reading would tell as fast. */
  exact?(column: string): ExactStatistics | undefined;
  /** Learns the schema. Sources that can do so at once return nothing; others a promise. */
  open(): void | Promise<void>;
  /** Keeps memory that others may free while a query runs. Absent where there is none. */
  hold?(): Holding;
  /** Plans a scan, with statistics pruning. The query's `arena` owns what is allocated. */
  plan(hints: ScanHints, arena: number): ScanPlan | Promise<ScanPlan>;
}
