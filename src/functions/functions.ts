// The table: every function by the name under which nodes refer to it.

import { aggregates } from "./aggregate.js";
import { arithmetic } from "./arithmetic.js";
import { boolean } from "./boolean.js";
import { comparisons, missing } from "./comparison.js";
import type { Fn } from "./define.js";
import { dt } from "./dt.js";
import { lst } from "./lst.js";
import { perGroup } from "./per-group.js";
import { str } from "./str.js";

type Arithmetic = typeof arithmetic;
type Comparisons = typeof comparisons;
type Missing = typeof missing;
type Boolean_ = typeof boolean;
type Aggregates = typeof aggregates;
export type PerGroup = typeof perGroup;
export type Str = typeof str;
export type Dt = typeof dt;
export type Lst = typeof lst;

type Prefixed<Prefix extends string, T> = { readonly [K in keyof T & string as `${Prefix}.${K}`]: T[K] };

/** Functions that are methods of every expression. */
export interface Root extends Arithmetic, Comparisons, Missing, Boolean_, Aggregates, PerGroup {}
/** Every function: those of strings, dates and lists are `str.…`, `dt.…` and `lst.…`. */
export interface Functions extends Root, Prefixed<"str", Str>, Prefixed<"dt", Dt>, Prefixed<"lst", Lst> {}
export type FunctionName = keyof Functions;

const prefixed = <Prefix extends string, T>(prefix: Prefix, table: T): Prefixed<Prefix, T> =>
  Object.fromEntries(Object.entries(table as object).map(([name, entry]) => [`${prefix}.${name}`, entry])) as Prefixed<Prefix, T>;

export const functions: Functions = {
  ...arithmetic,
  ...comparisons,
  ...missing,
  ...boolean,
  ...aggregates,
  ...perGroup,
  ...prefixed("str", str),
  ...prefixed("dt", dt),
  ...prefixed("lst", lst),
};

/** The entry of a function, without its own signature. */
export const functionOf = (name: FunctionName): Fn => functions[name] as unknown as Fn;

export const isFunctionName = (name: string): name is FunctionName => Object.hasOwn(functions, name);
