// The data of an eager frame: named columns of one length, whose chunks begin and end at the same rows (`frameOf`).

import type { Allocation } from "../memory/index.js";
import type { Column } from "./column.js";

export interface NamedColumn {
  readonly name: string;
  readonly column: Column;
}

export interface FrameData {
  readonly columns: readonly NamedColumn[];
  /** Rows; every column has as many. */
  readonly height: number;
}

/** The blocks that hold the column's values and dictionary. */
export function allocationsOf(column: Column): readonly Allocation[] {
  return [...column.chunks.flatMap((chunk) => chunk.allocations), ...(column.dictionary?.allocations ?? [])];
}
