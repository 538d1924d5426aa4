// Strings of a small build side, of which each may be repeated for many rows of the stream: as codes they are gathered, kept and grouped
// by in a quarter of the bytes.

import { numberStrings } from "../../physical/joining/index.js";
import type { StoredColumn } from "../../physical/pipeline-spec.js";
import type { Query } from "../query.js";

/** Rows of a build side, at most: nations, kinds, days. Groups of the rows of larger ones may be numbered (numbered-groups.ts). */
const CODED_ROWS_MAX = 256;
/** How many times more rows the stream has, at least. */
const STREAM_RATIO_MIN = 16;

/** The columns of a build side, with its strings as codes where it is small beside `streamRows`. */
export function withCodes(query: Query, columns: readonly StoredColumn[], rowCount: number, streamRows: number): readonly StoredColumn[] {
  if (rowCount === 0 || rowCount > CODED_ROWS_MAX || streamRows < rowCount * STREAM_RATIO_MIN) return columns;
  return columns.map((column) => (column.type.physical === "view" ? coded(query, column, rowCount) : column));
}

function coded({ instance, arena }: Query, column: StoredColumn, rowCount: number): StoredColumn {
  const { type, values: views, validity } = column;
  const values = instance.heap.alloc(rowCount * 4, arena);
  const { count, strings } = numberStrings(instance, views, validity, values, rowCount, arena);
  // Codes of null rows are in range, and where all are null there is no range.
  if (count === 0) return column;
  const { dtype, nullable } = type;
  return { type: { dtype, physical: "codes", nullable, dictionary: { count, values: strings, allocations: [] } }, values, validity };
}
