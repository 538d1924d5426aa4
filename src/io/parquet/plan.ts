// Plans a scan: which row groups can have rows that are wanted, how each column arrives, and how the work is cut.

import type { Dictionary } from "../../column/index.js";
import { ColumnNotFoundError, IoError, SchemaError } from "../../errors/index.js";
import { columnsOf, type ExprNode } from "../../expr/index.js";
import type { Heap } from "../../memory/index.js";
import type { ScanColumn, ScanHints } from "../../plan/index.js";
import { type ColumnType, physicalOf } from "../../types/index.js";
import type { ChunkMetadata, ColumnMetadata, FileMetadata, RowGroupMetadata } from "./metadata.js";
import { type FactsOf, rowsTest } from "./pruning.js";
import { sliceRowGroup } from "./sliced-row-group.js";
import { type ColumnSpec, chunkLength, type MorselSpec, type Output, packedChunk, type RowGroupSpec } from "./spec.js";
import type { Statistics } from "./statistics.js";

/** A row group that is read, and how many of its rows. */
export interface RowGroupPlan {
  readonly metadata: RowGroupMetadata;
  readonly rows: number;
  /** The parts of these rows that are wanted, in order; all of them but for what the page index rules out. */
  readonly ranges: readonly RowRange[];
}

/** Rows of a row group. */
export interface RowRange {
  readonly firstRow: number;
  readonly rows: number;
}

/** A column whose type is known to be one that is read. */
export interface PlannedColumn {
  readonly metadata: ColumnMetadata;
  readonly dtype: ColumnType;
  readonly output: Output;
  /** Rows of the planned row groups may be null. */
  readonly nullable: boolean;
}

/** Slices of row groups are multiples of it. */
const SLICE_ROWS = 32768;
/** No morsel has more than this part of the rows that are left, so that threads end together. */
const SHARE_OF_REST = 1 / 2;
/** Nor more than this part of all rows, so that many threads have something to do, unless it has few. */
const SHARE_OF_ALL = 1 / 16;
const FEW_ROWS = 8 * SLICE_ROWS;

const codecs: Readonly<Record<string, number>> = { UNCOMPRESSED: 0, SNAPPY: 1, GZIP: 2, ZSTD: 6, LZ4_RAW: 7 };
/** Rare ones, that parquet-wasm reads. LZ4 is that of Hadoop. */
const foreignCodecs = ["BROTLI", "LZ4"];

/** @throws {ColumnNotFoundError} @throws {SchemaError} for a column of a type that is not read. */
export function plannedColumn(label: string, file: FileMetadata, rowGroups: readonly RowGroupPlan[], name: string): PlannedColumn {
  const metadata = file.byName.get(name);
  if (metadata === undefined)
    throw new ColumnNotFoundError(
      name,
      file.columns.map((column) => column.name),
      label,
    );
  if ("unsupported" in metadata.type) {
    throw new SchemaError(
      `column ${JSON.stringify(name)} of ${label} has the Parquet type ${metadata.type.unsupported}, which is not supported yet; leave it out with select or drop`,
    );
  }
  const { dtype, output } = metadata.type;
  const chunks = chunksOf(rowGroups, metadata);
  const maybeNull = metadata.optional && chunks.some((chunk) => statisticsOf(metadata, chunk)?.nullCount !== 0);
  const reading = output !== "nothing" && chunks.some(hasForeignCodec) ? "arrow" : output;
  return { metadata, dtype, output: reading, nullable: dtype.kind === "Null" || maybeNull };
}

/** Whether parquet-wasm reads it. */
export function isForeign({ output }: PlannedColumn): boolean {
  return output === "arrow";
}

export const isDictionaryEncoding = (encoding: string): boolean => encoding === "PLAIN_DICTIONARY" || encoding === "RLE_DICTIONARY";

const hasForeignCodec = ({ codec }: ChunkMetadata): boolean => foreignCodecs.includes(codec);

/** Those of the columns that parquet-wasm reads, should no row group be pruned. */
export function foreignColumns({ byName, rowGroups }: FileMetadata, names: readonly string[]): string[] {
  return names.filter((name) => {
    const column = byName.get(name);
    if (column === undefined || !("dtype" in column.type) || column.type.output === "nothing") return false;
    return column.type.output === "arrow" || rowGroups.some(({ chunks }) => hasForeignCodec(chunks[column.leaf]!));
  });
}

/** Of the column's values; of a nested one there are only those of its leaves. */
function statisticsOf({ type }: ColumnMetadata, chunk: ChunkMetadata): Statistics | undefined {
  return "dtype" in type && type.output !== "arrow" ? chunk.statistics : undefined;
}

/** The row groups that statistics do not rule out, up to the limit, and up to `rowsMax` rows of the file. */
export function planRowGroups(file: FileMetadata, hints: ScanHints, rowsMax: number): RowGroupPlan[] {
  const planned: RowGroupPlan[] = [];
  let before = 0;
  const test = hints.predicate && rowsTest(hints.predicate, dtypeOf(file));
  let wanted = hints.predicate === undefined ? (hints.limit ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  for (const metadata of file.rowGroups) {
    const rows = Math.min(metadata.rows, rowsMax - before, wanted);
    before += metadata.rows;
    if (rows <= 0) continue;
    if (test !== undefined && !test(factsOf(file, metadata))) continue;
    planned.push({ metadata, rows, ranges: [{ firstRow: 0, rows }] });
    wanted -= rows;
  }
  return planned;
}

/** Of the columns whose statistics are of their values. */
export function dtypeOf({ byName }: FileMetadata): (column: string) => ColumnType | undefined {
  return (name) => {
    const type = byName.get(name)?.type;
    return type !== undefined && "dtype" in type && type.output !== "arrow" ? type.dtype : undefined;
  };
}

/** Of columns that `dtypeOf` knows. */
export function factsOf({ byName }: FileMetadata, { rows, chunks }: RowGroupMetadata): FactsOf {
  return (name) => ({ rows, statistics: chunks[byName.get(name)!.leaf]!.statistics });
}

export function chunksOf(rowGroups: readonly RowGroupPlan[], column: ColumnMetadata): ChunkMetadata[] {
  return rowGroups.map(({ metadata }) => metadata.chunks[column.leaf]!);
}

/** Whether values of the column are dictionary indices in all row groups: most of them, since writers may give up where there are too many. */
export function isEncoded({ metadata, output }: PlannedColumn, rowGroups: readonly RowGroupPlan[]): boolean {
  if (output === "nothing" || output === "arrow") return false;
  return chunksOf(rowGroups, metadata).every(({ encodings }) => encodings.some(isDictionaryEncoding));
}

/** With `dictionary` the column arrives as codes. */
export function scanColumn(planned: PlannedColumn, rowGroups: readonly RowGroupPlan[], dictionary?: Dictionary): ScanColumn {
  const { metadata, dtype, nullable } = planned;
  const chunks = chunksOf(rowGroups, metadata);
  const column = { name: metadata.name, dtype, physical: physicalOf[dtype.kind], nullable };
  if (dictionary !== undefined) return { ...column, physical: "codes", dictionary };
  const range = rangeOf(dtype, chunks, rowGroups);
  return range === undefined ? column : { ...column, ...range };
}

/** Least and greatest value over all row groups, of columns of whole numbers. */
function rangeOf(
  dtype: ColumnType,
  chunks: readonly ChunkMetadata[],
  rowGroups: readonly RowGroupPlan[],
): { min: bigint; max: bigint } | undefined {
  if (!isWhole(dtype)) return undefined;
  let least: number | bigint = Number.POSITIVE_INFINITY;
  let greatest: number | bigint = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < chunks.length; index++) {
    const { min, max, nullCount } = chunks[index]!.statistics;
    if (nullCount === rowGroups[index]!.metadata.rows) continue;
    if (!isWholeNumber(min) || !isWholeNumber(max)) return undefined;
    if (min < least) least = min;
    if (max > greatest) greatest = max;
  }
  return least > greatest ? undefined : { min: BigInt(least), max: BigInt(greatest) };
}

/** Whether the column's values are whole numbers, of days or units of time among them. */
export const isWhole = ({ kind }: ColumnType): boolean => /^(U?Int|Date|Duration)/.test(kind);
const isWholeNumber = (value: unknown): value is number | bigint => typeof value === "bigint" || Number.isInteger(value);

export function columnSpec(column: PlannedColumn, scanned: ScanColumn): ColumnSpec {
  return {
    name: column.metadata.name,
    physical: scanned.physical,
    output: scanned.physical === "codes" ? "codes" : column.output,
    optional: column.metadata.optional,
    nullable: scanned.nullable,
  };
}

/** `codes`: for each row group and column, the table of codes and its length. */
export function rowGroupSpecs(
  label: string,
  rowGroups: readonly RowGroupPlan[],
  columns: readonly PlannedColumn[],
  codes: readonly (readonly { address: number; count: number }[] | undefined)[],
): RowGroupSpec[] {
  return rowGroups.map(({ metadata }, rowGroupIndex) => {
    const chunks: number[] = [];
    for (let index = 0; index < columns.length; index++) {
      const column = columns[index]!;
      const chunk = metadata.chunks[column.metadata.leaf]!;
      const table = codes[index]?.[rowGroupIndex];
      const packed = packedChunk({
        offset: chunk.offset,
        length: bytesRead(column, metadata),
        codec: isForeign(column) ? 0 : codecOf(label, column.metadata.name, chunk),
        pageBytesMax: chunk.pageBytesMax,
        address: 0,
        codes: table?.address ?? 0,
        codesCount: table?.count ?? 0,
      });
      chunks.push(...packed);
    }
    return { rows: metadata.rows, chunks };
  });
}

function bytesRead({ metadata: { leaf, leaves }, output }: PlannedColumn, { chunks }: RowGroupMetadata): number {
  let bytes = 0;
  if (output !== "nothing") for (let index = leaf; index < leaf + leaves; index++) bytes += chunks[index]!.length;
  return bytes;
}

export function codecOf(label: string, column: string, { codec, offset }: ChunkMetadata): number {
  const number = codecs[codec];
  if (number !== undefined) return number;
  const allowed = [...Object.keys(codecs), ...foreignCodecs].join(", ");
  throw new IoError(
    `column ${JSON.stringify(column)} of ${label} is compressed with ${codec ?? "an unknown codec"}; supported are ${allowed}`,
    label,
    offset,
  );
}

/** Row groups, and slices of those at the end of the scan. The same for any number of threads. */
export function planMorsels(rowGroups: readonly RowGroupPlan[]): MorselSpec[] {
  const morsels: MorselSpec[] = [];
  const all = rowGroups.reduce((sum, { ranges }) => ranges.reduce((rest, { rows }) => rest + rows, sum), 0);
  const most = Math.max(FEW_ROWS, all * SHARE_OF_ALL);
  let left = all;
  for (const [rowGroup, { ranges }] of rowGroups.entries()) {
    for (const range of ranges) {
      const end = range.firstRow + range.rows;
      for (let firstRow = range.firstRow; firstRow < end; ) {
        const wanted = Math.ceil(Math.min(left * SHARE_OF_REST, most) / SLICE_ROWS) * SLICE_ROWS;
        // A short rest goes with the slice before it.
        const rows = end - firstRow < wanted * 1.5 ? end - firstRow : wanted;
        morsels.push({ rowGroup, firstRow, rows });
        firstRow += rows;
        left -= rows;
      }
    }
  }
  return morsels;
}

/** Adds what threads share to row groups that were cut. */
export function shareSlices(
  heap: Heap,
  rowGroups: readonly RowGroupSpec[],
  morsels: readonly MorselSpec[],
  columns: number,
  arena: number,
): RowGroupSpec[] {
  const slices = rowGroups.map(() => 0);
  for (const { rowGroup } of morsels) slices[rowGroup]!++;
  return rowGroups.map((rowGroup, index) => {
    const count = slices[index]!;
    if (count < 2) return rowGroup;
    const { rows } = rowGroup;
    return { ...rowGroup, sliced: sliceRowGroup(heap, rows, count, Math.ceil(rows / count), columns, arena) };
  });
}

/** `columns` by number: first those of the predicate, which every morsel is asked for; those of most bytes first. */
export function helpOrder(columns: readonly ColumnSpec[], rowGroups: readonly RowGroupSpec[], predicate: ExprNode | undefined): number[] {
  const asked = predicate === undefined ? new Set<string>() : columnsOf(predicate);
  const bytes = columns.map((_, index) => rowGroups.reduce((sum, rowGroup) => sum + chunkLength(rowGroup, index), 0));
  const first = (index: number): number => Number(asked.has(columns[index]!.name));
  return [...columns.keys()].sort((left, right) => first(right) - first(left) || bytes[right]! - bytes[left]!);
}
