import { describe, expect, test } from "vitest";
import { optimize } from "../../src/optimize/index.js";
import { nodesOf } from "../../src/plan/index.js";
import { alias, col, fn, fnWith, lit } from "../expr/build.js";
import { aggregate, by, filter, join, select, sort, union, unique, withColumns } from "../plan/build.js";
import { around, small, t } from "./support.js";

describe("projection-pushdown", () => {
  test("into scans, through aggregates that nobody reads", () => {
    const plan = aggregate(
      withColumns(t, alias(fn("mul", col("x"), lit(2)), "y")),
      [col("s")],
      [fn("sum", col("y")), fn("max", col("a")), fn("len")],
    );
    expect(around("projection-pushdown", select(plan, col("s"), col("y")))).toMatchInlineSnapshot(`
      "
      SELECT [col("s"), col("y")]
      FROM
        AGGREGATE
          [col("y").sum().alias("y"), col("a").max().alias("a"), len().alias("len")] BY [col("s")]
        FROM
          SELECT [col("a"), col("b"), col("x"), col("s"), col("ok"), (col("x") * 2).alias("y")]
          FROM
            SCAN t
            PROJECT */5 COLUMNS
        ⇒
      SELECT [col("s"), col("y")]
      FROM
        AGGREGATE
          [col("y").sum().alias("y")] BY [col("s")]
        FROM
          SELECT [col("s"), (col("x") * 2).alias("y")]
          FROM
            SCAN t
            PROJECT 2/5 COLUMNS: ["x","s"]
      "
    `);
  });
  test("counting rows needs no column", () => {
    expect(around("projection-pushdown", select(t, fn("len")))).toMatchInlineSnapshot(`
      "
      AGGREGATE
        [len().alias("len")] BY []
      FROM
        SCAN t
        PROJECT */5 COLUMNS
        ⇒
      AGGREGATE
        [len().alias("len")] BY []
      FROM
        SCAN t
        PROJECT 0/5 COLUMNS: []
      "
    `);
  });
  test("selects the columns of filters away below joins and sorts", () => {
    const left = filter(t, fnWith("str.contains", [true], col("s"), lit("x")));
    const plan = select(sort(join(left, small, "left", [col("a")], [col("k")]), by(col("b"))), col("x"), col("w"));
    expect(around("projection-pushdown", plan)).toMatchInlineSnapshot(`
      "
      SELECT [col("x"), col("w")]
      FROM
        SORT BY [col("b")]
        FROM
          LEFT JOIN
            LEFT KEYS [col("a")]
            RIGHT KEYS [col("k")]
            LEFT PLAN:
              SCAN t
              PROJECT */5 COLUMNS
              SELECTION: col("s").str.contains("x", true)
            RIGHT PLAN:
              SCAN small
              PROJECT */2 COLUMNS
          END LEFT JOIN
        ⇒
      SELECT [col("x"), col("w")]
      FROM
        SORT BY [col("b")]
        FROM
          SELECT [col("b"), col("x"), col("w")]
          FROM
            LEFT JOIN
              LEFT KEYS [col("a")]
              RIGHT KEYS [col("k")]
              LEFT PLAN:
                SCAN t
                PROJECT 3/5 COLUMNS: ["a","b","x"]
                SELECTION: col("s").str.contains("x", true)
              RIGHT PLAN:
                SCAN small
                PROJECT */2 COLUMNS
            END LEFT JOIN
      "
    `);
  });
  test("keeps the columns of a union equal", () => {
    expect(around("projection-pushdown", select(union(filter(t, col("ok")), t), col("a")))).toMatchInlineSnapshot(`
      "
      SELECT [col("a")]
      FROM
        UNION
          PLAN 0:
            SCAN t
            PROJECT */5 COLUMNS
            SELECTION: col("ok")
          PLAN 1:
            SCAN t
            PROJECT */5 COLUMNS
        END UNION
        ⇒
      SELECT [col("a")]
      FROM
        UNION
          PLAN 0:
            SCAN t
            PROJECT 1/5 COLUMNS: ["a"]
            SELECTION: col("ok")
          PLAN 1:
            SCAN t
            PROJECT 1/5 COLUMNS: ["a"]
        END UNION
      "
    `);
  });
  test("keeps a costly subplan that occurs twice one object", () => {
    const grouped = aggregate(t, [col("s")], [fn("sum", col("x")), fn("max", col("a"))]);
    const plan = filter(
      select(join(grouped, grouped, "inner", [col("s")]), col("s"), col("x"), col("a_right")),
      fn("gt", col("x"), lit(1)),
    );
    const aggregates = nodesOf(optimize(plan)).filter((node) => node.kind === "Aggregate");
    expect(aggregates).toHaveLength(1);
  });
  test("keeps of a subplan that occurs twice what its readers need together", () => {
    const grouped = aggregate(t, [col("s")], [fn("sum", col("x")), fn("max", col("a")), fn("min", col("b"))]);
    const maximum = aggregate(grouped, [], [alias(fn("max", col("x")), "m")]);
    expect(around("projection-pushdown", select(join(grouped, maximum, "cross"), col("a"), col("m")))).toMatchInlineSnapshot(`
      "
      SELECT [col("a"), col("m")]
      FROM
        CROSS JOIN
          LEFT PLAN:
            SHARED 1:
              AGGREGATE
                [col("x").sum().alias("x"), col("a").max().alias("a"), col("b").min().alias("b")] BY [col("s")]
              FROM
                SCAN t
                PROJECT */5 COLUMNS
          RIGHT PLAN:
            AGGREGATE
              [col("x").max().alias("m")] BY []
            FROM
              SHARED 1
        END CROSS JOIN
        ⇒
      SELECT [col("a"), col("m")]
      FROM
        CROSS JOIN
          LEFT PLAN:
            SELECT [col("a")]
            FROM
              SHARED 1:
                AGGREGATE
                  [col("x").sum().alias("x"), col("a").max().alias("a")] BY [col("s")]
                FROM
                  SCAN t
                  PROJECT 3/5 COLUMNS: ["a","x","s"]
          RIGHT PLAN:
            AGGREGATE
              [col("x").max().alias("m")] BY []
            FROM
              SHARED 1
        END CROSS JOIN
      "
    `);
  });
  test("keeps what unique compares", () => {
    expect(around("projection-pushdown", select(unique(t, ["b"], "any"), col("a")))).toMatchInlineSnapshot(`
      "
      SELECT [col("a")]
      FROM
        UNIQUE[keep: any] ON ["b"]
        FROM
          SCAN t
          PROJECT */5 COLUMNS
        ⇒
      SELECT [col("a")]
      FROM
        UNIQUE[keep: any] ON ["b"]
        FROM
          SCAN t
          PROJECT 2/5 COLUMNS: ["a","b"]
      "
    `);
    expect(around("projection-pushdown", select(unique(t, undefined, "any"), col("a")))).toContain("unchanged");
  });
});
