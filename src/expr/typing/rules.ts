// The result rules in types; `applyRule` in ../../functions/rule.ts says the same at run time.

import type { RuleKind } from "../../functions/index.js";
import type {
  AnyList,
  Bool,
  DataType,
  Date_,
  Datetime,
  Duration,
  Dynamic,
  Float,
  Float32,
  Float64,
  FloatLiteral,
  Int8,
  Int16,
  Int64,
  IntLiteral,
  List,
  Null,
  Problem,
  Show,
  Supertype,
  Temporal,
  UInt8,
  UInt16,
  UInt32,
} from "../../types/index.js";
import type { Settle } from "./resolve.js";

/** The result of function F, whose operands are A and B. A third operand is a member of B. */
export interface Rules<F extends string, A, B> extends Record<RuleKind, unknown> {
  same: A;
  super: Common<F, A, B>;
  add: [A | B] extends [Bool] ? UInt32 : [Extract<A | B, Temporal>] extends [never] ? Common<F, A, B> : Moved<F, A, B>;
  sub: [Extract<A | B, Temporal>] extends [never] ? Common<F, A, B> : Span<F, A, B>;
  div: ToFloat<Supertype<A, B>>;
  pow: [Extract<A | B, Float | Dynamic>] extends [never] ? A : ToFloat<Supertype<A, B>>;
  float: ToFloat<A>;
  sum: A extends Int8 | Int16 | UInt8 | UInt16 ? Int64 : A extends Bool ? UInt32 : A;
  mean: A extends Datetime | Duration ? A : A extends Date_ ? Datetime : ToFloat<A>;
  contains: NoElement<ElementType<A>, B> extends infer Other
    ? [Other] extends [never]
      ? Bool
      : Problem<`${F} cannot look for ${Show<Other>} among ${Show<ElementType<A>>}`>
    : never;
  list: Settle<A> extends infer D extends DataType ? List<D> : never;
  element: ElementType<A>;
  elementSum: Rules<F, ElementType<A>, B>["sum"];
  elementMean: Rules<F, ElementType<A>, B>["mean"];
  compare: Incomparable<A, B> extends infer Other
    ? [Other] extends [never]
      ? Bool
      : Problem<`${F} cannot compare ${Show<A>} with ${Show<Other>}`>
    : never;
}

/** Of a column known at run time only, or one of nulls, the same. */
type ElementType<A> = A extends List<infer Inner> ? Inner : A;
/** The members of B that elements D can't be compared with as they are. */
type NoElement<D, B> = B extends IntLiteral | FloatLiteral | Dynamic
  ? Incomparable<D, B>
  : B extends DataType
    ? [Extract<D, AnyList>] extends [never]
      ? [Supertype<D, B>] extends [infer Common]
        ? [Common] extends [never]
          ? B
          : Common extends D
            ? never
            : B
        : never
      : B
    : never;

type Common<F extends string, A, B> =
  Supertype<A, B> extends infer D ? ([D] extends [never] ? Problem<`${F}: ${Show<A>} and ${Show<B>} have no common type`> : D) : never;

/** A number next to a Float32 stays one; literals by themselves stay literals. */
type ToFloat<D> = D extends Float32 | FloatLiteral | IntLiteral | Dynamic | Null ? (D extends IntLiteral ? FloatLiteral : D) : Float64;

/** A date or time moved by a Duration. */
type Moved<F extends string, A, B> = [A] extends [Duration | Null]
  ? B
  : [B] extends [Duration | Null]
    ? A
    : [Extract<A | B, Dynamic>] extends [never]
      ? Problem<`${F}: ${Show<A>} and ${Show<B>} have no common type`>
      : Dynamic;

/** The Duration between two dates or times, or a date or time moved back. */
type Span<F extends string, A, B> = [A | B] extends [Temporal]
  ? Duration
  : [A] extends [Duration]
    ? Problem<`${F}: ${Show<A>} and ${Show<B>} have no common type`>
    : Moved<F, A, B>;

/** The members of B that A can't be compared with. */
type Incomparable<A, B> = B extends DataType
  ? [Extract<A | B, AnyList>] extends [never]
    ? [Supertype<A, B>] extends [never]
      ? B
      : never
    : B
  : never;
