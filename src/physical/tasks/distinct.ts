// Which rows at rest `unique` keeps.

import { distinctRows } from "../grouping/index.js";
import type { TaskContext } from "../pipeline.js";
import type { StoredColumn } from "../pipeline-spec.js";

export interface DistinctSpec {
  readonly keys: readonly StoredColumn[];
  readonly rowCount: number;
  readonly keep: "any" | "first" | "last" | "none";
  readonly arena: number;
}

export function distinctTask({ instance }: TaskContext, spec: DistinctSpec): { readonly count: number; readonly indices: number } {
  const types = spec.keys.map((key) => key.type);
  return distinctRows(instance, types, spec.keys, spec.rowCount, spec.keep, spec.arena);
}
