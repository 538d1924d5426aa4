// A query over a few columns that gives one, run at once: how series compute.

import { allocationsOf, discard, frameOf, type NamedColumn } from "../column/index.js";
import { instance } from "../kernels/index.js";
import type { Plan } from "../plan/index.js";
import { liveSource } from "./live-source.js";
import { runner } from "./runner.js";
import { Series } from "./series.js";

/** The first column of what `plan` makes of `columns`, under the name of theirs that is first. @throws {ShapeError} if their lengths differ */
export function planSeries(columns: readonly [NamedColumn, ...NamedColumn[]], plan: (input: Plan) => Plan): Series {
  const data = frameOf(columns, instance().heap);
  try {
    const result = runner().collectSync(plan({ kind: "Scan", source: liveSource(() => data) }), {});
    const [{ column }] = result.columns as readonly [NamedColumn];
    return new Series({ name: columns[0].name, column });
  } finally {
    // What was made for the frame alone, and the result does not share.
    discard(data.columns.flatMap(({ column }) => allocationsOf(column)));
  }
}
