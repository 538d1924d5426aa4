// Builds a join's table from the rows of its build side, while other threads make its other columns one piece.

import type { VectorType } from "../../column/index.js";
import { type Asked, JoinTable, type JoinTableState } from "../joining/index.js";
import type { TaskContext } from "../pipeline.js";
import type { StoredColumn } from "../pipeline-spec.js";
import { type ConcatSpec, concatColumn } from "./concat.js";

export interface BuildJoinSpec {
  readonly side: ConcatSpec;
  /** Which of the columns are the keys. */
  readonly keys: readonly number[];
  /** The others that are wanted in one piece: a task for each, after that which builds the table. */
  readonly others: readonly number[];
  /** Types of the keys that will be looked up. */
  readonly probe: readonly VectorType[];
  readonly rowCount: number;
  readonly asked: Asked;
  readonly arena: number;
}

/** Of the first task. */
export interface BuiltTable {
  readonly table: JoinTableState;
  /** In one piece. */
  readonly keys: readonly StoredColumn[];
}

export function buildJoin(context: TaskContext, spec: BuildJoinSpec, index: number): BuiltTable | StoredColumn {
  const { side, probe, rowCount, asked, arena } = spec;
  if (index > 0) return concatColumn(context, side, spec.others[index - 1] as number);
  const keys = spec.keys.map((key) => concatColumn(context, side, key));
  const types = { build: keys.map(({ type }) => type), probe };
  return { table: JoinTable.build(context.instance, types, rowCount, keys, arena, asked).state(), keys };
}
