// Writes Parquet with parquet-wasm, which is large and therefore loaded only when something is written.

import { InvalidOperationError } from "../../errors/index.js";
import { platform } from "../../platform.js";
import { loadParquetWasm } from "./parquet-wasm.js";

export interface WriteParquetOptions {
  /** How pages are compressed: zstd by default. */
  readonly compression?: ParquetCompression;
  /** Rows of a row group, which is what readers read in parallel and prune. */
  readonly rowGroupSize?: number;
  /** Whether least and greatest values and null counts, of row groups and of pages, are written, by which readers prune; true by default. */
  readonly statistics?: boolean;
}
export type ParquetCompression = "uncompressed" | "snappy" | "gzip" | "lz4" | "zstd";

/** Names in parquet-wasm. Parquet's own "LZ4" is deprecated. */
const codecs = { uncompressed: "UNCOMPRESSED", snappy: "SNAPPY", gzip: "GZIP", lz4: "LZ4_RAW", zstd: "ZSTD" } as const;
const ROW_GROUP_ROWS = 1 << 18;

/**
 * A Parquet file from an Arrow IPC stream.
 * @throws {InvalidOperationError} for options that are not allowed.
 */
export async function parquetFromArrow(stream: Uint8Array, options: WriteParquetOptions = {}): Promise<Uint8Array> {
  const { compression = "zstd", rowGroupSize = ROW_GROUP_ROWS, statistics = true } = options;
  if (!Object.hasOwn(codecs, compression)) {
    throw new InvalidOperationError(`compression is ${JSON.stringify(compression)}; allowed are ${JSON.stringify(Object.keys(codecs))}`);
  }
  if (!(Number.isSafeInteger(rowGroupSize) && rowGroupSize > 0)) {
    throw new InvalidOperationError(`rowGroupSize is ${rowGroupSize}; allowed are whole numbers from 1`);
  }
  const wasm = await loadParquetWasm();
  const { Compression, EnabledStatistics, Table, WriterPropertiesBuilder, writeParquet } = wasm;
  const properties = new WriterPropertiesBuilder()
    .setCompression(Compression[codecs[compression]])
    .setMaxRowGroupSize(rowGroupSize)
    .setStatisticsEnabled(statistics ? EnabledStatistics.Page : EnabledStatistics.None)
    .setCreatedBy("floe")
    .build();
  // Both are given up to the writer, which frees them.
  return writeParquet(Table.fromIPCStream(stream), properties);
}

/**
 * Writes a Parquet file from an Arrow IPC stream.
 * @throws {InvalidOperationError} for options that are not allowed, or where there is no file system.
 * @throws {IoError} when the file can't be written.
 */
export async function saveParquet(path: string, stream: Uint8Array, options: WriteParquetOptions = {}): Promise<void> {
  const { writeFile } = platform();
  if (writeFile === undefined) throw new InvalidOperationError(`there is no file system here to write ${JSON.stringify(path)} to`);
  await writeFile(path, await parquetFromArrow(stream, options));
}
