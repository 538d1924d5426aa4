// The dtypes that the operands of a call must have for its kernel, by the rule of its result. An operand of another dtype is cast.

import { assert } from "../errors/index.js";
import type { Fn, RuleKind } from "../functions/index.js";
import { type ColumnType, Datetime, Duration, Int64, isTemporal, supertype } from "../types/index.js";

export function operandTypes(fn: Fn, operands: readonly ColumnType[], result: ColumnType): readonly ColumnType[] {
  // Accumulators take whatever they can sum or count as it is.
  if (fn.shape === "agg" || !("rule" in fn.returns)) return operands;
  return byRule[fn.returns.rule](operands, result);
}

type ByRule = (operands: readonly ColumnType[], result: ColumnType) => readonly ColumnType[];

const all = (operands: readonly ColumnType[], result: ColumnType): ColumnType[] => operands.map(() => result);

const byRule: Readonly<Record<RuleKind, ByRule>> = {
  same: all,
  super: all,
  div: all,
  pow: all,
  add: (operands, result) => (result.kind === "Datetime" ? shift(operands, result) : all(operands, result)),
  sub: (operands, result) => {
    if (result.kind === "Datetime") return shift(operands, result);
    return result.kind === "Duration" && operands.some(isTemporal) ? span(operands, result) : all(operands, result);
  },
  compare: (operands) => {
    const common = operands.reduce<ColumnType | undefined>((left, right) => left && supertype(left, right), { kind: "Null" } as ColumnType);
    assert(common !== undefined, "a comparison without a common type");
    return operands.map(() => common);
  },
  list: (operands) => operands,
  element: ofElements,
  contains: (operands) => operands,
  elementSum: (operands) => operands,
  elementMean: (operands) => operands,
  float: all,
  sum: all,
  mean: all,
};

/** An index beside a list. */
function ofElements([self, ...indices]: readonly ColumnType[]): readonly ColumnType[] {
  return self === undefined ? [] : [self, ...indices.map(() => Int64)];
}

const shift = (operands: readonly ColumnType[], result: Datetime): ColumnType[] =>
  operands.map((dtype) => (dtype.kind === "Duration" ? Duration(result.unit) : result));

const span = (operands: readonly ColumnType[], result: Duration): ColumnType[] => {
  const zoned = operands.find((dtype) => dtype.kind === "Datetime");
  return operands.map(() => Datetime(result.unit, zoned?.timeZone ?? null));
};
