// A Parquet file as a source of plans.

import { assert, InvalidOperationError } from "../../errors/index.js";
import type { ColumnStatistics, ExactStatistics, ScanHints, ScanPlan, Source } from "../../plan/index.js";
import { type ColumnType, Null, type Schema } from "../../types/index.js";
import { type ByteInput, type ByteStore, drive, driveSync, storeOf } from "../store/index.js";
import { checkDeclaredSchema } from "./declared-schema.js";
import { cachedFooter } from "./footer-cache.js";
import { type FileMetadata, readMetadata } from "./metadata.js";
import { prunePages } from "./page-index.js";
import { type ForeignReader, foreignReader } from "./parquet-wasm.js";
import { foreignColumns, isForeign, plannedColumn, planRowGroups } from "./plan.js";
import { planScan } from "./scan-plan.js";
import { columnStatistics, exactStatistics } from "./statistics.js";

export interface ParquetScanOptions {
  /** Reads no more than so many rows from the start of the file. */
  readonly nRows?: number;
  /** The columns to read and what they must be. Without it: all columns, as they are in the file. */
  readonly schema?: Schema;
}

/**
 * The file as a source. Nothing is read before `open`.
 * @throws {InvalidOperationError} when the input is not one that can be read, or `nRows` is negative.
 */
export function parquetSource(input: ByteInput, options: ParquetScanOptions = {}): Source {
  const { nRows, schema } = options;
  if (nRows !== undefined && !(Number.isInteger(nRows) && nRows >= 0)) {
    throw new InvalidOperationError(`nRows is ${nRows}; allowed are whole numbers from 0`);
  }
  return new ParquetSource(storeOf(input), nRows ?? Number.POSITIVE_INFINITY, schema);
}

class ParquetSource implements Source {
  readonly kind = "parquet";
  readonly label: string;
  readonly #store: ByteStore;
  readonly #rowsMax: number;
  readonly #declared: Schema | undefined;
  #metadata: FileMetadata | undefined;
  #schema: Schema | undefined;

  constructor(store: ByteStore, rowsMax: number, declared: Schema | undefined) {
    this.#store = store;
    this.#rowsMax = rowsMax;
    this.#declared = declared;
    this.label = `PARQUET ${store.label}`;
  }

  /**
   * A column of a type that is not read stands here as Null, so that it is not lost from the schema; a plan that asks for it
   * fails with its real type.
   */
  get schema(): Schema | undefined {
    return this.#schema;
  }

  get rowCount(): number | undefined {
    return this.#metadata === undefined ? undefined : Math.min(this.#metadata.rowCount, this.#rowsMax);
  }

  statistics(column: string): ColumnStatistics | undefined {
    return this.#metadata && columnStatistics(this.#metadata, column);
  }

  remark(columns: readonly string[]): string | undefined {
    const foreign = this.#metadata === undefined ? [] : foreignColumns(this.#metadata, columns);
    return foreign.length === 0 ? undefined : `READ BY parquet-wasm: ${JSON.stringify(foreign)}`;
  }

  exact(name: string): ExactStatistics | undefined {
    const file = this.#metadata;
    const column = file?.byName.get(name);
    // The statistics of a list are those of its elements.
    const isKnown = column !== undefined && "dtype" in column.type && column.type.output !== "arrow";
    if (file === undefined || !isKnown || this.#rowsMax < file.rowCount) return undefined;
    const groups = file.rowGroups.map(({ rows, chunks }) => ({ rows, statistics: chunks[column.leaf]!.statistics }));
    return exactStatistics(groups, column.type.dtype, column.optional);
  }

  open(): void | Promise<void> {
    if (this.#metadata !== undefined) return undefined;
    const store = this.#store;
    const reading = (byteLength: number) => readMetadata(store.label, byteLength);
    const opened = store.access === "sync" ? cachedFooter(store, () => driveSync(store, reading)) : drive(store, reading);
    return opened instanceof Promise ? opened.then((metadata) => this.#learn(metadata)) : this.#learn(opened);
  }

  #learn(metadata: FileMetadata): void {
    if (this.#declared !== undefined) checkDeclaredSchema(this.#store.label, this.#declared, metadata);
    this.#metadata = metadata;
    this.#schema =
      this.#declared ??
      new Map(metadata.columns.map(({ name, type }): [string, ColumnType] => [name, "dtype" in type ? type.dtype : Null]));
  }

  plan(hints: ScanHints, arena: number): ScanPlan | Promise<ScanPlan> {
    const metadata = this.#metadata;
    assert(metadata !== undefined, "planned before it was opened");
    const store = this.#store;
    const rowGroups = planRowGroups(metadata, hints, this.#rowsMax);
    const columns = hints.columns.map((name) => plannedColumn(store.label, metadata, rowGroups, name));
    const plan = (reader?: ForeignReader) =>
      drive(store, function* () {
        // Chunks are fetched whole, so it would not be worth a round trip.
        const isRemote = store.access === "async" && store.remote;
        const left = isRemote ? rowGroups : yield* prunePages(metadata, rowGroups, hints.predicate);
        return yield* planScan(store, metadata, left, columns, hints.predicate, reader, arena);
      });
    if (!columns.some(isForeign)) return plan();
    const reader = foreignReader();
    return reader instanceof Promise ? reader.then(plan) : plan(reader);
  }
}
