// A query in the making: each verb gives a new lazy frame with one more node on its plan. Nothing runs before `collect`.

import { InvalidOperationError } from "../errors/index.js";
import { type AnyExpr, allNode, buildCall, type Col, columnsNode, Expr, type ExprNode, type LiteralValue } from "../expr/index.js";
import type { FunctionName } from "../functions/index.js";
import type { WriteParquetOptions } from "../io/parquet/index.js";
import type { Plan } from "../plan/index.js";
import type { AnyList, Flat, Missing, Name, NameWith, OneOrMore, Open, Override } from "../types/index.js";
import { aggregateAll } from "./aggregate-each.js";
import { columnNames, inputNodes, isOptions, nameOf, plainColumns, predicateNode, rowCount, rowOffset, shown } from "./arguments.js";
import { asofNode } from "./asof-node.js";
import { eagerFrame } from "./eager-frame.js";
import { fillNullNode } from "./fill-null.js";
import { holdSources } from "./hold-sources.js";
import { joinKeys } from "./join-keys.js";
import { type GroupByOptions, groupByArguments, LazyGroupBy } from "./lazy-group-by.js";
import { type CollectOptions, type CollectSyncOptions, type ExplainOptions, type ProfileStep, runner } from "./runner.js";
import { type SortOptions, sortKeys } from "./sort-keys.js";
import type { Aggregated, Interpolation, NumberOption } from "./typing/aggregates.js";
import type { AsofJoined, AsofOptions } from "./typing/asof.js";
import type { DataFrame } from "./typing/eager.js";
import type { Exploded, ListColumn } from "./typing/explode.js";
import type { Callback, Input, InputList, Inputs, Listed, Predicate, SortInput } from "./typing/inputs.js";
import type { Joined, JoinOptions, KeysFit } from "./typing/join.js";
import type { Outputs } from "./typing/outputs.js";
import type { Unpivoted, UnpivotOptions } from "./typing/unpivot.js";
import { type Keep, type UniqueOptions, uniqueNode } from "./unique-node.js";
import { unpivotNode } from "./unpivot-node.js";

type Flags = boolean | readonly boolean[];

/**
 * A lazy query. `S` is its schema as a type; without it the frame is open: everything is allowed, and checked when it runs.
 *
 * `in out`: a frame with more columns is another type. Were it allowed, `pl.all()` and the suffixes of a join would be typed
 * wrongly.
 */
export class LazyFrame<in out S = Open> {
  constructor(
    /** What will run, as data. */
    readonly plan: Plan,
  ) {}

  /**
   * Names to dtypes, in the order of the columns.
   * @throws where the source must be opened first: see `collectSchema`
   */
  get schema(): S {
    return Object.fromEntries(runner().schema(this.plan)) as S;
  }

  /** As `schema`, for sources that can't be opened at once, such as a URL. */
  async collectSchema(): Promise<S> {
    return Object.fromEntries(await runner().openSchema(this.plan)) as S;
  }

  /** The names of the columns. */
  get columns(): Name<S>[] {
    return [...runner().schema(this.plan).keys()] as Name<S>[];
  }

  /**
   * A column of this frame: offers its names in the editor, refuses others.
   * @example lf.filter(lf.col("price").gt(3))
   */
  get col(): <N extends Name<S> | (string & {})>(name: N extends Name<S> ? N : Missing<S, N>) => Expr<N, Col<N>> {
    return (name) => new Expr({ kind: "Column", name: nameOf(name, "col") });
  }

  /**
   * Exactly these columns. Those with one value for the frame are repeated.
   * @example lf.select("g", pl.col("price").mul(pl.col("qty")).alias("total"))
   */
  select<const E extends InputList<S>>(...exprs: Inputs<S, E>): LazyFrame<Outputs<S, Listed<E>>> {
    return new LazyFrame({ kind: "Select", input: this.plan, exprs: inputNodes(exprs, "select") });
  }

  /**
   * The columns of this frame, replaced by or followed by these. All of them are computed from this frame.
   * @example lf.withColumns(pl.col("price").mul(1.2), pl.lit(1).alias("one"))
   */
  withColumns<const E extends InputList<S>>(...exprs: Inputs<S, E>): LazyFrame<Override<S, Outputs<S, Listed<E>>>> {
    return new LazyFrame({ kind: "WithColumns", input: this.plan, exprs: inputNodes(exprs, "withColumns") });
  }

  /** One more column, or one replaced; see `withColumns`. */
  withColumn<const E extends readonly [Input<S>]>(...expr: Inputs<S, E>): LazyFrame<Override<S, Outputs<S, E>>> {
    return new LazyFrame({ kind: "WithColumns", input: this.plan, exprs: inputNodes(expr, "withColumn") });
  }

  /**
   * The rows for which the predicate is true; not those for which it is false or null.
   * @example lf.filter(pl.col("price").gt(3)).filter(({ qty }) => qty.lt(5)).filter("ok")
   */
  filter<E extends Input<S> | Callback<S, AnyExpr>>(predicate: Predicate<S, E>): LazyFrame<S> {
    return new LazyFrame({ kind: "Filter", input: this.plan, predicate: predicateNode(predicate) });
  }

  /**
   * Groups by the values of columns or expressions. Null is a group of its own.
   * @example lf.groupBy("g", { maintainOrder: true }).agg(pl.col("price").sum())
   */
  groupBy<const K extends readonly (InputList<S>[number] | boolean | GroupByOptions)[]>(...keys: Inputs<S, K>): LazyGroupBy<S, Listed<K>> {
    const { keys: nodes, maintainOrder } = groupByArguments(keys);
    return new LazyGroupBy(this.plan, nodes, maintainOrder);
  }

  /**
   * Sorted by columns or expressions, ascending and nulls first unless told otherwise. Equal rows keep their order.
   * @example lf.sort(["g", "price"], { descending: [false, true], nullsLast: true })
   */
  sort<const B extends Input<S> | readonly Input<S>[] | (SortOptions & { readonly by: OneOrMore<Input<S>> })>(
    by: SortInput<S, B> | readonly Name<S>[],
    descending?: Flags | SortOptions,
    nullsLast?: Flags,
    maintainOrder?: boolean,
  ): LazyFrame<S>;
  sort(by: unknown, descending?: Flags | SortOptions, nullsLast?: Flags): LazyFrame<S> {
    return new LazyFrame({ kind: "Sort", input: this.plan, keys: sortKeys(by, descending, nullsLast) });
  }

  /** No more than the first `length` rows. */
  limit(length = 5): LazyFrame<S> {
    return this.slice(0, rowCount(length, "limit"));
  }

  /** No more than the first `length` rows. */
  head(length = 5): LazyFrame<S> {
    return this.slice(0, rowCount(length, "head"));
  }

  /** No more than the last `length` rows. */
  tail(length = 5): LazyFrame<S> {
    const count = rowCount(length, "tail");
    return this.slice(count === 0 ? 0 : -count, count);
  }

  /** The first row. */
  first(): LazyFrame<S> {
    return this.slice(0, 1);
  }

  /** The last row. */
  last(): LazyFrame<S> {
    return this.slice(-1, 1);
  }

  /**
   * The rows from `offset` on, counted from the end when negative; no more than `length`.
   * @example lf.slice(-3, 2) // the two before the last
   */
  slice(offset: number | { readonly offset: number; readonly length?: number }, length?: number): LazyFrame<S> {
    if (typeof offset === "object") return this.slice(offset.offset, offset.length);
    const start = rowOffset(offset, "slice");
    const count = length === undefined ? {} : { length: rowCount(length, "slice") };
    return new LazyFrame({ kind: "Slice", input: this.plan, offset: start, ...count });
  }

  /**
   * Brings rows of two frames with equal keys together. Null keys are equal to nothing. Columns that both have get `suffix`
   * on the right side; `full` keeps the keys of both sides, `right` those of the right one in its order.
   * @example lf.join(other, { on: "id", how: "left" })
   */
  join<R, const O extends JoinOptions<S, R>>(other: LazyFrame<R>, options: O & KeysFit<S, R, O>): LazyFrame<Joined<S, R, O>> {
    return new LazyFrame({ kind: "Join", left: this.plan, right: planOf(other, "join"), ...joinKeys(options) });
  }

  /**
   * Each row beside the row of another frame that is nearest in `on`, of those that are equal in `by`. Both frames are sorted by `on`
   * (within the groups of `by`); null is near to nothing.
   * @throws {InvalidOperationError} when it runs, if a frame is not sorted
   * @example lf.sort("id").joinAsof(other, { on: "id", strategy: "nearest", tolerance: 1 })
   */
  joinAsof<R, const O extends AsofOptions<S, R>>(other: LazyFrame<R>, options: O): LazyFrame<AsofJoined<S, R, O>> {
    return new LazyFrame(asofNode(this.plan, planOf(other, "joinAsof"), options));
  }

  /**
   * One of the rows that agree in all columns, or in those of `subset`.
   * @example lf.unique(["g", "price"], "first", true)
   */
  unique(subset?: OneOrMore<Name<S>> | UniqueOptions<Name<S>>, keep?: Keep, maintainOrder?: boolean): LazyFrame<S> {
    return new LazyFrame(uniqueNode(this.plan, isOptions(subset) ? subset : { subset, keep, maintainOrder }));
  }

  /**
   * The rows without a null in any column, or in those of `subset`. NaN is no null.
   * @example lf.dropNulls("price")
   */
  dropNulls(...subset: readonly OneOrMore<Name<S>>[]): LazyFrame<S> {
    const names = columnNames(subset, "dropNulls");
    const columns: ExprNode = names.length === 0 ? allNode() : columnsNode(names);
    return new LazyFrame({ kind: "Filter", input: this.plan, predicate: buildCall("isNotNull", columns, []) });
  }

  /**
   * With a value in place of nulls, in the columns that take it: an integer in those of numbers, a number with a fraction in floats,
   * a string in strings; an expression in all.
   * @example lf.fillNull(0).fillNull("unknown")
   */
  fillNull(value: LiteralValue | AnyExpr): LazyFrame<S> {
    return new LazyFrame({ kind: "WithColumns", input: this.plan, exprs: [fillNullNode(value)] });
  }

  /** The sum of each column, in one row; null for columns that have none, such as strings. */
  sum(): LazyFrame<Aggregated<S, "sum">> {
    return this.#aggregated("sum");
  }
  /** The mean of each column, in one row; null for columns that have none. */
  mean(): LazyFrame<Aggregated<S, "mean">> {
    return this.#aggregated("mean");
  }
  /** The median of each column, in one row; null for columns that have none. */
  median(): LazyFrame<Aggregated<S, "median">> {
    return this.#aggregated("median");
  }
  /** The smallest value of each column, in one row. */
  min(): LazyFrame<Aggregated<S, "min">> {
    return this.#aggregated("min");
  }
  /** The greatest value of each column, in one row. */
  max(): LazyFrame<Aggregated<S, "max">> {
    return this.#aggregated("max");
  }
  /** The standard deviation of each column, in one row; null for columns that have none. */
  std(ddof = 1): LazyFrame<Aggregated<S, "std", NumberOption>> {
    return this.#aggregated("std", ddof);
  }
  /** The variance of each column, in one row; null for columns that have none. */
  var(ddof = 1): LazyFrame<Aggregated<S, "var", NumberOption>> {
    return this.#aggregated("var", ddof);
  }
  /**
   * The quantile of each column, in one row; null for columns that have none. See `Expr.quantile`.
   * @example lf.quantile(0.9, "linear")
   */
  quantile(quantile: number, interpolation: Interpolation = "nearest"): LazyFrame<Aggregated<S, "quantile", NumberOption>> {
    return this.#aggregated("quantile", quantile, interpolation);
  }

  #aggregated<T>(fn: FunctionName, ...options: readonly unknown[]): LazyFrame<T> {
    return new LazyFrame({ kind: "Select", input: this.plan, exprs: [aggregateAll(fn, ...options)] });
  }

  /** Without these columns. */
  drop<const K extends Name<S>>(...columns: readonly (K | readonly K[])[]): LazyFrame<Flat<Omit<S, K>>> {
    return new LazyFrame({ kind: "Drop", input: this.plan, columns: columnNames(columns, "drop") });
  }

  /**
   * With other names for some columns.
   * @example lf.rename({ price: "p" })
   */
  rename<const M extends { readonly [K in keyof S]?: string }>(
    names: M & { [K in Exclude<keyof M, keyof S>]: Missing<S, K> },
  ): LazyFrame<{ [K in keyof S as K extends keyof M ? M[K] & string : K]: S[K] }> {
    for (const name of Object.values(names)) nameOf(name, "rename");
    return new LazyFrame({ kind: "Rename", input: this.plan, names: { ...names } as Record<string, string> });
  }

  /**
   * A row for each element of the lists in these columns, whose lists in one row are equally long; other columns are repeated.
   * An empty list and null give one row, with a null.
   * @example lf.select("id", pl.col("name").str.split(" ")).explode("name")
   * @throws {ShapeError} when it runs, where lists of one row have different lengths
   */
  explode<const K extends NameWith<S, AnyList>>(...columns: readonly ListColumn<K>[]): LazyFrame<Exploded<S, K>> {
    return new LazyFrame({ kind: "Explode", input: this.plan, columns: plainColumns(columns, "explode") });
  }

  /**
   * Columns to rows: for each row and each of the columns `valueVars` (all but `idVars` when absent) one with the column's name
   * and its value. Values of several dtypes become one that holds them all, beside strings a string.
   * @example lf.unpivot("id", ["price", "qty"], { variableName: "what" })
   */
  unpivot<const I extends Name<S> = never, const V extends Name<S> = Name<S>, const O extends UnpivotOptions = UnpivotOptions>(
    idVars: OneOrMore<I>,
    valueVars?: OneOrMore<V>,
    options?: O,
  ): LazyFrame<Unpivoted<S, I, V, O>> {
    return new LazyFrame(unpivotNode(this.plan, idVars, valueVars, options ?? {}));
  }

  /** `change(this)`, to use functions of frames in a chain. */
  pipe<T>(change: (frame: this) => T): T {
    return change(this);
  }

  /** The plan as text: as it will run, with `optimized: false` as it was written, with `physical` as the pipelines it will run as. */
  explain(options: ExplainOptions = {}): string {
    return runner().explain(this.plan, { optimized: options.optimized ?? true, physical: options.physical ?? false });
  }

  /**
   * Runs the query, on worker threads where there are some.
   * @throws {AbortError} when stopped by `signal`
   */
  async collect(options: CollectOptions = {}): Promise<DataFrame<S>> {
    const release = holdSources(this.plan);
    try {
      return eagerFrame(await runner().collect(this.plan, options));
    } finally {
      release();
    }
  }

  /** Runs the query and waits for it. Sources that can only be read asynchronously, such as a URL, can't be run so. */
  collectSync(options: CollectSyncOptions = {}): DataFrame<S> {
    return eagerFrame(runner().collectSync(this.plan, options));
  }

  /**
   * Runs the query as `collect` does, and says what its steps were: rows, bytes, tier, and time, also of each thread.
   * @throws {AbortError} when stopped by `signal`
   */
  async profile(options: CollectOptions = {}): Promise<{ readonly frame: DataFrame<S>; readonly steps: readonly ProfileStep[] }> {
    const release = holdSources(this.plan);
    try {
      const { data, profile } = await runner().profile(this.plan, options);
      return { frame: eagerFrame(data), steps: profile };
    } finally {
      release();
    }
  }

  /**
   * Runs the query and writes its result to a Parquet file. Loads apache-arrow and parquet-wasm.
   * @throws {AbortError} when stopped by `signal`
   * @throws {IoError} when the file can't be written
   */
  async sinkParquet(path: string, options: WriteParquetOptions & CollectOptions = {}): Promise<void> {
    const frame: DataFrame<Open> = eagerFrame(await runner().collect(this.plan, options));
    try {
      await frame.writeParquet(path, options);
    } finally {
      frame.dispose();
    }
  }

  toString(): string {
    return `LazyFrame\n${this.explain({ optimized: false })}`;
  }
}

/** @throws {InvalidOperationError} */
export function planOf(frame: unknown, where: string): Plan {
  if (frame instanceof LazyFrame) return frame.plan;
  throw new InvalidOperationError(`${where} needs a LazyFrame, not ${shown(frame)}`);
}
