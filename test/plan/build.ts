// Plans in a few letters, over a source that has a schema and no rows.

import type { ExprNode } from "../../src/expr/index.js";
import type { ColumnStatistics, JoinHow, Plan, ScanPlan, SortKey, Source } from "../../src/plan/index.js";
import type { ColumnType, Schema } from "../../src/types/index.js";

export class FakeSource implements Source {
  readonly kind = "fake";
  readonly schema: Schema;
  constructor(
    readonly label: string,
    columns: Readonly<Record<string, ColumnType>>,
    readonly rowCount: number | undefined = 1000,
    readonly known: Readonly<Record<string, ColumnStatistics>> = {},
  ) {
    this.schema = new Map(Object.entries(columns));
  }
  statistics(column: string): ColumnStatistics | undefined {
    return this.known[column];
  }
  open(): void {}
  plan(): ScanPlan {
    throw new Error("a fake source has no rows");
  }
}

export const scan = (
  label: string,
  columns: Readonly<Record<string, ColumnType>>,
  rowCount?: number,
  known?: Readonly<Record<string, ColumnStatistics>>,
): Plan => ({
  kind: "Scan",
  source: new FakeSource(label, columns, rowCount, known),
});
export const filter = (input: Plan, predicate: ExprNode): Plan => ({ kind: "Filter", input, predicate });
export const select = (input: Plan, ...exprs: readonly ExprNode[]): Plan => ({ kind: "Select", input, exprs });
export const withColumns = (input: Plan, ...exprs: readonly ExprNode[]): Plan => ({ kind: "WithColumns", input, exprs });
export const drop = (input: Plan, ...columns: readonly string[]): Plan => ({ kind: "Drop", input, columns });
export const rename = (input: Plan, names: Readonly<Record<string, string>>): Plan => ({ kind: "Rename", input, names });
export const aggregate = (input: Plan, keys: readonly ExprNode[], aggs: readonly ExprNode[], maintainOrder = false): Plan => ({
  kind: "Aggregate",
  input,
  keys,
  aggs,
  maintainOrder,
});
export const by = (expr: ExprNode, descending = false): SortKey => ({ expr, descending, nullsLast: false });
export const sort = (input: Plan, ...keys: readonly SortKey[]): Plan => ({ kind: "Sort", input, keys });
export const slice = (input: Plan, offset: number, length?: number): Plan =>
  length === undefined ? { kind: "Slice", input, offset } : { kind: "Slice", input, offset, length };
export const join = (
  left: Plan,
  right: Plan,
  how: JoinHow,
  leftOn: readonly ExprNode[] = [],
  rightOn: readonly ExprNode[] = leftOn,
  suffix = "_right",
): Plan => ({ kind: "Join", left, right, how, leftOn, rightOn, suffix });
export const asofJoin = (left: Plan, right: Plan, on: string): Plan => ({
  kind: "AsofJoin",
  left,
  right,
  leftOn: on,
  rightOn: on,
  leftBy: [],
  rightBy: [],
  strategy: "backward",
  suffix: "_right",
});
export const unique = (
  input: Plan,
  subset: readonly string[] | undefined,
  keep: "any" | "first" | "last" | "none",
  maintainOrder = false,
): Plan => (subset === undefined ? { kind: "Unique", input, keep, maintainOrder } : { kind: "Unique", input, subset, keep, maintainOrder });
export const explode = (input: Plan, ...columns: readonly string[]): Plan => ({ kind: "Explode", input, columns });
export const unpivot = (
  input: Plan,
  idVars: readonly string[],
  valueVars?: readonly string[],
  variableName = "variable",
  valueName = "value",
): Plan => ({ kind: "Unpivot", input, idVars, ...(valueVars === undefined ? {} : { valueVars }), variableName, valueName });
export const union = (...inputs: readonly Plan[]): Plan => ({ kind: "Union", inputs });
