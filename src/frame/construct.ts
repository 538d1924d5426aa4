// Frames from JavaScript values: columns, rows, or series.

import {
  allocationsOf,
  buildColumn,
  type Column,
  discard,
  type FrameData,
  frameOf,
  isColumnValues,
  kindOf,
  type NamedColumn,
} from "../column/index.js";
import { ColumnNotFoundError, SchemaError } from "../errors/index.js";
import type { Heap } from "../memory/index.js";
import { type ColumnType, formatType, type Schema, sameType } from "../types/index.js";
import { schemaOfArgument } from "./arguments.js";
import { Series, seriesData } from "./series.js";

/**
 * Columns from an object of names to values, rows from an array of records, or columns from an array of series. `schema`: the
 * dtypes of columns that are not to have the one their values have by themselves, as users pass them.
 * @throws {SchemaError} if `data` is none of these, or values don't fit together or to their dtype.
 * @throws {ShapeError} if columns differ in length.
 */
export function frameFromValues(data: unknown, schema: Readonly<Record<string, unknown>>, heap: Heap): FrameData {
  const dtypes = schemaOfArgument(schema, "DataFrame: schema");
  if (Array.isArray(data)) return data[0] instanceof Series ? frameOf(data.map(fromSeries), heap) : fromRecords(data, dtypes, heap);
  if (typeof data === "object" && data !== null && !ArrayBuffer.isView(data)) return fromColumns(data, dtypes, heap);
  throw new SchemaError(`a frame is made of an object of columns or an array of records, not of ${kindOf(data)}`);
}

function fromSeries(series: unknown, index: number): NamedColumn {
  if (series instanceof Series) return seriesData(series);
  throw new SchemaError(`an array of Series has ${kindOf(series)} at index ${index}`);
}

function fromColumns(data: object, schema: Schema, heap: Heap): FrameData {
  const columns: ReadonlyMap<string, unknown> = new Map(Object.entries(data));
  if (columns.size === 0) return buildFrame(schema.keys(), heap, (name) => buildColumn([], heap, schema.get(name)));
  for (const name of schema.keys()) if (!columns.has(name)) throw new ColumnNotFoundError(name, [...columns.keys()], "schema");
  return buildFrame(columns.keys(), heap, (name) => {
    const values = columns.get(name);
    if (values instanceof Series) return columnOfSeries(values, schema.get(name), name);
    if (isColumnValues(values)) return buildColumn(values, heap, schema.get(name), name);
    throw new SchemaError(`column ${JSON.stringify(name)}: values must be an array, a typed array or a Series, not ${kindOf(values)}`);
  });
}

function columnOfSeries(series: Series, dtype: ColumnType | undefined, name: string): Column {
  const { column } = seriesData(series, "column");
  if (dtype === undefined || sameType(dtype, column.dtype)) return column;
  const [found, wanted] = [column.dtype, dtype].map(formatType);
  throw new SchemaError(`column ${JSON.stringify(name)}: the schema says ${wanted}, the Series is ${found}; cast it first`);
}

/** Columns in the order in which records, and then the schema, first name them; a field that a record lacks is null. */
function fromRecords(records: readonly unknown[], schema: Schema, heap: Heap): FrameData {
  const names = new Set<string>();
  for (const [row, record] of records.entries()) {
    if (typeof record !== "object" || record === null || isColumnValues(record) || record instanceof Date) {
      throw new SchemaError(`rows must be objects of names to values, not ${kindOf(record)} (at index ${row})`);
    }
    for (const name of Object.keys(record)) names.add(name);
  }
  for (const name of schema.keys()) names.add(name);
  const rows = records as readonly Readonly<Record<string, unknown>>[];
  return buildFrame(names, heap, (name) => {
    const values = rows.map((record) => (Object.hasOwn(record, name) ? record[name] : null));
    return buildColumn(values, heap, schema.get(name), name);
  });
}

/** All columns, or none: if one can't be made or has another length, the others are freed. */
function buildFrame(names: Iterable<string>, heap: Heap, build: (name: string) => Column): FrameData {
  const columns: NamedColumn[] = [];
  try {
    for (const name of names) columns.push({ name, column: build(name) });
    return frameOf(columns, heap);
  } catch (error) {
    discard(columns.flatMap(({ column }) => allocationsOf(column)));
    throw error;
  }
}
