// Joins: one side is stored and made a table, the other streams past it.

import { compile, type Program } from "../../codegen/index.js";
import { bitmapBytes } from "../../column/index.js";
import type { ExprNode, LiteralValue } from "../../expr/index.js";
import type { JoinTableState } from "../../physical/joining/index.js";
import type { JoinOutput, NamedType, OperatorSpec, StoredColumn } from "../../physical/pipeline-spec.js";
import type { Plan } from "../../plan/index.js";
import { type PhysicalType, physicalOf } from "../../types/index.js";
import type { Query } from "../query.js";
import type { Step } from "../step.js";
import { type Output, projectStream } from "./project.js";
import { contiguous, drain, extend, type RestingChunk, type Stored, type Stream, store, storedOf, streamOf } from "./stream.js";

type Join = Extract<Plan, { kind: "Join" }>;

interface BuildSide {
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
  const computed = matched(buildOn, stream.columns).map((expr, index): Output => ({ name: `join key ${index}`, expr }));
  const side = yield* buildSide(query, projectStream(query, stream, [...kept, ...computed]));
  const columns = side.columns.slice(kept.length);
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
};

/** The left side's columns, then the right side's less its keys (which a full join keeps), clashing names with the suffix. */
function joinOutputs(join: Join, probe: readonly NamedType[], build: BuildSide, swapped: boolean) {
  const buildColumns = build.columns.map(({ type }, index): NamedType => ({ ...type, name: build.names[index] as string }));
  const [left, right] = swapped ? [buildColumns, probe] : [probe, buildColumns];
  const leftNames = new Set(left.map((column) => column.name));
  const dropped = new Set(join.how === "full" ? [] : join.rightOn.map((expr) => (expr.kind === "Column" ? expr.name : undefined)));
  const outputs: JoinOutput[] = [];
  const columns: NamedType[] = [];
  const add = (column: NamedType, index: number, isBuild: boolean, name: string) => {
    outputs.push(isBuild ? { build: index } : { probe: index });
    const maybeMissing = isBuild ? join.how !== "inner" && join.how !== "cross" : join.how === "full";
    columns.push({ ...column, name, nullable: column.nullable || maybeMissing });
  };
  for (const [index, column] of left.entries()) add(column, index, swapped, column.name);
  for (const [index, column] of right.entries()) {
    if (dropped.has(column.name)) continue;
    add(column, index, !swapped, leftNames.has(column.name) ? `${column.name}${join.suffix}` : column.name);
  }
  return { outputs, columns };
}

/** A full join's rows: those of the stream, then the build side's rows that found no match. */
function* withUnmatched(query: Query, joined: Stream, build: BuildSide, outputs: readonly JoinOutput[]): Step<Stream> {
  const { heap, kernels } = query.instance;
  const results = yield* drain(query, joined, { kind: "collect" });
  const matched = storedOf(results, joined);
  const rows = build.rowCount;
  const matchedRows = heap.alloc(bitmapBytes(rows) + 8, query.arena);
  kernels.zero_bytes(matchedRows, bitmapBytes(rows) + 8);
  for (const mark of new Set(results.flatMap((result) => result.marks))) kernels.bitmap_or(matchedRows, mark, matchedRows, rows);
  const { order, count } = unmatchedRows(query, matchedRows, rows);
  const spec = { columns: build.columns, order, count, arena: query.arena };
  const columns = (yield* query.run("unmatched", "gather", spec, build.columns.length, count)) as RestingChunk["columns"];
  const rest: RestingChunk[] = count === 0 ? [] : [nullsBeside(query, { rowCount: count, columns }, joined.columns, outputs)];
  const all: Stored = { ...matched, chunks: [...matched.chunks, ...rest], rowCount: matched.rowCount + count };
  return streamOf(all, "full join");
}

/** Numbers of the rows whose bit is not set. */
function unmatchedRows(query: Query, bitmap: number, rows: number): { order: number; count: number } {
  const { heap } = query.instance;
  const order = heap.alloc(rows * 4, query.arena);
  const numbers = heap.u32s(order, rows);
  const bytes = heap.bytes(bitmap, bitmapBytes(rows));
  let count = 0;
  for (let row = 0; row < rows; row++) {
    if ((((bytes[row >>> 3] as number) >>> (row & 7)) & 1) === 0) numbers[count++] = row;
  }
  return { order, count };
}

/** The chunk's columns in their places, and nulls for the other side's. */
function nullsBeside(query: Query, chunk: RestingChunk, columns: readonly NamedType[], outputs: readonly JoinOutput[]): RestingChunk {
  const { heap, kernels } = query.instance;
  // Zeros are valid bytes of every physical type, so one block serves as values and as validity of all null columns.
  const bytes = chunk.rowCount * 16 + 64;
  const zeros = heap.alloc(bytes, query.arena);
  kernels.zero_bytes(zeros, bytes);
  return {
    rowCount: chunk.rowCount,
    columns: columns.map((_, index) => {
      const output = outputs[index] as JoinOutput;
      if ("build" in output) return chunk.columns[output.build] as RestingChunk["columns"][number];
      return { values: zeros, validity: zeros, nullCount: chunk.rowCount };
    }),
  };
}
