// The types and classes that users can import by name besides `pl`.

export * from "../errors/errors.js";
export type { AnyExpr, DtypeLike, Expr, Resolve, Then } from "../expr/index.js";
export type { ParquetCompression, WriteParquetOptions } from "../io/parquet/index.js";
export type {
  Bool,
  Categorical,
  ColumnType,
  DataType,
  Date_,
  Datetime,
  Duration,
  Dynamic,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  List,
  Null,
  Open,
  Row,
  SchemaType,
  TimeUnit,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
  Value,
} from "../types/index.js";
export { LazyFrame } from "./lazy-frame.js";
export type { GroupByOptions, LazyGroupBy } from "./lazy-group-by.js";
export type { FileSource, Pl, ScanOptions } from "./pl.js";
export type { CollectOptions, CollectSyncOptions, ExplainOptions, ProfileStep, Progress, ThreadProfile } from "./runner.js";
export type { SortOptions } from "./sort-keys.js";
export type { AsofOptions } from "./typing/asof.js";
export type { DataFrame, Series } from "./typing/eager.js";
export type { JoinOptions } from "./typing/join.js";
export type { Keep, UniqueOptions } from "./unique-node.js";
