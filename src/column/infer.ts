// Kinds of JavaScript values, and the dtype of an array of them.

import { SchemaError } from "../errors/index.js";
import { Bool, type ColumnType, Datetime, Float64, Int64, Null, Utf8 } from "../types/index.js";

/** As nodejs-polars: every number makes Float64. */
const dtypeOfKind: ReadonlyMap<string, ColumnType> = new Map<string, ColumnType>([
  ["number", Float64],
  ["bigint", Int64],
  ["string", Utf8],
  ["boolean", Bool],
  ["Date", Datetime("ms")],
]);

/** "null" for null and undefined, "Date", "Array", another class's name, or what `typeof` says. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value !== "object") return typeof value;
  return isDate(value) ? "Date" : (value.constructor?.name ?? "object");
}

export function isDate(value: unknown): value is Date {
  return value instanceof Date || Object.prototype.toString.call(value) === "[object Date]";
}

/** Where values stand, for messages: `column "price": `. */
export function placeOf(name: string | undefined): string {
  return name === undefined ? "" : `column ${JSON.stringify(name)}: `;
}

/** @throws {SchemaError} if the values are of several kinds, or of one that no dtype holds. */
export function inferType(values: readonly unknown[], name?: string): ColumnType {
  const first = values.findIndex((value) => value !== null && value !== undefined);
  if (first === -1) return Null;
  const kind = kindOf(values[first]);
  const dtype = dtypeOfKind.get(kind);
  if (dtype === undefined) {
    const allowed = [...dtypeOfKind.keys()].join(", ");
    throw new SchemaError(`${placeOf(name)}no dtype holds the ${kind} at index ${first}; values may be ${allowed}, null and undefined`);
  }
  const other = indexOfOtherKind(values, kind, first + 1);
  if (other !== -1) {
    throw new SchemaError(
      `${placeOf(name)}the values are of several kinds: ${kind} at index ${first}, ${kindOf(values[other])} at index ${other}`,
    );
  }
  return dtype;
}

function indexOfOtherKind(values: readonly unknown[], kind: string, start: number): number {
  for (let index = start; index < values.length; index++) {
    const value = values[index];
    if (typeof value === kind || value === null || value === undefined) continue;
    if (kind === "Date" ? !isDate(value) : true) return index;
  }
  return -1;
}
