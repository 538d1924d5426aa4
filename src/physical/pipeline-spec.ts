// A pipeline as plain data, so that it can be sent to another thread: source → operators → sink.

import type { Program } from "../codegen/index.js";
import type { VectorType } from "../column/index.js";
import type { PhysicalType } from "../types/index.js";
import type { AggregateCall } from "./grouping/index.js";
import type { JoinTableState } from "./joining/index.js";
import type { TopFilterState } from "./sorting/index.js";

export interface NamedType extends VectorType {
  readonly name: string;
}

/** Where batches come from: `kind` names a reader, `spec` is what that reader needs. */
export interface SourceSpec {
  readonly kind: string;
  readonly spec: unknown;
  readonly morselRows: readonly number[];
  /** u32 for each morsel, 0 until its bytes are in memory; 0 for sources that threads read by themselves. */
  readonly fetched: number;
}

/** A column at rest in one piece. */
export interface StoredColumn {
  readonly type: VectorType;
  readonly values: number;
  readonly validity: number;
}

/** `input`: the vectors that come in. */
export type OperatorSpec = {
  readonly input: readonly VectorType[];
} /** `tests`: the program in parts, of one column each, which a source may do for distinct values. */ & (
  | { readonly kind: "filter"; readonly program: Program; readonly tests?: readonly ColumnTestSpec[] }
  /** Column i of the output is the input's column `pass`, or output `computed` of the program. */
  | { readonly kind: "project"; readonly program: Program; readonly outputs: readonly ProjectOutput[] }
  /**
   * The stream is the probe side; the output has columns of both sides. With `outer`, rows of the stream without a match
   * stay, with nulls; `marks`, unless 0: bytes, one more than build rows, in which threads note those that were matched.
   */
  | {
      readonly kind: "probe";
      readonly table: JoinTableState;
      readonly keys: Program;
      readonly outer: boolean;
      readonly marks: number;
      readonly build: readonly StoredColumn[];
      readonly buildRows: number;
      readonly outputs: readonly JoinOutput[];
    }
  | { readonly kind: "semi"; readonly table: JoinTableState; readonly keys: Program; readonly anti: boolean }
  /** A row for each element of the lists in these columns; the other columns are repeated. */
  | { readonly kind: "explode"; readonly columns: readonly number[]; readonly names: readonly string[] }
  | { readonly kind: "cross"; readonly build: readonly StoredColumn[]; readonly buildRows: number; readonly outputs: readonly JoinOutput[] }
);

export interface ColumnTestSpec {
  readonly column: number;
  readonly physical: PhysicalType;
  /** Reads but this column. */
  readonly program: Program;
}

export type ProjectOutput = { readonly pass: number } | { readonly computed: number };
/** A column of the stream or of the build side, or (u32) the number of the build row, or of its bucket where the table has but these. */
export type JoinOutput = { readonly probe: number } | { readonly build: number } | { readonly found: true };

export type SinkSpec =
  /** Keeps rows; with `limit`, no more than the result needs from its start. */
  | { readonly kind: "collect"; readonly limit?: number }
  /** Keeps nothing, but notes in bytes, which threads share, what buckets of the table its rows find. All columns are keys. */
  | { readonly kind: "mark"; readonly table: JoinTableState; readonly marks: number }
  /** Keeps the first `limit` rows in the order of the keys, which are columns of the stream. */
  | { readonly kind: "topK"; readonly keys: readonly SortColumnSpec[]; readonly limit: number; readonly filter: TopFilterState }
  /** Keys and inputs are columns of the stream. */
  | {
      readonly kind: "aggregate";
      readonly keys: readonly number[];
      readonly inputs: readonly number[];
      readonly aggregates: readonly AggregateCall[];
      /** As of the grouping's spec. */
      readonly numbered?: number;
    };

export interface SortColumnSpec {
  readonly column: number;
  readonly descending: boolean;
  readonly nullsLast: boolean;
}

export interface PipelineSpec {
  readonly source: SourceSpec;
  readonly operators: readonly OperatorSpec[];
  /** What reaches the sink. */
  readonly columns: readonly NamedType[];
  readonly sink: SinkSpec;
  /** Task i does morsels `segments[i]` to `segments[i + 1]`: the same for any number of threads, so that results are too. */
  readonly segments: readonly number[];
  readonly arena: number;
}
