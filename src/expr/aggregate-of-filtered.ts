// Aggregates of filtered values, `col("x").filter(p).sum()`: of null in place of what does not pass, where the aggregate skips nulls.

import { InvalidOperationError } from "../errors/index.js";
import { UInt32 } from "../types/index.js";
import { call } from "./comparison.js";
import type { ExprNode } from "./node.js";
import { at, type Place } from "./place.js";
import type { Call } from "./shape.js";

type When = Extract<ExprNode, { kind: "When" }>;

const skipNulls = new Set(["sum", "mean", "min", "max", "count", "std", "var", "median", "quantile"]);

/** `node` without the filter, which is its argument. @throws {InvalidOperationError} for aggregates that look at nulls as well */
export function aggregateOfFiltered(node: Call, { predicate, then, otherwise }: When, place: Place | undefined): ExprNode {
  const passing: ExprNode = { kind: "When", predicate, then, otherwise };
  if (skipNulls.has(node.fn) || ((node.fn === "any" || node.fn === "all") && node.options[0] === true)) return { ...node, args: [passing] };
  if (node.fn === "len") return call("sum", predicate);
  if (node.fn === "nUnique") {
    // The null of rows that do not pass is not counted, that of others is.
    const distinct = call("sub", call("nUnique", passing), counted(call("isNull", passing)));
    return call("add", distinct, counted(call("and", predicate, call("isNull", then))));
  }
  throw new InvalidOperationError(`${node.fn} of filtered values is not there: filter the rows before they are grouped${at(place)}`);
}

/** 1 where some value is true, else 0. */
function counted(input: ExprNode): ExprNode {
  const some: ExprNode = { kind: "Call", fn: "any", args: [input], options: [true] };
  return { kind: "Cast", input: some, dtype: UInt32, strict: false };
}
