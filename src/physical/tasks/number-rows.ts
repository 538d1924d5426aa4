// The groups of a build side's rows.

import { type RowNumbers, rowNumbers } from "../grouping/index.js";
import type { TaskContext } from "../pipeline.js";
import type { StoredColumn } from "../pipeline-spec.js";

export interface NumberRowsSpec {
  readonly keys: readonly StoredColumn[];
  readonly rowCount: number;
  readonly arena: number;
}

/** Null where no key says the others. */
export function numberRows({ instance }: TaskContext, { keys, rowCount, arena }: NumberRowsSpec): RowNumbers | null {
  const types = keys.map((key) => key.type);
  return rowNumbers(instance, types, keys, rowCount, arena) ?? null;
}
