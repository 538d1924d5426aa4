// What a planned scan is, as plain data: threads get it as JSON and read their morsels by it.

import type { PhysicalType } from "../../types/index.js";

/**
 * What a cursor makes of a column's values, by the numbers of assembly/decode/cursor.ts; "nothing" for columns without any; "arrow" for
 * those that come as Arrow from parquet-wasm.
 */
export const outputs = { bool: 0, fixed32: 1, fixed64: 2, narrow8: 3, narrow16: 4, int96: 5, view: 6, codes: 7 } as const;
export type Output = keyof typeof outputs | "nothing" | "arrow";

export interface ColumnSpec {
  readonly name: string;
  readonly physical: PhysicalType;
  readonly output: Output;
  /** Pages have definition levels. */
  readonly optional: boolean;
  /** The plan said that rows may be null. */
  readonly nullable: boolean;
}

/** A column of a row group. */
export interface ChunkSpec {
  /** In the file. */
  readonly offset: number;
  readonly length: number;
  /** Parquet's number. */
  readonly codec: number;
  /** No page has more bytes when decompressed. */
  readonly pageBytesMax: number;
  /** Where the bytes are in memory; 0: they are read or fetched first. */
  readonly address: number;
  /** With output "codes": a table from the chunk's dictionary indices to codes. */
  readonly codes: number;
  readonly codesCount: number;
}

export interface RowGroupSpec {
  readonly rows: number;
  /** One for each column of the scan, as numbers: see `packedChunk` and `chunkAt`. As objects they would be most of the JSON. */
  readonly chunks: readonly number[];
  /** Where several morsels are slices of the row group: what they share, see sliced-row-group.ts. */
  readonly sliced?: SlicedSpec;
}

const CHUNK_NUMBERS = 7;

export function packedChunk({ offset, length, codec, pageBytesMax, address, codes, codesCount }: ChunkSpec): number[] {
  return [offset, length, codec, pageBytesMax, address, codes, codesCount];
}

/** The chunk of column `column`. */
export function chunkAt({ chunks }: RowGroupSpec, column: number): ChunkSpec {
  const at = column * CHUNK_NUMBERS;
  return {
    offset: chunks[at]!,
    length: chunks[at + 1]!,
    codec: chunks[at + 2]!,
    pageBytesMax: chunks[at + 3]!,
    address: chunks[at + 4]!,
    codes: chunks[at + 5]!,
    codesCount: chunks[at + 6]!,
  };
}

/** Bytes of the chunk of column `column`. */
export const chunkLength = ({ chunks }: RowGroupSpec, column: number): number => chunks[column * CHUNK_NUMBERS + 1]!;

export interface SlicedSpec {
  /** Address of the words by which threads share. */
  readonly words: number;
  readonly slices: number;
  /** In the mean. */
  readonly sliceRows: number;
}

export interface MorselSpec {
  readonly rowGroup: number;
  readonly firstRow: number;
  readonly rows: number;
}

export interface ParquetSpec {
  /** For errors. */
  readonly label: string;
  /** Readers open it by themselves; absent when the bytes are brought. */
  readonly path?: string;
  readonly columns: readonly ColumnSpec[];
  readonly rowGroups: readonly RowGroupSpec[];
  readonly morsels: readonly MorselSpec[];
  /** The columns by number, in the order in which a thread that waits for one that another thread reads had best read others. */
  readonly helped: readonly number[];
}
