// The options of `join`, as the plan wants them.

import { InvalidOperationError, ShapeError } from "../errors/index.js";
import type { ExprNode } from "../expr/index.js";
import type { JoinHow } from "../plan/index.js";
import { inputNodes, isOptions, nameOf, oneOf, shown } from "./arguments.js";

export interface JoinKeys {
  readonly how: JoinHow;
  readonly leftOn: readonly ExprNode[];
  readonly rightOn: readonly ExprNode[];
  readonly suffix: string;
}

const hows: readonly JoinHow[] = ["inner", "left", "right", "full", "semi", "anti", "cross"];

/** @throws {InvalidOperationError} @throws {ShapeError} */
export function joinKeys(options: unknown): JoinKeys {
  if (!isOptions(options)) throw new InvalidOperationError(`join needs options such as { on: "id" }, not ${shown(options)}`);
  const { on, leftOn, rightOn, how = "inner", suffix = "_right" } = options as Partial<Record<string, unknown>>;
  const common = { how: oneOf(how, hows, "join: how"), suffix: nameOf(suffix, "join: suffix") };
  const given = [on, leftOn, rightOn].filter((keys) => keys !== undefined);
  if (common.how === "cross") {
    if (given.length > 0) throw new InvalidOperationError("a cross join has no keys");
    return { ...common, leftOn: [], rightOn: [] };
  }
  if (on === undefined ? given.length !== 2 : given.length !== 1) {
    throw new InvalidOperationError("join needs either `on`, or both `leftOn` and `rightOn`");
  }
  const left = inputNodes([leftOn ?? on], "join");
  const right = inputNodes([rightOn ?? on], "join");
  if (left.length === 0) throw new InvalidOperationError("join needs at least one key");
  if (left.length !== right.length) throw new ShapeError(`join has ${left.length} keys on the left and ${right.length} on the right`);
  return { ...common, leftOn: left, rightOn: right };
}
