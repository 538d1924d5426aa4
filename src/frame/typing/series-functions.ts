// The function table's functions as methods of series, in types.

import type { CallType, Col, Lit, LiteralValue, Resolve, Settle } from "../../expr/index.js";
import type {
  aliases,
  Dt,
  Fn,
  FunctionName,
  Functions,
  Lst,
  Members,
  PerGroup,
  Root,
  SignatureOf,
  Str,
  strAliases,
} from "../../functions/index.js";
import type { Any, DataType, Dynamic, Problem, Value } from "../../types/index.js";
import type { Series } from "../series.js";

/** What may be written for a parameter of a signature. */
type Operand<P> = [P] extends [DataType]
  ? Series | ([Any] extends [P] ? LiteralValue : Value<P> | null)
  : [P] extends [Members]
    ? Iterable<LiteralValue | null>
    : P;
type Operands<P> = { [I in keyof P]: Operand<P[I]> };
type ParametersOf<F> = F extends (self: never, ...rest: infer P) => unknown ? P : never;

/** A series of an open frame has a dtype that only a run knows. */
type Known<D> = 0 extends 1 & D ? Dynamic : D;

/** The operands as columns of a frame, and as nodes over it. */
type Columns<D, A> = { readonly self: Known<D> } & {
  readonly [I in keyof A & `${number}` as `operand ${I}`]: A[I] extends Series<infer E> ? Known<E> : never;
};
type Nodes<A> = { [I in keyof A]: A[I] extends Series ? Col<`operand ${I & string}`> : Lit<A[I]> };

type Applied<K extends FunctionName, D, A extends readonly unknown[]> = Result<
  K,
  Resolve<Columns<D, A>, CallType<K, [Col<"self">, ...Nodes<A>]>>
>;
/** An aggregate gives a value; what does not fit gives the sentence that says why. */
type Result<K extends FunctionName, R> =
  R extends Problem<string> ? R : Functions[K]["shape"] extends "agg" ? Value<Settle<R>> | null : Series<Settle<R>>;

type Method<K extends FunctionName, D> =
  Operands<ParametersOf<SignatureOf<Functions[K]>>> extends infer P extends readonly unknown[]
    ? P extends readonly []
      ? () => Applied<K, D, []>
      : <const A extends P>(...args: A) => Applied<K, D, A>
    : never;

type Methods<T, D, Prefix extends string = ""> = {
  readonly [K in keyof T]: T[K] extends Fn ? (`${Prefix}${K & string}` extends infer F extends FunctionName ? Method<F, D> : never) : never;
};
type Aliases<T extends Readonly<Record<string, FunctionName>>, D> = { readonly [K in keyof T]: Method<T[K], D> };

/** `len` is a property of the column, known without a query; what is of groups only is no function of a column. */
export interface SeriesFunctions<D> extends Methods<Omit<Root, "len" | keyof PerGroup>, D>, Aliases<typeof aliases, D> {}
export interface StrSeriesFunctions<D> extends Methods<Str, D, "str.">, Aliases<typeof strAliases, D> {}
export interface DtSeriesFunctions<D> extends Methods<Dt, D, "dt."> {}
export interface LstSeriesFunctions<D> extends Methods<Lst, D, "lst."> {}
