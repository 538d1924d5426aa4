// The footer of a file: hyparquet parses it, this turns it into what planning needs, and checks what that relies on.

import { parquetMetadata } from "hyparquet/src/metadata.js";
import type { ColumnChunk, FileMetaData, ParquetParsers, RowGroup, SchemaElement } from "hyparquet/src/types.js";
import { DuplicateError, IoError } from "../../errors/index.js";
import { List } from "../../types/index.js";
import type { ByteRange, Reading } from "../store/index.js";
import { ARROW_SCHEMA_KEY, arrowRefinements, type Refinement } from "./arrow-schema.js";
import { type ColumnReading, readingOf } from "./schema.js";
import { type Statistics, statisticsOf } from "./statistics.js";

export interface FileMetadata {
  readonly rowCount: number;
  /** Top-level columns, in order. */
  readonly columns: readonly ColumnMetadata[];
  readonly byName: ReadonlyMap<string, ColumnMetadata>;
  readonly rowGroups: readonly RowGroupMetadata[];
  readonly schema: readonly SchemaElement[];
  /** Where the footer lies, without its length and the magic after it. */
  readonly footer: ByteRange;
}

export interface ColumnMetadata {
  readonly name: string;
  readonly type: ColumnReading;
  /** Rows may be null, as far as the schema says. */
  readonly optional: boolean;
  /** Its place among the chunks of a row group; of several leaves, the first. */
  readonly leaf: number;
  readonly leaves: number;
  /** From and to which element of the schema it is described. */
  readonly elements: readonly [start: number, end: number];
}

export interface RowGroupMetadata {
  /** Its place in the file. */
  readonly index: number;
  readonly rows: number;
  readonly chunks: readonly ChunkMetadata[];
}

export interface ChunkMetadata {
  readonly offset: number;
  readonly length: number;
  readonly codec: string;
  readonly pageBytesMax: number;
  /** Of all pages. */
  readonly encodings: readonly string[];
  /** Of data pages only, where the file says so. */
  readonly dataEncodings: readonly string[] | undefined;
  /** Bytes of the dictionary page at the start of the chunk, where the file says so. */
  readonly dictionaryBytes: number | undefined;
  readonly statistics: Statistics;
  /** Absent where the file has none, or the chunk a single page. */
  readonly pageIndex: PageIndexPlace | undefined;
}

export interface PageIndexPlace {
  readonly columnIndex: ByteRange;
  readonly offsetIndex: ByteRange;
}

const MAGIC = "PAR1";
const MAGIC_ENCRYPTED = "PARE";
/** Magic at the start; the footer's length and magic at the end. */
const FILE_BYTES_MIN = 12;
/** Read at first from the end of the file: footers are mostly shorter. */
const TAIL_BYTES = 64 * 1024;
/** Footers may understate the size of pages, so small ones are let through. */
const PAGE_BYTES_LENIENT = 16 * 1024 * 1024;

/** Reads the footer. @throws {IoError} when the bytes are not a whole Parquet file. */
export function* readMetadata(label: string, byteLength: number): Reading<FileMetadata> {
  if (byteLength < FILE_BYTES_MIN) throw new IoError(`${label} is not a Parquet file: it has ${byteLength} bytes`, label, 0);
  const tailLength = Math.min(byteLength, TAIL_BYTES);
  const [tail] = yield [{ offset: byteLength - tailLength, length: tailLength }];
  const magic = String.fromCharCode(...tail!.subarray(-4));
  if (magic === MAGIC_ENCRYPTED) throw new IoError(`${label} is encrypted, which floe does not read`, label, byteLength - 4);
  if (magic !== MAGIC) {
    throw new IoError(
      `${label} is not a Parquet file, or is cut off: it ends with ${JSON.stringify(magic)} in place of "PAR1"`,
      label,
      byteLength - 4,
    );
  }
  const footerLength = new DataView(tail!.buffer, tail!.byteOffset).getUint32(tailLength - 8, true);
  const footerOffset = byteLength - 8 - footerLength;
  if (footerOffset < 4) {
    throw new IoError(
      `${label} is damaged or cut off: its footer would have ${footerLength} of ${byteLength} bytes`,
      label,
      byteLength - 8,
    );
  }
  let footer = tail!.subarray(Math.max(0, tailLength - 8 - footerLength));
  if (footerLength + 8 > tailLength) [footer] = (yield [{ offset: footerOffset, length: footerLength + 8 }]) as [Uint8Array];
  try {
    return convert(label, { offset: footerOffset, length: footerLength }, parse(footer));
  } catch (error) {
    if (error instanceof IoError || error instanceof DuplicateError) throw error;
    throw new IoError(`${label} has a damaged footer: ${(error as Error).message}`, label, footerOffset);
  }
}

/** Values of statistics stay as they are stored: whole numbers of days or of the time unit, bytes of strings. */
export const statisticsParsers: ParquetParsers = {
  dateFromDays: (days) => days,
  timestampFromMilliseconds: (value) => value,
  timestampFromMicroseconds: (value) => value,
  timestampFromNanoseconds: (value) => value,
  stringFromBytes: (bytes) => bytes.slice(),
  jsonFromBytes: (bytes) => bytes.slice(),
  geometryFromBytes: () => undefined,
  geographyFromBytes: () => undefined,
  uuidFromBytes: () => undefined,
};

function parse(footer: Uint8Array): FileMetaData {
  return parquetMetadata(footer, { geoparquet: false, parsers: statisticsParsers });
}

function convert(label: string, range: ByteRange, metadata: FileMetaData): FileMetadata {
  const footerOffset = range.offset;
  const refinements = arrowRefinements(metadata.key_value_metadata?.find(({ key }) => key === ARROW_SCHEMA_KEY)?.value);
  const columns = columnsOf(label, metadata.schema, refinements);
  const rowGroups = metadata.row_groups.map((rowGroup, index) =>
    rowGroupOf(label, footerOffset, metadata.schema, columns, rowGroup, index),
  );
  const rowCount = count(metadata.num_rows, "rows of the file");
  const rowsOfGroups = rowGroups.reduce((sum, { rows }) => sum + rows, 0);
  if (rowCount !== rowsOfGroups) {
    throw new IoError(`${label} has a damaged footer: ${rowCount} rows in all, but ${rowsOfGroups} in its row groups`, label, footerOffset);
  }
  const byName = new Map(columns.map((column) => [column.name, column]));
  return { rowCount, columns, byName, rowGroups, schema: metadata.schema, footer: range };
}

function columnsOf(label: string, schema: readonly SchemaElement[], refinements: ReadonlyMap<string, Refinement>): ColumnMetadata[] {
  const columns: ColumnMetadata[] = [];
  const names = new Set<string>();
  let leaf = 0;
  let at = 1;
  for (let left = schema[0]?.num_children ?? 0; left > 0; left--) {
    const element = schema[at];
    if (element === undefined) throw new Error("the schema ends early");
    if (typeof element.name !== "string") throw new Error("a column has no name");
    if (names.has(element.name)) throw new DuplicateError(`${label} has two columns of the name ${JSON.stringify(element.name)}`);
    names.add(element.name);
    const end = afterSubtree(schema, at);
    const leaves = schema.slice(at, end).filter(({ type }) => type !== undefined).length;
    columns.push({
      name: element.name,
      type: typeOf(schema, at, refinements.get(element.name)),
      optional: element.repetition_type !== "REQUIRED",
      leaf,
      leaves,
      elements: [at, end],
    });
    leaf += leaves;
    at = end;
  }
  return columns;
}

/** The index after an element and all below it. */
function afterSubtree(schema: readonly SchemaElement[], start: number): number {
  let at = start;
  for (let left = 1; left > 0; left--) {
    const element = schema[at++];
    if (element === undefined) throw new Error("the schema ends early");
    left += element.type === undefined ? (element.num_children ?? 0) : 0;
  }
  return at;
}

function typeOf(schema: readonly SchemaElement[], at: number, refine: Refinement | undefined): ColumnReading {
  const element = schema[at] as SchemaElement;
  if (element.type === undefined) {
    const kind = element.logical_type?.type ?? element.converted_type;
    if (kind === "LIST") return listOf(schema, at);
    return { unsupported: kind === "MAP" ? kind : "STRUCT" };
  }
  if (element.repetition_type === "REPEATED") return { unsupported: "a repeated field" };
  const reading = readingOf(element);
  return refine === undefined || !("dtype" in reading) ? reading : { ...reading, dtype: refine(reading.dtype) };
}

/** A list is a group of one repeated field: of a group around its elements, or, by older writers, of the elements. */
function listOf(schema: readonly SchemaElement[], at: number): ColumnReading {
  const repeated = schema[at + 1];
  const isWrapped = repeated?.type === undefined && repeated?.num_children === 1;
  const element = isWrapped ? typeOf(schema, at + 2, undefined) : repeated?.type === undefined ? undefined : readingOf(repeated);
  if (schema[at]?.num_children !== 1 || repeated?.repetition_type !== "REPEATED" || element === undefined)
    return { unsupported: "LIST of STRUCT" };
  return "dtype" in element ? { dtype: List(element.dtype), output: "arrow" } : { unsupported: `LIST of ${element.unsupported}` };
}

const isList = ({ type }: ColumnMetadata): boolean => "dtype" in type && type.dtype.kind === "List";

function rowGroupOf(
  label: string,
  footerOffset: number,
  schema: readonly SchemaElement[],
  columns: readonly ColumnMetadata[],
  rowGroup: RowGroup,
  index: number,
): RowGroupMetadata {
  const rows = count(rowGroup.num_rows, "rows of a row group");
  const leaves = schema.filter(({ type }) => type !== undefined);
  const fail = (what: string): never => {
    throw new IoError(`${label} has a damaged footer: row group ${index} ${what}`, label, footerOffset);
  };
  if (rowGroup.columns.length !== leaves.length) fail(`has ${rowGroup.columns.length} columns, the schema ${leaves.length}`);
  const read = new Map(columns.filter(({ type }) => "dtype" in type).map((column) => [column.leaf, column]));
  const chunks = rowGroup.columns.map((column, leaf) => {
    const chunk = chunkOf(column, leaves[leaf] as SchemaElement, footerOffset);
    const values = count(column.meta_data?.num_values, "values of a column");
    const own = read.get(leaf);
    // A list has as many values as it likes.
    if (own !== undefined && !isList(own) && values !== rows)
      fail(`has ${rows} rows, but ${values} values of column ${JSON.stringify(own.name)}`);
    if (own !== undefined && chunk.offset + chunk.length > footerOffset)
      fail(`reaches to byte ${chunk.offset + chunk.length}, into the footer`);
    return chunk;
  });
  return { index, rows, chunks };
}

function chunkOf(column: ColumnChunk, element: SchemaElement, footerOffset: number): ChunkMetadata {
  const meta = column.meta_data;
  if (meta === undefined) throw new Error("a column has no metadata");
  if (column.file_path !== undefined) throw new Error(`a column is in another file, ${JSON.stringify(column.file_path)}`);
  const data = count(meta.data_page_offset, "offset of a column");
  const dictionary = Number(meta.dictionary_page_offset ?? 0);
  // Old writers put an offset of 0 where there is no dictionary.
  const hasDictionary = dictionary > 0 && dictionary < data;
  return {
    offset: hasDictionary ? dictionary : data,
    length: count(meta.total_compressed_size, "bytes of a column"),
    codec: meta.codec,
    pageBytesMax: Math.max(count(meta.total_uncompressed_size, "bytes of a column"), PAGE_BYTES_LENIENT),
    encodings: Array.isArray(meta.encodings) ? meta.encodings : [],
    dataEncodings: meta.encoding_stats
      ?.filter(({ page_type }) => page_type === "DATA_PAGE" || page_type === "DATA_PAGE_V2")
      .map(({ encoding }) => encoding),
    dictionaryBytes: hasDictionary ? data - dictionary : undefined,
    statistics: statisticsOf(meta.statistics, element),
    pageIndex: pageIndexOf(column, footerOffset),
  };
}

/** An entry of the offset index has 8 to 21 bytes, the lists around them 3. */
const SINGLE_PAGE_BYTES = 18;

function pageIndexOf(column: ColumnChunk, footerOffset: number): PageIndexPlace | undefined {
  const columnIndex = { offset: Number(column.column_index_offset), length: Number(column.column_index_length) };
  const offsetIndex = { offset: Number(column.offset_index_offset), length: Number(column.offset_index_length) };
  const lies = ({ offset, length }: ByteRange): boolean => offset > 0 && length > 0 && offset + length <= footerOffset;
  return lies(columnIndex) && lies(offsetIndex) && offsetIndex.length > SINGLE_PAGE_BYTES ? { columnIndex, offsetIndex } : undefined;
}

function count(value: bigint | undefined, what: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`${String(value)} ${what}`);
  return number;
}
