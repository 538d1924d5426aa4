// The options of `joinAsof`, as the plan wants them.

import { InvalidOperationError, ShapeError } from "../errors/index.js";
import type { AsofStrategy, Plan } from "../plan/index.js";
import { columnNames, isOptions, nameOf, oneOf, shown } from "./arguments.js";

const strategies: readonly AsofStrategy[] = ["backward", "forward", "nearest"];

/** @throws {InvalidOperationError} @throws {ShapeError} */
export function asofNode(left: Plan, right: Plan, options: unknown): Plan {
  if (!isOptions(options)) throw new InvalidOperationError(`joinAsof needs options such as { on: "time" }, not ${shown(options)}`);
  const {
    on,
    leftOn,
    rightOn,
    by,
    byLeft,
    byRight,
    strategy = "backward",
    tolerance,
    suffix = "_right",
  } = options as Partial<Record<string, unknown>>;
  if (on === undefined ? leftOn === undefined || rightOn === undefined : leftOn !== undefined || rightOn !== undefined) {
    throw new InvalidOperationError("joinAsof needs either `on`, or both `leftOn` and `rightOn`");
  }
  if (by === undefined ? (byLeft === undefined) !== (byRight === undefined) : byLeft !== undefined || byRight !== undefined) {
    throw new InvalidOperationError("joinAsof needs either `by`, or both `byLeft` and `byRight`, or none");
  }
  if (tolerance !== undefined && typeof tolerance !== "number" && typeof tolerance !== "string") {
    throw new InvalidOperationError(`joinAsof: tolerance must be a number, or text such as "2h", not ${shown(tolerance)}`);
  }
  const leftBy = columnNames([byLeft ?? by ?? []], "joinAsof: by");
  const rightBy = columnNames([byRight ?? by ?? []], "joinAsof: by");
  if (leftBy.length !== rightBy.length) {
    throw new ShapeError(`joinAsof has ${leftBy.length} columns in byLeft and ${rightBy.length} in byRight`);
  }
  return {
    kind: "AsofJoin",
    left,
    right,
    leftOn: nameOf(leftOn ?? on, "joinAsof"),
    rightOn: nameOf(rightOn ?? on, "joinAsof"),
    leftBy,
    rightBy,
    strategy: oneOf(strategy, strategies, "joinAsof: strategy"),
    ...(tolerance === undefined ? {} : { tolerance }),
    suffix: nameOf(suffix, "joinAsof: suffix"),
  };
}
