import { describe, expect, test } from "vitest";
import { optimize } from "../../src/optimize/index.js";
import { type ExactStatistics, explain, type Plan } from "../../src/plan/index.js";
import { Float64, Int64 } from "../../src/types/index.js";
import { alias, col, fn, lit } from "../expr/build.js";
import { aggregate, FakeSource, filter, select, slice } from "../plan/build.js";
import { around, t } from "./support.js";

describe("statistics-answers", () => {
  const known: Readonly<Record<string, ExactStatistics>> = { a: { nullCount: 4, min: -7n, max: 7n }, b: { nullCount: 0 }, x: {} };
  const source = Object.assign(new FakeSource("f", { a: Int64, b: Int64, x: Float64 }), { exact: (name: string) => known[name] });
  const file: Plan = { kind: "Scan", source };
  test("leaves to reading what is not known", () => {
    const plan = select(file, fn("min", col("a")), alias(fn("max", col("b")), "b"), alias(fn("count", col("a")), "n"));
    expect(around("statistics-answers", plan)).toMatchInlineSnapshot(`
      "
      AGGREGATE
        [col("a").min().alias("a"), col("b").max().alias("b"), col("a").count().alias("n")] BY []
      FROM
        SCAN f
        PROJECT */3 COLUMNS
        ⇒
      SELECT [lit(-7).alias("a"), col("b"), lit(996).alias("n")]
      FROM
        AGGREGATE
          [col("b").max().alias("b")] BY []
        FROM
          SCAN f
          PROJECT */3 COLUMNS
      "
    `);
  });
  test("reads nothing where all is known", () => {
    expect(explain(optimize(select(file, alias(fn("max", col("a")), "a"), fn("len"))))).toMatchInlineSnapshot(`
      "SELECT [lit(7).alias("a"), lit(1000).alias("len")]
      FROM
        AGGREGATE
          [len().alias("a")] BY []
        FROM
          SCAN f
          PROJECT 0/3 COLUMNS: []
          LIMIT: 0"
    `);
  });
  test("not of a part of the rows, of groups, of what is computed", () => {
    expect(around("statistics-answers", select(filter(file, fn("gt", col("a"), lit(1))), fn("max", col("a"))))).toContain("unchanged");
    expect(around("statistics-answers", select(slice(file, 0, 9), fn("max", col("a"))))).toContain("unchanged");
    expect(around("statistics-answers", aggregate(file, [col("b")], [fn("max", col("a"))]))).toContain("unchanged");
    expect(around("statistics-answers", select(file, fn("max", fn("abs", col("a")))))).toContain("unchanged");
    expect(around("statistics-answers", select(file, fn("count", col("x"))))).toContain("unchanged");
    expect(around("statistics-answers", select(t, fn("len")))).toContain("unchanged");
  });
});
