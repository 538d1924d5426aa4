// The verbs of eager frames: those of lazy ones, run at once.

import type { AnyExpr, LiteralValue } from "../expr/index.js";
import type { AnyList, Flat, Missing, Name, NameWith, OneOrMore, Override } from "../types/index.js";
import { GroupBy } from "./group-by.js";
import type { LazyFrame } from "./lazy-frame.js";
import type { GroupByOptions } from "./lazy-group-by.js";
import type { SortOptions } from "./sort-keys.js";
import type { Aggregated, Interpolation, NumberOption } from "./typing/aggregates.js";
import type { AsofJoined, AsofOptions } from "./typing/asof.js";
import type { DataFrame } from "./typing/eager.js";
import type { Exploded, ListColumn } from "./typing/explode.js";
import type { Callback, Input, InputList, Inputs, Listed, Predicate, SortInput } from "./typing/inputs.js";
import type { Joined, JoinOptions, KeysFit } from "./typing/join.js";
import type { Outputs } from "./typing/outputs.js";
import type { Unpivoted, UnpivotOptions } from "./typing/unpivot.js";
import type { Keep, UniqueOptions } from "./unique-node.js";

type Renamed<S, M> = { [K in keyof S as K extends keyof M ? M[K] & string : K]: S[K] };
type Flags = boolean | readonly boolean[];

/** `S`: the frame's schema as a type. */
export abstract class EagerVerbs<in out S> {
  /** A lazy frame over this one; `method` is what asks, for the error when this is disposed. */
  protected abstract query(method: string): LazyFrame<S>;

  /**
   * A query over this frame, which runs when it is collected: all of it at once, optimised.
   * @example df.lazy().filter(pl.col("price").gt(3)).groupBy("g").agg(pl.len()).collectSync()
   */
  lazy(): LazyFrame<S> {
    return this.query("lazy");
  }

  /** Exactly these columns; see `LazyFrame.select`. */
  select<const E extends InputList<S>>(...exprs: Inputs<S, E>): DataFrame<Outputs<S, Listed<E>>> {
    return this.query("select")
      .select<E>(...exprs)
      .collectSync();
  }

  /** The columns of this frame, replaced by or followed by these; see `LazyFrame.withColumns`. */
  withColumns<const E extends InputList<S>>(...exprs: Inputs<S, E>): DataFrame<Override<S, Outputs<S, Listed<E>>>> {
    return this.query("withColumns")
      .withColumns<E>(...exprs)
      .collectSync();
  }

  /** One more column, or one replaced; see `withColumns`. */
  withColumn<const E extends readonly [Input<S>]>(...expr: Inputs<S, E>): DataFrame<Override<S, Outputs<S, E>>> {
    return this.query("withColumn")
      .withColumn<E>(...expr)
      .collectSync();
  }

  /** The rows for which the predicate is true; see `LazyFrame.filter`. */
  filter<E extends Input<S> | Callback<S, AnyExpr>>(predicate: Predicate<S, E>): DataFrame<S> {
    return this.query("filter").filter<E>(predicate).collectSync();
  }

  /** Groups by the values of columns or expressions; see `LazyFrame.groupBy`. */
  groupBy<const K extends readonly (InputList<S>[number] | boolean | GroupByOptions)[]>(...keys: Inputs<S, K>): GroupBy<S, Listed<K>> {
    return new GroupBy(this.query("groupBy").groupBy<K>(...keys));
  }

  /** Sorted by columns or expressions; see `LazyFrame.sort`. */
  sort<const B extends Input<S> | readonly Input<S>[] | (SortOptions & { readonly by: OneOrMore<Input<S>> })>(
    by: SortInput<S, B>,
    descending?: Flags | SortOptions,
    nullsLast?: Flags,
    maintainOrder?: boolean,
  ): DataFrame<S> {
    return this.query("sort").sort<B>(by, descending, nullsLast, maintainOrder).collectSync();
  }

  /** Brings rows of two frames with equal keys together; see `LazyFrame.join`. */
  join<R, const O extends JoinOptions<S, R>>(
    other: EagerVerbs<R> | LazyFrame<R>,
    options: O & KeysFit<S, R, O>,
  ): DataFrame<Joined<S, R, O>> {
    const right = other instanceof EagerVerbs ? other.query("join") : other;
    return this.query("join").join<R, O>(right, options).collectSync();
  }

  /** Each row beside the nearest of another frame; see `LazyFrame.joinAsof`. */
  joinAsof<R, const O extends AsofOptions<S, R>>(other: EagerVerbs<R> | LazyFrame<R>, options: O): DataFrame<AsofJoined<S, R, O>> {
    const right = other instanceof EagerVerbs ? other.query("joinAsof") : other;
    return this.query("joinAsof").joinAsof<R, O>(right, options).collectSync();
  }

  /** One of the rows that agree in all columns, or in those of `subset`; see `LazyFrame.unique`. */
  unique(subset?: OneOrMore<Name<S>> | UniqueOptions<Name<S>>, keep?: Keep, maintainOrder?: boolean): DataFrame<S> {
    return this.query("unique").unique(subset, keep, maintainOrder).collectSync();
  }

  /** The rows without a null in any column, or in those of `subset`; see `LazyFrame.dropNulls`. */
  dropNulls(...subset: readonly OneOrMore<Name<S>>[]): DataFrame<S> {
    return this.query("dropNulls")
      .dropNulls(...subset)
      .collectSync();
  }

  /** With a value in place of nulls, in the columns that take it; see `LazyFrame.fillNull`. */
  fillNull(value: LiteralValue | AnyExpr): DataFrame<S> {
    return this.query("fillNull").fillNull(value).collectSync();
  }

  /** The sum of each column, in one row; see `LazyFrame.sum`. */
  sum(): DataFrame<Aggregated<S, "sum">> {
    return this.query("sum").sum().collectSync();
  }
  /** The mean of each column, in one row; see `LazyFrame.mean`. */
  mean(): DataFrame<Aggregated<S, "mean">> {
    return this.query("mean").mean().collectSync();
  }
  /** The median of each column, in one row; see `LazyFrame.median`. */
  median(): DataFrame<Aggregated<S, "median">> {
    return this.query("median").median().collectSync();
  }
  /** The smallest value of each column, in one row; see `LazyFrame.min`. */
  min(): DataFrame<Aggregated<S, "min">> {
    return this.query("min").min().collectSync();
  }
  /** The greatest value of each column, in one row; see `LazyFrame.max`. */
  max(): DataFrame<Aggregated<S, "max">> {
    return this.query("max").max().collectSync();
  }
  /** The standard deviation of each column, in one row; see `LazyFrame.std`. */
  std(ddof = 1): DataFrame<Aggregated<S, "std", NumberOption>> {
    return this.query("std").std(ddof).collectSync();
  }
  /** The variance of each column, in one row; see `LazyFrame.var`. */
  var(ddof = 1): DataFrame<Aggregated<S, "var", NumberOption>> {
    return this.query("var").var(ddof).collectSync();
  }
  /** The quantile of each column, in one row; see `LazyFrame.quantile`. */
  quantile(quantile: number, interpolation: Interpolation = "nearest"): DataFrame<Aggregated<S, "quantile", NumberOption>> {
    return this.query("quantile").quantile(quantile, interpolation).collectSync();
  }

  /** Without these columns. */
  drop<const K extends Name<S>>(...columns: readonly (K | readonly K[])[]): DataFrame<Flat<Omit<S, K>>> {
    return this.query("drop")
      .drop<K>(...columns)
      .collectSync();
  }

  /** With other names for some columns. */
  rename<const M extends { readonly [K in keyof S]?: string }>(
    names: M & { [K in Exclude<keyof M, keyof S>]: Missing<S, K> },
  ): DataFrame<Renamed<S, M>> {
    return this.query("rename").rename<M>(names).collectSync() as unknown as DataFrame<Renamed<S, M>>;
  }

  /** A row for each element of the lists in these columns; see `LazyFrame.explode`. */
  explode<const K extends NameWith<S, AnyList>>(...columns: readonly ListColumn<K>[]): DataFrame<Exploded<S, K>> {
    return this.query("explode")
      .explode<K>(...columns)
      .collectSync();
  }

  /** Columns to rows of a name and a value; see `LazyFrame.unpivot`. */
  unpivot<const I extends Name<S> = never, const V extends Name<S> = Name<S>, const O extends UnpivotOptions = UnpivotOptions>(
    idVars: OneOrMore<I>,
    valueVars?: OneOrMore<V>,
    options?: O,
  ): DataFrame<Unpivoted<S, I, V, O>> {
    return this.query("unpivot").unpivot<I, V, O>(idVars, valueVars, options).collectSync();
  }

  /** `change(this)`, to use functions of frames in a chain. */
  pipe<T>(change: (frame: this) => T): T {
    return change(this);
  }
}

/** The lazy frame of an eager one; others as they are. */
export function lazyOf(frame: unknown): unknown {
  return frame instanceof EagerVerbs ? frame.lazy() : frame;
}
