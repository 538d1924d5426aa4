import { describe, expect, test } from "vitest";
import { analyse } from "../../src/optimize/index.js";
import { explain, type Plan } from "../../src/plan/index.js";
import { Float64, Int32 } from "../../src/types/index.js";
import { alias, all, col, fn, lit, over } from "../expr/build.js";
import { aggregate, drop, filter, join, rename, scan, select, withColumns } from "../plan/build.js";
import { t } from "./support.js";

const analysed = (plan: Plan): string => `\n${explain(plan)}\n  ⇒\n${explain(analyse(plan))}\n`;

describe("analyse", () => {
  test("expands and coerces", () => {
    expect(analysed(filter(select(t, all("s", "ok")), fn("gt", all(), lit(2.5))))).toMatchInlineSnapshot(`
      "
      FILTER all() > 2.5
      FROM
        SELECT [all().exclude("s", "ok")]
        FROM
          SCAN t
          PROJECT */5 COLUMNS
        ⇒
      FILTER col("a") > 2 and col("b") > 2 and col("x") > 2.5
      FROM
        SELECT [col("a"), col("b"), col("x")]
        FROM
          SCAN t
          PROJECT */5 COLUMNS
      "
    `);
  });
  test("makes selections of drop, rename and withColumns", () => {
    expect(
      analysed(drop(rename(withColumns(t, alias(lit(1), "one"), fn("mul", col("x"), lit(2))), { a: "k" }), "s", "ok")),
    ).toMatchInlineSnapshot(`
      "
      DROP ["s","ok"]
      FROM
        RENAME {"a":"k"}
        FROM
          WITH COLUMNS [lit(1).alias("one"), col("x") * 2]
          FROM
            SCAN t
            PROJECT */5 COLUMNS
        ⇒
      SELECT [col("k"), col("b"), col("x"), col("one")]
      FROM
        SELECT [col("a").alias("k"), col("b"), col("x"), col("s"), col("ok"), col("one")]
        FROM
          SELECT [col("a"), col("b"), (col("x") * 2).alias("x"), col("s"), col("ok"), lit(1).alias("one")]
          FROM
            SCAN t
            PROJECT */5 COLUMNS
      "
    `);
  });
  test("aggregates of a whole frame", () => {
    expect(
      analysed(select(t, alias(fn("div", fn("sum", col("a")), fn("count", col("a"))), "m"), fn("max", col("x")))),
    ).toMatchInlineSnapshot(`
      "
      SELECT [(col("a").sum() / col("a").count()).alias("m"), col("x").max()]
      FROM
        SCAN t
        PROJECT */5 COLUMNS
        ⇒
      SELECT [(col("__agg0").cast(Float64) / col("__agg1").cast(Float64)).alias("m"), col("__agg2").alias("x")]
      FROM
        AGGREGATE
          [col("a").sum().alias("__agg0"), col("a").count().alias("__agg1"), col("x").max().alias("__agg2")] BY []
        FROM
          SCAN t
          PROJECT */5 COLUMNS
      "
    `);
  });
  test("a frame of literals has one row", () => {
    expect(analysed(select(t, lit(1)))).toMatchInlineSnapshot(`
      "
      SELECT [1]
      FROM
        SCAN t
        PROJECT */5 COLUMNS
        ⇒
      SELECT [lit(1).alias("literal")]
      FROM
        AGGREGATE
          [len().alias("__agg0")] BY []
        FROM
          SCAN t
          PROJECT */5 COLUMNS
      "
    `);
  });
  test("aggregates beside rows", () => {
    expect(
      analysed(filter(withColumns(t, fn("sub", col("x"), fn("mean", col("x")))), fn("gt", col("x"), fn("max", col("x"))))),
    ).toMatchInlineSnapshot(`
      "
      FILTER col("x") > col("x").max()
      FROM
        WITH COLUMNS [col("x") - col("x").mean()]
        FROM
          SCAN t
          PROJECT */5 COLUMNS
        ⇒
      SELECT [col("a"), col("b"), col("x"), col("s"), col("ok")]
      FROM
        FILTER col("x") > col("__window0")
        FROM
          CROSS JOIN
            LEFT PLAN:
              SHARED 1:
                SELECT [col("a"), col("b"), (col("x") - col("__window0")).alias("x"), col("s"), col("ok")]
                FROM
                  CROSS JOIN
                    LEFT PLAN:
                      SCAN t
                      PROJECT */5 COLUMNS
                    RIGHT PLAN:
                      AGGREGATE
                        [col("x").mean().alias("__window0")] BY []
                      FROM
                        SCAN t
                        PROJECT */5 COLUMNS
                  END CROSS JOIN
            RIGHT PLAN:
              AGGREGATE
                [col("x").max().alias("__window0")] BY []
              FROM
                SHARED 1
          END CROSS JOIN
      "
    `);
  });
  test("windows", () => {
    const centred = fn("sub", col("x"), over(fn("mean", col("x")), col("a")));
    expect(
      analysed(select(t, centred, alias(over(fn("sum", col("b")), col("a")), "sum"), alias(over(fn("sum", col("b")), col("s")), "other"))),
    ).toMatchInlineSnapshot(`
      "
      SELECT [col("x") - col("x").mean().over(col("a")), col("b").sum().over(col("a")).alias("sum"), col("b").sum().over(col("s")).alias("other")]
      FROM
        SCAN t
        PROJECT */5 COLUMNS
        ⇒
      SELECT [(col("x") - col("__window1")).alias("x"), col("__window2").alias("sum"), col("__window3").alias("other")]
      FROM
        LEFT JOIN [nulls equal]
          LEFT KEYS [col("s")]
          RIGHT KEYS [col("__window0")]
          LEFT PLAN:
            LEFT JOIN [nulls equal]
              LEFT KEYS [col("a")]
              RIGHT KEYS [col("__window0")]
              LEFT PLAN:
                SCAN t
                PROJECT */5 COLUMNS
              RIGHT PLAN:
                AGGREGATE
                  [col("x").mean().alias("__window1"), col("b").sum().alias("__window2")] BY [col("a").alias("__window0")]
                FROM
                  SCAN t
                  PROJECT */5 COLUMNS
            END LEFT JOIN
          RIGHT PLAN:
            AGGREGATE
              [col("b").sum().alias("__window3")] BY [col("s").alias("__window0")]
            FROM
              SCAN t
              PROJECT */5 COLUMNS
        END LEFT JOIN
      "
    `);
  });
  test("aggregates of what aggregates are part of", () => {
    expect(analysed(aggregate(t, [col("s")], [fn("sum", fn("sub", col("x"), fn("mean", col("x"))))]))).toMatchInlineSnapshot(`
      "
      AGGREGATE
        [(col("x") - col("x").mean()).sum()] BY [col("s")]
      FROM
        SCAN t
        PROJECT */5 COLUMNS
        ⇒
      AGGREGATE
        [(col("x") - col("__window1")).sum().alias("x")] BY [col("s")]
      FROM
        LEFT JOIN [nulls equal]
          LEFT KEYS [col("s")]
          RIGHT KEYS [col("__window0")]
          LEFT PLAN:
            SCAN t
            PROJECT */5 COLUMNS
          RIGHT PLAN:
            AGGREGATE
              [col("x").mean().alias("__window1")] BY [col("s").alias("__window0")]
            FROM
              SCAN t
              PROJECT */5 COLUMNS
        END LEFT JOIN
      "
    `);
  });
  test("brings join keys to one dtype and names clashing columns", () => {
    const other = scan("other", { a: Float64, b: Int32, x: Float64 });
    expect(analysed(join(t, other, "left", [col("a"), col("b")], [col("a"), col("b")], "_o"))).toMatchInlineSnapshot(`
      "
      LEFT JOIN
        LEFT KEYS [col("a"), col("b")]
        RIGHT KEYS [col("a"), col("b")]
        LEFT PLAN:
          SCAN t
          PROJECT */5 COLUMNS
        RIGHT PLAN:
          SCAN other
          PROJECT */3 COLUMNS
      END LEFT JOIN
        ⇒
      LEFT JOIN
        LEFT KEYS [col("a"), col("b")]
        RIGHT KEYS [col("a"), col("b")]
        LEFT PLAN:
          SCAN t
          PROJECT */5 COLUMNS
        RIGHT PLAN:
          SELECT [when(col("a").cast(Int64).cast(Float64) == col("a")).then(col("a").cast(Int64)).otherwise(null).alias("a"), col("b").cast(Int64).alias("b"), col("x").alias("x_o")]
          FROM
            SCAN other
            PROJECT */3 COLUMNS
      END LEFT JOIN
      "
    `);
  });
});
