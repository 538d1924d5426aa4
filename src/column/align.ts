// Columns of one frame: their chunks begin and end at the same rows.

import type { Heap } from "../memory/index.js";
import { rechunk } from "./concat.js";
import type { NamedColumn } from "./frame-data.js";

/** The columns as they are if their chunks agree; otherwise in one chunk each. */
export function alignChunks(columns: readonly NamedColumn[], heap: Heap): readonly NamedColumn[] {
  const [first, ...others] = columns.map(({ column }) => column.chunks);
  const agree = others.every(
    (chunks) => chunks.length === first?.length && chunks.every((chunk, index) => chunk.length === first[index]?.length),
  );
  return agree ? columns : columns.map(({ name, column }) => ({ name, column: rechunk(column, heap) }));
}
