// Builds a join's table from the rows of its build side.

import type { VectorType } from "../../column/index.js";
import { type Asked, JoinTable, type JoinTableState } from "../joining/index.js";
import type { TaskContext } from "../pipeline.js";
import type { StoredColumn } from "../pipeline-spec.js";

export interface BuildJoinSpec {
  readonly keys: readonly StoredColumn[];
  /** Types of the keys that will be looked up. */
  readonly probe: readonly VectorType[];
  readonly rowCount: number;
  readonly asked: Asked;
  readonly arena: number;
}

export function buildJoin({ instance }: TaskContext, spec: BuildJoinSpec): JoinTableState {
  const types = { build: spec.keys.map((key) => key.type), probe: spec.probe };
  return JoinTable.build(instance, types, spec.rowCount, spec.keys, spec.arena, spec.asked).state();
}
