// A query over a few columns that gives one, run at once: how series compute.

import type { NamedColumn } from "../column/index.js";
import type { Plan } from "../plan/index.js";
import { frameOf } from "./frame-of.js";
import { liveSource } from "./live-source.js";
import { runner } from "./runner.js";

/** The first column of what `plan` makes of `columns`, which must be of one length. @throws {ShapeError} */
export function planColumn(columns: readonly NamedColumn[], plan: (input: Plan) => Plan): NamedColumn {
  const data = frameOf(columns);
  const result = runner().collectSync(plan({ kind: "Scan", source: liveSource(() => data) }), {});
  return result.columns[0] as NamedColumn;
}
