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
import { extend, type Stored, type Stream, sourceRows, store } from "./stream.js";

/** One side is stored while the other is made ready to stream. */
export function* joinStreams(query: Query, join: Join, left: Step<Stream>, right: Step<Stream>): Step<Stream> {
  const swapped = join.buildSide === "left";
  if (isMembership(join)) {
    if (swapped) return yield* markedJoin(query, join, ...(yield* query.both(left, right)));
    const [stream, rows] = yield* query.both(left, storedRows(query, join, right, join.rightOn));
    const { table, keys, probe } = yield* buildFor(query, join, stream, join.leftOn, rows);
    return extend(probe, join.how, { kind: "semi", input: stream.columns, table, keys, anti: join.how === "anti" }, stream.columns);
  }
  if (join.how === "cross") {
    const [stream, build] = yield* query.both(left, buildSide(query, right));
    const { outputs, columns } = joinOutputs(join, stream.columns, build, false);
    const operator: OperatorSpec = { kind: "cross", input: stream.columns, build: build.columns, buildRows: build.rowCount, outputs };
    return withOwners(extend(stream, "cross", operator, columns), build);
  }
  const { table, build, keys, probe } = yield* builtJoin(query, join, left, right);
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

function* builtJoin(query: Query, join: Join, left: Step<Stream>, right: Step<Stream>): Step<BuiltJoin> {
  if (join.buildSide === "left") {
    const [rows, stream] = yield* query.both(storedRows(query, join, left, join.leftOn), right);
    return yield* buildFor(query, join, stream, join.rightOn, rows);
  }
  const [stream, rows] = yield* query.both(left, storedRows(query, join, right, join.rightOn));
  return yield* buildFor(query, join, stream, join.leftOn, rows);
}

/** The rows of a build side: columns that the join's result may have, and those of its keys. */
interface BuildRows {
  readonly kept: readonly NamedType[];
  readonly places: readonly number[];
  readonly stored: Stored;
}

function* storedRows(query: Query, join: Join, side: Step<Stream>, on: readonly ExprNode[]): Step<BuildRows> {
  const stream = yield* side;
  // Semi and anti joins need nothing of the build side but its keys.
  const kept = isMembership(join) ? [] : stream.columns;
  const { outputs, places } = withKeys(kept, comparedKeys(query, join, on, stream.columns));
  return { kept, places, stored: yield* store(query, projectStream(query, stream, outputs)) };
}

const isMembership = ({ how }: Join): boolean => how === "semi" || how === "anti";

/** The table over the keys of the stored build side. */
function* buildFor(
  query: Query,
  join: Join,
  probe: Stream,
  probeOn: readonly ExprNode[],
  { kept, places, stored }: BuildRows,
): Step<BuiltJoin> {
  const compared = comparedKeys(query, join, probeOn, probe.columns);
  const keys = compile(compared, probe.columns, query.instance, query.arena);
  const { table, columns } = yield* buildTable(query, stored, places, keys.outputs, isMembership(join) ? "membership" : "rows");
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
