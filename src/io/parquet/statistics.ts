// What a file says of the values of a chunk.

import type { MinMaxType, SchemaElement, Statistics as StoredStatistics } from "hyparquet/src/types.js";
import type { ColumnStatistics, ExactStatistics } from "../../plan/index.js";
import type { ColumnType } from "../../types/index.js";
import type { FileMetadata } from "./metadata.js";

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
  /** `min` and `max` are values that occur, as far as the file says; of strings they may be cut off. */
  readonly occur: boolean;
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
    occur: stored?.is_min_value_exact !== false && stored?.is_max_value_exact !== false,
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

/** By file and column: footers are kept between scans. */
const known = new WeakMap<FileMetadata, Map<string, ColumnStatistics>>();

/** What the statistics of all row groups say of a column together. */
export function columnStatistics(file: FileMetadata, name: string): ColumnStatistics | undefined {
  const place = file.byName.get(name)?.leaf;
  if (place === undefined) return undefined;
  const ofFile = known.get(file) ?? new Map<string, ColumnStatistics>();
  known.set(file, ofFile);
  const merged = ofFile.get(name) ?? mergedStatistics(file.rowGroups.flatMap(({ chunks }) => chunks[place]?.statistics ?? []));
  ofFile.set(name, merged);
  return merged;
}

function mergedStatistics(groups: readonly Statistics[]): ColumnStatistics {
  const least = groups.map(({ min }) => asNumber(min));
  const greatest = groups.map(({ max }) => asNumber(max));
  const distinct = groups.map(({ distinctCount }) => distinctCount);
  if (groups.length === 0) return {};
  return {
    ...(isKnown(least) && isKnown(greatest) ? { min: Math.min(...least), max: Math.max(...greatest) } : {}),
    ...(isKnown(distinct) ? { distinctCount: Math.max(...distinct) } : {}),
  };
}

/** What is certain of a column, `optional` by its schema. Of floats it is not, where NaN and the sign of 0 are left out. */
export function exactStatistics(
  groups: readonly { readonly rows: number; readonly statistics: Statistics }[],
  dtype: ColumnType,
  optional: boolean,
): ExactStatistics {
  const nullCounts: readonly (number | undefined)[] = groups.map(({ statistics }) => (optional ? statistics.nullCount : 0));
  const exact = isKnown(nullCounts) ? { nullCount: nullCounts.reduce((sum, count) => sum + count, 0) } : {};
  if (!EXACT_RANGES.test(dtype.kind)) return exact;
  const filled = groups.filter(({ rows, statistics }) => statistics.nullCount !== rows).map(({ statistics }) => statistics);
  if (filled.some(({ min, max, occur }) => !isOrdered(min) || !isOrdered(max) || !occur)) return exact;
  const bounds = filled.map(({ min, max }) => [min, max] as [Ordered, Ordered]);
  return {
    ...exact,
    min: bounds.reduce<Ordered | null>((least, [min]) => (least === null || min < least ? min : least), null),
    max: bounds.reduce<Ordered | null>((greatest, [, max]) => (greatest === null || max > greatest ? max : greatest), null),
  };
}

const EXACT_RANGES = /^(Bool|U?Int\d+|Date|Datetime|Duration)$/;
type Ordered = number | bigint | boolean;
const isOrdered = (value: StatisticsValue | undefined): value is Ordered => value !== undefined && typeof value !== "object";

const asNumber = (value: StatisticsValue | undefined): number | undefined =>
  typeof value === "number" || typeof value === "bigint" ? Number(value) : undefined;

const isKnown = (values: readonly (number | undefined)[]): values is readonly number[] => values.every((value) => value !== undefined);
