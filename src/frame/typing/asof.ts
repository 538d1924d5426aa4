// As-of joins in types: their options, and the columns of the result.

import type { Name, OneOrMore, Override } from "../../types/index.js";
import type { Suffixed } from "./join.js";

interface AsofCommon<L, R> {
  /** Columns of both sides that must be equal. */
  readonly by?: OneOrMore<Name<L> & Name<R>>;
  readonly byLeft?: OneOrMore<Name<L>>;
  readonly byRight?: OneOrMore<Name<R>>;
  /** Where the nearest value is looked for: up to the left one (the default), from it on, or on both sides. */
  readonly strategy?: "backward" | "forward" | "nearest";
  /** How far it may be: in units of the values, or of times in text such as "2h", "1d12h". */
  readonly tolerance?: number | string;
  /** Put behind the names of right columns that the left frame has as well. Default `_right`. */
  readonly suffix?: string;
}
export type AsofOptions<L, R> = AsofCommon<L, R> &
  ({ readonly on: Name<L> & Name<R> } | { readonly leftOn: Name<L>; readonly rightOn: Name<R> });

/** The left columns, then the right ones without those that are equal to left ones. */
export type AsofJoined<L, R, O> = Override<
  Suffixed<L, { [K in Exclude<keyof R, EqualKeys<O>>]: R[K] }, O extends { suffix: infer X extends string } ? X : "_right">,
  L
>;

type EqualKeys<O> =
  | (O extends { on: infer K } ? K : O extends { leftOn: infer A; rightOn: infer B } ? A & B : never)
  | (O extends { by: infer K } ? Item<K> : O extends { byRight: infer K } ? Item<K> : never);
type Item<K> = K extends readonly (infer X)[] ? X : K;
