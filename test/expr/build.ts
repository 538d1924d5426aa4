// Expressions in a few letters, for tests below the fluent API.

import type { ExprNode, LiteralValue, OptionValue } from "../../src/expr/index.js";
import type { FunctionName } from "../../src/functions/index.js";
import type { ColumnType, Schema } from "../../src/types/index.js";

export const col = (name: string): ExprNode => ({ kind: "Column", name });
export const lit = (value: LiteralValue, dtype?: ColumnType): ExprNode =>
  dtype === undefined ? { kind: "Literal", value } : { kind: "Literal", value, dtype };
export const fn = (name: FunctionName, ...args: readonly ExprNode[]): ExprNode => ({ kind: "Call", fn: name, args, options: [] });
export const fnWith = (name: FunctionName, options: readonly OptionValue[], ...args: readonly ExprNode[]): ExprNode => ({
  kind: "Call",
  fn: name,
  args,
  options,
});
export const isIn = (arg: ExprNode, ...values: readonly LiteralValue[]): ExprNode => fn("isIn", arg, { kind: "List", values });
export const cast = (input: ExprNode, dtype: ColumnType): ExprNode => ({ kind: "Cast", input, dtype, strict: true });
export const when = (predicate: ExprNode, then: ExprNode, otherwise: ExprNode): ExprNode => ({ kind: "When", predicate, then, otherwise });
export const alias = (input: ExprNode, name: string): ExprNode => ({ kind: "Alias", input, name });
export const over = (input: ExprNode, ...keys: readonly ExprNode[]): ExprNode => ({ kind: "Over", input, keys });
export const all = (...exclude: readonly string[]): ExprNode => ({ kind: "Columns", select: { by: "all" }, exclude });

export const schemaOfTypes = (columns: Readonly<Record<string, ColumnType>>): Schema => new Map(Object.entries(columns));
