// Result rules: the dtype of a result where it depends on the operands. `Rules` in ../expr/resolved.ts says the same in types.

import {
  Bool,
  type ColumnType,
  coarserUnit,
  Datetime,
  Duration,
  Float64,
  Int64,
  isFloat,
  isNumeric,
  List,
  sameType,
  supertype,
  UInt32,
} from "../types/index.js";

export type RuleKind =
  | "same"
  | "super"
  | "add"
  | "sub"
  | "div"
  | "pow"
  | "float"
  | "sum"
  | "mean"
  | "compare"
  | "list"
  | "element"
  | "elementSum"
  | "elementMean"
  | "contains";

export interface Rule<Kind extends RuleKind = RuleKind> {
  readonly rule: Kind;
}
/** The first operand's. */
export type Same = Rule<"same">;
/** What holds both operands. */
export type Super = Rule<"super">;
/** As `Super`; two Bools are counted; dates and times move by Durations. */
export type Add = Rule<"add">;
/** As `Super`; two dates or times give a Duration. */
export type Sub = Rule<"sub">;
/** A float even for integers. */
export type Div = Rule<"div">;
/** The base's dtype for integers, otherwise a float. */
export type Pow = Rule<"pow">;
/** Float32 stays, everything else gives Float64. */
export type FloatOf = Rule<"float">;
/** Small integers widen to Int64; Bools are counted. */
export type Sum = Rule<"sum">;
/** Float32, times and Durations stay, dates give a Datetime, everything else Float64. */
export type Mean = Rule<"mean">;
/** Bool, where the operands can be compared. */
export type Compare = Rule<"compare">;

/** A List of the first operand's. */
export type ListOf = Rule<"list">;
/** The dtype of the elements of a List. */
export type ElementOf = Rule<"element">;
/** As `Sum` and `Mean`, of the elements of a List. */
export type ElementSum = Rule<"elementSum">;
export type ElementMean = Rule<"elementMean">;

/** Bool, where the second operand can be an element of the first. */
export type Contains = Rule<"contains">;

export const same: Same = { rule: "same" };
export const superOf: Super = { rule: "super" };
export const sumOrLater: Add = { rule: "add" };
export const differenceOrSpan: Sub = { rule: "sub" };
export const quotient: Div = { rule: "div" };
export const power: Pow = { rule: "pow" };
export const floatOf: FloatOf = { rule: "float" };
export const sumOf: Sum = { rule: "sum" };
export const meanOf: Mean = { rule: "mean" };
export const comparison: Compare = { rule: "compare" };
export const listOf: ListOf = { rule: "list" };
export const elementOf: ElementOf = { rule: "element" };
export const elementSum: ElementSum = { rule: "elementSum" };
export const elementMean: ElementMean = { rule: "elementMean" };
export const contained: Contains = { rule: "contains" };

type Result = ColumnType | undefined;

/** What each rule gives for the operands' dtypes; undefined where they don't fit each other. Literals have a dtype here. */
export const applyRule: Readonly<Record<RuleKind, (self: ColumnType, other: ColumnType) => Result>> = {
  same: (self) => self,
  super: supertype,
  add: (self, other) =>
    besideNull(self, other) ?? (isCounted(self, other) ? UInt32 : (shifted(self, other) ?? shifted(other, self) ?? sumType(self, other))),
  sub: (self, other) => besideNull(self, other) ?? span(self, other) ?? shifted(self, other) ?? sumType(self, other),
  div: (self, other) => floatType(supertype(self, other)),
  pow: (self, other) => (isFloat(self) || isFloat(other) ? floatType(supertype(self, other)) : self),
  float: floatType,
  sum: sumOfValues,
  mean: meanOfValues,
  compare: (self, other) => (isList(self) || isList(other) ? undefined : supertype(self, other) && Bool),
  list: (self) => List(self),
  element: elementType,
  elementSum: (self) => ofElement(self, sumOfValues),
  elementMean: (self) => ofElement(self, meanOfValues),
  contains: (self, other) => ofElement(self, (element) => (isElement(other, element) ? Bool : undefined)),
};

/** Elements of lists are compared as they are. */
function isElement(dtype: ColumnType, element: ColumnType): boolean {
  const common = isList(element) ? undefined : supertype(element, dtype);
  return common !== undefined && sameType(common, element);
}

const isList = (dtype: ColumnType): boolean => dtype.kind === "List";

/** Of nulls only, there are no lists. */
function elementType(dtype: ColumnType): Result {
  return dtype.kind === "List" ? dtype.inner : dtype.kind === "Null" ? dtype : undefined;
}

function ofElement(dtype: ColumnType, rule: (dtype: ColumnType) => Result): Result {
  const element = elementType(dtype);
  return element && rule(element);
}

function sumOfValues(self: ColumnType): Result {
  return self.kind === "Bool" ? UInt32 : ["Int8", "Int16", "UInt8", "UInt16"].includes(self.kind) ? Int64 : self;
}

function meanOfValues(self: ColumnType): Result {
  return self.kind === "Datetime" || self.kind === "Duration" ? self : self.kind === "Date" ? Datetime("us") : floatType(self);
}

function floatType(dtype: Result): Result {
  return dtype === undefined || dtype.kind === "Float32" || dtype.kind === "Null" ? dtype : Float64;
}

/** Of a column and nulls only. */
function besideNull(self: ColumnType, other: ColumnType): Result {
  return self.kind === "Null" ? other : other.kind === "Null" ? self : undefined;
}

const isCounted = (self: ColumnType, other: ColumnType): boolean => self.kind === "Bool" && other.kind === "Bool";

/** A date or time moved by a Duration. A Date stays a Date. */
function shifted(time: ColumnType, by: ColumnType): Result {
  if (by.kind !== "Duration") return undefined;
  if (time.kind === "Datetime") return Datetime(coarserUnit(time.unit, by.unit), time.timeZone);
  return time.kind === "Date" ? time : undefined;
}

function span(self: ColumnType, other: ColumnType): Result {
  const meet = supertype(self, other);
  if (meet?.kind === "Datetime") return Duration(meet.unit);
  return meet?.kind === "Date" ? Duration("us") : undefined;
}

/** Of what can be added as it is: not two dates, not a Categorical. */
function sumType(self: ColumnType, other: ColumnType): Result {
  const meet = supertype(self, other);
  return meet !== undefined && (isNumeric(meet) || ["Utf8", "Duration"].includes(meet.kind)) ? meet : undefined;
}
