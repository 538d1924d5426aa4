// The function table's functions of series: each is an expression over a frame of the series and its operands.

import type { NamedColumn } from "../column/index.js";
import { buildCall, Expr } from "../expr/index.js";
import { type FunctionName, functionOf, members } from "../functions/index.js";
import { planSeries } from "./plan-series.js";
import { Series, seriesData } from "./series.js";

/** The value of an aggregate, or a series of the results. `given`: further operands, series or values, and then options. */
export function applyFunction(fn: FunctionName, self: NamedColumn, given: readonly unknown[]): unknown {
  const { args, shape } = functionOf(fn);
  const columns: [NamedColumn, ...NamedColumn[]] = [self];
  const parameters = given.map((value, index) => {
    const parameter = args[index + 1];
    return value instanceof Series && parameter?.kind === "operand" && parameter !== members ? joined(value, columns) : value;
  });
  const expr = buildCall(fn, { kind: "Column", name: self.name }, parameters);
  const series = planSeries(columns, (input) => ({ kind: "Select", input, exprs: [expr] }));
  if (shape === "rows") return series;
  const value: unknown = series.get(0);
  series.dispose();
  return value;
}

/** The column of an operand, which becomes one of `columns`. */
function joined(series: Series, columns: NamedColumn[]): Expr<unknown, unknown> {
  const { name, column } = seriesData(series, "operand");
  let unique = name;
  while (columns.some((other) => other.name === unique)) unique += "_right";
  columns.push({ name: unique, column });
  return new Expr({ kind: "Column", name: unique });
}
