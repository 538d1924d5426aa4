// Parquet files as lazy frames.

import { parquetSource } from "../io/parquet/index.js";
import type { Open } from "../types/index.js";
import { schemaOfArgument } from "./arguments.js";
import { LazyFrame } from "./lazy-frame.js";
import type { FileSource, ScanOptions } from "./pl.js";
import type { DataFrame } from "./typing/eager.js";

/** See `ScanParquet`. */
export function scanParquet<S = Open>(source: FileSource, options: ScanOptions<S> = {}): LazyFrame<S> {
  const { nRows, schema } = options;
  const scan = {
    ...(nRows !== undefined && { nRows }),
    ...(schema !== undefined && { schema: schemaOfArgument(schema, "scanParquet: schema") }),
  };
  return new LazyFrame<S>({ kind: "Scan", source: parquetSource(source, scan) });
}

/** See `ReadParquet`. */
export function readParquet<S = Open>(source: FileSource, options: ScanOptions<S> = {}): Promise<DataFrame<S>> {
  return scanParquet(source, options).collect();
}
