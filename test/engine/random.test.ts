// Random plans over random frames of all dtypes, against nodejs-polars, and where SQL means the same, against DuckDB.
// FLOE_RUNS: how many plans. Fast-check prints the seed of a failure.

import fc from "fast-check";
import type { ColumnType, DataFrame } from "floe";
import { expect, it } from "vitest";
import { createTable, query } from "./oracle/duckdb.js";
import { fromFloe, fromPolars } from "./oracle/frame.js";
import { type DrawnPlan, drawTables, PlanDraw, type Table } from "./oracle/plan.js";
import { difference, type Result, type Value } from "./oracle/result.js";

const RUNS = Number(process.env.FLOE_RUNS ?? 60);
const TIMEOUT_MS = 3_600_000;
const DEPTH = 5;
/** Many steps are left out because SQL has no such thing. */
const SQL_DEPTH = 10;

function expectNone(different: string | undefined, plan: DrawnPlan, tables: readonly Table[]): void {
  if (different === undefined) return;
  const inputs = tables.map(({ name, frame }) => `${name}: ${JSON.stringify(frame.schema)}\n${frame}`);
  expect.fail(`${different}\n${plan.floe.explain({ optimized: false })}\n${plan.floe.explain()}\n${inputs.join("\n")}`);
}

it(
  "gives what nodejs-polars gives",
  async () => {
    const property = fc.asyncProperty(fc.gen(), async (gen) => {
      const tables = await drawTables(gen);
      const plan = new PlanDraw(gen, tables).plan(DEPTH);
      const wanted = fromPolars(plan.polars.collectSync());
      const found = plan.floe.collectSync() as DataFrame;
      expectNone(difference(fromFloe(found), wanted, plan.ordered), plan, tables);
      found.dispose();
    });
    await fc.assert(property, { numRuns: RUNS });
  },
  TIMEOUT_MS,
);

const nanosPerTick: Readonly<Record<string, bigint>> = { ms: 1_000_000n, us: 1000n, ns: 1n };

/** Whole numbers as text, times in nanoseconds: SQL has other dtypes. */
function comparable(result: Pick<Result, "names" | "columns">, schema: Readonly<Record<string, ColumnType>>, ticks: boolean): Result {
  const dtypes = result.names.map((name) => (schema[name]!.kind.startsWith("Float") ? schema[name]!.kind : "exact"));
  const columns = result.columns.map((values, index) => {
    const dtype = schema[result.names[index]!]!;
    const scale = ticks && dtype.kind === "Datetime" ? nanosPerTick[dtype.unit]! : 1n;
    const plain = (value: Value): Value => (value === null ? null : typeof value === "bigint" ? String(value * scale) : String(value));
    return dtypes[index] === "exact" ? values.map(plain) : values;
  });
  return { names: result.names, dtypes, columns };
}

it(
  "gives what DuckDB gives",
  async () => {
    const property = fc.asyncProperty(fc.gen(), async (gen) => {
      const tables = await drawTables(gen);
      const plan = new PlanDraw(gen, tables, true).plan(SQL_DEPTH);
      for (const { name, frame } of tables) await createTable(name, frame);
      const wanted = await query(plan.sql!);
      const found = plan.floe.collectSync() as DataFrame;
      const schema = found.schema as Readonly<Record<string, ColumnType>>;
      expect(found.columns, plan.sql).toEqual(wanted.names);
      const different = difference(comparable(fromFloe(found), schema, true), comparable(wanted, schema, false), false);
      expectNone(different && `${different}\n${plan.sql}`, plan, tables);
      found.dispose();
    });
    await fc.assert(property, { numRuns: Math.ceil(RUNS / 2) });
  },
  TIMEOUT_MS,
);
