// What the verbs take. A parameter gets the argument's own type where it fits, else the sentence that says why not.

import type { AnyExpr, Bare, Col, Expr, Lookup, Pattern, Resolve, Several, Wants } from "../../expr/index.js";
import type { Any, Bool, DataType, Dynamic, IsOpen, Name, NameWith, Null, Open, Problem, Show } from "../../types/index.js";

/** A column's name, or an expression. */
export type Input<S> = Name<S> | (string & {}) | AnyExpr;
/** As verbs take them: one by one, or in an array. */
export type InputList<S> = readonly (Input<S> | readonly Input<S>[])[];

/** The columns of a frame, as a callback is given them. */
export type Columns<S> = { readonly [K in keyof S]-?: Expr<K, Col<K & string>> };
export type Callback<S, Result> = (columns: IsOpen<S> extends true ? Open : Columns<S>) => Result;

/** The inputs, if they stand in an array. */
export type Listed<E extends readonly unknown[]> = E extends readonly [infer A extends readonly unknown[], ...unknown[]] ? A : E;

/** What `pl.col("…")` completes from: while the argument is being typed E is still never, and the parameter is a plain hint. */
type Hint<C extends string> = Expr<C, Col<C>>;
type Hinted<S> = Name<S> | Hint<Name<S>>;
type Hints<S> = readonly (Hinted<S> | readonly Hinted<S>[])[];

/** Names in an array complete from a plain type only. */
type NameList<S> = readonly [readonly Name<S>[]];

/** Of select and withColumns. */
export type Inputs<S, E extends readonly unknown[]> = ([E] extends [never] ? Hints<S> : FitAll<S, E>) | NameList<S>;
/** Of sort. */
export type SortInput<S, B> = [B] extends [never]
  ? Hint<Name<S>> | readonly Hint<Name<S>>[]
  : B extends readonly unknown[]
    ? FitAll<S, B>
    : FitOne<S, B>;
/** Of filter. */
export type Predicate<S, E> = [E] extends [never]
  ? Hint<NameWith<S, Bool>> | Callback<S, AnyExpr>
  : AnyExpr extends E
    ? E
    : E extends (columns: never) => infer R
      ? Fits<S, R, Bool> extends infer V
        ? V extends string
          ? Callback<S, V>
          : E
        : never
      : E extends string
        ? PredicateName<S, E>
        : Fits<S, E, Bool>;

type PredicateName<S, E extends string> = E extends NameWith<S, Bool> ? E : string extends E ? E : Problem<`${E} is not a Bool column`>;

type FitAll<S, E extends readonly unknown[]> = { [I in keyof E]: FitOne<S, E[I]> };
/** While E is still its constraint (AnyExpr is in it), nothing is checked: that would go through every column's name. */
type FitOne<S, E> = AnyExpr extends E ? E : E extends readonly unknown[] ? FitAll<S, E> : Fits<S, E>;

/** The argument's own type, or a sentence. */
type Fits<S, E, Want = Any> =
  E extends Expr<infer N, infer X>
    ? IsPattern<N> extends true
      ? E
      : Bare<N> extends Several<infer Only, infer Not>
        ? Verdicts<E, ResolveEach<S, X, Chosen<S, Only, Not>>>
        : Verdict<E, Resolve<S, X>, Want>
    : E extends string
      ? Lookup<S, E> extends infer D
        ? D extends Problem<string>
          ? D
          : E
        : never
      : E;

type Verdict<E, D, Want> = D extends Problem<infer M> ? M : D extends Want | Dynamic | Null ? E : `needs ${Wants<Want>}, not ${Show<D>}`;
type Verdicts<E, D> =
  Extract<D, Problem<string>> extends infer P ? ([P] extends [never] ? E : P extends Problem<infer M> ? M : never) : never;
type ResolveEach<S, X, C> = C extends unknown ? Resolve<S, X, C> : never;

/** A name like `^…$` stands for columns that only a run knows. */
export type IsPattern<N> = N extends `^${string}$` | "*" ? (string extends N ? false : true) : N extends Pattern ? true : false;

/** The columns that an expression over several chooses. */
export type Chosen<S, Only, Not> = Only extends DataType
  ? Exclude<{ [K in keyof S]: S[K] extends Only ? K : never }[keyof S], Not>
  : Exclude<unknown extends Only ? keyof S : Only, Not>;
