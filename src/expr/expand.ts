// Expressions as the user wrote them → one NamedExpr for each column they make. After this nobody sees Columns, Alias or
// Affix again.

import { assert, assertNever, ColumnNotFoundError, DuplicateError, InvalidOperationError } from "../errors/index.js";
import { type Schema, sameType } from "../types/index.js";
import type { ExprNode, NamedExpr } from "./node.js";
import { at, type Place } from "./place.js";
import { childrenOf, mapChildren } from "./walk.js";

type Columns = Extract<ExprNode, { kind: "Columns" }>;

/** @throws {ColumnNotFoundError} @throws {DuplicateError} when two of the columns made have one name. */
export function expand(exprs: readonly ExprNode[], schema: Schema, place?: Place): NamedExpr[] {
  const named = exprs
    .flatMap((expr) => expandOne(expr, schema, place))
    .map((expr) => ({ name: outputName(expr), expr: withoutNames(expr) }));
  checkDistinct(
    named.map(({ name }) => name),
    place,
  );
  return named;
}

/** @throws {DuplicateError} */
export function checkDistinct(names: readonly string[], place?: Place): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) {
      throw new DuplicateError(
        `two columns would be named ${JSON.stringify(name)}; rename one with alias(), suffix() or prefix()${at(place)}`,
      );
    }
    seen.add(name);
  }
}

/** The name of the column that an expression makes: of its leftmost column, unless an alias says otherwise. */
export function outputName(node: ExprNode): string {
  switch (node.kind) {
    case "Column":
    case "Alias":
      return node.name;
    case "Literal":
    case "List":
      return "literal";
    case "Call": {
      const first = node.args[0];
      return first === undefined ? node.fn : outputName(first);
    }
    case "Cast":
    case "Over":
      return outputName(node.input);
    case "When":
      return outputName(node.then);
    case "Affix":
      return `${node.prefix}${outputName(node.input)}${node.suffix}`;
    case "Columns":
      throw new Error("floe: internal error: the name of an expression that is not expanded");
    default:
      return assertNever(node, "expression");
  }
}

/** Of an expanded expression: its column's name and what computes it. */
export function named(expr: ExprNode): NamedExpr {
  return expr.kind === "Alias" ? { name: expr.name, expr: expr.input } : { name: outputName(expr), expr };
}

/** The inverse of `named`: without an alias where the expression has that name already. */
export function aliased({ name, expr }: NamedExpr): ExprNode {
  return expr.kind === "Column" && expr.name === name ? expr : { kind: "Alias", input: expr, name };
}

/** One expression for each column that its selections choose; all selections in an expression go forward together. */
function expandOne(expr: ExprNode, schema: Schema, place?: Place): ExprNode[] {
  const selections = selectionsIn(expr);
  if (selections.length === 0) return [expr];
  const chosen = new Map(selections.map((selection) => [selection, choose(selection, schema, place)]));
  const counts = [...new Set([...chosen.values()].map((names) => names.length))];
  const several = counts.filter((count) => count !== 1);
  if (several.length > 1) {
    throw new InvalidOperationError(
      `selections of ${several.join(" and ")} columns stand in one expression; all of them must choose equally many${at(place)}`,
    );
  }
  return Array.from({ length: several[0] ?? 1 }, (_, index) => pick(expr, chosen, index));
}

function selectionsIn(node: ExprNode): Columns[] {
  return node.kind === "Columns" ? [node] : childrenOf(node).flatMap(selectionsIn);
}

function pick(node: ExprNode, chosen: ReadonlyMap<ExprNode, readonly string[]>, index: number): ExprNode {
  const names = chosen.get(node);
  if (names === undefined) return mapChildren(node, (child) => pick(child, chosen, index));
  const name = names.length === 1 ? names[0] : names[index];
  assert(name !== undefined, "a selection with too few columns");
  return { kind: "Column", name };
}

function choose({ select, exclude }: Columns, schema: Schema, place?: Place): string[] {
  const excluded = exclude.map(nameTest);
  const kept = (name: string): boolean => !excluded.some((test) => test(name));
  switch (select.by) {
    case "all":
      return [...schema.keys()].filter(kept);
    case "names": {
      const missing = select.names.find((name) => !isPattern(name) && !schema.has(name));
      if (missing !== undefined) throw new ColumnNotFoundError(missing, [...schema.keys()], place?.());
      return select.names.flatMap((name) => (isPattern(name) ? [...schema.keys()].filter(nameTest(name)) : [name])).filter(kept);
    }
    case "pattern":
      return [...schema.keys()].filter(nameTest(select.pattern)).filter(kept);
    case "dtype":
      return [...schema]
        .filter(([name, dtype]) => select.dtypes.some((other) => sameType(dtype, other)) && kept(name))
        .map(([name]) => name);
    default:
      return assertNever(select, "selection");
  }
}

const isPattern = (name: string): boolean => name.startsWith("^") && name.endsWith("$");

function nameTest(name: string): (column: string) => boolean {
  if (!isPattern(name)) return (column) => column === name;
  const pattern = regExp(name);
  return (column) => pattern.test(column);
}

function regExp(pattern: string): RegExp {
  try {
    return new RegExp(pattern, "u");
  } catch (error) {
    throw new InvalidOperationError(
      `${JSON.stringify(pattern)} is not a pattern: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function withoutNames(node: ExprNode): ExprNode {
  return node.kind === "Alias" || node.kind === "Affix" ? withoutNames(node.input) : mapChildren(node, withoutNames);
}
