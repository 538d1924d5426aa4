// A left join and the aggregation of its rows in one: the left side is stored, the right one is aggregated by the bucket that each of its
// rows finds in the left side's table, and the results are put beside the left rows.

import { compile } from "../../codegen/index.js";
import type { GroupJoin } from "../../optimize/index.js";
import { type AggregateCall, type GroupingResult, type GroupingState, planNumberedMerge } from "../../physical/grouping/index.js";
import type { JoinTableState } from "../../physical/joining/index.js";
import type { JoinOutput, NamedType, OperatorSpec, SinkSpec, StoredColumn } from "../../physical/pipeline-spec.js";
import { groupingSpec } from "../../physical/sinks/sinks.js";
import type { PlanOf } from "../../plan/index.js";
import { UInt32 } from "../../types/index.js";
import type { Query } from "../query.js";
import { ready, type Step } from "../step.js";
import { aggregateStream } from "./aggregate.js";
import { buildTable, withKeys } from "./build-side.js";
import { joinStreams } from "./join.js";
import { type Output, outputOf, projectStream } from "./project.js";
import { contiguous, drain, extend, mergedSegments, type Stream, store, storedColumns, streamOf } from "./stream.js";

/** Each task has accumulators of its own for all groups: in all tasks so many a row of the right side at most, or so many at all. */
const GROUPS_PER_ROW_MAX = 2;
const GROUPS_SMALL = 1 << 16;

export function* groupJoinStream(
  query: Query,
  plan: PlanOf<"Aggregate">,
  { join, aggregates }: GroupJoin,
  left: Stream,
  right: Stream,
): Step<Stream> {
  const { outputs, places } = withKeys(left.columns, join.leftOn);
  const stored = yield* store(query, projectStream(query, left, outputs));
  const { rowCount, owners } = stored;
  const inputs = new Inputs(right, aggregates);
  const { outputs: rightOutputs, places: rightPlaces } = withKeys(inputs.columns, join.rightOn);
  const keyed = projectStream(query, right, rightOutputs);
  const keyTypes = rightPlaces.map((place) => keyed.columns[place] as NamedType);
  const { table, columns } = yield* buildTable(query, stored, places, keyTypes, "buckets");
  const leftColumns = columns.slice(0, left.columns.length);
  const { buckets, index } = table;
  const rightRows = right.source.morselRows.reduce((sum, rows) => sum + rows, 0);
  const taskGroups = index.bucketCount * (mergedSegments(right).length - 1);
  const pays = taskGroups <= Math.max(rightRows * GROUPS_PER_ROW_MAX, GROUPS_SMALL);
  if (buckets.kind !== "numbers" || buckets.rows === "any" || !pays) {
    const rows = streamOf(storedColumns(left.columns, leftColumns, rowCount, owners, false), "left side");
    return yield* aggregateStream(query, plan, yield* joinStreams(query, join, ready(rows), ready(right)));
  }
  const numbered = bucketStream(query, keyed, rightPlaces, inputs.columns, table);
  const byBucket = yield* aggregated(query, numbered, inputs.calls, index.bucketCount);
  const results = buckets.rows === "identity" ? byBucket : yield* gatheredBy(query, byBucket, buckets.ids, rowCount);
  const named = results.map(({ type }, place): NamedType => ({ ...type, name: `${RESULT}${place}` }));
  const beside = storedColumns([...left.columns, ...named], [...leftColumns, ...results], rowCount, owners, false);
  const ofResults = aggregates.map(({ name }, place): Output => ({ name, expr: { kind: "Column", name: `${RESULT}${place}` } }));
  return projectStream(query, streamOf(beside, "groups"), [...plan.keys.map(outputOf), ...ofResults]);
}

/** No column of a user's is named so. */
const RESULT = "\u0000aggregate ";

/** The right columns that are aggregated, each once. */
class Inputs {
  readonly columns: NamedType[] = [];
  readonly calls: readonly AggregateCall[];

  constructor(right: Stream, aggregates: GroupJoin["aggregates"]) {
    this.calls = aggregates.map(({ fn, column }): AggregateCall => {
      const type = right.columns.find(({ name }) => name === column) as NamedType;
      // Then its values need not be made.
      if (fn === "count" && !type.nullable) return { fn: "len", options: [] };
      const known = this.columns.indexOf(type);
      return { fn, options: [], input: known >= 0 ? known : this.columns.push(type) - 1 };
    });
  }
}

/** The inputs, and last the bucket; rows without one are left out. */
function bucketStream(query: Query, keyed: Stream, places: readonly number[], inputs: readonly NamedType[], table: JoinTableState): Stream {
  const keys = compile(
    places.map((place) => ({ kind: "Column", name: (keyed.columns[place] as NamedType).name })),
    keyed.columns,
    query.instance,
    query.arena,
  );
  const max = BigInt(Math.max(table.index.bucketCount, 1) - 1);
  const bucket: NamedType = { name: "bucket", dtype: UInt32, physical: "u32", nullable: false, min: 0n, max };
  const outputs: JoinOutput[] = [...inputs.map((_, probe) => ({ probe })), { found: true }];
  const operator: OperatorSpec = {
    kind: "probe",
    input: keyed.columns,
    table,
    keys,
    outer: false,
    marks: 0,
    build: [],
    buildRows: 0,
    outputs,
  };
  // A group may have no rows: then it is as if it had but nulls.
  return extend(keyed, "buckets", operator, [...inputs.map((type) => ({ ...type, nullable: true })), bucket]);
}

/** The results by bucket, each in one piece. */
function* aggregated(
  query: Query,
  stream: Stream,
  aggregates: readonly AggregateCall[],
  bucketCount: number,
): Step<readonly StoredColumn[]> {
  const last = stream.columns.length - 1;
  const inputs = Array.from({ length: last }, (_, index) => index);
  const sink = { kind: "aggregate", keys: [last], inputs, aggregates, numbered: bucketCount } as const satisfies SinkSpec;
  const states = ((yield* drain(query, stream, sink, mergedSegments(stream))) as readonly (readonly GroupingState[])[]).flat();
  const plan = planNumberedMerge(states, bucketCount);
  const spec = { grouping: groupingSpec(stream.columns, sink), states, plan, ordered: false, arena: query.arena };
  const merged = (yield* query.run(
    "merge groups",
    "mergeGroups",
    spec,
    plan.parts,
    states.length * bucketCount,
  )) as readonly GroupingResult[];
  const types = (merged[0] as GroupingResult).aggregates.map(({ type }, index): NamedType => {
    const { min: _min, max: _max, ...common } = type;
    return { ...common, name: `${index}` };
  });
  const chunks = merged.map((result) => ({ rowCount: result.rowCount, columns: result.aggregates.map(({ vector }) => vector) }));
  return yield* contiguous(query, { columns: types, rowCount: bucketCount, chunks, owners: stream.owners, selfContained: false });
}

function* gatheredBy(query: Query, columns: readonly StoredColumn[], order: number, count: number): Step<readonly StoredColumn[]> {
  return (yield* query.run(
    "gather",
    "gather",
    { columns, order, count, arena: query.arena },
    columns.length,
    count,
  )) as readonly StoredColumn[];
}
