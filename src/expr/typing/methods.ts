// The methods of an expression, derived from the function table's signatures.

import type { aliases, Fn, FunctionName, Functions, Members, SignatureOf, strAliases } from "../../functions/index.js";
import type { Any, DataType, Value } from "../../types/index.js";
import type { AnyExpr } from "../any-expr.js";
import type { Expr } from "../expr.js";
import type { LiteralValue } from "../node.js";
import type { Call, Lit } from "./node.js";

declare const name: unique symbol;
declare const node: unique symbol;

/** What carries a name, as a type. */
export interface Named<out N> {
  readonly [name]: N;
}
/** What carries a node, as a type. */
export interface Noded<out X> {
  readonly [node]: X;
}

export type NodeOf<T> = T extends Noded<infer X> ? X : Lit<T>;
type NodesOf<A extends readonly unknown[]> = { [I in keyof A]: NodeOf<A[I]> };

/** What may be written for a parameter of a signature. */
type Operand<P> = [P] extends [DataType]
  ? AnyExpr | ([Any] extends [P] ? LiteralValue : Value<P> | null)
  : [P] extends [Members]
    ? Iterable<LiteralValue>
    : P;
type Operands<P> = { [I in keyof P]: Operand<P[I]> };
type ParametersOf<F> = F extends (self: never, ...rest: infer P) => unknown ? P : never;

/** `(...parameters) => Expr` for an entry; `K` is the name under which nodes refer to it, X the node it is called on. */
type Method<T, K extends string, N, X> =
  Operands<ParametersOf<SignatureOf<T>>> extends infer P extends readonly unknown[]
    ? P extends readonly []
      ? () => Expr<N, Call<K, [X]>>
      : <const A extends P>(...args: A) => Expr<N, Call<K, [X, ...NodesOf<A>]>>
    : never;

export type Methods<T, N, X, Prefix extends string = ""> = {
  readonly [K in keyof T]: T[K] extends Fn ? Method<T[K], `${Prefix}${K & string}`, N, X> : never;
};

type AliasMethods<T extends Readonly<Record<string, FunctionName>>, N, X> = {
  readonly [K in keyof T]: Method<Functions[T[K]], T[K], N, X>;
};
export interface RootAliases<N, X> extends AliasMethods<typeof aliases, N, X> {}
export interface StrAliases<N, X> extends AliasMethods<typeof strAliases, N, X> {}
