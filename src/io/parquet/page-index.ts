// The page index, where a file has one: least and greatest values of each page, by which parts of a row group are ruled out. Pages
// without a row that is left are never decompressed.

import { readColumnIndex, readOffsetIndex } from "hyparquet/src/indexes.js";
import type { SchemaElement, Statistics } from "hyparquet/src/types.js";
import { columnsOf, type ExprNode } from "../../expr/index.js";
import type { ByteRange, Reading } from "../store/index.js";
import { type FileMetadata, type PageIndexPlace, statisticsParsers } from "./metadata.js";
import { dtypeOf, factsOf, type RowGroupPlan, type RowRange } from "./plan.js";
import { type ColumnFacts, type FactsOf, type RowsTest, rowsTest } from "./pruning.js";
import { statisticsOf } from "./statistics.js";

/** Page `index` has rows from `firstRows[index]` on. */
interface PageIndex {
  readonly firstRows: readonly number[];
  readonly facts: readonly ColumnFacts[];
}

/** Rows between two parts that are left are not worth passing over when they are fewer. */
const GAP_ROWS_MIN = 1024;

/** The row groups, of which parts that `predicate` rules out are left away. */
export function* prunePages(
  file: FileMetadata,
  rowGroups: readonly RowGroupPlan[],
  predicate: ExprNode | undefined,
): Reading<readonly RowGroupPlan[]> {
  if (predicate === undefined) return rowGroups;
  const names = columnsOf(predicate);
  const columns = file.columns.filter(({ name, type }) => names.has(name) && "dtype" in type && type.output !== "arrow");
  const wanted = rowGroups.flatMap(({ metadata }) => columns.flatMap(({ leaf }) => placesOf(metadata.chunks[leaf]?.pageIndex)));
  const test = rowsTest(predicate, dtypeOf(file));
  if (wanted.length === 0 || test === undefined) return rowGroups;
  const parts = [...(yield wanted)];
  return rowGroups.flatMap((rowGroup) => {
    const indexes = new Map<string, PageIndex>();
    for (const column of columns) {
      if (placesOf(rowGroup.metadata.chunks[column.leaf]?.pageIndex).length === 0) continue;
      const index = parseIndex(file.schema[column.elements[0]]!, parts.shift()!, parts.shift()!, rowGroup.metadata.rows);
      if (index !== undefined) indexes.set(column.name, index);
    }
    const ranges = indexes.size === 0 ? rowGroup.ranges : rangesLeft(rowGroup, indexes, test, factsOf(file, rowGroup.metadata));
    return ranges.length === 0 ? [] : [{ ...rowGroup, ranges }];
  });
}

const placesOf = (place: PageIndexPlace | undefined): readonly ByteRange[] =>
  place === undefined ? [] : [place.columnIndex, place.offsetIndex];

/** Undefined where it is damaged or does not fit the row group: nothing is ruled out then. */
function parseIndex(element: SchemaElement, columnBytes: Uint8Array, offsetBytes: Uint8Array, rows: number): PageIndex | undefined {
  try {
    const pages = readColumnIndex(readerOf(columnBytes), element, statisticsParsers);
    const firstRows = readOffsetIndex(readerOf(offsetBytes)).page_locations.map(({ first_row_index }) => Number(first_row_index));
    const fits = firstRows[0] === 0 && firstRows.every((row, index) => row < (firstRows[index + 1] ?? rows));
    const lists = [pages.null_pages, pages.min_values, pages.max_values, pages.null_counts ?? pages.null_pages];
    if (!fits || lists.some(({ length }) => length !== firstRows.length)) return undefined;
    const facts = firstRows.map((row, index): ColumnFacts => {
      const pageRows = (firstRows[index + 1] ?? rows) - row;
      const bounds = { min_value: pages.min_values[index], max_value: pages.max_values[index], null_count: pages.null_counts?.[index] };
      const stored = pages.null_pages[index] ? { null_count: BigInt(pageRows) } : bounds;
      return { rows: pageRows, statistics: statisticsOf(stored as Statistics, element) };
    });
    return { firstRows, facts };
  } catch {
    return undefined;
  }
}

const readerOf = (bytes: Uint8Array): { view: DataView; offset: number } => ({
  view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  offset: 0,
});

/** Between two starts of pages, whichever column's, all rows are judged alike. */
function rangesLeft(
  { ranges: [whole] }: RowGroupPlan,
  indexes: ReadonlyMap<string, PageIndex>,
  test: RowsTest,
  chunkFacts: FactsOf,
): readonly RowRange[] {
  const end = whole!.firstRow + whole!.rows;
  const starts = new Set([...indexes.values()].flatMap(({ firstRows }) => firstRows.filter((row) => row < end)));
  const sorted = [...starts].sort((left, right) => left - right);
  const pages = new Map([...indexes.keys()].map((name) => [name, 0]));
  const left: { firstRow: number; rows: number }[] = [];
  for (const [position, row] of sorted.entries()) {
    for (const [name, { firstRows }] of indexes) {
      const next = pages.get(name)! + 1;
      if (firstRows[next] === row) pages.set(name, next);
    }
    if (!test((name) => indexes.get(name)?.facts[pages.get(name)!] ?? chunkFacts(name))) continue;
    const stop = sorted[position + 1] ?? end;
    const last = left.at(-1);
    if (last !== undefined && row - (last.firstRow + last.rows) < GAP_ROWS_MIN) last.rows = stop - last.firstRow;
    else left.push({ firstRow: row, rows: stop - row });
  }
  return left;
}
