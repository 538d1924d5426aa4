// The nulls of a frame's columns, counted.

import { buildColumn, type FrameData } from "../column/index.js";
import type { Heap } from "../memory/index.js";
import { UInt32 } from "../types/index.js";

/** One row: the number of nulls of each column. */
export function nullCounts({ columns }: FrameData, heap: Heap): FrameData {
  const counts = columns.map(({ name, column }) => ({ name, column: buildColumn([column.nullCount], heap, UInt32) }));
  return { columns: counts, height: columns.length === 0 ? 0 : 1 };
}
