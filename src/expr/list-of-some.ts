// Lists of some of a group's values, `col("x").topK(2)`: made of the list of all, but for the best few of numbers and times.

import { assertNever, InvalidOperationError } from "../errors/index.js";
import { isPerGroup, type PerGroupName } from "../functions/index.js";
import { type ColumnType, isNumeric, isTemporal } from "../types/index.js";
import { call } from "./comparison.js";
import type { ExprNode, OptionValue } from "./node.js";
import { at, type Place } from "./place.js";
import type { Call } from "./shape.js";
import { childrenOf } from "./walk.js";

/** So many values are kept for each group as it goes; memory for them is there whether a group has them or not. */
const FEW = 8;

/** Whether there is an accumulator that keeps the best values alone. */
export function isFewBest({ fn, options: [k] }: Call, dtype: ColumnType): boolean {
  if (fn !== "topK" && fn !== "bottomK") return false;
  return (isNumeric(dtype) || isTemporal(dtype) || dtype.kind === "Duration") && Number(k) > 0 && Number(k) <= FEW;
}

/** `options` has how many. */
export function listOfSome(fn: PerGroupName, input: ExprNode, options: readonly OptionValue[]): ExprNode {
  const all = call("implode", input);
  switch (fn) {
    case "head":
      return { kind: "Call", fn: "lst.head", args: [all], options };
    case "tail":
      return { kind: "Call", fn: "lst.tail", args: [all], options };
    case "topK":
    case "bottomK": {
      // Lists are sorted with nulls first either way: at the end is what is wanted, backwards.
      const sorted: ExprNode = { kind: "Call", fn: "lst.sort", args: [all], options: [fn === "bottomK"] };
      return call("lst.reverse", { kind: "Call", fn: "lst.tail", args: [sorted], options });
    }
    default:
      return assertNever(fn, "list of some values");
  }
}

/** What gives several values of a group belongs into `agg`. @throws {InvalidOperationError} */
export function checkOutsideOfGroups(node: ExprNode, place?: Place): void {
  if (node.kind === "Call" && isPerGroup(node.fn)) {
    const instead = node.fn === "head" || node.fn === "tail" ? "lf.slice" : "lf.sort(…).limit";
    throw new InvalidOperationError(
      `${node.fn} gives several values of a group and belongs into groupBy(…).agg; rows of a whole frame are picked by ${instead}${at(place)}`,
    );
  }
  for (const child of childrenOf(node)) checkOutsideOfGroups(child, place);
}
