// What the arguments of a function may be, as values: the planner checks open frames and options with them. The static
// types of an entry must agree with them, and error sentences of the compiler take their words from here as well.

import {
  type Any,
  type AnyList,
  type Bool,
  type ColumnType,
  type Datetime,
  type Duration,
  type Float,
  type Int,
  isFloat,
  isInteger,
  isNumeric,
  isSigned,
  isTemporal,
  type ListOfNumbers,
  type ListOfStrings,
  type ListOfSums,
  type Numeric,
  type Signed,
  type Single,
  type Temporal,
  type Utf8,
} from "../types/index.js";

/** The literal members of an `isIn`, in the place of an operand. */
export interface Members {
  readonly members: true;
}

declare const accepted: unique symbol;

/** An operand: an expression, whose dtype must pass `test`. */
export interface Operand<T, Description extends string = string> {
  readonly kind: "operand";
  /** As an error names it: `a number or Bool`. */
  readonly description: Description;
  /** A column of dtype Null passes everywhere. */
  test(dtype: ColumnType): boolean;
  /** Invariant: the operands of an entry are exactly those of its signature. */
  readonly [accepted]: (dtype: T) => T;
}

function operand<T>(): <Description extends string>(
  description: Description,
  test: (dtype: ColumnType) => boolean,
) => Operand<T, Description> {
  return (description, test) =>
    ({ kind: "operand", description, test: (dtype: ColumnType) => dtype.kind === "Null" || test(dtype) }) as Operand<T, typeof description>;
}

const isKind =
  (...kinds: ColumnType["kind"][]) =>
  (dtype: ColumnType): boolean =>
    kinds.includes(dtype.kind);

const isListOf =
  (test: (inner: ColumnType) => boolean) =>
  (dtype: ColumnType): boolean =>
    dtype.kind === "List" && test(dtype.inner);

export const any = operand<Any>()("any dtype", () => true);
export const single = operand<Single>()("any dtype but List", (dtype) => dtype.kind !== "List");
export const list = operand<AnyList>()("a List", isKind("List"));
export const members = operand<Members>()("a list of values", () => true);
export const bool = operand<Bool>()("Bool", isKind("Bool"));
export const utf8 = operand<Utf8>()("Utf8", isKind("Utf8"));
export const integer = operand<Int>()("an integer", isInteger);
export const float = operand<Float>()("a float", isFloat);
export const numeric = operand<Numeric>()("a number", isNumeric);
export const temporal = operand<Temporal>()("a date or time", isTemporal);
export const datetime = operand<Datetime>()("Datetime", isKind("Datetime"));
export const signed = operand<Signed | Float | Duration>()(
  "a signed number or Duration",
  (dtype) => isSigned(dtype) || isFloat(dtype) || dtype.kind === "Duration",
);
export const numericOrBool = operand<Numeric | Bool>()("a number or Bool", (dtype) => isNumeric(dtype) || dtype.kind === "Bool");
export const numericOrDuration = operand<Numeric | Duration>()(
  "a number or Duration",
  (dtype) => isNumeric(dtype) || dtype.kind === "Duration",
);
export const summable = operand<Numeric | Bool | Duration>()(
  "a number, Bool or Duration",
  (dtype) => isNumeric(dtype) || isKind("Bool", "Duration")(dtype),
);
export const averageable = operand<Numeric | Bool | Temporal | Duration>()(
  "a number, Bool, date, time or Duration",
  (dtype) => isNumeric(dtype) || isTemporal(dtype) || isKind("Bool", "Duration")(dtype),
);
export const addable = operand<Numeric | Bool | Utf8 | Temporal | Duration>()(
  "a number, Bool, Utf8, date, time or Duration",
  (dtype) => isNumeric(dtype) || isTemporal(dtype) || isKind("Bool", "Utf8", "Duration")(dtype),
);
export const subtractable = operand<Numeric | Temporal | Duration>()(
  "a number, date, time or Duration",
  (dtype) => isNumeric(dtype) || isTemporal(dtype) || dtype.kind === "Duration",
);
export const listOfNumbers = operand<ListOfNumbers>()("a List of numbers or Bools", isListOf(numericOrBool.test));
export const listOfSums = operand<ListOfSums>()("a List of numbers, Bools or Durations", isListOf(summable.test));
export const listOfStrings = operand<ListOfStrings>()("a List of Utf8", isListOf(isKind("Utf8", "Categorical", "Null")));
