// Type coercion: gives every literal its dtype, and casts operands so that each call gets the dtypes its kernel needs.
// Also where dtypes that don't fit are refused. An expression that is coerced already comes back as it is.

import { assert, assertNever, ColumnNotFoundError, InvalidOperationError, SchemaError } from "../errors/index.js";
import { applyRule, type Fn, functionOf, isPerGroup } from "../functions/index.js";
import { Bool, type ColumnType, Datetime, formatType, isInteger, type Schema, sameType, supertype, UInt32 } from "../types/index.js";
import { aggregateOfFiltered } from "./aggregate-of-filtered.js";
import { aggregateOfScalar } from "./aggregate-of-scalar.js";
import { castCanFail, isCastable } from "./castable.js";
import { type Comparison, call, compareUnsigned, compareWhole, flipped, isComparison } from "./comparison.js";
import { isFewBest, listOfSome } from "./list-of-some.js";
import { isWritableAs, type Literal, literalType, literalTypeBeside, physicalValue, typedLiteral } from "./literal.js";
import type { ExprNode } from "./node.js";
import { operandTypes } from "./operand-types.js";
import { at, type Place } from "./place.js";
import { isScalar } from "./shape.js";

/** An expression and the dtype of what it makes. */
export interface Typed {
  readonly node: ExprNode;
  readonly dtype: ColumnType;
}

type Call = Extract<ExprNode, { kind: "Call" }>;

interface Scope {
  readonly schema: Schema;
  readonly place: Place | undefined;
}

/** Of an expanded expression. @throws {ColumnNotFoundError} @throws {SchemaError} @throws {InvalidOperationError} */
export function coerce(node: ExprNode, schema: Schema, place?: Place): Typed {
  return settled(typed(node, { schema, place }));
}

/** As a dtype that it must have. @throws {SchemaError} */
export function ofType(found: Typed, wanted: ColumnType, what: string, place?: Place): ExprNode {
  if (found.dtype.kind !== "Null" && !sameType(found.dtype, wanted)) {
    throw new SchemaError(`${what} needs ${formatType(wanted)}, not ${formatType(found.dtype)}${at(place)}`);
  }
  return convert(found, wanted);
}

/** Casts to `dtype`, at once where it is a literal. */
export function convert({ node, dtype: from }: Typed, dtype: ColumnType): ExprNode {
  if (node.kind === "Literal") {
    if (node.dtype === undefined) {
      return isWritableAs(node.value, dtype) ? typedLiteral(node.value, dtype) : cast(typedLiteral(node.value, from), dtype);
    }
    if (node.value === null) return sameType(node.dtype, dtype) ? node : { ...node, dtype };
  }
  return sameType(from, dtype) ? node : cast(node, dtype);
}

/** What coercion casts to holds all values, so there is nothing to be strict about. */
const cast = (input: ExprNode, dtype: ColumnType): ExprNode => ({ kind: "Cast", input, dtype, strict: false });

const isOpenLiteral = (node: ExprNode): node is Literal => node.kind === "Literal" && node.dtype === undefined;

/** A literal that met nothing has the dtype of its value. */
const settled = ({ node, dtype }: Typed): Typed => ({ node: isOpenLiteral(node) ? typedLiteral(node.value, dtype) : node, dtype });

/** Literals without a dtype stay so: what they meet decides. */
function typed(node: ExprNode, scope: Scope): Typed {
  switch (node.kind) {
    case "Column": {
      const dtype = scope.schema.get(node.name);
      if (dtype === undefined) throw new ColumnNotFoundError(node.name, [...scope.schema.keys()], scope.place?.());
      return { node, dtype };
    }
    case "Literal":
      return { node, dtype: node.dtype ?? literalType(node.value) };
    case "Call":
      return typedCall(node, scope);
    case "Cast":
      return typedCast(node, scope);
    case "When":
      return typedWhen(node, scope);
    case "Over": {
      const input = settled(typed(node.input, scope));
      const keys = node.keys.map((key) => {
        const { node: expr, dtype } = settled(typed(key, scope));
        checkKeyType(dtype, "a key of over", scope.place);
        return expr;
      });
      const same = input.node === node.input && keys.every((key, index) => key === node.keys[index]);
      return { node: same ? node : { ...node, input: input.node, keys }, dtype: input.dtype };
    }
    case "Alias":
    case "Affix": {
      const input = settled(typed(node.input, scope));
      return { node: input.node === node.input ? node : { ...node, input: input.node }, dtype: input.dtype };
    }
    case "List":
    case "Columns":
      throw new Error(`floe: internal error: ${node.kind} where one column is wanted`);
    default:
      return assertNever(node, "expression");
  }
}

/** Rows are not grouped, sorted or joined by lists. @throws {InvalidOperationError} */
export function checkKeyType(dtype: ColumnType, what: string, place?: Place): void {
  if (dtype.kind === "List") throw new InvalidOperationError(`${what} can't be a List, but is ${formatType(dtype)}${at(place)}`);
}

function typedCast(node: Extract<ExprNode, { kind: "Cast" }>, scope: Scope): Typed {
  const input = settled(typed(node.input, scope));
  if (input.node.kind === "Literal" && input.node.value === null) return { node: convert(input, node.dtype), dtype: node.dtype };
  if (!isCastable(input.dtype, node.dtype)) {
    throw new InvalidOperationError(`cannot cast ${formatType(input.dtype)} to ${formatType(node.dtype)}${at(scope.place)}`);
  }
  if (sameType(input.dtype, node.dtype)) return input;
  const strict = node.strict && castCanFail(input.dtype, node.dtype);
  const same = input.node === node.input && strict === node.strict;
  return { node: same ? node : { ...node, input: input.node, strict }, dtype: node.dtype };
}

function typedWhen(node: Extract<ExprNode, { kind: "When" }>, scope: Scope): Typed {
  if (node.filters) {
    throw new InvalidOperationError(`filter of an expression belongs right into an aggregate: col(…).filter(…).sum()${at(scope.place)}`);
  }
  const predicate = ofType(settled(typed(node.predicate, scope)), Bool, "when", scope.place);
  const [whenTrue, whenNot] = meet([typed(node.then, scope), typed(node.otherwise, scope)]) as [Typed, Typed];
  const dtype = supertype(whenTrue.dtype, whenNot.dtype);
  if (dtype === undefined) throw new SchemaError(`when/then/otherwise: ${noCommonType(whenTrue, whenNot)}${at(scope.place)}`);
  const then = convert(whenTrue, dtype);
  const otherwise = convert(whenNot, dtype);
  const same = predicate === node.predicate && then === node.then && otherwise === node.otherwise;
  return { node: same ? node : { ...node, predicate, then, otherwise }, dtype };
}

function typedCall(node: Call, scope: Scope): Typed {
  if (node.fn === "isBetween") return typed(asComparisons(node), scope);
  if (node.fn === "isIn") return typedIsIn(node, scope);
  const [first] = node.args;
  if (first?.kind === "When" && first.filters && functionOf(node.fn).shape === "agg") {
    return typed(aggregateOfFiltered(node, first, scope.place), scope);
  }
  if (node.fn === "lst.contains") return typedContains(node, scope);
  // Rows are counted without looking at any column.
  const ofScalar = node.args.length > 0 && node.args.every(isScalar);
  if (node.fn === "len" && !ofScalar) return { node: node.args.length === 0 ? node : { ...node, args: [] }, dtype: UInt32 };
  const fn = functionOf(node.fn);
  const operands = meet(node.args.map((arg) => typed(arg, scope)));
  const misfit = node.orNull === true && operands.find(({ dtype }, index) => !takes(fn, index, dtype));
  if (misfit) return { node: typedLiteral(null, misfit.dtype), dtype: misfit.dtype };
  checkOperands(node, fn, operands, scope);
  const dtype = resultType(node, fn, operands, scope);
  if ((node.fn === "implode" || isPerGroup(node.fn)) && ofScalar)
    throw new InvalidOperationError(`${node.fn} needs a value for each row, not one value${at(scope.place)}`);
  if (fn.shape === "agg" && ofScalar) return typed(aggregateOfScalar(node, settled(operands[0]!).node, dtype), scope);
  if ((node.fn === "first" || node.fn === "last") && operands[0]?.dtype.kind === "List") return endOfLists(node.fn, operands[0]);
  if (isPerGroup(node.fn) && !isFewBest(node, operands[0]!.dtype))
    return { node: listOfSome(node.fn, settled(operands[0]!).node, node.options), dtype };

  const nothing = operands.find((operand) => operand.dtype.kind === "Null");
  if (nothing !== undefined && fn.shape === "rows" && fn.nulls !== "handles") return { node: convert(nothing, dtype), dtype };
  return (
    shiftedDate(node, operands, dtype) ??
    literalComparison(node, operands) ??
    identity(node, operands, dtype) ??
    converted(node, fn, operands, dtype)
  );
}

/** Gives literals the dtype they take on beside the other operands. */
function meet(operands: readonly Typed[]): readonly Typed[] {
  const others = operands.filter(({ node }) => !isOpenLiteral(node)).map(({ dtype }) => dtype);
  const [first, ...rest] = others;
  if (first === undefined || others.length === operands.length) return operands;
  const common = rest.reduce<ColumnType>((left, right) => supertype(left, right) ?? left, first);
  return operands.map((operand) =>
    isOpenLiteral(operand.node) ? { node: operand.node, dtype: literalTypeBeside(operand.node.value, common) } : operand,
  );
}

function checkOperands(node: Call, fn: Fn, operands: readonly Typed[], { place }: Scope): void {
  for (const [index, operand] of operands.entries()) {
    const wanted = fn.args[index];
    assert(wanted?.kind === "operand", `${node.fn} has no operand ${index}`);
    if (takes(fn, index, operand.dtype)) continue;
    const message = `${node.fn} needs ${wanted.description}, not ${described(operand)}${at(place)}`;
    throw fn.shape === "agg" ? new InvalidOperationError(message) : new SchemaError(message);
  }
}

function takes({ args }: Fn, index: number, dtype: ColumnType): boolean {
  const wanted = args[index];
  return wanted?.kind === "operand" && wanted.test(dtype);
}

function resultType(node: Call, { returns }: Fn, operands: readonly Typed[], { place }: Scope): ColumnType {
  if (!("rule" in returns)) return returns;
  const [self, other = self] = operands;
  assert(self !== undefined && other !== undefined, `${node.fn} without operands`);
  const result = applyRule[returns.rule](self.dtype, other.dtype);
  if (result !== undefined) return result;
  if (returns.rule === "compare") {
    throw new SchemaError(`${node.fn} cannot compare ${described(self)} with ${described(other)}${at(place)}`);
  }
  throw new SchemaError(`${node.fn}: ${noCommonType(self, other)}${at(place)}`);
}

const noCommonType = (left: Typed, right: Typed): string => `${described(left)} and ${described(right)} have no common type`;

function described({ node, dtype }: Typed): string {
  if (!isOpenLiteral(node) || (typeof node.value !== "number" && typeof node.value !== "bigint")) return formatType(dtype);
  return typeof node.value === "bigint" || Number.isInteger(node.value) ? "an integer" : "a float";
}

function converted(node: Call, fn: Fn, operands: readonly Typed[], dtype: ColumnType): Typed {
  const wanted = operandTypes(
    fn,
    operands.map((operand) => operand.dtype),
    dtype,
  );
  const args = operands.map((operand, index) => {
    const as = wanted[index] ?? operand.dtype;
    // `null and null`: a literal is given the dtype of the result, so that it can stand for it.
    return convert(operand, as.kind === "Null" && operand.node.kind === "Literal" ? dtype : as);
  });
  return { node: args.every((arg, index) => arg === node.args[index]) ? node : { ...node, args }, dtype };
}

/** A Date moved by a Duration is moved as a Datetime. */
function shiftedDate(node: Call, operands: readonly Typed[], dtype: ColumnType): Typed | undefined {
  const by = operands.find((operand) => operand.dtype.kind === "Duration")?.dtype;
  if (dtype.kind !== "Date" || by?.kind !== "Duration") return undefined;
  const args = operands.map((operand) => (operand.dtype.kind === "Date" ? convert(operand, Datetime(by.unit)) : convert(operand, by)));
  return { node: cast({ ...node, args }, dtype), dtype };
}

/** Literals stand on the right of comparisons, in the dtype of the other side; integers are compared exactly. */
function literalComparison(node: Call, [left, right]: readonly Typed[]): Typed | undefined {
  if (!isComparison(node.fn) || left === undefined || right === undefined) return undefined;
  if (left.node.kind === "Literal" && right.node.kind !== "Literal") {
    return (
      literalComparison({ ...node, fn: flipped[node.fn] }, [right, left]) ?? {
        node: converted({ ...node, fn: flipped[node.fn] }, functionOf(node.fn), [right, left], Bool).node,
        dtype: Bool,
      }
    );
  }
  if (!isOpenLiteral(right.node)) return signedComparison(node.fn, left, right);
  const whole = compareWhole(node.fn, settled(left).node, left.dtype, right.node.value);
  return whole && { node: whole, dtype: Bool };
}

function signedComparison(fn: Comparison, left: Typed, right: Typed): Typed | undefined {
  if (left.dtype.kind === "UInt64" && right.dtype.kind.startsWith("Int")) {
    return { node: compareUnsigned(fn, settled(left).node, right.node, right.dtype), dtype: Bool };
  }
  if (right.dtype.kind !== "UInt64" || !left.dtype.kind.startsWith("Int")) return undefined;
  return { node: compareUnsigned(flipped[fn], right.node, settled(left).node, left.dtype), dtype: Bool };
}

const wholeAlready = new Set(["floor", "ceil", "round"]);
const ofFloats = new Set(["isNan", "isNotNan", "isFinite", "isInfinite"]);

/** What leaves integers as they are, and what only floats have kernels for. */
function identity(node: Call, operands: readonly Typed[], dtype: ColumnType): Typed | undefined {
  const [self] = operands;
  if (self === undefined || !isInteger(self.dtype)) return undefined;
  if (wholeAlready.has(node.fn) || (node.fn === "abs" && self.dtype.kind.startsWith("U"))) return settled(self);
  if (!ofFloats.has(node.fn)) return undefined;
  return { node: { ...node, args: [convert(self, { kind: "Float64" } as ColumnType)] }, dtype };
}

const lowerBound = { both: "gtEq", left: "gtEq", right: "gt", none: "gt" } as const;
const upperBound = { both: "ltEq", left: "lt", right: "ltEq", none: "lt" } as const;

function asComparisons({ args: [self, low, high], options: [closed] }: Call): ExprNode {
  assert(self !== undefined && low !== undefined && high !== undefined, "isBetween without bounds");
  const ends = (closed ?? "both") as keyof typeof lowerBound;
  return call("and", call(lowerBound[ends], self, low), call(upperBound[ends], self, high));
}

/** Members that the dtype can't hold are never met, and null is equal to nothing: they are left out. */
function typedIsIn(node: Call, scope: Scope): Typed {
  const [arg, list] = node.args;
  assert(arg !== undefined && list?.kind === "List", "isIn without a list");
  const self = settled(typed(arg, scope));
  if (list.dtype !== undefined) return { node: self.node === arg ? node : { ...node, args: [self.node, list] }, dtype: Bool };
  if (self.dtype.kind === "Null") return { node: convert(self, Bool), dtype: Bool };
  checkOperands(node, functionOf("isIn"), [self], scope);
  for (const value of list.values) {
    const member = { node: { kind: "Literal", value } as const, dtype: literalTypeBeside(value, self.dtype) };
    if (supertype(self.dtype, member.dtype) === undefined) {
      throw new SchemaError(`isIn cannot compare ${formatType(self.dtype)} with ${described(member)}${at(scope.place)}`);
    }
  }
  const members = list.values.filter((value) => value !== null && isWritableAs(value, self.dtype));
  const values = [...new Set(members.map((value) => physicalValue(value, self.dtype)))];
  return { node: { ...node, args: [self.node, { kind: "List", values, dtype: self.dtype }] }, dtype: Bool };
}

/** The item is given the dtype of the elements, which are as they are: what they can't be equal to is in no list. */
function typedContains(node: Call, scope: Scope): Typed {
  const [list, item] = node.args.map((arg) => typed(arg, scope));
  assert(list !== undefined && item !== undefined, "lst.contains without operands");
  checkOperands(node, functionOf(node.fn), [list, item], scope);
  if (list.dtype.kind !== "List") return { node: convert(list, Bool), dtype: Bool };
  const { inner } = list.dtype;
  const beside = isOpenLiteral(item.node) ? literalTypeBeside(item.node.value, inner) : item.dtype;
  const isElsewhere = isOpenLiteral(item.node) && !isWritableAs(item.node.value, inner);
  const common = isElsewhere ? supertype(inner, beside) && inner : supertype(inner, beside);
  if (inner.kind === "List" || common === undefined || !sameType(common, inner)) {
    const message = `lst.contains cannot look for ${described({ node: item.node, dtype: beside })} among elements of ${formatType(inner)}`;
    throw new SchemaError(`${message}${at(scope.place)}`);
  }
  if (isElsewhere) {
    const [then, otherwise] = [typedLiteral(false, Bool), typedLiteral(null, Bool)];
    return { node: { kind: "When", predicate: call("isNotNull", list.node), then, otherwise }, dtype: Bool };
  }
  const args = [list.node, convert(item, inner)];
  return { node: args.every((arg, index) => arg === node.args[index]) ? node : { ...node, args }, dtype: Bool };
}

/** Of the first and the last value, accumulators keep copies; of lists, those of a list of them. */
function endOfLists(end: "first" | "last", { node, dtype }: Typed): Typed {
  return { node: call(`lst.${end}`, call("implode", node)), dtype };
}
