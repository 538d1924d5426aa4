// An aggregate of each column of a frame: `lf.sum()`, `lf.groupBy("g").sum()`.

import { InvalidOperationError } from "../errors/index.js";
import { allNode, buildCall, type Call, type ExprNode, outputName } from "../expr/index.js";
import type { FunctionName } from "../functions/index.js";

/** Of all columns; null for those of a dtype that the aggregate does not take. */
export function aggregateAll(fn: FunctionName, ...options: readonly unknown[]): ExprNode {
  return { ...(buildCall(fn, allNode(), options) as Call), orNull: true };
}

/** Of all columns but the keys of the groups. @throws {InvalidOperationError} */
export function aggregateOthers(fn: FunctionName, keys: readonly ExprNode[], ...options: readonly unknown[]): ExprNode {
  return buildCall(fn, allNode(keys.flatMap((key) => namesOf(key, fn))), options);
}

function namesOf(key: ExprNode, fn: FunctionName): readonly string[] {
  if (key.kind !== "Columns") return [outputName(key)];
  if (key.select.by === "names") return key.select.names;
  throw new InvalidOperationError(`groupBy(…).${fn}() needs keys by name, or agg in its place: a selection is known only when it runs`);
}
