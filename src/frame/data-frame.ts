/// <reference lib="esnext.disposable" preserve="true" />
// The eager frame: named columns of one length in the linear memory.

import type * as arrow from "apache-arrow";
import { buildColumn, columnsEqual, type FrameData, frameOf, type NamedColumn, sliceColumn } from "../column/index.js";
import { formatHtml, formatTable, type HtmlOptions } from "../display/index.js";
import { ColumnNotFoundError, OutOfBoundsError } from "../errors/index.js";
import { type Arrow, frameToArrow, loadArrow } from "../io/arrow/index.js";
import { parquetFromArrow, saveParquet, type WriteParquetOptions } from "../io/parquet/index.js";
import { instance } from "../kernels/index.js";
import type { Source } from "../plan/index.js";
import { Bool, type ColumnType, type IsOpen, type Name, type Open, type Override, type Row, type UInt32 } from "../types/index.js";
import { describePlan } from "./describe.js";
import { EagerVerbs } from "./eager-verbs.js";
import { frameRow, frameToObject, frameToRecords, frameToRows, jsonValue } from "./frame-values.js";
import { Held } from "./held.js";
import { LazyFrame } from "./lazy-frame.js";
import { liveSource } from "./live-source.js";
import { nullCounts } from "./null-counts.js";
import { type SampleOptions, sampleMask } from "./sample.js";
import { Series, seriesData } from "./series.js";
import { sliceBounds } from "./slice-bounds.js";
import type { Described } from "./typing/aggregates.js";

/**
 * A table in memory. `S` is its schema as a type: names to dtypes. It never changes: methods give new frames, which share
 * memory with it. Columns are also properties, `df.price`, unless a method has their name; of an open frame's columns the
 * compiler knows nothing, so `getColumn` is for those.
 */
export type DataFrame<S = Open> = Frame<S> &
  (IsOpen<S> extends true ? unknown : { readonly [K in Exclude<keyof S, keyof Frame<Open>>]: Series<S[K]> });

export function createDataFrame<S = Open>(data: FrameData): DataFrame<S> {
  return new Frame<S>(data) as DataFrame<S>;
}

/** What the frame holds. `method` is what asks, for the error. @throws {DisposedError} */
function frameData(frame: Frame<Open>, method: string): FrameData {
  return Frame.data(frame as Frame<Open>, method);
}

export class Frame<in out S> extends EagerVerbs<S> implements Iterable<Row<S>> {
  readonly #held: Held<FrameData>;
  #source: Source | undefined;

  constructor(data: FrameData) {
    super();
    this.#held = new Held(this, data, data.columns, "DataFrame");
    for (const named of data.columns) {
      if (named.name in this) continue;
      Object.defineProperty(this, named.name, { get: () => this.getColumn(named.name as Name<S>), configurable: true });
    }
  }

  static data(frame: Frame<Open>, method: string): FrameData {
    return frame.#held.get(method);
  }

  get height(): number {
    return this.#data("height").height;
  }
  get width(): number {
    return this.#data("width").columns.length;
  }
  get shape(): { readonly height: number; readonly width: number } {
    const { height, columns } = this.#data("shape");
    return { height, width: columns.length };
  }
  /** The columns' names. */
  get columns(): Name<S>[] {
    return this.#data("columns").columns.map(({ name }) => name as Name<S>);
  }
  get dtypes(): ColumnType[] {
    return this.#data("dtypes").columns.map(({ column }) => column.dtype);
  }
  /** Names to dtypes. */
  get schema(): S {
    return Object.fromEntries(this.#data("schema").columns.map(({ name, column }) => [name, column.dtype])) as S;
  }
  isEmpty(): boolean {
    return this.#data("isEmpty").height === 0;
  }

  /** @throws {ColumnNotFoundError} */
  getColumn<K extends Name<S>>(name: K): Series<S[K]> {
    const { columns } = this.#data("getColumn");
    return new Series(columns[this.#indexOf(name, columns)] as NamedColumn) as Series<S[K]>;
  }
  getColumns(): Series<S[Name<S>]>[] {
    return this.#data("getColumns").columns.map((named) => new Series(named) as Series<S[Name<S>]>);
  }
  /** @throws {ColumnNotFoundError} */
  getColumnIndex(name: Name<S>): number {
    return this.#indexOf(name, this.#data("getColumnIndex").columns);
  }
  /** Column `index`; a negative one counts from the end. @throws {OutOfBoundsError} */
  toSeries(index = 0): Series {
    const { columns } = this.#data("toSeries");
    const named = columns.at(index);
    if (named === undefined) throw new OutOfBoundsError(`column ${index} is out of bounds: the frame has ${columns.length} columns`);
    return new Series(named);
  }

  /** An object a row; values read as by `Series.toArray`. */
  toRecords(): Row<S>[] {
    return frameToRecords(this.#data("toRecords"), instance().heap) as Row<S>[];
  }
  /** An array a column. */
  toObject(): { [K in keyof S]: Row<S>[K][] } {
    return frameToObject(this.#data("toObject"), instance().heap) as { [K in keyof S]: Row<S>[K][] };
  }
  /** An array a row. */
  rows(): Row<S>[keyof S][][] {
    return frameToRows(this.#data("rows"), instance().heap) as Row<S>[keyof S][][];
  }
  /** The values of row `index`; a negative one counts from the end. @throws {OutOfBoundsError} */
  row(index: number): Row<S>[keyof S][] {
    return frameRow(this.#data("row"), index, instance().heap) as Row<S>[keyof S][];
  }
  [Symbol.iterator](): IterableIterator<Row<S>> {
    return this.toRecords().values();
  }

  head(length = 5): DataFrame<S> {
    return this.slice(0, length);
  }
  limit(length = 5): DataFrame<S> {
    return this.slice(0, length);
  }
  tail(length = 5): DataFrame<S> {
    return length === 0 ? this.slice(0, 0) : this.slice(-length, length);
  }
  /** Rows from `offset` on; a negative one counts from the end. Without `length`: to the end. Shares memory. */
  slice(offset: number, length?: number): DataFrame<S> {
    const { columns, height } = this.#data("slice");
    const bounds = sliceBounds(height, offset, length);
    const slice = ({ name, column }: NamedColumn) => ({ name, column: sliceColumn(column, bounds.offset, bounds.length, instance().heap) });
    return createDataFrame({ columns: columns.map(slice), height: bounds.length });
  }
  /** Shares memory; has to be disposed by itself. */
  clone(): DataFrame<S> {
    return createDataFrame(this.#data("clone"));
  }

  /** With the rows of another frame below, which has the same columns. */
  vstack(other: Frame<S>): DataFrame<S> {
    const inputs = [this.query("vstack").plan, other.query("vstack").plan];
    return new LazyFrame<S>({ kind: "Union", inputs }).collectSync();
  }
  /**
   * With the columns of another frame, or series, at the right. Shares memory.
   * @throws {ShapeError} if they have another length
   * @throws {DuplicateError} if a column has the name of another
   */
  hstack<R>(columns: Frame<R>): DataFrame<Override<S, R>>;
  hstack(columns: readonly Series[]): DataFrame<Open>;
  hstack(columns: Frame<Open> | readonly Series[]): DataFrame<Open> {
    const added = columns instanceof Frame ? columns.#data("hstack").columns : columns.map((series) => seriesData(series, "hstack"));
    return createDataFrame(frameOf([...this.#data("hstack").columns, ...added], instance().heap));
  }

  /**
   * Rows chosen at random, each at most once, in their order: one, `n`, or the part `frac` of all.
   * @throws {InvalidOperationError} if there are fewer rows
   * @example df.sample({ frac: 0.5, seed: 7 })
   */
  sample(options: number | SampleOptions = 1): DataFrame<S> {
    const { columns, height } = this.#data("sample");
    let name = "chosen";
    while (columns.some((other) => other.name === name)) name += "_";
    const mask = { name, column: buildColumn(sampleMask(height, options), instance().heap, Bool) };
    const masked = createDataFrame<Open>(frameOf([...columns, mask], instance().heap));
    try {
      return masked.lazy().filter(name).drop(name).collectSync() as DataFrame<S>;
    } finally {
      masked.dispose();
    }
  }

  /**
   * The summary statistics of each column, a row a statistic, which `statistic` names: Float64 of numbers and Bools, text of others.
   * @example df.describe()
   */
  describe(): DataFrame<Described<S>> {
    const dtypes = new Map(this.#data("describe").columns.map(({ name, column }) => [name, column.dtype]));
    return new LazyFrame<Described<S>>(describePlan(this.query("describe").plan, dtypes)).collectSync();
  }

  /** A row with the number of nulls of each column. */
  nullCount(): DataFrame<{ [K in keyof S]: UInt32 }> {
    return createDataFrame(nullCounts(this.#data("nullCount"), instance().heap));
  }
  /** Same names, dtypes and values, in the same order. NaN equals NaN; nulls are equal if `nullEqual`. */
  frameEqual(other: Frame<Open>, nullEqual = true): boolean {
    const left = this.#data("frameEqual").columns;
    const right = frameData(other, "frameEqual").columns;
    return (
      left.length === right.length &&
      left.every(({ name, column }, index) => {
        const named = right[index] as NamedColumn;
        return name === named.name && columnsEqual(column, named.column, nullEqual, instance().heap);
      })
    );
  }
  /** The same as `frameEqual`. */
  equals(other: Frame<Open>, nullEqual = true): boolean {
    return this.frameEqual(other, nullEqual);
  }

  /** A table, as Polars prints it. */
  override toString(): string {
    return this.#held.disposed ? "DataFrame (disposed)" : formatTable(this.#held.get("toString"), instance().heap);
  }
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
  toHTML(options?: HtmlOptions): string {
    return formatHtml(this.#data("toHTML"), instance().heap, options);
  }
  /** Records; big integers are strings, as JSON has no numbers for them. */
  toJSON(): Record<string, unknown>[] {
    const records = frameToRecords(this.#data("toJSON"), instance().heap);
    for (const record of records) for (const name of Object.keys(record)) record[name] = jsonValue(record[name]);
    return records;
  }

  /**
   * An apache-arrow Table over the same memory: numbers, bools, dates, dictionary codes and validity are not copied, strings
   * are. The memory then stays until `dispose()`, which ends the Table as well. Loads apache-arrow, unless it is given.
   */
  toArrow(): Promise<arrow.Table>;
  toArrow(lib: Arrow): arrow.Table;
  toArrow(lib?: Arrow): arrow.Table | Promise<arrow.Table> {
    const data = this.#data("toArrow");
    if (lib !== undefined) return frameToArrow(data, instance().heap, lib);
    // Asked for again: the frame may have been disposed in the meantime.
    return loadArrow().then((loaded) => frameToArrow(this.#data("toArrow"), instance().heap, loaded));
  }
  /** Arrow IPC bytes: a stream, or a file with an index of its batches. Loads apache-arrow. */
  async toIPC(format: "stream" | "file" = "stream"): Promise<Uint8Array> {
    const lib = await loadArrow();
    return lib.tableToIPC(frameToArrow(this.#data("toIPC"), instance().heap, lib), format);
  }

  /**
   * The bytes of a Parquet file; with a path, they are written there. Loads apache-arrow and parquet-wasm.
   * @throws {IoError} when the file can't be written
   */
  writeParquet(options?: WriteParquetOptions): Promise<Uint8Array>;
  writeParquet(path: string, options?: WriteParquetOptions): Promise<void>;
  async writeParquet(target?: string | WriteParquetOptions, options?: WriteParquetOptions): Promise<unknown> {
    const stream = await this.toIPC();
    return typeof target === "string" ? saveParquet(target, stream, options) : parquetFromArrow(stream, target);
  }

  /** Frees the memory, unless other frames or series share it. Methods then throw a DisposedError. */
  dispose(): void {
    this.#held.release();
  }
  [Symbol.dispose](): void {
    this.dispose();
  }

  protected override query(method: string): LazyFrame<S> {
    this.#data(method);
    this.#source ??= liveSource(() => this.#data("lazy"));
    return new LazyFrame({ kind: "Scan", source: this.#source });
  }

  #data(method: string): FrameData {
    return this.#held.get(method);
  }

  #indexOf(name: string, columns: readonly NamedColumn[]): number {
    const index = columns.findIndex((named) => named.name === name);
    if (index !== -1) return index;
    throw new ColumnNotFoundError(
      name,
      columns.map((named) => named.name),
    );
  }
}
