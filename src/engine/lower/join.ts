// Joins: one side is stored and made a table, the other streams past it.

import { compile, type Program } from "../../codegen/index.js";
import type { ExprNode, LiteralValue } from "../../expr/index.js";
import type { JoinTableState } from "../../physical/joining/index.js";
import type { JoinOutput, NamedType, OperatorSpec, StoredColumn } from "../../physical/pipeline-spec.js";
import { type Join, joinColumns } from "../../plan/index.js";
import { type PhysicalType, physicalOf, type Schema } from "../../types/index.js";
import type { Query } from "../query.js";
import type { Step } from "../step.js";
import { withUnmatched } from "./full-join.js";
import { type Output, projectStream } from "./project.js";
import { contiguous, extend, type Stream, store } from "./stream.js";

/** A stored side: its columns in one piece. */
export interface BuildSide {
  readonly columns: readonly StoredColumn[];
  readonly names: readonly string[];
  readonly rowCount: number;
  readonly owners: Stream["owners"];
}

export function* joinStreams(query: Query, join: Join, left: Stream, right: Stream): Step<Stream> {
  if (join.how === "semi" || join.how === "anti") {
    const { table, keys } = yield* buildTable(query, join, left, join.leftOn, right, join.rightOn);
    return extend(left, join.how, { kind: "semi", input: left.columns, table, keys, anti: join.how === "anti" }, left.columns);
  }
  if (join.how === "cross") {
    const build = yield* buildSide(query, right);
    const { outputs, columns } = joinOutputs(join, left.columns, build, false);
    const operator: OperatorSpec = { kind: "cross", input: left.columns, build: build.columns, buildRows: build.rowCount, outputs };
    return withOwners(extend(left, "cross", operator, columns), build);
  }
  const swapped = join.buildSide === "left";
  const [probe, probeOn, buildStream, buildOn] = swapped
    ? [right, join.rightOn, left, join.leftOn]
    : [left, join.leftOn, right, join.rightOn];
  const { table, build, keys } = yield* buildTable(query, join, probe, probeOn, buildStream, buildOn);
  const { outputs, columns } = joinOutputs(join, probe.columns, build, swapped);
  const outer = join.how !== "inner";
  const mark = join.how === "full";
  const operator: OperatorSpec = {
    kind: "probe",
    input: probe.columns,
    table,
    keys,
    outer,
    mark,
    build: build.columns,
    buildRows: build.rowCount,
    outputs,
  };
  const joined = withOwners(extend(probe, `${join.how} join`, operator, columns), build);
  return mark ? yield* withUnmatched(query, joined, build, outputs) : joined;
}

function withOwners(stream: Stream, build: BuildSide): Stream {
  return { ...stream, owners: [...stream.owners, ...build.owners] };
}

function* buildSide(query: Query, stream: Stream): Step<BuildSide> {
  const stored = yield* store(query, stream);
  const columns = yield* contiguous(query, stored);
  return { columns, names: stored.columns.map((column) => column.name), rowCount: stored.rowCount, owners: stored.owners };
}

interface BuiltJoin {
  readonly table: JoinTableState;
  /** Makes the stream's key vectors. */
  readonly keys: Program;
  readonly build: BuildSide;
}

/** The stored build side, and the table over its keys. */
function* buildTable(
  query: Query,
  join: Join,
  probe: Stream,
  probeOn: readonly ExprNode[],
  stream: Stream,
  buildOn: readonly ExprNode[],
): Step<BuiltJoin> {
  const matched = (on: readonly ExprNode[], columns: readonly NamedType[]) =>
    join.nullsEqual === true ? matchingNulls(query, on, columns) : on;
  const keys = compile(matched(probeOn, probe.columns), probe.columns, query.instance, query.arena);
  // Semi and anti joins need nothing of the build side but its keys.
  const membership = join.how === "semi" || join.how === "anti";
  const kept = membership ? [] : stream.columns.map(({ name }): Output => ({ name, expr: { kind: "Column", name } }));
  const outputs = [...kept];
  const places = matched(buildOn, stream.columns).map((expr) => {
    const place = kept.findIndex(({ name }) => expr.kind === "Column" && expr.name === name);
    return place >= 0 ? place : outputs.push({ name: `join key ${outputs.length}`, expr }) - 1;
  });
  const side = yield* buildSide(query, projectStream(query, stream, outputs));
  const columns = places.map((place) => side.columns[place] as StoredColumn);
  const spec = { keys: columns, probe: keys.outputs, rowCount: side.rowCount, membership, arena: query.arena };
  const [table] = (yield* query.run("build join", "buildJoin", spec, 1, side.rowCount)) as readonly JoinTableState[];
  const build = { ...side, columns: side.columns.slice(0, kept.length), names: side.names.slice(0, kept.length) };
  return { table: table as JoinTableState, keys, build };
}

/** For each key two that are never null, and equal exactly when the one is equal or null on both sides. */
function matchingNulls(query: Query, on: readonly ExprNode[], columns: readonly NamedType[]): ExprNode[] {
  const { outputs } = compile(on, columns, query.instance, query.arena);
  return on.flatMap((key, index): ExprNode[] => {
    const { dtype } = outputs[index] as NamedType;
    const filler: ExprNode = { kind: "Literal", value: FILLERS[physicalOf[dtype.kind]], dtype };
    return [
      { kind: "Call", fn: "isNull", args: [key], options: [] },
      { kind: "Call", fn: "fillNull", args: [key, filler], options: [] },
    ];
  });
}

/** Any value does in the place of null. */
const FILLERS: Readonly<Record<PhysicalType, LiteralValue>> = {
  bool: false,
  i8: 0,
  i16: 0,
  i32: 0,
  i64: 0n,
  u8: 0,
  u16: 0,
  u32: 0,
  u64: 0n,
  f32: 0,
  f64: 0,
  view: "",
  codes: "",
  list: null,
};

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
