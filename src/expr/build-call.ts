// Builds nodes from what users pass to methods, and refuses at once what can't be right.

import { InvalidOperationError } from "../errors/index.js";
import { type FunctionName, functionOf, members, type Option, type OptionValue } from "../functions/index.js";
import { AnyExpr } from "./any-expr.js";
import type { ExprNode, LiteralValue } from "./node.js";

/** The call of `fn` on `self`; `given` are the other operands and then the options. */
export function buildCall(fn: FunctionName, self: ExprNode, given: readonly unknown[]): ExprNode {
  const [, ...parameters] = functionOf(fn).args;
  if (given.length > parameters.length) {
    const allowed =
      parameters.length === 0 ? "no arguments" : `at most ${parameters.length} ${parameters.length === 1 ? "argument" : "arguments"}`;
    throw new InvalidOperationError(`${fn} takes ${allowed}, not ${given.length}`);
  }
  const args = [self];
  const options: OptionValue[] = [];
  for (const [index, parameter] of parameters.entries()) {
    const value = given[index];
    if (parameter.kind === "option") options.push(optionValue(fn, parameter, value));
    else args.push(parameter === members ? listNode(value) : operandNode(value, fn));
  }
  return { kind: "Call", fn, args, options };
}

function optionValue(fn: FunctionName, option: Option<unknown>, value: unknown): OptionValue {
  const chosen = value === undefined && "default" in option ? option.default : value;
  if (option.test(chosen)) return chosen as OptionValue;
  throw new InvalidOperationError(`${fn}: ${option.name} must be ${option.description}, not ${shown(value)}`);
}

/** An expression as it is, a value as a literal. `where` is what asked for it, for the error. */
export function operandNode(value: unknown, where: string): ExprNode {
  return value instanceof AnyExpr ? value.node : { kind: "Literal", value: literalValue(value, where) };
}

function listNode(values: unknown): ExprNode {
  if (typeof values === "string" || !isIterable(values)) {
    throw new InvalidOperationError(`isIn needs an array or another iterable of values, not ${shown(values)}`);
  }
  return { kind: "List", values: Array.from(values, (value) => literalValue(value, "isIn")) };
}

const isIterable = (value: unknown): value is Iterable<unknown> => typeof value === "object" && value !== null && Symbol.iterator in value;

const literalTypes = ["number", "bigint", "string", "boolean"];

function literalValue(value: unknown, where: string): LiteralValue {
  if (value === null || literalTypes.includes(typeof value)) return value as LiteralValue;
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value;
  throw new InvalidOperationError(`${where} needs an expression, a number, string, boolean, Date or null, not ${shown(value)}`);
}

/** As an error shows a value that doesn't fit. */
export function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (value instanceof Date) return "an invalid Date";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  const name = value.constructor?.name ?? "Object";
  return name === "Object" ? "an object" : `${/^[AEIOU]/.test(name) ? "an" : "a"} ${name}`;
}
