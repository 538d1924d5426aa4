// Joins: one side is stored and made a table, the other streams past it.

import { compile, type Program } from "../../codegen/index.js";
import type { ExprNode } from "../../expr/index.js";
import type { JoinTableState } from "../../physical/joining/index.js";
import type { JoinOutput, NamedType, OperatorSpec } from "../../physical/pipeline-spec.js";
import { type Join, joinColumns } from "../../plan/index.js";
import type { Schema } from "../../types/index.js";
import type { Query } from "../query.js";
import type { Step } from "../step.js";
import { withCodes } from "./build-codes.js";
import { type BuildSide, buildSide, buildTable, comparedKeys, withKeys, zeroBytes } from "./build-side.js";
import { withUnmatched } from "./full-join.js";
import { markedJoin } from "./marked-join.js";
import { narrowed } from "./narrow.js";
import { projectStream } from "./project.js";
import { extend, type Stream, sourceRows, store } from "./stream.js";

export function* joinStreams(query: Query, join: Join, left: Stream, right: Stream): Step<Stream> {
  if (join.how === "semi" || join.how === "anti") {
    if (join.buildSide === "left") return yield* markedJoin(query, join, left, right);
    const { table, keys, probe } = yield* buildFor(query, join, left, join.leftOn, right, join.rightOn);
    return extend(probe, join.how, { kind: "semi", input: left.columns, table, keys, anti: join.how === "anti" }, left.columns);
  }
  if (join.how === "cross") {
    const build = yield* buildSide(query, right);
    const { outputs, columns } = joinOutputs(join, left.columns, build, false);
    const operator: OperatorSpec = { kind: "cross", input: left.columns, build: build.columns, buildRows: build.rowCount, outputs };
    return withOwners(extend(left, "cross", operator, columns), build);
  }
  const swapped = join.buildSide === "left";
  const [stream, probeOn, buildStream, buildOn] = swapped
    ? [right, join.rightOn, left, join.leftOn]
    : [left, join.leftOn, right, join.rightOn];
  const { table, build, keys, probe } = yield* buildFor(query, join, stream, probeOn, buildStream, buildOn);
  const { outputs, columns } = joinOutputs(join, probe.columns, build, swapped);
  const outer = join.how !== "inner";
  const marks = join.how === "full" ? zeroBytes(query, build.rowCount + 1) : 0;
  const operator: OperatorSpec = {
    kind: "probe",
    input: probe.columns,
    table,
    keys,
    outer,
    marks,
    build: build.columns,
    buildRows: build.rowCount,
    outputs,
  };
  const joined = withOwners(extend(probe, `${join.how} join`, operator, columns), build);
  return marks === 0 ? joined : yield* withUnmatched(query, joined, build, outputs, marks);
}

function withOwners(stream: Stream, build: BuildSide): Stream {
  return { ...stream, owners: [...stream.owners, ...build.owners] };
}

interface BuiltJoin {
  readonly table: JoinTableState;
  /** Makes the stream's key vectors. */
  readonly keys: Program;
  readonly build: BuildSide;
  /** The stream, of which may be left out what the table has no key for. */
  readonly probe: Stream;
}

/** The stored build side, and the table over its keys. */
function* buildFor(
  query: Query,
  join: Join,
  probe: Stream,
  probeOn: readonly ExprNode[],
  stream: Stream,
  buildOn: readonly ExprNode[],
): Step<BuiltJoin> {
  const compared = comparedKeys(query, join, probeOn, probe.columns);
  const keys = compile(compared, probe.columns, query.instance, query.arena);
  // Semi and anti joins need nothing of the build side but its keys.
  const membership = join.how === "semi" || join.how === "anti";
  const kept = membership ? [] : stream.columns;
  const { outputs, places } = withKeys(kept, comparedKeys(query, join, buildOn, stream.columns));
  const stored = yield* store(query, projectStream(query, stream, outputs));
  const { table, columns } = yield* buildTable(query, stored, places, keys.outputs, membership ? "membership" : "rows");
  const names = kept.map(({ name }) => name);
  const { rowCount, owners } = stored;
  const build = { columns: withCodes(query, columns.slice(0, kept.length), rowCount, sourceRows(probe)), names, rowCount, owners };
  const dropsOthers = join.how === "inner" || join.how === "semi";
  return { table, keys, build, probe: dropsOthers ? narrowed(probe, compared, table.filters) : probe };
}

/** What the join's columns are gathered from. `swapped`: the left side is the build side. */
function joinOutputs(join: Join, probe: readonly NamedType[], build: BuildSide, swapped: boolean) {
  const buildColumns = build.columns.map(({ type }, index): NamedType => ({ ...type, name: build.names[index] as string }));
  const [left, right] = swapped ? [buildColumns, probe] : [probe, buildColumns];
  const outputs: JoinOutput[] = [];
  const columns: NamedType[] = [];
  for (const { name, column, side } of joinColumns(join, schemaOfColumns(left), schemaOfColumns(right))) {
    const isBuild = (side === "left") === swapped;
    const from = isBuild ? buildColumns : probe;
    const index = from.findIndex((candidate) => candidate.name === column);
    const type = from[index] as NamedType;
    const maybeMissing = isBuild ? join.how !== "inner" && join.how !== "cross" : join.how === "full";
    outputs.push(isBuild ? { build: index } : { probe: index });
    columns.push({ ...type, name, nullable: type.nullable || maybeMissing });
  }
  return { outputs, columns };
}

const schemaOfColumns = (columns: readonly NamedType[]): Schema => new Map(columns.map(({ name, dtype }) => [name, dtype]));
