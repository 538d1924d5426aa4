// `pl`: what users import. The entry points that need a host (files, threads) are joined to it by the platforms.

import { all, col, exclude, len, lit, when } from "../expr/index.js";
import type { DataType, Flat, FromColumns, FromRecord, FromValues, Open } from "../types/index.js";
import { concat } from "./concat.js";
import { DataFrame, Series } from "./constructors.js";
import { dtypes } from "./dtypes.js";
import { fromArrow } from "./from-arrow.js";
import type { LazyFrame } from "./lazy-frame.js";
import { select } from "./select.js";
import { coalesce, cols, shortcuts } from "./shortcuts.js";
import type { DataFrame as DataFrameOf, Series as SeriesOf } from "./typing/eager.js";

type Dtypes<K extends PropertyKey> = { readonly [C in K]?: DataType };
type NoDtypes = Readonly<Record<never, never>>;

/** Makes a frame from JavaScript values. */
interface MakeDataFrame {
  /**
   * From columns: names to arrays, typed arrays or series. Numbers give Float64, unless the schema says otherwise.
   * @example pl.DataFrame({ a: [1, 2], b: ["x", null] }, { schema: { a: pl.Int64 } })
   */
  <const T extends { readonly [column: string]: ArrayLike<unknown> | SeriesOf }, O extends Dtypes<keyof T> = NoDtypes>(
    columns: T,
    options?: { readonly schema?: O },
  ): DataFrameOf<Flat<FromColumns<T, O>>>;
  /** From rows: an array of objects. */
  <R extends Readonly<Record<string, unknown>>, O extends Dtypes<keyof R> = NoDtypes>(
    rows: readonly R[],
    options?: { readonly schema?: O },
  ): DataFrameOf<Flat<FromRecord<R, O>>>;
  /** From series, which name the columns. */
  (series: readonly SeriesOf[]): DataFrameOf<Open>;
}

/** Makes a series from JavaScript values. */
interface MakeSeries {
  <const V extends ArrayLike<unknown>, D extends DataType = FromValues<V>>(name: string, values: V, dtype?: D): SeriesOf<D>;
  <const V extends ArrayLike<unknown>>(values: V): SeriesOf<FromValues<V>>;
}

/** Everything that needs no host: dtypes, expressions, and frames from values and from other frames. */
export const expressions = {
  ...dtypes,
  DataType: dtypes,
  col,
  lit,
  when,
  all,
  exclude,
  len,
  coalesce,
  concat,
  /** Several columns: `pl.cols("a", "b")` for `pl.col(["a", "b"])`. */
  cols,
  select,
  ...shortcuts,
  DataFrame: DataFrame as MakeDataFrame,
  Series: Series as MakeSeries,
  fromArrow,
};

/** A file's path, a URL, a `Blob` or `File`, or the bytes themselves. */
export type FileSource = string | URL | Blob | Uint8Array | ArrayBuffer;

export interface ScanOptions<S> {
  /**
   * The columns to read and their dtypes, which the compiler then knows. The file is checked against it when it is opened; its
   * other columns are left out. Without it the frame is open, and has all columns.
   */
  readonly schema?: S;
  /** Reads no more than so many rows from the start of the file. */
  readonly nRows?: number;
}

/**
 * A query over a Parquet file. Only what the query needs is read.
 * @example pl.scanParquet("sales.parquet", { schema: { price: pl.Float64, g: pl.Utf8 } })
 */
export type ScanParquet = <S = Open>(source: FileSource, options?: ScanOptions<S>) => LazyFrame<S>;
/** Reads a whole Parquet file. */
export type ReadParquet = <S = Open>(source: FileSource, options?: ScanOptions<S>) => Promise<DataFrameOf<S>>;

/** The whole of `pl`. */
export type Pl = typeof expressions & {
  readonly scanParquet: ScanParquet;
  readonly readParquet: ReadParquet;
  /** Threads that queries use; as many as the machine has unless set. */
  readonly threadPoolSize: () => number;
  /** @throws {InvalidOperationError} if `count` is not a whole number from 1 to 64 */
  readonly setThreadPoolSize: (count: number) => void;
  /**
   * `fusedRowsMin`: steps over at least so many rows (100 000 unless set) are compiled to WebAssembly of their own while a query
   * runs, which takes under a millisecond. Others run kernel by kernel, to the same result; `Infinity` for never.
   * @throws {InvalidOperationError} if a value is out of range
   */
  readonly configure: (configuration: { readonly fusedRowsMin?: number }) => void;
  /** Bytes of floe's memory: used now, used at most, and reserved. */
  readonly memoryUsage: () => { readonly usedBytes: number; readonly peakBytes: number; readonly reservedBytes: number };
};
