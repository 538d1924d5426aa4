// The options of `unique`, as the plan wants them.

import type { Plan } from "../plan/index.js";
import type { OneOrMore } from "../types/index.js";
import { columnNames, oneOf } from "./arguments.js";

const keeps = ["any", "first", "last", "none"] as const;
/** Which of equal rows stays; "none" drops all of them. */
export type Keep = (typeof keeps)[number];

export interface UniqueOptions<Column extends string> {
  /** Columns to compare; all when absent. */
  readonly subset?: OneOrMore<Column> | undefined;
  readonly keep?: Keep | undefined;
  /** Rows keep their order; otherwise they come in any. */
  readonly maintainOrder?: boolean | undefined;
}

export function uniqueNode(input: Plan, { subset, keep = "any", maintainOrder = false }: UniqueOptions<string>): Plan {
  const columns = subset === undefined ? {} : { subset: columnNames([subset], "unique") };
  return { kind: "Unique", input, ...columns, keep: oneOf(keep, keeps, "unique: keep"), maintainOrder };
}
