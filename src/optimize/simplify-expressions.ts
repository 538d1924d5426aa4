// Says the same with less. Each case holds for nulls, NaN and -0 as well:
//
//   x and true → x      not(a < b) → a >= b      x == true → x      x - 0 → x      when(true).then(a) → a

import { type Call, type Comparison, call, type ExprNode, flipped, isComparison, rewriterUp, sameExpr } from "../expr/index.js";
import type { FunctionName } from "../functions/index.js";
import { mapExprs, rewritePlanUp } from "../plan/index.js";
import { Bool, isFloat, isInteger } from "../types/index.js";
import { isLiteral } from "./fold.js";
import type { Rule } from "./rule.js";

const simplified = rewriterUp((node) => simplify(node));

export const simplifyExpressions: Rule = {
  name: "simplify-expressions",
  rewrite: (plan) => rewritePlanUp(plan, (node) => mapExprs(node, simplified)),
};

function simplify(node: ExprNode): ExprNode {
  if (node.kind === "When") {
    if (node.predicate.kind !== "Literal") return sameExpr(node.then, node.otherwise) ? node.then : node;
    return node.predicate.value === true ? node.then : node.otherwise;
  }
  if (node.kind !== "Call") return node;
  if (isComparison(node.fn)) return simplifyComparison(node, node.fn) ?? node;
  return simplifications[node.fn]?.(node) ?? node;
}

type Simplify = (node: Call) => ExprNode | undefined;

/** The first case of a function that applies; undefined when none does. */
const simplifications: Partial<Record<FunctionName, Simplify>> = {
  and: (node) => connective(node, true),
  or: (node) => connective(node, false),
  not: ({ args: [arg] }) => (arg?.kind === "Call" ? negated(arg) : undefined),
  add: ({ args: [left, right] }) => (isNeutral(left, 0, -0) ? right : isNeutral(right, 0, -0) ? left : undefined),
  sub: ({ args: [left, right] }) => (isNeutral(right, 0, 0) ? left : undefined),
  mul: ({ args: [left, right] }) => (isNeutral(left, 1, 1) ? right : isNeutral(right, 1, 1) ? left : undefined),
  div: ({ args: [left, right] }) => (isNeutral(right, 1, 1) ? left : undefined),
  isIn: simplifyMembership,
  fillNull: ({ args: [left, right] }) => (left !== undefined && isNull(right) ? left : undefined),
};

const isNull = (node: ExprNode | undefined): boolean => node?.kind === "Literal" && node.value === null;
const isTruth = (node: ExprNode | undefined, value: boolean): boolean => node?.kind === "Literal" && node.value === value;

/** `x and true` is x and `x and false` is false, also where x is null; `or` is the same with true and false exchanged. */
function connective({ args: [left, right] }: Call, neutral: boolean): ExprNode | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (isTruth(left, neutral) || sameExpr(left, right)) return right;
  if (isTruth(right, neutral)) return left;
  return [left, right].find((arg) => isTruth(arg, !neutral)) ?? (isNull(left) && isNull(right) ? left : undefined);
}

const inverses: Readonly<Partial<Record<FunctionName, FunctionName>>> = {
  eq: "neq",
  neq: "eq",
  lt: "gtEq",
  gtEq: "lt",
  gt: "ltEq",
  ltEq: "gt",
  isNull: "isNotNull",
  isNotNull: "isNull",
};

/** NaN has its place among the numbers, so that every comparison has an opposite. */
function negated(arg: Call): ExprNode | undefined {
  if (arg.fn === "not") return arg.args[0];
  const inverse = inverses[arg.fn];
  return inverse && { ...arg, fn: inverse };
}

/** The literal that leaves integers, or floats, as they are. */
function isNeutral(node: ExprNode | undefined, integer: number, float: number): boolean {
  if (node === undefined || !isLiteral(node) || node.dtype === undefined) return false;
  if (isInteger(node.dtype)) return Number(node.value) === integer && node.value !== null;
  return isFloat(node.dtype) && Object.is(node.value, float);
}

function simplifyComparison(node: Call, fn: Comparison): ExprNode | undefined {
  const [left, right] = node.args;
  if (left === undefined || right === undefined) return undefined;
  if (fn !== "eqMissing" && (isNull(left) || isNull(right))) return { kind: "Literal", value: null, dtype: Bool };
  // Literals come to stand on the left where they are put in the place of columns.
  if (isLiteral(left) && !isLiteral(right)) return call(flipped[fn], right, left);
  if (isTruth(right, true)) return fn === "eq" ? left : fn === "neq" ? call("not", left) : undefined;
  if (isTruth(right, false)) return fn === "eq" ? call("not", left) : fn === "neq" ? left : undefined;
  return undefined;
}

/** One member is a comparison. */
function simplifyMembership({ args: [self, list] }: Call): ExprNode | undefined {
  if (self === undefined || list?.kind !== "List" || list.values.length !== 1 || list.dtype === undefined) return undefined;
  return call("eq", self, { kind: "Literal", value: list.values[0]!, dtype: list.dtype });
}
