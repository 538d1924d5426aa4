// Other names of functions: nodejs-polars' long ones, and those of newer Polars. Nodes always hold the first name.

import type { FunctionName } from "./functions.js";

export const aliases = {
  plus: "add",
  minus: "sub",
  multiplyBy: "mul",
  divideBy: "div",
  modulo: "rem",
  equals: "eq",
  notEquals: "neq",
  lessThan: "lt",
  lessThanEquals: "ltEq",
  greaterThan: "gt",
  greaterThanEquals: "gtEq",
} as const satisfies Readonly<Record<string, FunctionName>>;

export const strAliases = {
  lenChars: "str.lengths",
  trim: "str.strip",
} as const satisfies Readonly<Record<string, FunctionName>>;
