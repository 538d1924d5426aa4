// Casts: relabelling where the physical values stay, kernels between numbers, units of time by multiplication and floor
// division, text by kernels (integers) and the host (floats, dates).

import { type ExprNode, formatExpr, integerRange } from "../expr/index.js";
import { Bool, type ColumnType, formatType, Int32, Int64, isFloat, physicalOf } from "../types/index.js";
import type { Builder } from "./builder.js";
import { daysOf, perSecond } from "./lower-time.js";
import type { StrictCheck } from "./program.js";
import { isNullScalar, type Value } from "./value.js";

type CastNode = Extract<ExprNode, { kind: "Cast" }>;

/** One cast, from the user's value to the user's dtype, whatever the steps between. */
interface Cast {
  readonly builder: Builder;
  readonly node: CastNode;
  readonly from: Value;
}

const SECONDS_PER_DAY = 86_400;

export function lowerCast(builder: Builder, from: Value, node: CastNode): Value {
  const to = node.dtype;
  if (from.dtype.kind === "Null" || isNullScalar(from)) return builder.nulls(to);
  const cast: Cast = { builder, node, from };
  return toText(cast, to) ?? fromText(cast, to) ?? toTime(cast, from, to) ?? toBool(cast, to) ?? number(cast, from, to);
}

const relabel = (value: Value, dtype: ColumnType): Value => ({ ...value, dtype });

/** A Categorical of views is one whose dictionary is not known. */
function toText({ builder, from }: Cast, to: ColumnType): Value | undefined {
  if (to.kind !== "Utf8" && to.kind !== "Categorical") return undefined;
  const { dtype } = from;
  switch (dtype.kind) {
    case "Utf8":
    case "Categorical":
      return relabel(from, to);
    case "Float32":
    case "Float64":
      return builder.host("float_to_text", { type: from.physical }, [from], { dtype: to });
    case "Date":
      return builder.host("date_to_text", {}, [from], { dtype: to });
    case "Datetime":
      return builder.host("datetime_to_text", { unit: dtype.unit, timeZone: dtype.timeZone }, [from], { dtype: to });
    case "Duration":
      return builder.host("duration_to_text", { unit: dtype.unit }, [from], { dtype: to });
    default:
      return convert(builder, from, to, "propagate");
  }
}

function fromText(cast: Cast, to: ColumnType): Value | undefined {
  const { builder, from } = cast;
  if (from.dtype.kind !== "Utf8" && from.dtype.kind !== "Categorical") return undefined;
  switch (to.kind) {
    case "Float32":
    case "Float64":
      return builder.host("text_to_float", { type: physicalOf[to.kind] }, [from], { dtype: to }, checkOf(cast));
    case "Date":
      return builder.host("text_to_date", {}, [from], { dtype: to }, checkOf(cast));
    case "Datetime":
      return builder.host("text_to_datetime", { unit: to.unit, timeZone: to.timeZone }, [from], { dtype: to }, checkOf(cast));
    default:
      return convert(builder, from, to, "makes", checkOf(cast));
  }
}

function toTime(cast: Cast, from: Value, to: ColumnType): Value | undefined {
  const { builder } = cast;
  const { dtype } = from;
  if (to.kind === "Date") {
    if (dtype.kind === "Date") return from;
    return dtype.kind === "Datetime" ? daysOf(builder, from) : relabel(number(cast, from, Int32), to);
  }
  if (to.kind !== "Datetime" && to.kind !== "Duration") return undefined;
  if (dtype.kind === "Date") {
    const wide = relabel(convert(builder, from, Int64, "propagate"), Int64);
    return relabel(scaled(cast, wide, perSecond[to.unit] * SECONDS_PER_DAY, 1), to);
  }
  if (dtype.kind === "Datetime" || dtype.kind === "Duration") {
    return relabel(scaled(cast, relabel(from, Int64), perSecond[to.unit], perSecond[dtype.unit]), to);
  }
  return relabel(number(cast, from, Int64), to);
}

/** Times `multiplier / divisor`, of which one divides the other; rounded down. What is too much for 64 bits fails. */
function scaled(cast: Cast, value: Value, multiplier: number, divisor: number): Value {
  const { builder } = cast;
  if (multiplier === divisor) return value;
  const { min: _min, max: _max, ...unbounded } = value;
  if (multiplier > divisor) {
    const vector = builder.broadcast(builder.materialize(unbounded));
    const slots = [{ values: vector.register }, { out: "values" }, { out: "validity" }, { plain: multiplier / divisor }] as const;
    const check = checkOf(cast);
    return builder.kernel("dt_finer_i64", slots, [vector], "makes", { dtype: Int64 }, check === undefined ? {} : { check });
  }
  return builder.call("floor_div", [unbounded, builder.scalar(BigInt(divisor / multiplier), Int64)], "makes", { dtype: Int64 });
}

function toBool({ builder, from }: Cast, to: ColumnType): Value | undefined {
  if (to.kind !== "Bool" || from.dtype.kind === "Bool") return undefined;
  const zero = from.physical === "i64" || from.physical === "u64" ? 0n : 0;
  return builder.call("neq", [from, builder.scalar(zero, from.dtype)], "propagate", { dtype: Bool });
}

/** Between numbers, from Bool, and from the numbers beneath dates and times. */
function number(cast: Cast, from: Value, to: ColumnType): Value {
  if (from.physical === physicalOf[to.kind]) return relabel(from, to);
  const fails = canFail(from, to);
  return convert(cast.builder, from, to, fails ? "makes" : "propagate", fails ? checkOf(cast) : undefined);
}

/** By kernels whose names say both types. */
function convert(builder: Builder, from: Value, to: ColumnType, rule: "propagate" | "makes", check?: StrictCheck): Value {
  const physical = to.kind === "Categorical" ? "view" : physicalOf[to.kind];
  const vector = builder.broadcast(builder.materialize(from));
  const bounds =
    vector.min === undefined || vector.max === undefined || isFloat(to) || physical === "view" ? {} : { min: vector.min, max: vector.max };
  const slots = [{ values: vector.register }, { out: "values" }, ...(rule === "makes" ? [{ out: "validity" } as const] : [])] as const;
  const kernel = `cast_${vector.physical}_${physical}` as Parameters<Builder["kernel"]>[0];
  return builder.kernel(
    kernel,
    slots,
    [vector],
    rule === "makes" ? "makes" : "and",
    { dtype: to, ...bounds },
    check === undefined ? {} : { check },
  );
}

/** Which kernels of casts take a validity to make nulls in. */
function canFail(from: Value, to: ColumnType): boolean {
  if (from.dtype.kind === "Bool" || isFloat(to)) return false;
  const range = integerRange(from.dtype);
  const wanted = integerRange(to);
  if (range === undefined || wanted === undefined) return true;
  return range[0] < wanted[0] || range[1] > wanted[1];
}

function checkOf({ builder, node, from }: Cast): StrictCheck | undefined {
  if (!node.strict) return undefined;
  const vector = builder.broadcast(builder.materialize(from));
  const place = node.input.kind === "Column" ? `column ${JSON.stringify(node.input.name)}` : formatExpr(node.input);
  const what = `conversion from ${formatType(from.dtype)} to ${formatType(node.dtype)} failed in ${place}`;
  return { of: vector.register, physical: vector.physical, what };
}
