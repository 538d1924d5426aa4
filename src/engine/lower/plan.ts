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

export function lowerPlan(query: Query, plan: Plan): Step<Stream> {
  return lower(query, plan, { repeated: repeatedSubplans(plan), streams: new Map() });
}

/** Subplans that occur more than once in a plan: they run once, and their rows are stored. */
interface Shared {
  readonly repeated: ReadonlySet<Plan>;
  readonly streams: Map<Plan, Stream>;
}

function lower(query: Query, plan: Plan, shared: Shared): Step<Stream> {
  return shared.repeated.has(plan) ? lowerShared(query, plan, shared) : lowerNode(query, plan, shared);
}

function* lowerShared(query: Query, plan: Plan, shared: Shared): Step<Stream> {
  let stream = shared.streams.get(plan);
  if (stream === undefined) {
    stream = streamOf(yield* store(query, yield* lowerNode(query, plan, shared)), "shared");
    shared.streams.set(plan, stream);
  }
  return stream;
}

/** No generator itself, since each that another waits in is gone through whenever the inner one goes on. */
function lowerNode(query: Query, plan: Plan, shared: Shared): Step<Stream> {
  const inputStream = (input: Plan): Step<Stream> => lower(query, input, shared);
  switch (plan.kind) {
    case "Scan":
      return scanStream(query, plan);
    case "Filter":
      return over(inputStream(plan.input), (input) => ready(filterStream(query, input, plan.predicate)));
    case "Select":
      return over(inputStream(plan.input), (input) => ready(projectStream(query, input, plan.exprs.map(outputOf))));
    case "Aggregate": {
      const groupJoin = groupJoinOf(plan);
      if (groupJoin === undefined || shared.repeated.has(groupJoin.join)) {
        return over(inputStream(plan.input), (input) => aggregateStream(query, plan, input));
      }
      const { left, right } = groupJoin.join;
      return overBoth(inputStream(left), inputStream(right), (one, other) => groupJoinStream(query, plan, groupJoin, one, other));
    }
    case "Sort":
      return over(inputStream(plan.input), (input) => sortStream(query, plan, input));
    case "Slice":
      return over(inputStream(plan.input), (input) => sliceStream(query, plan, input));
    case "Join": {
      const [left, right] = [inputStream(plan.left), inputStream(plan.right)];
      // What several subplans read is stored by the first, which the second can't wait for.
      if (!nodesOf(plan.right).some((node) => shared.repeated.has(node))) return joinStreams(query, plan, left, right);
      return overBoth(left, right, (one, other) => joinStreams(query, plan, ready(one), ready(other)));
    }
    case "Explode":
      return over(inputStream(plan.input), (input) => ready(explodeStream(input, plan.columns)));
    case "AsofJoin":
      return overBoth(inputStream(plan.left), inputStream(plan.right), (left, right) => asofStream(query, plan, left, right));
    case "Unique":
      return over(inputStream(plan.input), (input) => uniqueStream(query, plan, input));
    case "Union":
      return overAll(plan.inputs.map(inputStream), (inputs) => unionStreams(query, inputs));
    case "WithColumns":
    case "Drop":
    case "Rename":
    case "Unpivot":
      throw new Error(`floe: internal error: ${plan.kind} reaches the engine; the optimizer lowers it`);
    default:
      return assertNever(plan, "plan node");
  }
}

function* over(input: Step<Stream>, make: (input: Stream) => Step<Stream>): Step<Stream> {
  return yield* make(yield* input);
}

function* overBoth(left: Step<Stream>, right: Step<Stream>, make: (left: Stream, right: Stream) => Step<Stream>): Step<Stream> {
  const stream = yield* left;
  return yield* make(stream, yield* right);
}

function* overAll(inputs: readonly Step<Stream>[], make: (inputs: readonly Stream[]) => Step<Stream>): Step<Stream> {
  const streams: Stream[] = [];
  for (const input of inputs) streams.push(yield* input);
  return yield* make(streams);
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
