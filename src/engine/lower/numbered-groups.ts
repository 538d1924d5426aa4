// Rows that a join brings from its build side mostly say the same thing in many columns. Groups whose keys all come from one build
// side are numbered there before the stream runs, if one key says the others; then rows are grouped by the number alone, and the
// groups' keys are looked up at the end.
//
//   orders of customers  ⋈  lineitem → group by custkey, name, address, …
//   →   number of the customer in each of the orders;   … ⋈ lineitem → group by number   →   ⋈ custkey, name, address, …

import { compile } from "../../codegen/index.js";
import type { RowNumbers } from "../../physical/grouping/index.js";
import type { JoinTableState } from "../../physical/joining/index.js";
import type { JoinOutput, NamedType, OperatorSpec, StoredColumn } from "../../physical/pipeline-spec.js";
import { UInt32 } from "../../types/index.js";
import type { Query } from "../query.js";
import type { Step } from "../step.js";
import { columnOrigin, type ProbeSpec } from "./column-origin.js";
import { extend, type Stream, sourceRows } from "./stream.js";

interface NumberedGroups {
  /** The stream with the number as its last column. */
  readonly stream: Stream;
  /** From groups by number, first column, to groups by the keys. */
  withKeys(groups: Stream): Stream;
}

/** Numbering pays where build rows are so many times fewer than the rows of the source, however few of those are grouped. */
const ROWS_RATIO = 16;

/** `stream`: the keys first. Undefined where numbers would not do, or not pay. */
export function* numberedGroups(query: Query, stream: Stream, keyCount: number): Step<NumberedGroups | undefined> {
  const origin = originOf(stream, keyCount);
  if (origin === undefined) return undefined;
  const { probe, columns } = origin;
  if (probe.buildRows === 0 || probe.buildRows * ROWS_RATIO > sourceRows(stream)) return undefined;
  const keys = columns.map((column) => probe.build[column] as StoredColumn);
  if (!keys.some(({ type }) => type.physical === "view")) return undefined;
  const spec = { keys, rowCount: probe.buildRows, arena: query.arena };
  const [found] = (yield* query.run("number groups", "numberRows", spec, 1, probe.buildRows)) as readonly (RowNumbers | null)[];
  if (found === null || found === undefined) return undefined;
  const number: NamedType = { name: "group", dtype: UInt32, physical: "u32", nullable: false, min: 0n, max: BigInt(found.count - 1) };
  const names = stream.columns.slice(0, keyCount);
  return {
    stream: carried(stream, probe, { type: number, values: found.numbers, validity: 0 }, number),
    withKeys: (groups) => lookedUp(query, groups, names, keys, found),
  };
}

interface Origin {
  readonly probe: ProbeSpec;
  /** Of its build side, by key. */
  readonly columns: readonly number[];
}

/** The inner join whose build side all keys come from. */
function originOf({ operators }: Stream, keyCount: number): Origin | undefined {
  const origins = Array.from({ length: keyCount }, (_, index) => columnOrigin(operators, index));
  const probe = origins[0]?.probe;
  if (probe === undefined || probe.outer) return undefined;
  const columns = origins.flatMap((origin) => (origin?.probe === probe ? [origin.column] : []));
  return columns.length === keyCount ? { probe, columns } : undefined;
}

/** The stream with another column of the build side, handed through to the end. */
function carried(stream: Stream, from: ProbeSpec, column: StoredColumn, type: NamedType): Stream {
  const start = stream.operators.indexOf(from);
  const origin: ProbeSpec = { ...from, build: [...from.build, column], outputs: [...from.outputs, { build: from.build.length }] };
  const after = stream.operators.slice(start + 1).map((operator) => handedThrough(operator, type));
  return { ...stream, operators: [...stream.operators.slice(0, start), origin, ...after], columns: [...stream.columns, type] };
}

function handedThrough(operator: OperatorSpec, type: NamedType): OperatorSpec {
  const last = operator.input.length;
  const input = [...operator.input, type];
  switch (operator.kind) {
    case "filter":
    case "semi":
    case "explode":
      return { ...operator, input };
    case "project":
      return { ...operator, input, outputs: [...operator.outputs, { pass: last }] };
    case "probe":
    case "cross":
      return { ...operator, input, outputs: [...operator.outputs, { probe: last }] };
  }
}

/** An inner join of the groups with the first build row of each. */
function lookedUp(query: Query, groups: Stream, names: readonly NamedType[], keys: readonly StoredColumn[], found: RowNumbers): Stream {
  const table: JoinTableState = {
    rowCount: found.count,
    sources: [{ kind: "integers", type: "u32" }],
    index: { kind: "direct", least: "0", range: String(found.count - 1), bucketCount: found.count },
    buckets: { kind: "one", rows: found.places },
    filters: [null],
  };
  const [number, ...aggregates] = groups.columns;
  const outputs: JoinOutput[] = [...keys.map((_, build) => ({ build })), ...aggregates.map((_, index) => ({ probe: index + 1 }))];
  const operator: OperatorSpec = {
    kind: "probe",
    input: groups.columns,
    table,
    keys: compile([{ kind: "Column", name: (number as NamedType).name }], groups.columns, query.instance, query.arena),
    outer: false,
    marks: 0,
    build: keys,
    buildRows: found.count,
    outputs,
  };
  return extend(groups, "keys", operator, [...names, ...aggregates]);
}
