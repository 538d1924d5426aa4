// Dtypes, as types for the editor and as plain data at run time (they travel to workers as JSON), and the physical
// types that the kernels know.

declare const value: unique symbol;

/** A dtype; `Value` is what one of its values reads out as in JavaScript. */
export interface DataType<Kind extends string = string, Value = unknown> {
  readonly kind: Kind;
  readonly [value]: Value;
}
export type Value<D> = D extends DataType ? D[typeof value] : unknown;

export interface Null extends DataType<"Null", null> {}
export interface Bool extends DataType<"Bool", boolean> {}
export interface Int8 extends DataType<"Int8", number> {}
export interface Int16 extends DataType<"Int16", number> {}
export interface Int32 extends DataType<"Int32", number> {}
/** Reads out as numbers when every value of the column is a safe integer, as bigints otherwise: never rounded. */
export interface Int64 extends DataType<"Int64", number | bigint> {}
export interface UInt8 extends DataType<"UInt8", number> {}
export interface UInt16 extends DataType<"UInt16", number> {}
export interface UInt32 extends DataType<"UInt32", number> {}
/** Reads out as numbers when every value of the column is a safe integer, as bigints otherwise: never rounded. */
export interface UInt64 extends DataType<"UInt64", number | bigint> {}
export interface Float32 extends DataType<"Float32", number> {}
export interface Float64 extends DataType<"Float64", number> {}
export interface Utf8 extends DataType<"Utf8", string> {}
/** Strings from a dictionary; sorts and compares as strings. */
export interface Categorical extends DataType<"Categorical", string> {}
/** Days since 1970-01-01, as Int32. */
export interface Date_ extends DataType<"Date", Date> {}
export type TimeUnit = "ms" | "us" | "ns";
/** Time since 1970-01-01T00:00 in `unit`, as Int64; wall-clock time, or an instant when it has a zone. */
export interface Datetime extends DataType<"Datetime", Date> {
  readonly unit: TimeUnit;
  readonly timeZone: string | null;
}
/** A span of time in `unit`, as Int64; reads out as a number (or bigint) of that unit. */
export interface Duration extends DataType<"Duration", number | bigint> {
  readonly unit: TimeUnit;
}
/** Any number of values of one dtype in each row. */
export interface List<Inner extends DataType = DataType> extends DataType<"List", (Value<Inner> | null)[]> {
  readonly inner: Inner;
}
/** The dtype of a column of an open frame, known only at run time. */
// biome-ignore lint/suspicious/noExplicitAny: any value may stand in such a column, and none is checked.
export interface Dynamic extends DataType<"Dynamic", any> {}

/** The dtypes a column can have at run time. */
export type ColumnType =
  | Null
  | Bool
  | Int8
  | Int16
  | Int32
  | Int64
  | UInt8
  | UInt16
  | UInt32
  | UInt64
  | Float32
  | Float64
  | Utf8
  | Categorical
  | Date_
  | Datetime
  | Duration
  | List<ColumnType>;

const make = <D extends DataType>(fields: Omit<D, typeof value>): D => Object.freeze(fields) as D;

export const Null: Null = make({ kind: "Null" });
export const Bool: Bool = make({ kind: "Bool" });
export const Int8: Int8 = make({ kind: "Int8" });
export const Int16: Int16 = make({ kind: "Int16" });
export const Int32: Int32 = make({ kind: "Int32" });
export const Int64: Int64 = make({ kind: "Int64" });
export const UInt8: UInt8 = make({ kind: "UInt8" });
export const UInt16: UInt16 = make({ kind: "UInt16" });
export const UInt32: UInt32 = make({ kind: "UInt32" });
export const UInt64: UInt64 = make({ kind: "UInt64" });
export const Float32: Float32 = make({ kind: "Float32" });
export const Float64: Float64 = make({ kind: "Float64" });
export const Utf8: Utf8 = make({ kind: "Utf8" });
export const Categorical: Categorical = make({ kind: "Categorical" });
export const Date_: Date_ = make({ kind: "Date" });
export const Datetime = (unit: TimeUnit = "us", timeZone: string | null = null): Datetime => make({ kind: "Datetime", unit, timeZone });
export const Duration = (unit: TimeUnit = "us"): Duration => make({ kind: "Duration", unit });

export const List = <D extends DataType>(inner: D): List<D> => make<List<DataType>>({ kind: "List", inner }) as List<D>;

/** Names to dtypes, in the order of the columns. */
export type Schema = ReadonlyMap<string, ColumnType>;

/**
 * What the kernels know: the suffix of their names. `codes` are u32 indices into a dictionary of views; a `list` tells where the
 * elements of a row are (column/column.ts).
 */
export type PhysicalType = "bool" | "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "f32" | "f64" | "view" | "codes" | "list";

/** Bits of one value. A bool is one bit of a bitmap, least significant first, as validity is. */
export const bitWidths: Readonly<Record<PhysicalType, number>> = {
  bool: 1,
  i8: 8,
  u8: 8,
  i16: 16,
  u16: 16,
  i32: 32,
  u32: 32,
  f32: 32,
  codes: 32,
  i64: 64,
  u64: 64,
  f64: 64,
  view: 128,
  list: 128,
};

/** Those of single values. */
export type SinglePhysical = Exclude<PhysicalType, "list">;

/** What only moves values knows no more than their width. */
export const movedAs = (physical: PhysicalType): SinglePhysical => (physical === "list" ? "view" : physical);

/** The plain (not dictionary) physical type of each dtype. A Null column is a bool column without valid rows. */
export const physicalOf: Readonly<Record<ColumnType["kind"], PhysicalType>> = {
  Null: "bool",
  Bool: "bool",
  Int8: "i8",
  Int16: "i16",
  Int32: "i32",
  Int64: "i64",
  UInt8: "u8",
  UInt16: "u16",
  UInt32: "u32",
  UInt64: "u64",
  Float32: "f32",
  Float64: "f64",
  Utf8: "view",
  Categorical: "codes",
  Date: "i32",
  Datetime: "i64",
  Duration: "i64",
  List: "list",
};

/** Where there is no dictionary, strings are views. So are they always in lists. */
export function plainPhysical(dtype: ColumnType): PhysicalType {
  const physical = physicalOf[dtype.kind];
  return physical === "codes" ? "view" : physical;
}

/** Values that only tell where the rest of them is: the bytes of strings, the elements of lists. */
export const isReference = (physical: PhysicalType): boolean => physical === "view" || physical === "list";

export function sameType(left: ColumnType, right: ColumnType): boolean {
  if (left.kind !== right.kind) return false;
  if (left === right || !["Datetime", "Duration", "List"].includes(left.kind)) return true;
  return formatType(left) === formatType(right);
}

/** As users read it: `Int64`, `Datetime(us, Europe/Berlin)`, `List(Utf8)`. */
export function formatType(dtype: ColumnType): string {
  if (dtype.kind === "Datetime") return `Datetime(${dtype.unit}${dtype.timeZone === null ? "" : `, ${dtype.timeZone}`})`;
  if (dtype.kind === "Duration") return `Duration(${dtype.unit})`;
  return dtype.kind === "List" ? `List(${formatType(dtype.inner)})` : dtype.kind;
}
