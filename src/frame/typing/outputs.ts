// The columns that a verb's inputs make.

import type { Bare, Col, IsAgg, Lookup, Named, Noded, Resolve, Settle, Several, Spelt, SpeltFor } from "../../expr/index.js";
import type { DataType, Flat, List, Open } from "../../types/index.js";
import type { Chosen, IsPattern } from "./inputs.js";

/** Names to dtypes. A pattern, or inputs that are not counted in types, open the schema. */
export type Outputs<S, E extends readonly unknown[]> = Made<S, E, false>;
/** Of agg: what does not give one value a group gives a list. */
export type GroupOutputs<S, E extends readonly unknown[]> = Made<S, E, true>;

type Made<S, E extends readonly unknown[], Grouped> = number extends E["length"]
  ? Open
  : Unsure<E[number]> extends infer M
    ? [M] extends [never]
      ? Singles<S, E, Grouped>
      : Patterned extends M
        ? Open
        : Flat<
            Singles<S, E, Grouped> & Both<M extends Named<infer N> & Noded<infer X> ? (columns: Multi<S, N, X, Grouped>) => void : never>
          >
    : never;

interface Patterned {
  readonly patterned: true;
}

/** Of the inputs, those over several columns. */
type Unsure<E> =
  E extends Named<infer N> ? (IsPattern<N> extends true ? Patterned : Bare<N> extends Several<unknown, unknown> ? E : never) : never;
type Both<U> = (U extends unknown ? U : never) extends (columns: infer I) => void ? I : never;

type Singles<S, E extends readonly unknown[], Grouped> = {
  -readonly [I in keyof E & `${number}` as OutName<E[I]>]: OutType<S, E[I], Grouped>;
} & {};
type Multi<S, N, X, Grouped> =
  Bare<N> extends Several<infer Only, infer Not>
    ? { [K in Chosen<S, Only, Not> & string as SpeltFor<N, K>]: Collected<X, Settle<Resolve<S, X, K>>, Grouped> }
    : object;

type OutName<E> = E extends string ? E : E extends Named<infer N> ? Spelt<N> : never;
type OutType<S, E, Grouped> =
  E extends Noded<infer X>
    ? Collected<X, Settle<Resolve<S, X>>, Grouped>
    : E extends string
      ? Collected<Col<E>, Lookup<S, E>, Grouped>
      : never;
/** The dtype D of node X, in a list where it is to be one value a group and is not. */
type Collected<X, D, Grouped> = Grouped extends true ? (IsAgg<X> extends true ? D : D extends DataType ? List<D> : never) : D;
