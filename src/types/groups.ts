// Dtypes by what they have in common: as lists of kinds for the planner, and as the types derived from them.

import type { Bool, Categorical, ColumnType, DataType, Duration, Dynamic, List, Null, Utf8 } from "./dtype.js";

const signedKinds = ["Int8", "Int16", "Int32", "Int64"] as const;
const unsignedKinds = ["UInt8", "UInt16", "UInt32", "UInt64"] as const;
const integerKinds = [...signedKinds, ...unsignedKinds] as const;
const floatKinds = ["Float32", "Float64"] as const;
const numericKinds = [...integerKinds, ...floatKinds] as const;
const temporalKinds = ["Date", "Datetime"] as const;

/** A JS integer before it meets a column: it takes on the type of any number. Exists in static types only. */
export interface IntLiteral extends DataType<"integer", number> {}
/** A JS number with a fraction before it meets a column: it takes on the type of any float. Exists in static types only. */
export interface FloatLiteral extends DataType<"float", number> {}

type OfKind<K> = Extract<ColumnType, { readonly kind: K }>;
export type Signed = OfKind<(typeof signedKinds)[number]> | IntLiteral;
export type Int = OfKind<(typeof integerKinds)[number]> | IntLiteral;
export type Float = OfKind<(typeof floatKinds)[number]> | FloatLiteral;
export type Numeric = Int | Float;
export type Temporal = OfKind<(typeof temporalKinds)[number]>;
/** One value: anything but lists. */
export type Single = Exclude<ColumnType, { readonly kind: "List" }> | IntLiteral | FloatLiteral;
/** Any dtype at all. */
export type Any = DataType;
/** What fits everywhere: a column known only at run time, and one of nulls only. */
export type Anywhere = Dynamic | Null;

/** Lists by their elements; a dtype known only at run time may be any. */
export type AnyList = List<DataType>;
export type ListOfNumbers = List<Numeric | Bool | Anywhere>;
export type ListOfSums = List<Numeric | Bool | Duration | Anywhere>;
export type ListOfStrings = List<Utf8 | Categorical | Anywhere>;

const isOneOf =
  (kinds: readonly string[]) =>
  (dtype: ColumnType): boolean =>
    kinds.includes(dtype.kind);

export const isSigned = isOneOf(signedKinds);
export const isInteger = isOneOf(integerKinds);
export const isFloat = isOneOf(floatKinds);
export const isNumeric = isOneOf(numericKinds);
export const isTemporal = isOneOf(temporalKinds);
