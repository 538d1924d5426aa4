// Nodes for columns by name, pattern or dtype.

import { InvalidOperationError } from "../errors/index.js";
import type { ColumnType } from "../types/index.js";
import { AnyExpr } from "./any-expr.js";
import { shown } from "./build-call.js";
import { dtypeOfArgument, isDtypeLike } from "./dtype-argument.js";
import type { ColumnSelection, ExprNode } from "./node.js";

const isPattern = (name: string): boolean => name.startsWith("^") && name.endsWith("$");

/** A name, a pattern `^…$`, `*` for all, several of them, or dtypes. @throws {InvalidOperationError} */
export function columnsNode(selector: unknown): ExprNode {
  if (typeof selector === "string") return columnNode(selector);
  if (isDtypeLike(selector)) return several({ by: "dtype", dtypes: [dtypeOfArgument(selector)] });
  if (!Array.isArray(selector)) throw new InvalidOperationError(`col needs a name, a dtype, or an array of them, not ${shown(selector)}`);
  if (selector.length > 0 && selector.every(isDtypeLike))
    return several({ by: "dtype", dtypes: selector.map(dtypeOfArgument) as ColumnType[] });
  return several({ by: "names", names: selector.map((name) => nameOf(name, "col")) });
}

function columnNode(name: string): ExprNode {
  if (name === "*") return several({ by: "all" });
  return isPattern(name) ? several({ by: "pattern", pattern: name }) : { kind: "Column", name };
}

function several(select: ColumnSelection, exclude: readonly string[] = []): ExprNode {
  return { kind: "Columns", select, exclude };
}

export function allNode(exclude: readonly string[] = []): ExprNode {
  return several(
    { by: "all" },
    exclude.map((name) => nameOf(name, "exclude")),
  );
}

/** What a verb's input stands for: a string is a column, anything else an expression. @throws {InvalidOperationError} */
export function keyNode(input: unknown, where: string): ExprNode {
  if (typeof input === "string") return columnNode(input);
  if (input instanceof AnyExpr) return input.node;
  throw new InvalidOperationError(`${where} needs column names or expressions, not ${shown(input)}`);
}

/** @throws {InvalidOperationError} */
export function nameOf(value: unknown, where: string): string {
  if (typeof value === "string") return value;
  throw new InvalidOperationError(`${where} needs column names, not ${shown(value)}`);
}

/** The expression without these columns. @throws {InvalidOperationError} when it is not over several */
export function excluding(node: ExprNode, names: readonly string[]): ExprNode {
  if (node.kind === "Columns") return { ...node, exclude: [...node.exclude, ...names.map((name) => nameOf(name, "exclude"))] };
  throw new InvalidOperationError("exclude needs an expression over several columns, such as pl.all()");
}
