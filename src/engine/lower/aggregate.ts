// Aggregation: keys and the arguments of the aggregate calls are projected, aggregated a segment at a time, and merged.

import { assert } from "../../errors/index.js";
import { type ExprNode, exprKey } from "../../expr/index.js";
import type { AggregateCall, AggregateName } from "../../physical/grouping/index.js";
import type { NamedType } from "../../physical/pipeline-spec.js";
import { groupingSpec } from "../../physical/sinks/sinks.js";
import type { MergedGroups } from "../../physical/tasks/merge-groups.js";
import type { PlanOf } from "../../plan/index.js";
import type { Query } from "../query.js";
import type { Step } from "../step.js";
import { type Output, outputOf, projectStream } from "./project.js";
import { drain, mergedSegments, type Stream, storedColumns, streamOf } from "./stream.js";

/** Keys first, then the aggregates. Groups come in order of first appearance. */
export function* aggregateStream(query: Query, plan: PlanOf<"Aggregate">, stream: Stream): Step<Stream> {
  const keys = plan.keys.map(outputOf);
  const aggs = plan.aggs.map(outputOf);
  const inputs = new Inputs();
  const aggregates = aggs.map(({ expr }) => inputs.call(expr));
  const projected = projectStream(query, stream, [...keys, ...inputs.outputs]);
  const sink = {
    kind: "aggregate",
    keys: keys.map((_, index) => index),
    inputs: inputs.outputs.map((_, index) => keys.length + index),
    aggregates,
  } as const;
  const results = yield* drain(query, projected, sink, mergedSegments(projected));
  const grouping = groupingSpec(projected.columns, sink);
  const spec = { grouping, states: results.map((result) => result.sink as never), arena: query.arena };
  const [groups] = (yield* query.run("merge groups", "mergeGroups", spec, 1, 0)) as readonly MergedGroups[];
  assert(groups !== undefined, "one merge, one result");
  const types: NamedType[] = [
    ...projected.columns.slice(0, keys.length),
    ...groups.aggregates.map(
      ({ type }, index): NamedType => ({ ...withHandles(type, projected.columns), name: (aggs[index] as Output).name }),
    ),
  ];
  const vectors = [...groups.keys, ...groups.aggregates.map(({ vector }) => vector)];
  const columns = vectors.map((vector, index) => ({ type: types[index] as NamedType, ...vector }));
  return streamOf(storedColumns(types, columns, groups.rowCount, stream.owners, false), "groups");
}

/** Dictionaries lose the handles of their blocks on the way through a worker; the columns that went in still have them. */
function withHandles(type: MergedGroups["aggregates"][number]["type"], columns: readonly NamedType[]) {
  const values = type.dictionary?.values;
  const dictionary = values === undefined ? undefined : columns.find((candidate) => candidate.dictionary?.values === values)?.dictionary;
  return dictionary === undefined ? type : { ...type, dictionary };
}

/** The arguments of aggregate calls, each once. */
class Inputs {
  readonly outputs: Output[] = [];
  readonly #index = new Map<string, number>();

  call(node: ExprNode): AggregateCall {
    assert(node.kind === "Call", "an aggregate is a call");
    const [argument] = node.args;
    const input = argument === undefined ? {} : { input: this.#input(argument) };
    return { fn: node.fn as AggregateName, options: node.options, ...input };
  }

  #input(expr: ExprNode): number {
    const key = exprKey(expr);
    let index = this.#index.get(key);
    if (index === undefined) {
      index = this.outputs.push({ name: `input ${this.outputs.length}`, expr }) - 1;
      this.#index.set(key, index);
    }
    return index;
  }
}
