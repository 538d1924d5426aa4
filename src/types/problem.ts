// What a type error says. A parameter that doesn't fit gets one of these sentences for its type.

import type { DataType } from "./dtype.js";
import type { FloatLiteral, IntLiteral } from "./groups.js";
import type { Name } from "./schema.js";

/** Why an expression does not fit. */
export interface Problem<Message extends string> {
  readonly problem: Message;
}

/** How an error names a dtype. */
export type Show<D> = D extends IntLiteral ? "an integer" : D extends FloatLiteral ? "a float" : D extends DataType<infer K> ? K : "?";

/**
 * `no column nope in a, b, c`. The list is made only when C is a literal: made for every schema it was 60 % of all checking.
 */
export type Missing<S, C> = C extends string
  ? `no column ${C} in ${Listed<C extends unknown ? Name<S> : never>}` extends infer M extends string
    ? Problem<M>
    : never
  : never;

/** The most names an error lists. */
type Listed<U extends string, Count extends 0[] = [], Text extends string = ""> = [U] extends [never]
  ? Text
  : Count["length"] extends 12
    ? `${Text}, …`
    : Last<U & string> extends infer L extends string
      ? Listed<Exclude<U, L>, [...Count, 0], Text extends "" ? L : `${L}, ${Text}`>
      : Text;

/** One member of a union: overloads are inferred from the last one. */
export type Last<U> = (U extends unknown ? (f: (u: U) => void) => void : never) extends (f: infer G) => void
  ? G extends (u: infer L) => void
    ? L
    : never
  : never;

export type IsUnion<T, U = T> = T extends unknown ? ([U] extends [T] ? false : true) : never;
