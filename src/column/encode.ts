// JavaScript values to the physical values of a dtype with numbers beneath it.

import { InvalidOperationError, SchemaError } from "../errors/index.js";
import { type ColumnType, formatType, type TimeUnit } from "../types/index.js";
import { isDate, kindOf } from "./infer.js";

/** The physical value; undefined if the dtype doesn't take values of this kind, null if it does but not this one. */
type Encode = (value: unknown) => number | bigint | null | undefined;

interface Encoding {
  readonly encode: Encode;
  /** What is allowed, for messages. */
  readonly allowed: string;
}

const DAY_MS = 86_400_000;
const unitsPerMs: Readonly<Record<TimeUnit, bigint>> = { ms: 1n, us: 1000n, ns: 1_000_000n };
const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;

export function encodingOf(dtype: ColumnType): Encoding {
  switch (dtype.kind) {
    case "Int8":
      return integers(-128, 127);
    case "Int16":
      return integers(-32768, 32767);
    case "Int32":
      return integers(-(2 ** 31), 2 ** 31 - 1);
    case "UInt8":
      return integers(0, 255);
    case "UInt16":
      return integers(0, 65535);
    case "UInt32":
      return integers(0, 2 ** 32 - 1);
    case "Int64":
      return longs(INT64_MIN, INT64_MAX);
    case "UInt64":
      return longs(0n, 2n ** 64n - 1n);
    case "Float32":
    case "Float64":
      return { encode: encodeFloat, allowed: "numbers, and bigints that a number holds exactly" };
    case "Date":
      return dates();
    case "Datetime":
      return datetimes(dtype.unit);
    case "Duration":
      return { ...longs(INT64_MIN, INT64_MAX), allowed: `safe integers and bigints, in ${dtype.unit}` };
    default:
      return { encode: () => undefined, allowed: "null" };
  }
}

function integers(min: number, max: number): Encoding {
  const encode = (value: unknown): number | null | undefined => {
    const number = typeof value === "bigint" ? Number(value) : value;
    if (typeof number !== "number") return undefined;
    return Number.isInteger(number) && number >= min && number <= max ? number : null;
  };
  return { encode, allowed: `integers from ${min} to ${max}` };
}

function longs(min: bigint, max: bigint): Encoding {
  const encode: Encode = (value) => {
    if (typeof value === "number") return Number.isSafeInteger(value) && (value >= 0 || min < 0n) ? value : null;
    if (typeof value === "bigint") return value >= min && value <= max ? value : null;
    return undefined;
  };
  return { encode, allowed: `safe integers, and bigints from ${min} to ${max}` };
}

function encodeFloat(value: unknown): number | null | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "bigint") return undefined;
  const number = Number(value);
  return Number.isFinite(number) && BigInt(number) === value ? number : null;
}

function dates(): Encoding {
  const days = integers(-(2 ** 31), 2 ** 31 - 1);
  const encode: Encode = (value) => days.encode(isDate(value) ? Math.floor(value.getTime() / DAY_MS) : value);
  return { encode, allowed: "valid Dates, and whole days since 1970-01-01" };
}

function datetimes(unit: TimeUnit): Encoding {
  const ticks = longs(INT64_MIN, INT64_MAX);
  const perMs = unitsPerMs[unit];
  const encode: Encode = (value) => {
    if (!isDate(value)) return ticks.encode(value);
    const ms = value.getTime();
    if (Number.isNaN(ms)) return null;
    const scaled = ms * Number(perMs);
    return Number.isSafeInteger(scaled) ? scaled : ticks.encode(BigInt(ms) * perMs);
  };
  return { encode, allowed: `valid Dates that Int64 holds in ${unit}, and safe integers and bigints: ${unit} since 1970-01-01` };
}

/** A value that `dtype` doesn't hold: of the wrong kind, or out of range. */
export function refusal(value: unknown, index: number, dtype: ColumnType, allowed: string, ofRightKind: boolean, place: string): Error {
  const shown = isDate(value) ? "Date" : typeof value === "string" ? JSON.stringify(value) : String(value);
  const message = `${place}${formatType(dtype)} does not hold ${shown} (${kindOf(value)}) at index ${index}; allowed: ${allowed}`;
  return ofRightKind ? new InvalidOperationError(message) : new SchemaError(message);
}
