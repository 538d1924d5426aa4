// Kinds of JavaScript values, and the dtype of an array of them.

import { SchemaError } from "../errors/index.js";
import { Bool, type ColumnType, Datetime, Float64, Int64, List, Null, Utf8 } from "../types/index.js";
import { isTypedArray, type TypedArray, typedArrayType } from "./typed-arrays.js";

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

/** Where elements of lists stand, whose indices count through all lists. */
export const elementsAt = (place: string): string => `${place}among the elements of the lists: `;

/** @throws {SchemaError} if the values are of several kinds, or of one that no dtype holds. */
export function inferType(values: readonly unknown[], place: string): ColumnType {
  const first = values.findIndex((value) => value !== null && value !== undefined);
  if (first === -1) return Null;
  if (isColumnValues(values[first])) return inferLists(values, first, place);
  const kind = kindOf(values[first]);
  const dtype = dtypeOfKind.get(kind);
  if (dtype === undefined) {
    const allowed = [...dtypeOfKind.keys(), "Array"].join(", ");
    throw new SchemaError(`${place}no dtype holds the ${kind} at index ${first}; values may be ${allowed}, null and undefined`);
  }
  const other = indexOfOtherKind(values, kind, first + 1);
  if (other !== -1) throw severalKinds(values, first, other, place);
  return dtype;
}

function severalKinds(values: readonly unknown[], first: number, other: number, place: string): SchemaError {
  const [one, another] = [kindOf(values[first]), kindOf(values[other])];
  return new SchemaError(`${place}the values are of several kinds: ${one} at index ${first}, ${another} at index ${other}`);
}

/** Of arrays, and of typed arrays of one kind. */
function inferLists(values: readonly unknown[], first: number, place: string): ColumnType {
  const other = values.findIndex((value) => value !== null && value !== undefined && !isColumnValues(value));
  if (other !== -1) throw severalKinds(values, first, other, place);
  const typed = ArrayBuffer.isView(values[first]) ? typedArrayType(values[first]) : undefined;
  const same = values.every((value) => value === null || value === undefined || kindOf(value) === kindOf(values[first]));
  return List(typed !== undefined && same ? typed : inferType(elementsOf(values), elementsAt(place)));
}

/** What a column is made of; null and undefined are null. */
export type ColumnValues = readonly unknown[] | TypedArray;

export function isColumnValues(value: unknown): value is ColumnValues {
  return Array.isArray(value) || isTypedArray(value);
}

/** The values of all arrays, one after the other. */
export function elementsOf(lists: readonly unknown[]): unknown[] {
  const elements: unknown[] = [];
  for (const list of lists) if (isColumnValues(list)) for (const element of list) elements.push(element);
  return elements;
}

function indexOfOtherKind(values: readonly unknown[], kind: string, start: number): number {
  for (let index = start; index < values.length; index++) {
    const value = values[index];
    if (typeof value === kind || value === null || value === undefined) continue;
    if (kind === "Date" ? !isDate(value) : true) return index;
  }
  return -1;
}
