// The data of an eager frame: named columns of one length.

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
