// Functions that are not just one kernel of their name: composed of others, computed by the host, or with parameters that
// kernels don't take as they are. Every other function follows from its entry in the function table.

import { assert } from "../errors/index.js";
import { formatExpr, type OptionValue } from "../expr/index.js";
import { type KernelName as FunctionKernel, functionOf } from "../functions/index.js";
import { Bool, isFloat, isInteger, movedAs } from "../types/index.js";
import { writeConstants } from "./constants.js";
import type { CallNode, Lowerer } from "./lower.js";
import { listLowerings } from "./lower-list.js";
import { lowerCase, lowerContains, lowerCountMatches, lowerExtract, lowerReplace, withText } from "./lower-text.js";
import { datePart, lowerDate, timePart } from "./lower-time.js";
import type { Value } from "./value.js";

export type CallLowering = (lowerer: Lowerer, node: CallNode) => Value;

/** No text or list is longer, so counts and offsets beyond it mean the same. */
const COUNT_MAX = 2 ** 31 - 1;

/** Options as kernels take them. */
export function plainOptions(options: readonly OptionValue[]): number[] {
  return options.map((option) => {
    assert(typeof option !== "string", `the option ${JSON.stringify(option)} needs a lowering of its own`);
    return option === null ? -1 : Math.min(Math.max(Number(option), -COUNT_MAX), COUNT_MAX);
  });
}

export const callLowerings: Partial<Record<FunctionKernel, CallLowering>> = {
  pow: lowerPow,
  round: lowerRound,
  clip: lowerClip,
  eq_missing: lowerEqMissing,
  and: (lowerer, node) => lowerLogic(lowerer, node, "bitmap_and"),
  or: (lowerer, node) => lowerLogic(lowerer, node, "bitmap_or"),
  is_in: lowerIsIn,
  is_null: (lowerer, node) => lowerIsNull(lowerer, node, true),
  is_not_null: (lowerer, node) => lowerIsNull(lowerer, node, false),
  fill_null: (lowerer, node) => fillNull(lowerer, ...operandsOf(lowerer, node, 2)),
  fill_nan: lowerFillNan,
  str_contains: lowerContains,
  str_replace: lowerReplace,
  str_extract: lowerExtract,
  str_count: lowerCountMatches,
  str_strip: withText,
  str_strip_start: withText,
  str_strip_end: withText,
  str_pad_start: withText,
  str_pad_end: withText,
  str_upper: lowerCase,
  str_lower: lowerCase,
  dt_year: datePart(),
  dt_quarter: datePart(1n, 4n),
  dt_month: datePart(1n, 12n),
  dt_week: datePart(1n, 53n),
  dt_day: datePart(1n, 31n),
  dt_weekday: datePart(1n, 7n),
  dt_ordinal_day: datePart(1n, 366n),
  dt_hour: timePart(23n),
  dt_minute: timePart(59n),
  dt_second: timePart(59n),
  dt_millisecond: timePart(999n),
  dt_date: lowerDate,
  ...listLowerings,
};

type Values<N extends number> = N extends 1 ? [Value] : N extends 2 ? [Value, Value] : [Value, Value, Value];

export function operandsOf<N extends 1 | 2 | 3>(lowerer: Lowerer, node: CallNode, count: N): Values<N> {
  assert(node.args.length === count, `${node.fn} has ${node.args.length} operands`);
  return node.args.map((arg) => lowerer.lower(arg)) as Values<N>;
}

/** A negative exponent has no integer result. */
function lowerPow(lowerer: Lowerer, node: CallNode): Value {
  const [base, exponent] = operandsOf(lowerer, node, 2);
  const { builder } = lowerer;
  const dtype = lowerer.resultOf(node, [base, exponent]);
  if (isFloat(dtype)) return builder.call("pow", [base, exponent], "makes", { dtype });
  const exponents = builder.broadcast(exponent);
  const what = `an integer to a negative power in ${formatExpr(node)}`;
  return builder.call("pow", [base, exponent], "makes", { dtype }, [], { of: exponents.register, physical: exponents.physical, what });
}

function lowerRound(lowerer: Lowerer, node: CallNode): Value {
  const [self] = operandsOf(lowerer, node, 1);
  if (isInteger(self.dtype)) return self;
  const [decimals, mode] = node.options;
  const awayFromZero = Number(mode === "halfAwayFromZero");
  return lowerer.builder.call("round", [self], functionOf(node.fn).nulls, { dtype: self.dtype }, [Number(decimals), awayFromZero]);
}

/** A null bound bounds nothing, as a null predicate takes `otherwise`; NaN stays. */
function lowerClip(lowerer: Lowerer, node: CallNode): Value {
  const [self, min, max] = operandsOf(lowerer, node, 3);
  const { builder } = lowerer;
  const compare = (family: string, bound: Value): Value => builder.call(family, [self, bound], "propagate", { dtype: Bool });
  const low = lowerer.when(compare("lt", min), min, self);
  const clipped = lowerer.when(compare("gt", max), max, low);
  return isFloat(self.dtype) ? lowerer.when(builder.call("is_nan", [self], "propagate", { dtype: Bool }), self, clipped) : clipped;
}

/** Where no operand can be null, two truth values are enough. */
function lowerLogic(lowerer: Lowerer, node: CallNode, ofTwoValues: "bitmap_and" | "bitmap_or"): Value {
  const { builder } = lowerer;
  const operands = operandsOf(lowerer, node, 2).map((operand) => builder.broadcast(operand));
  if (operands.some(({ nullable }) => nullable)) return builder.call(functionOf(node.fn).kernel, operands, "handles", { dtype: Bool });
  return combineBits(lowerer, ofTwoValues, operands);
}

function combineBits({ builder }: Lowerer, kernel: "bitmap_and" | "bitmap_or", sides: readonly Value[]): Value {
  const operands = sides.map((side) => builder.broadcast(side));
  const slots = [...operands.map(({ register }) => ({ values: register })), { out: "values" } as const];
  return builder.kernel(kernel, slots, operands, "none", { dtype: Bool });
}

function lowerEqMissing(lowerer: Lowerer, node: CallNode): Value {
  const [left, right] = operandsOf(lowerer, node, 2);
  const { builder } = lowerer;
  const equal = builder.call("eq", [left, right], "propagate", { dtype: Bool });
  if (!left.nullable && !right.nullable) return equal;
  const bothNull = combineBits(lowerer, "bitmap_and", [isNull(lowerer, left, true), isNull(lowerer, right, true)]);
  return combineBits(lowerer, "bitmap_or", [lowerer.truth(equal), bothNull]);
}

function lowerIsNull(lowerer: Lowerer, node: CallNode, wanted: boolean): Value {
  const [self] = operandsOf(lowerer, node, 1);
  return isNull(lowerer, self, wanted);
}

function isNull(lowerer: Lowerer, self: Value, wanted: boolean): Value {
  if (!self.nullable || self.scalar) return lowerer.builder.scalar(self.nullable === wanted, Bool);
  const { register } = self;
  const slots = [{ values: register }, { validity: register }, { out: "values" }, { out: "validity" }] as const;
  return lowerer.builder.kernel(wanted ? "is_null" : "is_not_null", slots, [self], "drops", { dtype: Bool });
}

function fillNull(lowerer: Lowerer, self: Value, other: Value): Value {
  const { builder } = lowerer;
  if (!self.nullable) return self;
  if (self.scalar) return other;
  const [a, b] = [builder.materialize(self), builder.materialize(other)];
  const slots = [
    ...[a, b].flatMap(({ register }) => [{ values: register }, { validity: register }]),
    { out: "values" },
    { out: "validity" },
  ] as const;
  const kernel = `fill_null_${movedAs(a.physical)}_${b.scalar ? "vs" : "vv"}` as Parameters<typeof builder.kernel>[0];
  return builder.kernel(kernel, slots, [a, b], b.nullable ? "writes" : "drops", { dtype: a.dtype }, { passWhenValid: a.register });
}

function lowerFillNan(lowerer: Lowerer, node: CallNode): Value {
  const [self, other] = operandsOf(lowerer, node, 2);
  return lowerer.when(lowerer.builder.call("is_nan", [self], "propagate", { dtype: Bool }), other, self);
}

function lowerIsIn(lowerer: Lowerer, node: CallNode): Value {
  const [arg, list] = node.args;
  assert(arg !== undefined && list?.kind === "List" && list.dtype !== undefined, "isIn without a coerced list");
  const { builder } = lowerer;
  const self = builder.broadcast(builder.materialize(lowerer.lower(arg)));
  const members = list.values.filter((value) => value !== null);
  if (self.physical === "bool") return isInBools(lowerer, self, new Set(members.map(Boolean)));
  // One more in front of an empty list does no harm: the count says that there are none.
  const sorted = [...members].sort(order) as (number | bigint | string)[];
  const at = writeConstants(builder.instance.heap, builder.arena, self.physical, sorted);
  const slots = [{ values: self.register }, { plain: at }, { out: "values" }, { plain: sorted.length }] as const;
  return builder.kernel(`is_in_${self.physical}` as Parameters<typeof builder.kernel>[0], slots, [self], "and", { dtype: Bool });
}

/** The order of the kernels: NaN last, strings by their UTF-8 bytes, which is the order of code points. */
function order(left: unknown, right: unknown): number {
  if (typeof left === "string") return compareCodePoints(left, right as string);
  if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
  return (left as number) < (right as number) ? -1 : Number((left as number) > (right as number));
}

function compareCodePoints(left: string, right: string): number {
  const encoder = new TextEncoder();
  const [a, b] = [encoder.encode(left), encoder.encode(right)];
  const differs = a.findIndex((byte, index) => byte !== b[index]);
  return differs === -1 || differs >= b.length ? a.length - b.length : (a[differs] as number) - (b[differs] as number);
}

function isInBools({ builder }: Lowerer, self: Value, members: ReadonlySet<boolean>): Value {
  if (members.size === 1) return builder.call("eq", [self, builder.scalar(members.has(true), Bool)], "propagate", { dtype: Bool });
  const either = builder.call("eq", [self, self], "propagate", { dtype: Bool });
  return members.size === 2 ? either : builder.call("not", [either], "propagate", { dtype: Bool });
}
