// How far the match of an as-of join may lie, in units of the key.

import { InvalidOperationError } from "../../errors/index.js";
import { type ColumnType, formatType, isFloat, type TimeUnit } from "../../types/index.js";

/** Nanoseconds of each unit that text may have. */
const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
  d: 86_400_000_000_000n,
  w: 604_800_000_000_000n,
};
const ticks: Readonly<Record<TimeUnit, bigint>> = { ms: 1_000_000n, us: 1_000n, ns: 1n };

/** A number as the keys are: of floats a number, of all others a bigint. @throws {InvalidOperationError} */
export function ticksOf(tolerance: number | string | undefined, dtype: ColumnType): number | bigint | undefined {
  if (tolerance === undefined) return undefined;
  if (typeof tolerance === "number") {
    if (!(tolerance >= 0)) throw new InvalidOperationError(`joinAsof: tolerance must be a number from 0, not ${tolerance}`);
    return isFloat(dtype) || tolerance === Number.POSITIVE_INFINITY ? tolerance : BigInt(Math.floor(tolerance));
  }
  const nanoseconds = parse(tolerance);
  if (dtype.kind === "Date") return nanoseconds / (units.d as bigint);
  if (dtype.kind === "Datetime" || dtype.kind === "Duration") return nanoseconds / ticks[dtype.unit];
  throw new InvalidOperationError(`joinAsof: tolerance of ${formatType(dtype)} must be a number, not ${JSON.stringify(tolerance)}`);
}

function parse(text: string): bigint {
  if (!/^(\d+(ns|us|ms|s|m|h|d|w))+$/.test(text)) {
    throw new InvalidOperationError(
      `joinAsof: tolerance is ${JSON.stringify(text)}; allowed are counts of ${Object.keys(units).join(", ")}, such as "1h30m"`,
    );
  }
  let sum = 0n;
  for (const [, count = "", unit = ""] of text.matchAll(/(\d+)([a-z]+)/g)) sum += BigInt(count) * (units[unit] as bigint);
  return sum;
}
