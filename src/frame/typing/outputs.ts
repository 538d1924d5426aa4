// The columns that a verb's inputs make.

import type { Bare, Lookup, Named, Noded, Resolve, Settle, Several, Spelt, SpeltFor } from "../../expr/index.js";
import type { Flat, Open } from "../../types/index.js";
import type { Chosen, IsPattern } from "./inputs.js";

/** Names to dtypes. A pattern, or inputs that are not counted in types, open the schema. */
export type Outputs<S, E extends readonly unknown[]> = number extends E["length"]
  ? Open
  : Unsure<E[number]> extends infer M
    ? [M] extends [never]
      ? Singles<S, E>
      : Patterned extends M
        ? Open
        : Flat<Singles<S, E> & Both<M extends Named<infer N> & Noded<infer X> ? (columns: Multi<S, N, X>) => void : never>>
    : never;

interface Patterned {
  readonly patterned: true;
}

/** Of the inputs, those over several columns. */
type Unsure<E> =
  E extends Named<infer N> ? (IsPattern<N> extends true ? Patterned : Bare<N> extends Several<unknown, unknown> ? E : never) : never;
type Both<U> = (U extends unknown ? U : never) extends (columns: infer I) => void ? I : never;

type Singles<S, E extends readonly unknown[]> = { -readonly [I in keyof E & `${number}` as OutName<E[I]>]: OutType<S, E[I]> } & {};
type Multi<S, N, X> =
  Bare<N> extends Several<infer Only, infer Not>
    ? { [K in Chosen<S, Only, Not> & string as SpeltFor<N, K>]: Settle<Resolve<S, X, K>> }
    : object;

type OutName<E> = E extends string ? E : E extends Named<infer N> ? Spelt<N> : never;
type OutType<S, E> = E extends Noded<infer X> ? Settle<Resolve<S, X>> : E extends string ? Lookup<S, E> : never;
