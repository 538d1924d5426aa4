// The order of rows at rest.

import type { TaskContext } from "../pipeline.js";
import type { SortColumnSpec, StoredColumn } from "../pipeline-spec.js";
import { sortColumns } from "../sinks/sinks.js";
import { argSort } from "../sorting/index.js";

export interface SortSpec {
  readonly columns: readonly StoredColumn[];
  readonly keys: readonly SortColumnSpec[];
  readonly rowCount: number;
  readonly limit?: number;
  readonly arena: number;
}

/** Address of the row numbers in order; of the first `limit` only, where there is one. */
export function sortRows({ instance }: TaskContext, spec: SortSpec): number {
  const types = spec.columns.map((column) => column.type);
  return argSort(instance, sortColumns(types, spec.columns, spec.keys), spec.rowCount, spec.arena, spec.limit);
}
