// What a file says of the values of a chunk.

import type { MinMaxType, SchemaElement, Statistics as StoredStatistics } from "hyparquet/src/types.js";
import type { ColumnStatistics } from "../../plan/index.js";

/** In physical form: whole numbers of days and time units; strings as UTF-8, in whose order they are compared. */
export type StatisticsValue = number | bigint | boolean | Uint8Array;

export interface Statistics {
  readonly nullCount: number | undefined;
  /** No value is less; absent when not known. NaN is not counted. */
  readonly min: StatisticsValue | undefined;
  /** No value other than NaN is greater. */
  readonly max: StatisticsValue | undefined;
  /** How many different values there are. */
  readonly distinctCount: number | undefined;
}

export function statisticsOf(stored: StoredStatistics | undefined, element: SchemaElement): Statistics {
  // Writers did not agree on the order behind the older fields, other than of signed numbers.
  const old = hasSignedOrder(element);
  const distinct = stored?.distinct_count === undefined ? undefined : Number(stored.distinct_count);
  const nullCount = stored?.null_count === undefined ? undefined : Number(stored.null_count);
  return {
    nullCount: nullCount === undefined || nullCount < 0 ? undefined : nullCount,
    min: bound(stored?.min_value ?? (old ? stored?.min : undefined), element),
    max: bound(stored?.max_value ?? (old ? stored?.max : undefined), element),
    distinctCount: distinct === undefined || distinct <= 0 ? undefined : distinct,
  };
}

function hasSignedOrder({ type, converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  const unsigned = converted?.startsWith("UINT") || (logical?.type === "INTEGER" && !logical.isSigned);
  return type !== "BYTE_ARRAY" && !unsigned;
}

function bound(value: MinMaxType | undefined, { type }: SchemaElement): StatisticsValue | undefined {
  // Bytes of anything but strings are values of a wrong length.
  if (value instanceof Uint8Array && type !== "BYTE_ARRAY") return undefined;
  if (type === "INT96" || value instanceof Date || typeof value === "string") return undefined;
  return typeof value === "number" && Number.isNaN(value) ? undefined : value;
}

/** What the statistics of all row groups say of a column together. */
export function mergedStatistics(groups: readonly Statistics[]): ColumnStatistics {
  const least = groups.map(({ min }) => asNumber(min));
  const greatest = groups.map(({ max }) => asNumber(max));
  const distinct = groups.map(({ distinctCount }) => distinctCount);
  return {
    ...(isKnown(least) && isKnown(greatest) ? { min: Math.min(...least), max: Math.max(...greatest) } : {}),
    ...(isKnown(distinct) ? { distinctCount: Math.max(...distinct) } : {}),
  };
}

const asNumber = (value: StatisticsValue | undefined): number | undefined =>
  typeof value === "number" || typeof value === "bigint" ? Number(value) : undefined;

const isKnown = (values: readonly (number | undefined)[]): values is readonly number[] =>
  values.length > 0 && values.every((value) => value !== undefined);
