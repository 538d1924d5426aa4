// The stored side of a join, and what its table is built from.

import { compile } from "../../codegen/index.js";
import type { VectorType } from "../../column/index.js";
import type { ExprNode, LiteralValue } from "../../expr/index.js";
import type { Asked, JoinTableState } from "../../physical/joining/index.js";
import type { NamedType, StoredColumn } from "../../physical/pipeline-spec.js";
import type { BuiltTable } from "../../physical/tasks/build-join.js";
import type { Join } from "../../plan/index.js";
import { type PhysicalType, physicalOf } from "../../types/index.js";
import type { Query } from "../query.js";
import type { Step } from "../step.js";
import type { Output } from "./project.js";
import { concatSpec, contiguous, type Stored, type Stream, store } from "./stream.js";

/** A stored side: its columns in one piece. */
export interface BuildSide {
  readonly columns: readonly StoredColumn[];
  readonly names: readonly string[];
  readonly rowCount: number;
  readonly owners: Stream["owners"];
}

export function* buildSide(query: Query, side: Step<Stream>): Step<BuildSide> {
  const stored = yield* store(query, yield* side);
  const columns = yield* contiguous(query, stored);
  return { columns, names: stored.columns.map((column) => column.name), rowCount: stored.rowCount, owners: stored.owners };
}

/** The table of rows at rest by the keys at `places`, and all columns in one piece. `probe`: types of the keys that will be looked up. */
export function* buildTable(
  query: Query,
  stored: Stored,
  places: readonly number[],
  probe: readonly VectorType[],
  asked: Asked,
): Step<{ readonly table: JoinTableState; readonly columns: readonly StoredColumn[] }> {
  const { rowCount, chunks } = stored;
  const [only] = chunks.length === 1 ? chunks : [];
  const others = only === undefined ? stored.columns.map((_, place) => place).filter((place) => !places.includes(place)) : [];
  const spec = { side: concatSpec(query, stored), keys: places, others, probe, rowCount, asked, arena: query.arena };
  const results = yield* query.run("build join", "buildJoin", spec, 1 + others.length, rowCount);
  const [{ table, keys }, ...pieces] = results as readonly [BuiltTable, ...StoredColumn[]];
  const columns = stored.columns.map((type, place): StoredColumn => {
    const key = places.indexOf(place);
    const piece = only?.columns[place] ?? (key >= 0 ? keys[key] : pieces[others.indexOf(place)]);
    const { values, validity } = piece as StoredColumn;
    return { type, values, validity };
  });
  return { table, columns };
}

export function zeroBytes({ instance: { heap, kernels }, arena }: Query, bytes: number): number {
  const address = heap.alloc(bytes, arena);
  kernels.zero_bytes(address, bytes);
  return address;
}

/** `kept`, and what more the keys need; `places`: of each key among them. */
export function withKeys(
  kept: readonly NamedType[],
  keys: readonly ExprNode[],
): { readonly outputs: readonly Output[]; readonly places: readonly number[] } {
  const outputs = kept.map(({ name }): Output => ({ name, expr: { kind: "Column", name } }));
  const places = keys.map((expr) => {
    const place = kept.findIndex(({ name }) => expr.kind === "Column" && expr.name === name);
    return place >= 0 ? place : outputs.push({ name: `join key ${outputs.length}`, expr }) - 1;
  });
  return { outputs, places };
}

/** The keys of one side as the join compares them. */
export function comparedKeys(query: Query, join: Join, on: readonly ExprNode[], columns: readonly NamedType[]): readonly ExprNode[] {
  return join.nullsEqual === true ? matchingNulls(query, on, columns) : on;
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
