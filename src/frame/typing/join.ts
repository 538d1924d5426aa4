// Joins in types: their options, which keys fit each other, and the columns of the result.

import type { Dynamic, IsOpen, IsUnion, Missing, Name, OneOrMore, Override, Problem, Show, Supertype } from "../../types/index.js";

type KeyedHow = "inner" | "left" | "right" | "full" | "semi" | "anti";

interface CommonOptions {
  /** Put behind the names of right columns that the left frame has as well. Default `_right`. */
  readonly suffix?: string;
}
/** Keys of the same name on both sides. */
interface JoinOn<L, R> extends CommonOptions {
  readonly on: OneOrMore<(Name<L> & Name<R>) | (string & {})>;
  readonly how?: KeyedHow;
}
/** Keys of different names. */
interface JoinLeftRight<L, R> extends CommonOptions {
  readonly leftOn: OneOrMore<Name<L>>;
  readonly rightOn: OneOrMore<Name<R>>;
  readonly how?: KeyedHow;
}
/** Every row with every row. */
interface JoinCross extends CommonOptions {
  readonly how: "cross";
}
export type JoinOptions<L, R> = JoinOn<L, R> | JoinLeftRight<L, R> | JoinCross;

/** The columns of the result: the left ones, then the right ones without the keys that are the same; a right join leaves out those of the left. */
export type Joined<L, R, O> = O extends { how: "semi" | "anti" }
  ? L
  : O extends { how: "right" }
    ? RightJoined<{ [K in Exclude<keyof L, LeftKeys<O>>]: L[K] }, R, O>
    : Override<
        Suffixed<
          L,
          O extends { how: "full" | "cross" } ? R : { [K in Exclude<keyof R, RightKeys<O>>]: R[K] },
          O extends { suffix: infer X extends string } ? X : "_right"
        >,
        L
      >;

type RightJoined<L, R, O> = Override<Suffixed<L, R, O extends { suffix: infer X extends string } ? X : "_right">, L>;
type LeftKeys<O> = O extends { on: infer K } ? Item<K> : O extends { leftOn: infer K } ? Item<K> : never;

export type Suffixed<L, R, Suffix extends string> = { [K in keyof R as K extends keyof L ? `${K & string}${Suffix}` : K]: R[K] };
type RightKeys<O> = O extends { on: infer K } ? Item<K> : O extends { rightOn: infer K } ? Item<K> : never;
type Item<K> = K extends readonly (infer X)[] ? X : K;

/**
 * What the keys must be besides `O`. Keys are not compared while they are a union of names (the constraint): a hundred times
 * a hundred sentences took half a minute.
 */
export type KeysFit<L, R, O> = O extends { on: infer K }
  ? true extends IsUnion<K>
    ? unknown
    : { on: SameKeys<L, R, K, K> }
  : O extends { leftOn: infer A; rightOn: infer B }
    ? true extends IsUnion<A> | IsUnion<B>
      ? unknown
      : { rightOn: SameKeys<L, R, A, B> }
    : unknown;

type SameKeys<L, R, A, B> = B extends readonly unknown[] ? { [I in keyof B]: SameKey<L, R, A[I & keyof A], B[I]> } : SameKey<L, R, A, B>;

type SameKey<L, R, A, B> = true extends IsOpen<L> | IsOpen<R>
  ? B
  : A extends keyof L
    ? B extends keyof R
      ? [Supertype<L[A], R[B]>] extends [never]
        ? KeysDiffer<L, R, A, B>
        : L[A] extends R[B]
          ? B
          : [Extract<L[A] | R[B], Dynamic>] extends [never]
            ? KeysDiffer<L, R, A, B>
            : B
      : Missing<R, B>
    : Missing<L, A>;

// Through `infer`, so that an error shows the sentence and not the alias.
type KeysDiffer<
  L,
  R,
  A extends keyof L,
  B extends keyof R,
> = `join keys differ: ${A & string} is ${Show<L[A]>}, ${B & string} is ${Show<R[B]>}` extends infer M extends string ? Problem<M> : never;
