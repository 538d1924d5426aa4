// String columns that are dictionary-encoded throughout arrive as codes: here, while a scan is planned, the dictionaries of
// all row groups are read and merged to one, with a table from each row group's indices to codes.

import type { Dictionary } from "../../column/index.js";
import type { Instance } from "../../kernels/index.js";
import type { ByteStore, Reading } from "../store/index.js";
import { PADDING_BYTES } from "./column-reader.js";
import { decodeError } from "./decode-error.js";
import type { ChunkMetadata } from "./metadata.js";
import { dictionaryBytesByWalk, PAGE_DICTIONARY, parsePageHeader } from "./page-walk.js";
import { chunksOf, codecOf, isDictionaryEncoding, type PlannedColumn, type RowGroupPlan } from "./plan.js";

interface CodeTable {
  readonly address: number;
  readonly count: number;
}

interface MergedDictionary {
  readonly dictionary: Dictionary;
  /** For each row group. */
  readonly tables: readonly CodeTable[];
}

/** Of all dictionary pages of a column, compressed and not: reading them must cost little beside the scan. */
const COMPRESSED_BYTES_MAX = 1 << 20;
const BYTES_MAX = 4 << 20;
/** Codes pay off when values repeat. */
const ROWS_PER_VALUE_MIN = 2;
const VIEW_BYTES = 16;

const BAD_HEADER = -1;
const BAD_COMPRESSION = -4;
const BAD_VALUES = -8;

/** For each column its merged dictionary, or undefined where views are better, or the only way. */
export function* mergeDictionaries(
  instance: Instance,
  store: ByteStore,
  columns: readonly PlannedColumn[],
  rowGroups: readonly RowGroupPlan[],
  arena: number,
): Reading<readonly (MergedDictionary | undefined)[]> {
  const merged: (MergedDictionary | undefined)[] = [];
  for (const column of columns) {
    const sizes = column.output === "view" ? yield* dictionarySizes(instance, store, column, rowGroups) : undefined;
    merged.push(sizes === undefined ? undefined : yield* mergeColumn(instance, store.label, column, rowGroups, sizes, arena));
  }
  return merged;
}

/** For each row group the bytes of its dictionary page, 0 where all rows are null; undefined when the column can't be codes. */
function* dictionarySizes(
  instance: Instance,
  store: ByteStore,
  { metadata }: PlannedColumn,
  rowGroups: readonly RowGroupPlan[],
): Reading<readonly number[] | undefined> {
  const sizes: number[] = [];
  let total = 0;
  for (const [index, chunk] of chunksOf(rowGroups, metadata).entries()) {
    if (chunk.statistics.nullCount === rowGroups[index]!.metadata.rows) {
      sizes.push(0);
      continue;
    }
    const known = usesDictionaryOnly(chunk);
    let size = known === true ? chunk.dictionaryBytes : undefined;
    // Where the footer leaves it open the pages tell; not worth round trips.
    const isOpen = known === undefined || (known && size === undefined);
    if (isOpen && !(store.access === "async" && store.remote)) size = yield* dictionaryBytesByWalk(instance, chunk);
    if (size === undefined || size > chunk.length) return undefined;
    sizes.push(size);
    total += size;
    if (total > COMPRESSED_BYTES_MAX) return undefined;
  }
  return total === 0 ? undefined : sizes;
}

/** Undefined: the footer does not tell. */
function usesDictionaryOnly({ encodings, dataEncodings }: ChunkMetadata): boolean | undefined {
  if (dataEncodings !== undefined && dataEncodings.length > 0) return dataEncodings.every(isDictionaryEncoding);
  if (!encodings.some(isDictionaryEncoding)) return false;
  // RLE and BIT_PACKED are those of levels. PLAIN may be that of the dictionary page.
  const others = encodings.filter((encoding) => !isDictionaryEncoding(encoding) && encoding !== "RLE" && encoding !== "BIT_PACKED");
  if (others.length === 0) return true;
  return others.every((encoding) => encoding === "PLAIN") ? undefined : false;
}

/** A dictionary page, decompressed. */
interface DictionaryPage {
  readonly address: number;
  readonly bytes: number;
  readonly count: number;
  /** In the file. */
  readonly offset: number;
}

function* mergeColumn(
  instance: Instance,
  label: string,
  column: PlannedColumn,
  rowGroups: readonly RowGroupPlan[],
  sizes: readonly number[],
  arena: number,
): Reading<MergedDictionary | undefined> {
  const { heap } = instance;
  const chunks = chunksOf(rowGroups, column.metadata);
  const wanted = chunks.flatMap(({ offset }, index) => (sizes[index] === 0 ? [] : [{ offset, length: sizes[index] as number }]));
  const parts = [...(yield wanted)];
  const pages: (DictionaryPage | undefined)[] = [];
  try {
    for (const [index, chunk] of chunks.entries()) {
      pages.push(sizes[index] === 0 ? undefined : unpack(instance, label, column, chunk, parts.shift()!, arena));
    }
    const rows = rowGroups.reduce((sum, rowGroup) => sum + rowGroup.rows, 0);
    return mergePages(instance, label, column, pages, rows, arena);
  } finally {
    for (const page of pages) heap.free(page?.address ?? 0);
  }
}

function unpack(
  instance: Instance,
  label: string,
  column: PlannedColumn,
  chunk: ChunkMetadata,
  bytes: Uint8Array,
  arena: number,
): DictionaryPage {
  const { heap, kernels } = instance;
  const { name } = column.metadata;
  const header = parsePageHeader(instance, bytes, chunk.offset);
  const isWhole = header !== undefined && header.type === PAGE_DICTIONARY && header.headerBytes + header.bodyBytes <= bytes.byteLength;
  if (!isWhole || header.pageBytes > chunk.pageBytesMax) throw decodeError(BAD_HEADER, label, name, chunk.offset);
  const packed = heap.alloc(header.bodyBytes + PADDING_BYTES, arena);
  const address = heap.alloc(header.pageBytes + PADDING_BYTES, arena);
  heap.bytes(packed, header.bodyBytes).set(bytes.subarray(header.headerBytes, header.headerBytes + header.bodyBytes));
  const written = kernels.decompress(codecOf(label, name, chunk), packed, header.bodyBytes, address, header.pageBytes);
  heap.free(packed);
  if (written !== header.pageBytes) {
    heap.free(address);
    throw decodeError(BAD_COMPRESSION, label, name, chunk.offset);
  }
  return { address, bytes: header.pageBytes, count: header.valueCount, offset: chunk.offset };
}

function mergePages(
  { heap, kernels }: Instance,
  label: string,
  column: PlannedColumn,
  pages: readonly (DictionaryPage | undefined)[],
  rows: number,
  arena: number,
): MergedDictionary | undefined {
  for (const page of pages) {
    // A string takes four bytes at least.
    if (page !== undefined && page.count * 4 > page.bytes) throw decodeError(BAD_VALUES, label, column.metadata.name, page.offset);
  }
  const sum = (of: (page: DictionaryPage) => number): number =>
    pages.reduce((total, page) => total + (page === undefined ? 0 : of(page)), 0);
  const countMax = sum(({ count }) => count);
  const bytesMax = sum(({ bytes }) => bytes);
  if (bytesMax > BYTES_MAX || countMax === 0) return undefined;

  const slotCount = 2 ** Math.ceil(Math.log2(2 * countMax + 1));
  const slots = heap.alloc(slotCount * 4, arena);
  const state = heap.alloc(8, arena);
  const views = heap.alloc(countMax * VIEW_BYTES, arena);
  const strings = heap.alloc(bytesMax + PADDING_BYTES, arena);
  const codes = heap.alloc(countMax * 4 + PADDING_BYTES, arena);
  try {
    heap.u32s(slots, slotCount).fill(0);
    heap.u32s(state, 2).fill(0);
    const tables: CodeTable[] = [];
    let used = 0;
    for (const page of pages) {
      const address = codes + 4 * used;
      tables.push({ address, count: page?.count ?? 0 });
      if (page === undefined) continue;
      const status = kernels.parquet_merge_dictionary(
        page.address,
        page.bytes,
        page.count,
        slots,
        slotCount,
        views,
        strings,
        state,
        address,
      );
      if (status < 0) throw decodeError(status, label, column.metadata.name, page.offset);
      used += page.count;
    }
    const count = heap.getU32(state);
    if (count * ROWS_PER_VALUE_MIN > rows) return undefined;
    // No handles: the arena owns the blocks.
    return { dictionary: { count, values: views, allocations: [] }, tables };
  } finally {
    heap.free(slots);
    heap.free(state);
  }
}
