// The function table's functions as methods of series: each is an expression over a frame of the series and its operands.

import type { NamedColumn } from "../column/index.js";
import { buildCall, Expr } from "../expr/index.js";
import { aliases, type FunctionName, functionOf, functions, members, strAliases } from "../functions/index.js";
import { planSeries } from "./plan-series.js";
import { Series, seriesData } from "./series.js";

/** The methods of series, by name: with what they apply. */
export function rootFunctions(): readonly (readonly [method: string, fn: FunctionName])[] {
  const names = (Object.keys(functions) as FunctionName[]).filter((name) => !name.includes("."));
  return [...names.map((name) => [name, name] as const), ...Object.entries(aliases)];
}

/** The methods of a namespace, such as `str.`. */
export function functionsUnder(prefix: "str." | "dt." | "lst."): readonly (readonly [method: string, fn: FunctionName])[] {
  const names = (Object.keys(functions) as FunctionName[]).filter((name) => name.startsWith(prefix));
  const others = prefix === "str." ? Object.entries(strAliases) : [];
  return [...names.map((name) => [name.slice(prefix.length), name] as const), ...others];
}

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
