// Where a column of a stream comes in.

import type { OperatorSpec } from "../../physical/pipeline-spec.js";

export type ProbeSpec = Extract<OperatorSpec, { kind: "probe" }>;

interface ColumnOrigin {
  /** The join that brings it in from its build side; absent: it is the source's. */
  readonly probe?: ProbeSpec;
  readonly column: number;
}

/** Of the column that leaves the operators at `index`; undefined where they change it. They may leave out rows and repeat them. */
export function columnOrigin(operators: readonly OperatorSpec[], index: number): ColumnOrigin | undefined {
  let column = index;
  for (const operator of operators.toReversed()) {
    if (operator.kind === "filter" || operator.kind === "semi" || (operator.kind === "explode" && !operator.columns.includes(column)))
      continue;
    if (operator.kind === "explode") return undefined;
    const output = operator.outputs[column];
    if (output === undefined || "computed" in output) return undefined;
    if ("found" in output) return undefined;
    if ("build" in output) return operator.kind === "probe" ? { probe: operator, column: output.build } : undefined;
    column = "pass" in output ? output.pass : output.probe;
  }
  return { column };
}
