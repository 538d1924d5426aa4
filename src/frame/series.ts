// A named column, for eager use.

import {
  buildColumn,
  type Column,
  columnsEqual,
  columnToArray,
  columnToTypedArray,
  isColumnValues,
  kindOf,
  type NamedColumn,
  sliceColumn,
  type TypedArray,
  valueAt,
} from "../column/index.js";
import { formatSeries } from "../display/index.js";
import { SchemaError } from "../errors/index.js";
import { dtypeOfArgument } from "../expr/index.js";
import { instance } from "../kernels/index.js";
import type { DataType, Dynamic, Value } from "../types/index.js";
import { Held } from "./held.js";
import { sliceBounds } from "./slice-bounds.js";

/** A named column of dtype D. Made by `pl.Series`, by a frame's columns, and by its own methods; it never changes. */
export class Series<out D extends DataType = Dynamic> implements Iterable<Value<D> | null> {
  readonly #held: Held<NamedColumn>;

  constructor(data: NamedColumn) {
    this.#held = new Held(this, data, [data], "Series");
  }

  static data(series: Series<DataType>, method: string): NamedColumn {
    return series.#held.get(method);
  }

  get name(): string {
    return this.#held.get("name").name;
  }
  get dtype(): D {
    return this.#column("dtype").dtype as unknown as D;
  }
  get length(): number {
    return this.#column("length").length;
  }
  /** The number of rows, nulls among them. */
  len(): number {
    return this.#column("len").length;
  }
  nullCount(): number {
    return this.#column("nullCount").nullCount;
  }
  hasNulls(): boolean {
    return this.#column("hasNulls").nullCount > 0;
  }
  isEmpty(): boolean {
    return this.#column("isEmpty").length === 0;
  }

  /**
   * All values; null rows are null. Int64, UInt64 and Duration are numbers if every value is a safe integer, bigints otherwise.
   * Datetimes are rounded down to the millisecond: `toTypedArray` gives them exactly.
   */
  toArray(): (Value<D> | null)[] {
    return columnToArray(this.#column("toArray"), instance().heap) as (Value<D> | null)[];
  }
  /**
   * A copy of the values as they are stored: days of Date, ticks of Datetime and Duration.
   * @throws {InvalidOperationError} if there are nulls, or the values are no numbers.
   */
  toTypedArray(): TypedArray {
    return columnToTypedArray(this.#column("toTypedArray"), instance().heap);
  }
  /** The value of row `index`; a negative one counts from the end. @throws {OutOfBoundsError} */
  get(index: number): Value<D> | null {
    return valueAt(this.#column("get"), index, instance().heap) as Value<D> | null;
  }
  values(): IterableIterator<Value<D> | null> {
    return this.toArray().values();
  }
  [Symbol.iterator](): IterableIterator<Value<D> | null> {
    return this.values();
  }

  /** The same values under another name. */
  alias(name: string): Series<D> {
    return new Series({ name, column: this.#column("alias") });
  }
  rename(name: string): Series<D> {
    return new Series({ name, column: this.#column("rename") });
  }
  clone(): Series<D> {
    return new Series(this.#held.get("clone"));
  }
  head(length = 5): Series<D> {
    return this.slice(0, length);
  }
  limit(length = 5): Series<D> {
    return this.slice(0, length);
  }
  tail(length = 5): Series<D> {
    return length === 0 ? this.slice(0, 0) : this.slice(-length, length);
  }
  /** Rows from `offset` on; a negative one counts from the end. Without `length`: to the end. Shares memory. */
  slice(offset: number, length?: number): Series<D> {
    const { name, column } = this.#held.get("slice");
    const bounds = sliceBounds(column.length, offset, length);
    return new Series({ name, column: sliceColumn(column, bounds.offset, bounds.length, instance().heap) });
  }

  /** Same dtype and values; the names don't matter. */
  seriesEqual(other: Series<DataType>, nullEqual = true): boolean {
    return columnsEqual(this.#column("seriesEqual"), Series.data(other, "seriesEqual").column, nullEqual, instance().heap);
  }

  /** As Polars prints it. */
  toString(): string {
    return this.#held.disposed ? "Series (disposed)" : formatSeries(this.#held.get("toString"), instance().heap);
  }
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
  /** An array; big integers are strings, as JSON has no numbers for them. */
  toJSON(): unknown[] {
    return columnToArray(this.#column("toJSON"), instance().heap).map((value) => (typeof value === "bigint" ? String(value) : value));
  }

  /** Frees the memory, unless frames or other series share it. Methods then throw a DisposedError. */
  dispose(): void {
    this.#held.release();
  }
  [Symbol.dispose](): void {
    this.dispose();
  }

  #column(method: string): Column {
    return this.#held.get(method).column;
  }
}

/** The column of a series. `method` is what asks, for the error when the series was disposed. */
export function seriesData(series: Series<DataType>, method = "column"): NamedColumn {
  return Series.data(series, method);
}

/** `dtype`, as users pass it, if it is not to be the one that the values have by themselves. */
export function seriesFromValues(name: string, values: unknown, dtype?: unknown): Series {
  if (!isColumnValues(values)) {
    throw new SchemaError(`series ${JSON.stringify(name)}: values must be an array or a typed array, not ${kindOf(values)}`);
  }
  const wanted = dtype === undefined ? undefined : dtypeOfArgument(dtype);
  return new Series({ name, column: buildColumn(values, instance().heap, wanted, name) });
}
