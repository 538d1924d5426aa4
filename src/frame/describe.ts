// The summary statistics of a frame, a row a statistic.

import { buildCall, type Call, type ExprNode } from "../expr/index.js";
import type { FunctionName } from "../functions/index.js";
import type { Plan } from "../plan/index.js";
import { type ColumnType, Float64, isNumeric, Utf8 } from "../types/index.js";

const STATISTIC = "statistic";

/** In the order of the rows. */
const statistics: Readonly<Record<string, (column: ExprNode) => ExprNode>> = {
  count: (column) => aggregate("count", column),
  null_count: (column) => aggregate("sum", buildCall("isNull", column, [])),
  mean: (column) => aggregate("mean", column),
  std: (column) => aggregate("std", column),
  min: (column) => aggregate("min", column),
  "25%": (column) => aggregate("quantile", column, 0.25),
  "50%": (column) => aggregate("quantile", column, 0.5),
  "75%": (column) => aggregate("quantile", column, 0.75),
  max: (column) => aggregate("max", column),
};

/** Null for dtypes that do not have it. */
function aggregate(fn: FunctionName, column: ExprNode, ...options: readonly unknown[]): ExprNode {
  return { ...(buildCall(fn, column, options) as Call), orNull: true };
}

/** Statistics of numbers and Bools are Float64, those of other columns are text. */
export function describePlan(input: Plan, dtypes: ReadonlyMap<string, ColumnType>): Plan {
  const inputs = Object.entries(statistics).map(([name, of]): Plan => {
    const columns = [...dtypes].map(([column, dtype]): ExprNode => {
      const isNumber = isNumeric(dtype) || dtype.kind === "Bool";
      const value: ExprNode = { kind: "Cast", input: of({ kind: "Column", name: column }), dtype: isNumber ? Float64 : Utf8, strict: true };
      return { kind: "Alias", input: value, name: column };
    });
    return { kind: "Select", input, exprs: [{ kind: "Alias", input: { kind: "Literal", value: name }, name: STATISTIC }, ...columns] };
  });
  return { kind: "Union", inputs };
}
