// Arguments of the verbs, checked as soon as they are given.

import { InvalidOperationError, ShapeError } from "../errors/index.js";
import { AnyExpr, dtypeOfArgument, Expr, type ExprNode, formatExpr, keyNode, nameOf, shown } from "../expr/index.js";
import type { Schema } from "../types/index.js";

export { nameOf, shown };

/** The nodes of inputs given one by one or in arrays. */
export function inputNodes(inputs: readonly unknown[], where: string): ExprNode[] {
  return inputs.flat().map((input) => keyNode(input, where));
}

/** The names of columns given one by one or in arrays. */
export function columnNames(names: readonly unknown[], where: string): string[] {
  return names.flat().map((name) => nameOf(name, where));
}

/** The names of columns given as names or as columns, one by one or in arrays. */
export function plainColumns(inputs: readonly unknown[], where: string): string[] {
  return inputNodes(inputs, where).map((node) => {
    if (node.kind === "Column") return node.name;
    throw new InvalidOperationError(`${where} needs columns, not ${formatExpr(node)}`);
  });
}

/** A name, an expression, or a callback that is given the columns by name. */
export function predicateNode(predicate: unknown): ExprNode {
  if (typeof predicate !== "function") return keyNode(predicate, "filter");
  const result: unknown = predicate(columnsByName);
  if (result instanceof AnyExpr) return result.node;
  throw new InvalidOperationError(`the callback of filter must return an expression, not ${shown(result)}`);
}

/** Any name gives its column: which there are is known when the plan is resolved. */
const columnsByName: unknown = new Proxy(
  {},
  { get: (_, name) => (typeof name === "string" ? new Expr({ kind: "Column", name }) : undefined) },
);

/** @throws {InvalidOperationError} */
export function rowCount(value: unknown, where: string): number {
  if (Number.isSafeInteger(value) && Number(value) >= 0) return Number(value);
  throw new InvalidOperationError(`${where} needs a whole number of rows from 0 on, not ${shown(value)}`);
}

/** @throws {InvalidOperationError} */
export function rowOffset(value: unknown, where: string): number {
  if (Number.isSafeInteger(value)) return Number(value);
  throw new InvalidOperationError(`${where} needs a whole number as offset, not ${shown(value)}`);
}

/** @throws {InvalidOperationError} */
export function oneOf<T extends string>(value: unknown, choices: readonly T[], where: string): T {
  if (choices.includes(value as T)) return value as T;
  throw new InvalidOperationError(`${where} must be ${choices.map((choice) => JSON.stringify(choice)).join(", ")}, not ${shown(value)}`);
}

/** One flag for all keys, or one for each. @throws {ShapeError} */
export function flagPerKey(flags: boolean | readonly boolean[] | undefined, keyCount: number, where: string): boolean[] {
  if (flags === undefined || typeof flags === "boolean") return Array.from({ length: keyCount }, () => flags === true);
  if (flags.length === keyCount) return [...flags];
  throw new ShapeError(`${where} has ${flags.length} values for ${keyCount} keys`);
}

/** Names to dtypes, as users pass them. @throws {InvalidOperationError} */
export function schemaOfArgument(schema: unknown, where: string): Schema {
  if (typeof schema !== "object" || schema === null || Array.isArray(schema))
    throw new InvalidOperationError(`${where} must be an object of names to dtypes, not ${shown(schema)}`);
  return new Map(Object.entries(schema).map(([name, dtype]) => [name, dtypeOfArgument(dtype)]));
}

/** An object of options, as opposed to keys and flags. */
export function isOptions<T>(value: T): value is Exclude<T, readonly unknown[] | AnyExpr | string | boolean | undefined> & object {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof AnyExpr);
}
