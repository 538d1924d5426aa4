// Rows and columns of a frame as JavaScript values.

import { columnToArray, type FrameData, valueAt } from "../column/index.js";
import { OutOfBoundsError } from "../errors/index.js";
import type { Heap } from "../memory/index.js";

type Values = Record<string, unknown>;

/** An object a row, with the columns' names as keys. */
export function frameToRecords(data: FrameData, heap: Heap): Values[] {
  const names = data.columns.map(({ name }) => name);
  const arrays = data.columns.map(({ column }) => columnToArray(column, heap));
  const records: Values[] = new Array(data.height);
  for (let row = 0; row < data.height; row++) records[row] = record(names, (index) => arrays[index]?.[row]);
  return records;
}

/** An array a column. */
export function frameToObject(data: FrameData, heap: Heap): Record<string, unknown[]> {
  return Object.fromEntries(data.columns.map(({ name, column }) => [name, columnToArray(column, heap)]));
}

/** An array a row. */
export function frameToRows(data: FrameData, heap: Heap): unknown[][] {
  const arrays = data.columns.map(({ column }) => columnToArray(column, heap));
  return Array.from({ length: data.height }, (_, row) => arrays.map((array) => array[row]));
}

/** @throws {OutOfBoundsError} */
export function frameRow(data: FrameData, index: number, heap: Heap): unknown[] {
  const row = index < 0 ? index + data.height : index;
  if (!Number.isInteger(row) || row < 0 || row >= data.height) {
    throw new OutOfBoundsError(`row ${index} is out of bounds: the frame has ${data.height} rows`);
  }
  return data.columns.map(({ column }) => valueAt(column, row, heap));
}

function record(names: readonly string[], valueAtIndex: (index: number) => unknown): Values {
  const values: Values = {};
  for (let index = 0; index < names.length; index++) {
    const name = names[index] as string;
    // An assignment would set the prototype.
    if (name === "__proto__")
      Object.defineProperty(values, name, { value: valueAtIndex(index), enumerable: true, writable: true, configurable: true });
    else values[name] = valueAtIndex(index);
  }
  return values;
}

/** As JSON has it: what it has no numbers for, big integers and NaN, are strings and null. */
export function jsonValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(jsonValue);
  return typeof value === "bigint" ? String(value) : value;
}
