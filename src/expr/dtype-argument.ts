// A dtype as users pass it: `pl.Int64`, `pl.Datetime("ms")`, and `pl.Datetime` itself for its defaults.

import { InvalidOperationError } from "../errors/index.js";
import { type ColumnType, type DataType, physicalOf } from "../types/index.js";
import { shown } from "./build-call.js";

export type DtypeLike<D extends DataType> = D | ((...parameters: never[]) => D);

export function isDtypeLike(value: unknown): value is DtypeLike<ColumnType> {
  const dtype = typeof value === "function" && (value.name === "Datetime" || value.name === "Duration") ? value() : value;
  return typeof dtype === "object" && dtype !== null && Object.hasOwn(physicalOf, (dtype as Partial<ColumnType>).kind ?? "");
}

/** @throws {InvalidOperationError} */
export function dtypeOfArgument(value: unknown): ColumnType {
  if (!isDtypeLike(value)) throw new InvalidOperationError(`a dtype such as pl.Int64 is needed, not ${shown(value)}`);
  return typeof value === "function" ? value() : value;
}
