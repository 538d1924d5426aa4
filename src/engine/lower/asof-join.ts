// As-of joins: both sides are stored, and matched in one pass on the calling thread; then the right side's rows are gathered.

import { InvalidOperationError } from "../../errors/index.js";
import { convert, type ExprNode } from "../../expr/index.js";
import { numberGroups } from "../../physical/asof/groups.js";
import { type AsofSide, firstUnsorted, matchAsof } from "../../physical/asof/match.js";
import type { NamedType, StoredColumn } from "../../physical/pipeline-spec.js";
import { type AsofJoin, asofColumns } from "../../plan/index.js";
import { type ColumnType, Float64, Int64, isFloat, type Schema, supertype, UInt64 } from "../../types/index.js";
import type { Query } from "../query.js";
import type { Step } from "../step.js";
import { ticksOf } from "./asof-tolerance.js";
import { type Output, projectStream } from "./project.js";
import { contiguous, type Stored, type Stream, store, storedColumns, streamOf } from "./stream.js";

export function* asofStream(query: Query, join: AsofJoin, left: Stream, right: Stream): Step<Stream> {
  const { heap } = query.instance;
  const [leftSchema, rightSchema] = [schemaOfColumns(left.columns), schemaOfColumns(right.columns)];
  const on = supertype(leftSchema.get(join.leftOn)!, rightSchema.get(join.rightOn)!)!;
  const by = join.leftBy.map((name, index) => supertype(leftSchema.get(name)!, rightSchema.get(join.rightBy[index]!)!)!);
  const probe = yield* keyedSide(query, left, join.leftOn, on, join.leftBy, by);
  const build = yield* keyedSide(query, right, join.rightOn, on, join.rightBy, by);

  const groups = numberGroups(probe.by, build.by, { left: probe.stored.rowCount, right: build.stored.rowCount }, heap);
  const [leftKeys, rightKeys] = keysOf(query, probe, build);
  const sides = { left: sideOf(query, probe, leftKeys, groups.left), right: sideOf(query, build, rightKeys, groups.right) };
  for (const side of ["left", "right"] as const) {
    const row = firstUnsorted(sides[side], groups.count);
    if (row === undefined) continue;
    const name = JSON.stringify(side === "left" ? join.leftOn : join.rightOn);
    const within = join.leftBy.length === 0 ? "" : ", within the groups of `by`";
    throw new InvalidOperationError(`joinAsof: column ${name} of the ${side} frame is not sorted at row ${row}${within}: sort it first`);
  }
  const count = probe.stored.rowCount;
  const order = heap.alloc(count * 4, query.arena);
  const matched = new Uint32Array(count);
  matchAsof(sides.left, sides.right, groups.count, join.strategy, ticksOf(join.tolerance, on), matched);
  heap.u32s(order, count).set(matched);

  const wanted = asofColumns(join, leftSchema, rightSchema);
  const picked = wanted.filter(({ side }) => side === "right").map(({ column }) => build.columns.find(({ name }) => name === column)!);
  const spec = { columns: picked.map(({ stored }) => stored), order, count, missing: true, arena: query.arena };
  const gathered = (yield* query.run("as-of join", "gather", spec, picked.length, count)) as readonly StoredColumn[];
  const names: NamedType[] = [...left.columns, ...picked.map(({ name, stored }) => ({ ...stored.type, name, nullable: true }))];
  const columns = [...probe.columns.map(({ stored }) => stored), ...gathered];
  // The left side's columns stay where they are.
  return streamOf(storedColumns(names, columns, count, [...left.owners, ...right.owners], false), "as-of join");
}

interface KeyedSide {
  readonly stored: Stored;
  readonly columns: readonly { readonly name: string; readonly stored: StoredColumn }[];
  readonly on: StoredColumn;
  readonly by: readonly StoredColumn[];
}

/** The rows of a side at rest, and their keys: `on` as a float or as ticks, `by` as both sides have it. */
function* keyedSide(
  query: Query,
  stream: Stream,
  on: string,
  onType: ColumnType,
  by: readonly string[],
  byTypes: readonly ColumnType[],
): Step<KeyedSide> {
  const column = (name: string): ExprNode => ({ kind: "Column", name });
  const dtypes = schemaOfColumns(stream.columns);
  const columnAs = (name: string, dtype: ColumnType): ExprNode => convert({ node: column(name), dtype: dtypes.get(name)! }, dtype);
  const onPhysical = isFloat(onType) ? Float64 : onType.kind === "UInt64" ? UInt64 : Int64;
  const outputs = [
    ...stream.columns.map(({ name }): Output => ({ name, expr: column(name) })),
    { name: "as-of on", expr: convert({ node: columnAs(on, onType), dtype: onType }, onPhysical) },
    ...by.map((name, index): Output => ({ name: `as-of by ${index}`, expr: columnAs(name, byTypes[index]!) })),
  ];
  const stored = yield* store(query, projectStream(query, stream, outputs));
  const columns = yield* contiguous(query, stored);
  const width = stream.columns.length;
  return {
    stored,
    columns: stream.columns.map(({ name }, index) => ({ name, stored: columns[index]! })),
    on: columns[width]!,
    by: columns.slice(width + 1),
  };
}

type Keys = AsofSide["keys"];

/** The keys of both sides. Ticks are numbers where all are exact: bigints take many times as long. */
function keysOf({ instance: { heap } }: Query, ...sides: readonly [KeyedSide, KeyedSide]): readonly [Keys, Keys] {
  const read = ({ on, stored: { rowCount } }: KeyedSide): Keys => {
    if (on.type.physical === "f64") return heap.f64s(on.values, rowCount);
    return on.type.physical === "u64" ? heap.view(BigUint64Array, on.values, rowCount) : heap.i64s(on.values, rowCount);
  };
  const [left, right] = [read(sides[0]), read(sides[1])];
  if (left instanceof Float64Array || right instanceof Float64Array || ![left, right].every(isSafe)) return [left, right];
  return [Float64Array.from(left, Number), Float64Array.from(right, Number)];
}

const SAFE_HIGH = 2 ** 21;

/** By the upper halves, so that no bigint is made. */
function isSafe(ticks: BigInt64Array | BigUint64Array): boolean {
  const HalfArray = ticks instanceof BigInt64Array ? Int32Array : Uint32Array;
  const halves = new HalfArray(ticks.buffer as ArrayBuffer, ticks.byteOffset, ticks.length * 2);
  for (let at = 1; at < halves.length; at += 2) {
    const high = halves[at] as number;
    if (high < -SAFE_HIGH || high >= SAFE_HIGH) return false;
  }
  return true;
}

function sideOf({ instance: { heap } }: Query, { stored: { rowCount }, on }: KeyedSide, keys: Keys, groups: Int32Array): AsofSide {
  const isValid = on.validity === 0 ? () => true : (row: number) => heap.getBit(on.validity, row);
  return { rowCount, keys, isValid, group: (row) => groups[row] as number };
}

const schemaOfColumns = (columns: readonly NamedType[]): Schema => new Map(columns.map(({ name, dtype }) => [name, dtype]));
