// Chunks of a column, made one piece, for what must reach any row by its number: join tables, sorts.

import { bitmapBytes, type Vector, type VectorType } from "../../column/index.js";
import { bitWidths } from "../../types/index.js";
import { valuesBytes } from "../move.js";
import type { TaskContext } from "../pipeline.js";
import type { StoredColumn } from "../pipeline-spec.js";

export interface ConcatSpec {
  readonly types: readonly VectorType[];
  readonly rowCounts: readonly number[];
  /** For each column, its chunks. */
  readonly columns: readonly (readonly Vector[])[];
  readonly arena: number;
}

export function concatColumn({ instance }: TaskContext, spec: ConcatSpec, index: number): StoredColumn {
  const { heap, kernels } = instance;
  const type = spec.types[index] as VectorType;
  const chunks = spec.columns[index] as readonly Vector[];
  const [only] = chunks;
  if (only !== undefined && chunks.length === 1) return { type, ...only };
  const total = spec.rowCounts.reduce((sum, rows) => sum + rows, 0);
  const bits = bitWidths[type.physical];
  const values = heap.alloc(valuesBytes(type, Math.max(total, 1)) + 8, spec.arena);
  // What joins gather for a missing row is the first value, made null: it must be one.
  if (total === 0) kernels.zero_bytes(values, valuesBytes(type, 1) + 8);
  const validity = chunks.some((chunk) => chunk.validity !== 0) ? heap.alloc(bitmapBytes(total) + 8, spec.arena) : 0;
  let row = 0;
  for (const [chunkIndex, chunk] of chunks.entries()) {
    const rows = spec.rowCounts[chunkIndex] as number;
    if (bits === 1) kernels.bitmap_copy(chunk.values, 0, values, row, rows);
    else kernels.copy_bytes(chunk.values, values + (row * bits) / 8, (rows * bits) / 8);
    if (validity !== 0) {
      if (chunk.validity === 0) kernels.bitmap_set(validity, row, rows);
      else kernels.bitmap_copy(chunk.validity, 0, validity, row, rows);
    }
    row += rows;
  }
  return { type, values, validity };
}
