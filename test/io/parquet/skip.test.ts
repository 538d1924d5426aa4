// Columns that are asked for in some batches only, morsels in any order, and morsels that are slices of row groups.

import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { BATCH_ROWS } from "../../../src/column/index.js";
import { columns, write } from "./duckdb.js";
import { scan, type Value } from "./scan.js";

const ROWS = 300_000;
const folder = new URL("./files/", import.meta.url).pathname;

/** Rows that were not asked for are undefined; all others must be right. */
function wrongRow(actual: readonly (Value | undefined)[], expected: readonly Value[]): number {
  if (actual.length !== expected.length) return -2;
  return expected.findIndex((value, row) => actual[row] !== undefined && !Object.is(actual[row], value));
}

/** Asks for some batches of some columns, by a number that fast-check shrinks. */
const chooser =
  (seed: number, oneIn: number) =>
  (name: string, index: number): boolean =>
    (Math.imul(seed + name.charCodeAt(0) + 31 * index, 0x9e3779b1) >>> 8) % oneIn === 0;

describe("a large file", () => {
  let path: string;
  let expected: Record<string, Value[]>;

  beforeAll(async () => {
    const query = `
      SELECT i, CASE WHEN i % 3 = 0 THEN NULL ELSE i * 3 END AS "null", 'text of row ' || i AS text, 'code ' || (i % 100) AS code,
        CASE WHEN i % 5 = 0 THEN NULL ELSE (i % 7 = 0) END AS bool, (i % 1000)::INTEGER AS small, (i / 3)::DOUBLE AS "double"
      FROM range(${ROWS}) t(i)`;
    path = await write("large", query, "CODEC snappy, ROW_GROUP_SIZE 250000");
    expected = await columns(query);
  });

  it("is cut into slices", async () => {
    const { plan, columns: actual } = await scan(path, { asks: () => false });
    expect(plan.morsels.length).toBeGreaterThan(2);
    expect(plan.morsels.reduce((sum, { rows }) => sum + rows, 0)).toBe(ROWS);
    expect(actual.i!.length).toBe(ROWS);
  });

  it("gives the right rows whatever is asked for, in whatever order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.constantFrom(3, 5, 9), fc.boolean(), async (seed, oneIn, backwards) => {
        const order = (morsels: number[]): number[] => (backwards ? morsels.reverse() : morsels);
        const { columns: actual } = await scan(path, { asks: chooser(seed, oneIn), order });
        for (const [name, values] of Object.entries(expected)) expect(wrongRow(actual[name]!, values), name).toBe(-1);
      }),
      { numRuns: 5 },
    );
  });

  it("ends where nRows says", async () => {
    for (const nRows of [0, 1, BATCH_ROWS, 250_001, ROWS + 1]) {
      const { source, columns: actual } = await scan(path, { nRows, columns: ["i"] });
      expect(source.rowCount).toBe(Math.min(nRows, ROWS));
      expect(actual.i?.length ?? 0).toBe(Math.min(nRows, ROWS));
      expect(actual.i?.at(-1) ?? null).toBe(nRows === 0 ? null : BigInt(Math.min(nRows, ROWS) - 1));
    }
  });
});

describe("small pages of every encoding", () => {
  it.each(["nulls--delta-v1", "nulls--delta-v2", "dense--required-v1", "codecs--snappy-v2", "dictionaries", "patterns", "lengths--v2"])(
    "are passed over right: %s",
    async (name) => {
      // Batches are larger than these files, so the cursor is driven by itself.
      const { columns: whole } = await scan(`${folder}${name}.parquet`);
      await fc.assert(
        fc.asyncProperty(fc.array(fc.record({ skip: fc.nat(40), take: fc.nat(60) }), { minLength: 1, maxLength: 20 }), async (steps) => {
          const { columns: parts } = await scan(`${folder}${name}.parquet`, { steps });
          for (const [column, values] of Object.entries(whole)) expect(wrongRow(parts[column]!, values as Value[]), column).toBe(-1);
        }),
        { numRuns: 25 },
      );
    },
  );
});
