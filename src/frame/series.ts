/// <reference lib="esnext.disposable" preserve="true" />
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
import { call, type DtypeLike, dtypeOfArgument, type ExprNode } from "../expr/index.js";
import { installMethods, isPerGroup, methodsUnder, rootMethods } from "../functions/index.js";
import { instance } from "../kernels/index.js";
import type { Plan } from "../plan/index.js";
import type { Bool, DataType, Open, Value } from "../types/index.js";
import { createDataFrame } from "./data-frame.js";
import { Held } from "./held.js";
import { planSeries } from "./plan-series.js";
import { applyFunction } from "./series-functions.js";
import { sliceBounds } from "./slice-bounds.js";
import type { DataFrame } from "./typing/eager.js";
import type { DtSeriesFunctions, LstSeriesFunctions, SeriesFunctions, StrSeriesFunctions } from "./typing/series-functions.js";

/** A named column of dtype D. Made by `pl.Series`, by a frame's columns, and by its own methods; it never changes. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the methods of the function table are installed below.
export class Series<in out D = Open> implements Iterable<Value<D> | null> {
  readonly #held: Held<NamedColumn>;

  constructor(data: NamedColumn) {
    this.#held = new Held(this, data, [data], "Series");
  }

  static data(series: Series, method: string): NamedColumn {
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

  /** Functions of strings. */
  get str(): StrSeriesFunctions<D> {
    return new StrNamespace(this) as unknown as StrSeriesFunctions<D>;
  }
  /** Functions of dates and times. */
  get dt(): DtSeriesFunctions<D> {
    return new DtNamespace(this) as unknown as DtSeriesFunctions<D>;
  }

  /** Functions of lists. */
  get lst(): LstSeriesFunctions<D> {
    return new LstNamespace(this) as unknown as LstSeriesFunctions<D>;
  }

  /** Converts to a dtype. Values that it can't hold are an error, or null when not `strict`. */
  cast<To extends DataType>(dtype: DtypeLike<To>, strict = true): Series<To> {
    const wanted = dtypeOfArgument(dtype);
    return this.#select("cast", (input) => ({ kind: "Cast", input, dtype: wanted, strict })) as unknown as Series<To>;
  }
  /** The rows for which `mask` is true. @throws {ShapeError} if it has another length */
  filter(mask: Series<Bool>): Series<D> {
    const self = this.#held.get("filter");
    const other = { name: `${self.name}_mask`, column: seriesData(mask, "filter").column };
    const predicate = { kind: "Column", name: other.name } as const;
    return planSeries([self, other], (input) => ({ kind: "Filter", input, predicate }));
  }
  /** Without nulls. */
  dropNulls(): Series<D> {
    return this.#query("dropNulls", (input, self) => ({ kind: "Filter", input, predicate: call("isNotNull", self) }));
  }
  /** Ascending, unless told otherwise; nulls first, unless `nullsLast`. */
  sort(descending: boolean | { readonly descending?: boolean; readonly nullsLast?: boolean } = false, nullsLast = false): Series<D> {
    const options = typeof descending === "object" ? { descending: false, nullsLast, ...descending } : { descending, nullsLast };
    return this.#query("sort", (input, expr) => ({ kind: "Sort", input, keys: [{ expr, ...options }] }));
  }
  /** Each value once, in any order unless `maintainOrder`; null is a value. */
  unique(maintainOrder = false): Series<D> {
    return this.#query("unique", (input) => ({ kind: "Unique", input, keep: maintainOrder ? "first" : "any", maintainOrder }));
  }
  /** A frame of this column alone. */
  toFrame(): DataFrame<Open> {
    const self = this.#held.get("toFrame");
    return createDataFrame({ columns: [self], height: self.column.length });
  }

  /** Same dtype and values; the names don't matter. */
  seriesEqual(other: Series, nullEqual = true): boolean {
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

  /** The result of an expression over this column. */
  #select(method: string, expr: (self: ExprNode) => ExprNode): Series<D> {
    return this.#query(method, (input, self) => ({ kind: "Select", input, exprs: [expr(self)] }));
  }

  /** The first column of the result of a plan over this column. */
  #query(method: string, plan: (input: Plan, self: ExprNode) => Plan): Series<D> {
    const self = this.#held.get(method);
    return planSeries([self], (input) => plan(input, { kind: "Column", name: self.name }));
  }

  #column(method: string): Column {
    return this.#held.get(method).column;
  }
}

export interface Series<in out D = Open> extends SeriesFunctions<D> {}

class Namespace {
  constructor(readonly series: Series) {}
}
class StrNamespace extends Namespace {}
class DtNamespace extends Namespace {}
class LstNamespace extends Namespace {}

const seriesMethods = rootMethods().filter(([, fn]) => !isPerGroup(fn));
installMethods(Series.prototype, seriesMethods, (series, fn, given, method) => applyFunction(fn, seriesData(series, method), given));
for (const [namespace, prefix] of [
  [StrNamespace, "str."],
  [DtNamespace, "dt."],
  [LstNamespace, "lst."],
] as const) {
  installMethods(namespace.prototype as Namespace, methodsUnder(prefix), ({ series }, fn, given, method) =>
    applyFunction(fn, seriesData(series, method), given),
  );
}

/** The column of a series. `method` is what asks, for the error when the series was disposed. */
export function seriesData(series: Series, method = "column"): NamedColumn {
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
