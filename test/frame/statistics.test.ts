// What frames tell the optimizer of their columns.

import pl from "floe";
import { expect, test } from "vitest";
import type { ColumnStatistics, Source } from "../../src/plan/index.js";

const frame = pl.DataFrame(
  {
    int: Array.from({ length: 1000 }, (_, row) => row),
    big: Array.from({ length: 1000 }, (_, row) => BigInt(row) - 500n),
    nulls: Array.from({ length: 1000 }, () => null),
    holes: Array.from({ length: 1000 }, (_, row) => (row % 2 === 0 ? null : row)),
    nan: Array.from({ length: 1000 }, () => Number.NaN),
    date: Array.from({ length: 1000 }, (_, row) => new Date(row * 86_400_000)),
    text: Array.from({ length: 1000 }, (_, row) => `t${row}`),
    code: Array.from({ length: 1000 }, (_, row) => `c${row % 3}`),
  },
  { schema: { int: pl.Int32, big: pl.Int64, nulls: pl.Float64, date: pl.Date, code: pl.Categorical } },
);

function statistics(column: string): ColumnStatistics | undefined {
  const { plan } = frame.lazy();
  return plan.kind === "Scan" ? (plan.source as Source).statistics?.(column) : undefined;
}

test.each([
  ["int", 0, 999],
  ["big", -500, 499],
  ["holes", 1, 999],
  ["date", 0, 999],
])("%s lies about between the least and the greatest value", (column, min, max) => {
  const found = statistics(column);
  expect(found?.min).toBeGreaterThanOrEqual(min);
  expect(found?.min).toBeLessThan(min + 50);
  expect(found?.max).toBeLessThanOrEqual(max);
  expect(found?.max).toBeGreaterThan(max - 50);
});

test("dictionaries say how many values there are", () => expect(statistics("code")).toEqual({ distinctCount: 3 }));

test.each(["nulls", "nan", "text", "missing"])("nothing is known of %s", (column) => expect(statistics(column)).toBeUndefined());

test("of an empty frame nothing is known", () => {
  const { plan } = pl.DataFrame({ a: [] }, { schema: { a: pl.Int32 } }).lazy();
  expect(plan.kind === "Scan" && plan.source.statistics?.("a")).toBeUndefined();
});
