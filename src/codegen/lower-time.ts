// Fields of dates and times.

import { assert } from "../errors/index.js";
import { functionOf } from "../functions/index.js";
import type { KernelName } from "../kernels/index.js";
import { Date_, formatType, type TimeUnit } from "../types/index.js";
import type { Builder } from "./builder.js";
import type { CallNode, Lowerer } from "./lower.js";
import type { Value } from "./value.js";

export const perSecond: Readonly<Record<TimeUnit, number>> = { ms: 1e3, us: 1e6, ns: 1e9 };

type CallLowering = (lowerer: Lowerer, node: CallNode) => Value;

/** Fields of the calendar date, from its days. */
export function datePart(min?: bigint, max?: bigint): CallLowering {
  return (lowerer, node) => {
    const [arg] = node.args;
    assert(arg !== undefined, `${node.fn} without an operand`);
    const days = daysOf(lowerer.builder, lowerer.lower(arg));
    const result = { dtype: lowerer.resultOf(node, [days]), ...(min === undefined || max === undefined ? {} : { min, max }) };
    return lowerer.builder.call(functionOf(node.fn).kernel, [days], "propagate", result);
  };
}

/** Fields of the time of day, from 0 to `max`. */
export function timePart(max: bigint): CallLowering {
  return (lowerer, node) => {
    const [arg] = node.args;
    assert(arg !== undefined, `${node.fn} without an operand`);
    const local = localTime(lowerer.builder, lowerer.lower(arg));
    assert(local.dtype.kind === "Datetime", `${node.fn} of ${local.dtype.kind}`);
    const result = { dtype: lowerer.resultOf(node, [local]), min: 0n, max };
    return lowerer.builder.call(functionOf(node.fn).kernel, [local], "propagate", result, [perSecond[local.dtype.unit]]);
  };
}

export function lowerDate(lowerer: Lowerer, node: CallNode): Value {
  const [arg] = node.args;
  assert(arg !== undefined, `${node.fn} without an operand`);
  return daysOf(lowerer.builder, lowerer.lower(arg));
}

/** By register and dtype: a cast between times of one physical type keeps the register. */
const days = new WeakMap<Builder, Map<string, Value>>();

/** Days since 1970 of a Date or, by the clocks of its zone, Datetime. Computed once, however many fields are asked for. */
export function daysOf(builder: Builder, value: Value): Value {
  if (value.dtype.kind === "Date") return value;
  const known = days.get(builder) ?? new Map<string, Value>();
  days.set(builder, known);
  const key = `${value.register} ${formatType(value.dtype)}`;
  const made = known.get(key) ?? computeDays(builder, value);
  known.set(key, made);
  return made;
}

function computeDays(builder: Builder, value: Value): Value {
  const local = localTime(builder, value);
  assert(local.dtype.kind === "Datetime", `the date of ${local.dtype.kind}`);
  const kernel: KernelName = "dt_date_i64";
  const vector = builder.broadcast(local);
  const slots = [{ values: vector.register }, { out: "values" }, { plain: perSecond[local.dtype.unit] }] as const;
  return builder.kernel(kernel, slots, [vector], "and", { dtype: Date_ });
}

/** What the clocks of its zone show, as a Datetime without a zone. */
function localTime(builder: Builder, value: Value): Value {
  if (value.dtype.kind !== "Datetime" || value.dtype.timeZone === null || value.dtype.timeZone === "UTC") return value;
  const { unit, timeZone } = value.dtype;
  return builder.host("local_time", { unit, timeZone }, [value], { dtype: { ...value.dtype, timeZone: null } });
}
