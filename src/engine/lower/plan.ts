// Lowers a logical plan, node by node, to streams, running what has to be stored on the way.

import { assertNever } from "../../errors/index.js";
import { columnsOf } from "../../expr/index.js";
import { estimateRows, groupJoinOf } from "../../optimize/index.js";
import { nodesOf, type Plan, repeatedSubplans } from "../../plan/index.js";
import type { Query } from "../query.js";
import { ready, type Step, wait } from "../step.js";
import { aggregateStream } from "./aggregate.js";
import { asofStream } from "./asof-join.js";
import { explodeStream } from "./explode.js";
import { groupJoinStream } from "./group-join.js";
import { joinStreams } from "./join.js";
import { filterStream, outputOf, projectStream } from "./project.js";
import { filterScan } from "./scan-filter.js";
import { sliceStream, unionStreams } from "./slice.js";
import { sortStream, uniqueStream } from "./sort.js";
import { type Stream, scanned, store, streamOf } from "./stream.js";

/** The part of a scan's rows under which the columns that a filter hands on are hardly decoded. */
const FEW_ROWS = 0.25;

export function* lowerPlan(query: Query, plan: Plan): Step<Stream> {
  return yield* lower(query, plan, { repeated: repeatedSubplans(plan), streams: new Map() });
}

/** Subplans that occur more than once in a plan: they run once, and their rows are stored. */
interface Shared {
  readonly repeated: ReadonlySet<Plan>;
  readonly streams: Map<Plan, Stream>;
}

function* lower(query: Query, plan: Plan, shared: Shared): Step<Stream> {
  if (!shared.repeated.has(plan)) return yield* lowerNode(query, plan, shared);
  let stream = shared.streams.get(plan);
  if (stream === undefined) {
    stream = streamOf(yield* store(query, yield* lowerNode(query, plan, shared)), "shared");
    shared.streams.set(plan, stream);
  }
  return stream;
}

function* lowerNode(query: Query, plan: Plan, shared: Shared): Step<Stream> {
  switch (plan.kind) {
    case "Scan":
      return yield* scanStream(query, plan);
    case "Filter":
      return filterStream(query, yield* lower(query, plan.input, shared), plan.predicate);
    case "Select":
      return projectStream(query, yield* lower(query, plan.input, shared), plan.exprs.map(outputOf));
    case "Aggregate": {
      const groupJoin = groupJoinOf(plan);
      if (groupJoin !== undefined && !shared.repeated.has(groupJoin.join)) {
        const left = yield* lower(query, groupJoin.join.left, shared);
        const right = yield* lower(query, groupJoin.join.right, shared);
        return yield* groupJoinStream(query, plan, groupJoin, left, right);
      }
      return yield* aggregateStream(query, plan, yield* lower(query, plan.input, shared));
    }
    case "Sort":
      return yield* sortStream(query, plan, yield* lower(query, plan.input, shared));
    case "Slice":
      return yield* sliceStream(query, plan, yield* lower(query, plan.input, shared));
    case "Join": {
      const left = lower(query, plan.left, shared);
      const right = lower(query, plan.right, shared);
      // What several subplans read is stored by the first, which the second can't wait for.
      if (!nodesOf(plan.right).some((node) => shared.repeated.has(node))) return yield* joinStreams(query, plan, left, right);
      return yield* joinStreams(query, plan, ready(yield* left), ready(yield* right));
    }
    case "Explode":
      return explodeStream(yield* lower(query, plan.input, shared), plan.columns);
    case "AsofJoin": {
      const left = yield* lower(query, plan.left, shared);
      return yield* asofStream(query, plan, left, yield* lower(query, plan.right, shared));
    }
    case "Unique":
      return yield* uniqueStream(query, plan, yield* lower(query, plan.input, shared));
    case "Union": {
      const inputs: Stream[] = [];
      for (const input of plan.inputs) inputs.push(yield* lower(query, input, shared));
      return yield* unionStreams(query, inputs);
    }
    case "WithColumns":
    case "Drop":
    case "Rename":
    case "Unpivot":
      throw new Error(`floe: internal error: ${plan.kind} reaches the engine; the optimizer lowers it`);
    default:
      return assertNever(plan, "plan node");
  }
}

function* scanStream(query: Query, plan: Extract<Plan, { kind: "Scan" }>): Step<Stream> {
  const { source, predicate, limit } = plan;
  yield* wait(source.open());
  const columns = plan.columns ?? [...(source.schema?.keys() ?? [])];
  // The predicate's own columns are read as well, and dropped again after the filter.
  const needed = predicate === undefined ? columns : [...new Set([...columns, ...columnsOf(predicate)])];
  const scan = yield* wait(
    source.plan(
      { columns: needed, ...(predicate === undefined ? {} : { predicate }), ...(limit === undefined ? {} : { limit }) },
      query.arena,
    ),
  );
  let stream: Stream = {
    label: [source.label],
    ...scanned(source.kind, scan),
    operators: [],
    columns: scan.columns,
    owners: scan.owners ?? [],
  };
  if (predicate !== undefined) {
    const left = estimateRows(plan);
    const keepsFew = left !== undefined && source.rowCount !== undefined && left < source.rowCount * FEW_ROWS;
    stream = filterScan(query, stream, predicate, scan.encoded ?? [], keepsFew, columns);
  }
  if (limit !== undefined) stream = yield* sliceStream(query, { offset: 0, length: limit }, stream);
  return projectStream(
    query,
    stream,
    columns.map((name) => ({ name, expr: { kind: "Column", name } })),
  );
}
