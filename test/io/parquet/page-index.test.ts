// Parts of row groups that the page index rules out are not read; what is left has every row that passes.

import {
  Float64 as ArrowFloat64,
  Int32 as ArrowInt32,
  Int64 as ArrowInt64,
  Table as ArrowTable,
  Utf8 as ArrowUtf8,
  tableToIPC,
  vectorFromArray,
} from "apache-arrow";
import fc from "fast-check";
import { Compression, EnabledStatistics, Table, WriterPropertiesBuilder, writeParquet } from "parquet-wasm";
import { describe, expect, it } from "vitest";
import type { ExprNode, LiteralValue } from "../../../src/expr/index.js";
import { chunkAt, type ParquetSpec } from "../../../src/io/parquet/spec.js";
import { type ColumnType, Float64, Int32, Int64, Utf8 } from "../../../src/types/index.js";
import { scan } from "./scan.js";

const ROWS = 20_000;
const GROUP_ROWS = 8000;
const PAGE_ROWS = 500;

type Cell = bigint | number | string | boolean | null;
const rowAt = (row: number): Readonly<Record<string, Cell>> => ({
  i: BigInt(row),
  // Rises and falls within a row group; nulls, and whole pages of nulls.
  n: row % 9 === 0 || (row > 3000 && row < 5500) ? null : Math.abs(4000 - (row % GROUP_ROWS)),
  s: `${String(row >> 3).padStart(5, "0")} and more than sixty-four bytes, at which writers cut the values of their indexes off: ${row % 8}`,
  x: row % 1000 === 7 ? Number.NaN : row % 1000 === 8 ? -0 : Math.sin(row / 3000) * 1000,
});
const rows = Array.from({ length: ROWS }, (_, row) => rowAt(row));
const dtypes: Readonly<Record<string, ColumnType>> = { i: Int64, n: Int32, s: Utf8, x: Float64 };

const column = (name: string, type: ArrowInt64 | ArrowInt32 | ArrowUtf8 | ArrowFloat64) =>
  vectorFromArray(
    rows.map((row) => row[name]),
    type,
  );

/** With pages of other lengths for strings than for numbers. */
function fileOf(statistics: EnabledStatistics): Uint8Array {
  const table = new ArrowTable({
    i: column("i", new ArrowInt64()),
    n: column("n", new ArrowInt32()),
    s: column("s", new ArrowUtf8()),
    x: column("x", new ArrowFloat64()),
  });
  const properties = new WriterPropertiesBuilder()
    .setCompression(Compression.SNAPPY)
    .setMaxRowGroupSize(GROUP_ROWS)
    .setDictionaryEnabled(false)
    .setWriteBatchSize(PAGE_ROWS / 2)
    .setDataPageSizeLimit(PAGE_ROWS * 8)
    .setStatisticsEnabled(statistics)
    .build();
  return writeParquet(Table.fromIPCStream(tableToIPC(table, "stream")), properties);
}
const file = fileOf(EnabledStatistics.Page);
const columns = ["i", "n", "s", "x"];

const call = (fn: string, ...args: ExprNode[]): ExprNode => ({ kind: "Call", fn, args, options: [] }) as ExprNode;
const comparison = (fn: string, name: string, value: LiteralValue): ExprNode =>
  call(fn, { kind: "Column", name }, { kind: "Literal", value, dtype: dtypes[name]! });

/** NaN is equal to itself and greater than all. */
function order(left: Cell, right: Cell): number {
  if (typeof left === "number" && Number.isNaN(left)) return Number.isNaN(right) ? 0 : 1;
  if (typeof right === "number" && Number.isNaN(right)) return -1;
  return left! < right! ? -1 : left! > right! ? 1 : 0;
}
const tests: Readonly<Record<string, (order: number) => boolean>> = {
  eq: (sign) => sign === 0,
  neq: (sign) => sign !== 0,
  lt: (sign) => sign < 0,
  ltEq: (sign) => sign <= 0,
  gt: (sign) => sign > 0,
  gtEq: (sign) => sign >= 0,
};

function passes(predicate: ExprNode, row: Readonly<Record<string, Cell | undefined>>): boolean {
  if (predicate.kind !== "Call") throw new Error("not drawn");
  const [left, right] = predicate.args as [ExprNode, ExprNode];
  if (predicate.fn === "and") return passes(left, row) && passes(right, row);
  if (predicate.fn === "or") return passes(left, row) || passes(right, row);
  const value = left.kind === "Column" ? row[left.name]! : null;
  if (predicate.fn === "isNull") return value === null;
  if (predicate.fn === "isNotNull") return value !== null;
  const literal = right.kind === "Literal" ? (right.value as Cell) : null;
  return value !== null && literal !== null && tests[predicate.fn]!(order(value, literal));
}

const leaf = fc.oneof(
  fc
    .tuple(fc.constantFrom(...Object.keys(tests)), fc.constantFrom(...columns), fc.nat({ max: ROWS - 1 }))
    .map(([fn, name, row]) => comparison(fn, name, rowAt(row)[name] as LiteralValue)),
  fc.tuple(fc.constantFrom("isNull", "isNotNull"), fc.constantFrom(...columns)).map(([fn, name]) => call(fn, { kind: "Column", name })),
);
const predicates = fc.letrec<{ node: ExprNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.tuple(fc.constantFrom("and", "or"), tie("node"), tie("node")).map(([fn, a, b]) => call(fn, a, b)),
  ),
})).node;

/** The rows that are read and pass, and how many are read. */
async function read(input: Uint8Array, predicate: ExprNode, nRows?: number) {
  const { columns: found, plan } = await scan(input, { columns, predicate, ...(nRows === undefined ? {} : { nRows }) });
  const count = found.i!.length;
  const all = Array.from({ length: count }, (_, row) => Object.fromEntries(columns.map((name) => [name, found[name]![row]])));
  return { passing: all.filter((row) => passes(predicate, row)), count, plan };
}

describe("the page index", () => {
  it("loses no row that passes", async () => {
    await fc.assert(
      fc.asyncProperty(predicates, fc.option(fc.nat({ max: ROWS }), { nil: undefined }), async (predicate, nRows) => {
        const { passing } = await read(file, predicate, nRows);
        expect(passing).toEqual(rows.slice(0, nRows).filter((row) => passes(predicate, row)));
      }),
      { numRuns: 20 },
    );
  });

  it("rules out parts of row groups", async () => {
    const near = await read(file, comparison("eq", "i", 12_345n));
    expect(near.count).toBeLessThanOrEqual(2 * PAGE_ROWS);
    expect(near.plan.facts).toMatchObject({ rowGroups: 3, rowGroupsPruned: 2, rows: near.count });
    // Least at row 4000 of each row group; null there in the first.
    const low = await read(file, comparison("lt", "n", 200));
    expect(low.count).toBeGreaterThan(0);
    expect(low.count).toBeLessThan(4 * PAGE_ROWS);
    expect(low.plan.morsels.length).toBe(2);
    const text = await read(file, comparison("gtEq", "s", String((ROWS - 1) >> 3).padStart(5, "0")));
    expect(text.count).toBeLessThan(PAGE_ROWS);
    // Of two columns that are each possible somewhere, but not in the same rows.
    const none = await read(file, call("and", comparison("lt", "i", 2000n), comparison("lt", "n", 1000)));
    expect(none.count).toBe(0);
  });

  it("is not asked for by files that have none, nor believed when it is damaged", async () => {
    const predicate = comparison("eq", "i", 12_345n);
    expect((await read(fileOf(EnabledStatistics.Chunk), predicate)).count).toBe(GROUP_ROWS);
    const footerBytes = new DataView(file.buffer, file.byteOffset).getUint32(file.byteLength - 8, true);
    const damaged = file.slice();
    const { plan } = await scan(file, { columns });
    const chunks = (plan.spec as ParquetSpec).rowGroups.flatMap((group) => columns.map((_, column) => chunkAt(group, column)));
    const indexAt = Math.max(...chunks.map(({ offset, length }) => offset + length));
    damaged.fill(0xff, indexAt, file.byteLength - 8 - footerBytes);
    expect((await read(damaged, predicate)).count).toBe(GROUP_ROWS);
  });
});
