// The dtype of an expression's node over a schema, or the sentence that says why it has none.

import type { FunctionName, Functions, Rule, SignatureOf } from "../../functions/index.js";
import type {
  Any,
  Anywhere,
  Bool,
  DataType,
  Datetime,
  Dynamic,
  Float64,
  FloatLiteral,
  Int32,
  IntLiteral,
  IsOpen,
  Missing,
  Null,
  Problem,
  Show,
  Supertype,
  Utf8,
} from "../../types/index.js";
import type { Call, Cast, Col, Each, Lit, Over, When } from "./node.js";
import type { Rules } from "./rules.js";
import type { Wants } from "./wants.js";

/** The dtype of node X over schema S, or a Problem. `C` is the column at hand in an expression over several. */
export type Resolve<S, X, C = never> =
  X extends Col<infer N>
    ? Lookup<S, N>
    : X extends Lit<infer V>
      ? Literal<V>
      : X extends Call<infer F, infer A>
        ? Apply<F, { [I in keyof A]: Resolve<S, A[I], C> }>
        : X extends Cast<infer N, infer D>
          ? Guard<Resolve<S, N, C>, D>
          : X extends When<infer P, infer T, infer E>
            ? Choose<Resolve<S, P, C>, Resolve<S, T, C>, Resolve<S, E, C>>
            : X extends Over<infer N, infer K>
              ? [K] extends [keyof S]
                ? Resolve<S, N, C>
                : Missing<S, Exclude<K, keyof S>>
              : X extends Each
                ? Lookup<S, C>
                : Dynamic;

/** A name that the compiler doesn't know may be any. */
export type Lookup<S, C> = IsOpen<S> extends true ? Dynamic : C extends keyof S ? S[C] : string extends C ? Dynamic : Missing<S, C>;

/** The dtype a literal has by itself. */
export type Settle<D> = D extends IntLiteral ? Int32 : D extends FloatLiteral ? Float64 : D;

type Literal<V> = V extends number | bigint
  ? `${V}` extends `${bigint}`
    ? IntLiteral
    : number extends V
      ? IntLiteral | FloatLiteral
      : FloatLiteral
  : V extends string
    ? Utf8
    : V extends boolean
      ? Bool
      : V extends Date
        ? Datetime
        : V extends null
          ? Null
          : V extends Iterable<infer Member>
            ? Literal<Member>
            : Dynamic;

type Guard<D, Then> = D extends Problem<string> ? D : Then;

type Choose<P, T, E> =
  P extends Problem<string>
    ? P
    : T extends Problem<string>
      ? T
      : E extends Problem<string>
        ? E
        : P extends Bool | Anywhere
          ? OrElse<Supertype<T, E>, Problem<`then and otherwise have no common type: ${Show<T>} and ${Show<E>}`>>
          : Problem<`when needs a Bool, not ${Show<P>}`>;

type OrElse<D, Else> = [D] extends [never] ? Else : D;

type Apply<F extends string, Args extends readonly unknown[]> =
  Extract<Args[number], Problem<string>> extends infer P
    ? [P] extends [never]
      ? F extends FunctionName
        ? Check<F, SignatureOf<Functions[F]>, Args>
        : never
      : P
    : never;

/** Each operand against the signature, then the result. A node without operands (`pl.len()`) has nothing to check. */
type Check<F extends string, G, Args extends readonly unknown[]> = G extends (self: infer T, ...rest: infer P) => infer R
  ? Args[0] extends T | Anywhere
    ? Misfit<P, Args> extends infer Q
      ? [Q] extends [never]
        ? Returns<F, R, Args[0], Args extends readonly [unknown, infer B, infer D] ? B | D : Args[1]>
        : Q extends readonly [infer Wanted, infer Given]
          ? Refuse<F, Wanted, Given>
          : never
      : never
    : Args extends readonly []
      ? R
      : Refuse<F, T, Args[0]>
  : never;

/** The first operand after `self` that doesn't fit its parameter, with that. */
type Misfit<P extends readonly unknown[], Args extends readonly unknown[]> = P extends readonly [infer Q, ...infer Rest]
  ? Fit<Q, Args[1]> extends false
    ? readonly [Q, Args[1]]
    : Rest extends readonly [infer Q2, ...unknown[]]
      ? Fit<Q2, Args[2]> extends false
        ? readonly [Q2, Args[2]]
        : never
      : never
  : never;

/** Options are checked where they are written, members by the rule. */
type Fit<Q, Given> = [Q] extends [Any] ? ([Given] extends [Q | Anywhere] ? true : false) : true;

type Refuse<F extends string, Wanted, Given> = Problem<`${F} needs ${Wants<Wanted>}, not ${Show<Given>}`>;

type Returns<F extends string, R, A, B> = R extends Rule<infer K> ? Rules<F, A, B>[K] : R extends DataType ? R : never;

/** Whether a node gives one value a group: everything in it does. */
export type IsAgg<X> =
  X extends Lit<unknown>
    ? true
    : X extends Call<infer F, infer A>
      ? F extends FunctionName
        ? Functions[F]["shape"] extends "agg"
          ? true
          : AllAgg<A>
        : true
      : X extends Cast<infer N, unknown>
        ? IsAgg<N>
        : X extends When<infer P, infer T, infer E>
          ? AllAgg<readonly [P, T, E]>
          : false;

type AllAgg<A extends readonly unknown[]> = A extends readonly [infer First, ...infer Rest]
  ? IsAgg<First> extends true
    ? AllAgg<Rest>
    : false
  : true;
