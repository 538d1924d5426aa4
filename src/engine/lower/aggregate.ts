// Aggregation: keys and the arguments of the aggregate calls are projected, aggregated a segment at a time, and merged.

import type { VectorType } from "../../column/index.js";
import { assert } from "../../errors/index.js";
import { type ExprNode, exprKey } from "../../expr/index.js";
import {
  type AggregateCall,
  type AggregateName,
  type AggregateResult,
  appearanceOrder,
  type GroupingResult,
  type GroupingSpec,
  type GroupingState,
  owned,
  planMerge,
} from "../../physical/grouping/index.js";
import type { NamedType, SinkSpec } from "../../physical/pipeline-spec.js";
import { groupingSpec } from "../../physical/sinks/sinks.js";
import type { PlanOf } from "../../plan/index.js";
import type { Query } from "../query.js";
import type { Step } from "../step.js";
import { columnOrigin } from "./column-origin.js";
import { numberedGroups } from "./numbered-groups.js";
import { type Output, outputOf, projectStream } from "./project.js";
import { gathered } from "./sort.js";
import { contiguous, drain, mergedSegments, type Stored, type Stream, streamOf } from "./stream.js";

/** Keys first, then the aggregates. Many groups come in the order of the parts they were merged in, unless the plan wants them by first appearance. */
export function* aggregateStream(query: Query, plan: PlanOf<"Aggregate">, stream: Stream): Step<Stream> {
  const keys = plan.keys.map(outputOf);
  const aggs = plan.aggs.map(outputOf);
  const inputs = new Inputs();
  const aggregates = aggs.map(({ expr }) => inputs.call(expr));
  const projected = measured(projectStream(query, stream, [...keys, ...inputs.outputs]), keys.length);
  const sink: AggregateSink = {
    kind: "aggregate",
    keys: keys.map((_, index) => index),
    inputs: inputs.outputs.map((_, index) => keys.length + index),
    aggregates,
  };
  const numbered = yield* numberedGroups(query, projected, keys.length);
  if (numbered === undefined) return yield* groupStream(query, projected, sink, aggs, plan.maintainOrder);
  const byNumber = { ...sink, keys: [projected.columns.length] };
  return numbered.withKeys(yield* groupStream(query, numbered.stream, byNumber, aggs, plan.maintainOrder));
}

/** The stream, its first `keyCount` columns with the ranges that the source can tell. */
function measured(stream: Stream, keyCount: number): Stream {
  const columns = stream.columns.map((type, index) => {
    if (index >= keyCount || type.min !== undefined) return type;
    const origin = columnOrigin(stream.operators, index);
    if (origin === undefined || origin.probe !== undefined) return type;
    return { ...type, ...stream.measure?.(origin.column) };
  });
  return { ...stream, columns };
}

type AggregateSink = Extract<SinkSpec, { kind: "aggregate" }>;

function* groupStream(query: Query, stream: Stream, sink: AggregateSink, aggs: readonly Output[], maintainOrder: boolean): Step<Stream> {
  const keys = sink.keys.map((index) => stream.columns[index] as NamedType);
  const results = yield* drain(query, stream, sink, mergedSegments(stream, fewGroups(keys)));
  const grouping = groupingSpec(stream.columns, sink);
  const partial = (results as readonly (readonly GroupingState[])[]).flat();
  const mergePlan = planMerge(query.instance.heap, partial);
  const states = mergePlan.kind === "hashed" ? yield* partitioned(query, grouping, partial) : partial;
  const ordered = maintainOrder && (mergePlan.kind === "hashed" || (mergePlan.kind === "ranges" && !mergePlan.inOrder));
  const spec = { grouping, states, plan: mergePlan, ordered, arena: query.arena };
  const merged = (yield* query.run("merge groups", "mergeGroups", spec, mergePlan.parts, groupsOf(states))) as readonly GroupingResult[];
  const stored = storedGroups(merged, keys, aggs, stream.columns, stream);
  if (!ordered) return streamOf(stored, "groups");
  const order = appearanceOrder(query.instance, states, merged, query.arena);
  return yield* gathered(query, yield* contiguous(query, stored), stored.columns, order, stored.rowCount, stream, "groups");
}

const groupsOf = (states: readonly GroupingState[]): number => states.reduce((sum, { groups }) => sum + groups, 0);

/** The states, all of them by partition of the keys' hash. */
function* partitioned(query: Query, grouping: GroupingSpec, states: readonly GroupingState[]): Step<readonly GroupingState[]> {
  const ascending = states.filter((state) => state.ascending !== undefined);
  if (ascending.length === 0) return states;
  const spec = { grouping, states: ascending, arena: query.arena };
  const ordered = (yield* query.run(
    "partition groups",
    "partitionGroups",
    spec,
    ascending.length,
    groupsOf(ascending),
  )) as readonly GroupingState[];
  let next = 0;
  return states.map((state) => (state.ascending === undefined ? state : (ordered[next++] as GroupingState)));
}

/** Groups whose partial states are small however many rows there are. */
const FEW_GROUPS = 64;

function fewGroups(keys: readonly NamedType[]): boolean {
  const valuesOf = ({ physical, dictionary }: NamedType) => (physical === "bool" ? 2 : (dictionary?.count ?? Number.POSITIVE_INFINITY)) + 1;
  return keys.reduce((product, key) => product * valuesOf(key), 1) <= FEW_GROUPS;
}

/** The results of all parts, one after another. */
function storedGroups(
  merged: readonly GroupingResult[],
  keys: readonly NamedType[],
  aggs: readonly Output[],
  inputs: readonly NamedType[],
  stream: Stream,
): Stored {
  const aggregates = aggs.map(({ name }, index): NamedType => {
    const types = merged.map((result) => (result.aggregates[index] as AggregateResult).type);
    const [type] = types;
    assert(type !== undefined, "a result for each aggregate");
    // A part knows its own values only: what it says of their range and of nulls need not hold for the others.
    const { min: _min, max: _max, ...common } = type;
    return { ...withHandles(merged.length === 1 ? type : common, inputs), name, nullable: types.some(({ nullable }) => nullable) };
  });
  return {
    columns: [...keys.map(owned), ...aggregates],
    rowCount: merged.reduce((sum, { rowCount }) => sum + rowCount, 0),
    chunks: merged
      .filter(({ rowCount }) => rowCount > 0)
      .map((result) => ({ rowCount: result.rowCount, columns: [...result.keys, ...result.aggregates.map(({ vector }) => vector)] })),
    owners: stream.owners,
    selfContained: false,
  };
}

/** Dictionaries lose the handles of their blocks on the way through a worker; the columns that went in still have them. */
function withHandles(type: VectorType, columns: readonly NamedType[]): VectorType {
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
    // Elements of lists are not in a dictionary.
    const input = argument === undefined ? {} : { input: this.#input(argument, node.fn === "implode") };
    return { fn: node.fn as AggregateName, options: node.options, ...input };
  }

  #input(expr: ExprNode, asViews: boolean): number {
    const key = `${exprKey(expr)}${asViews ? " as views" : ""}`;
    let index = this.#index.get(key);
    if (index === undefined) {
      index = this.outputs.push({ name: `input ${this.outputs.length}`, expr, asViews }) - 1;
      this.#index.set(key, index);
    }
    return index;
  }
}
