// What to sort by.

import type { Vector, VectorType } from "../../column/index.js";

export interface SortKeyType {
  readonly type: VectorType;
  readonly descending: boolean;
  /** Else nulls come first, ascending and descending. */
  readonly nullsLast: boolean;
}

export interface SortColumn extends SortKeyType {
  readonly vector: Vector;
}
