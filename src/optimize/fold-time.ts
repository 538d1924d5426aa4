// Casts of literals between dates and datetimes.

import type { Literal, LiteralValue } from "../expr/index.js";
import type { ColumnType, TimeUnit } from "../types/index.js";

const UNITS_PER_DAY: Readonly<Record<TimeUnit, bigint>> = { ms: 86_400_000n, us: 86_400_000_000n, ns: 86_400_000_000_000n };

export function foldTimeCast(value: LiteralValue, from: ColumnType, to: ColumnType): Literal | undefined {
  const fromStep = stepOf(from);
  const toStep = stepOf(to);
  if (fromStep === undefined || toStep === undefined || (typeof value !== "number" && typeof value !== "bigint")) return undefined;
  const result = floorDiv(BigInt(value) * fromStep, toStep);
  // Far dates overflow 64 bits: what then happens is left to the kernels.
  const limit = to.kind === "Date" ? 2n ** 31n : 2n ** 63n;
  if (result < -limit || result >= limit) return undefined;
  return { kind: "Literal", value: to.kind === "Date" ? Number(result) : result, dtype: to };
}

/** Nanoseconds of one step of the physical value; undefined for what is no date or time, or in a zone with offsets. */
function stepOf(dtype: ColumnType): bigint | undefined {
  if (dtype.kind === "Date") return UNITS_PER_DAY.ns;
  if (dtype.kind !== "Datetime" || (dtype.timeZone !== null && dtype.timeZone !== "UTC")) return undefined;
  return UNITS_PER_DAY.ns / UNITS_PER_DAY[dtype.unit];
}

function floorDiv(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value % divisor < 0n ? quotient - 1n : quotient;
}
