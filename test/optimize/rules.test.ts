import { describe, expect, test } from "vitest";
import { analyse, optimize, optimizeSteps } from "../../src/optimize/index.js";
import { type ExactStatistics, explain, nodesOf, type Plan } from "../../src/plan/index.js";
import { Bool, Float64, Int32, Int64, List, Utf8 } from "../../src/types/index.js";
import { alias, all, cast, col, fn, fnWith, isIn, lit, over, when } from "../expr/build.js";
import {
  aggregate,
  by,
  drop,
  explode,
  FakeSource,
  filter,
  join,
  rename,
  scan,
  select,
  slice,
  sort,
  union,
  unique,
  withColumns,
} from "../plan/build.js";

const t = scan("t", { a: Int64, b: Int64, x: Float64, s: Utf8, ok: Bool });
const big = scan("big", { k: Int64, v: Float64 }, 1_000_000);
const small = scan("small", { k: Int64, w: Utf8 }, 100);

/** The plan before and after one rule, or only before when the rule found nothing to do. */
function around(rule: string, plan: Plan): string {
  const steps = optimizeSteps(plan);
  const index = steps.findIndex((step) => step.rule === rule);
  const before = steps[index === -1 ? steps.length - 1 : index - 1]?.plan;
  const after = index === -1 ? undefined : steps[index]?.plan;
  return `\n${before && explain(before)}\n  ⇒\n${after === undefined ? "unchanged" : explain(after)}\n`;
}
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
        LEFT KEYS [col("a").cast(Float64), col("b")]
        RIGHT KEYS [col("a"), col("b")]
        LEFT PLAN:
          SCAN t
          PROJECT */5 COLUMNS
        RIGHT PLAN:
          SELECT [col("a"), col("b").cast(Int64).alias("b"), col("x").alias("x_o")]
          FROM
            SCAN other
            PROJECT */3 COLUMNS
      END LEFT JOIN
      "
    `);
  });
});

describe("constant-folding", () => {
  test("computes what has literals only, and wraps integers", () => {
    const hour = fn("mul", lit(24), lit(60));
    const wrapping = fn("add", lit(2 ** 31 - 1), lit(1));
    expect(
      around("constant-folding", select(filter(t, fn("gt", col("x"), hour)), alias(fn("add", col("b"), wrapping), "b"))),
    ).toMatchInlineSnapshot(`
      "
      SELECT [(col("b") + (2147483647 + 1).cast(Int64)).alias("b")]
      FROM
        FILTER col("x") > (24 * 60).cast(Float64)
        FROM
          SCAN t
          PROJECT */5 COLUMNS
        ⇒
      SELECT [(col("b") + -2147483648).alias("b")]
      FROM
        FILTER col("x") > 1440
        FROM
          SCAN t
          PROJECT */5 COLUMNS
      "
    `);
  });
});

describe("simplify-expressions", () => {
  test("keeps what changes null, NaN or -0", () => {
    const exprs = [
      fn("and", col("ok"), lit(true)),
      fn("or", lit(true), col("ok")),
      fn("not", fn("not", col("ok"))),
      fn("not", fn("lt", col("x"), col("a"))),
      fn("eq", col("ok"), lit(false)),
      fn("add", col("a"), lit(0)),
      fn("add", col("x"), lit(0)),
      fn("sub", col("x"), lit(0)),
      fn("mul", col("x"), lit(1)),
      fn("mul", col("x"), lit(0)),
      when(fn("gt", lit(2), lit(1)), col("x"), col("a")),
      isIn(col("s"), "a"),
      fn("eq", col("s"), lit(null)),
      fn("fillNull", col("s"), lit(null)),
    ];
    expect(around("simplify-expressions", select(t, ...exprs.map((expr, index) => alias(expr, `e${index}`))))).toMatchInlineSnapshot(`
      "
      SELECT [(col("ok") and true).alias("e0"), (true or col("ok")).alias("e1"), col("ok").not().not().alias("e2"), (col("x") < col("a").cast(Float64)).not().alias("e3"), (col("ok") == false).alias("e4"), (col("a") + 0).alias("e5"), (col("x") + 0).alias("e6"), (col("x") - 0).alias("e7"), (col("x") * 1).alias("e8"), (col("x") * 0).alias("e9"), when(true).then(col("x")).otherwise(col("a").cast(Float64)).alias("e10"), col("s").isIn(["a"]).alias("e11"), (col("s") == null).alias("e12"), col("s").fillNull(null).alias("e13")]
      FROM
        SCAN t
        PROJECT */5 COLUMNS
        ⇒
      SELECT [col("ok").alias("e0"), lit(true).alias("e1"), col("ok").alias("e2"), (col("x") >= col("a").cast(Float64)).alias("e3"), col("ok").not().alias("e4"), col("a").alias("e5"), (col("x") + 0).alias("e6"), col("x").alias("e7"), col("x").alias("e8"), (col("x") * 0).alias("e9"), col("x").alias("e10"), (col("s") == "a").alias("e11"), lit(null).alias("e12"), col("s").alias("e13")]
      FROM
        SCAN t
        PROJECT */5 COLUMNS
      "
    `);
  });
});

describe("eliminate-no-ops", () => {
  test("leaves out what changes nothing", () => {
    expect(around("eliminate-no-ops", select(slice(filter(t, lit(true)), 0), all()))).toMatchInlineSnapshot(`
      "
      SELECT [col("a"), col("b"), col("x"), col("s"), col("ok")]
      FROM
        SLICE[offset: 0, length: all]
        FROM
          FILTER true
          FROM
            SCAN t
            PROJECT */5 COLUMNS
        ⇒
      SCAN t
      PROJECT */5 COLUMNS
      "
    `);
  });
  test("reads nothing for a filter that keeps nothing", () => {
    expect(around("eliminate-no-ops", filter(t, fn("gt", col("a"), lit(null))))).toMatchInlineSnapshot(`
      "
      FILTER null
      FROM
        SCAN t
        PROJECT */5 COLUMNS
        ⇒
      SLICE[offset: 0, length: 0]
      FROM
        SCAN t
        PROJECT */5 COLUMNS
      "
    `);
  });
});

describe("predicate-pushdown", () => {
  const positive = fn("gt", col("a"), lit(0));
  test("not to the right side of a join, where a name is that of a key that is left out", () => {
    const joined = join(t, rename(select(t, col("a"), col("b"), col("x")), { x: "y", b: "c" }), "inner", [col("b")], [col("a")]);
    expect(around("predicate-pushdown", filter(joined, fn("gt", col("a"), col("y"))))).toMatchInlineSnapshot(`
      "
      FILTER col("a").cast(Float64) > col("y")
      FROM
        INNER JOIN
          LEFT KEYS [col("b")]
          RIGHT KEYS [col("a")]
          LEFT PLAN:
            SCAN t
            PROJECT */5 COLUMNS
          RIGHT PLAN:
            SELECT [col("a"), col("b").alias("c"), col("x").alias("y")]
            FROM
              SELECT [col("a"), col("b"), col("x")]
              FROM
                SCAN t
                PROJECT */5 COLUMNS
        END INNER JOIN
        ⇒
      FILTER col("a").cast(Float64) > col("y")
      FROM
        INNER JOIN
          LEFT KEYS [col("b")]
          RIGHT KEYS [col("a")]
          LEFT PLAN:
            SCAN t
            PROJECT */5 COLUMNS
          RIGHT PLAN:
            SELECT [col("a"), col("b").alias("c"), col("x").alias("y")]
            FROM
              SELECT [col("a"), col("b"), col("x")]
              FROM
                SCAN t
                PROJECT */5 COLUMNS
        END INNER JOIN
      "
    `);
  });
  test("through explode, but not what reads its columns", () => {
    const lists = scan("lists", { id: Int64, l: List(Int64) });
    const kept = fn("and", fn("gt", col("id"), lit(1)), fn("gt", col("l"), lit(2)));
    expect(around("predicate-pushdown", filter(explode(lists, "l"), kept))).toMatchInlineSnapshot(`
      "
      FILTER col("id") > 1 and col("l") > 2
      FROM
        EXPLODE ["l"]
        FROM
          SCAN lists
          PROJECT */2 COLUMNS
        ⇒
      FILTER col("l") > 2
      FROM
        EXPLODE ["l"]
        FROM
          SCAN lists
          PROJECT */2 COLUMNS
          SELECTION: col("id") > 1
      "
    `);
  });
  test("into the scan, through selections, renames and sorts", () => {
    const plan = withColumns(
      rename(sort(filter(t, fn("isNotNull", col("s"))), by(col("b"))), { a: "c" }),
      alias(fn("add", col("c"), lit(1)), "a"),
    );
    expect(around("predicate-pushdown", filter(plan, fn("and", positive, fn("lt", col("x"), lit(5)))))).toMatchInlineSnapshot(`
      "
      FILTER col("a") > 0 and col("x") < 5
      FROM
        SELECT [col("c"), col("b"), col("x"), col("s"), col("ok"), (col("c") + 1).alias("a")]
        FROM
          SELECT [col("a").alias("c"), col("b"), col("x"), col("s"), col("ok")]
          FROM
            SORT BY [col("b")]
            FROM
              FILTER col("s").isNotNull()
              FROM
                SCAN t
                PROJECT */5 COLUMNS
        ⇒
      SELECT [col("c"), col("b"), col("x"), col("s"), col("ok"), (col("c") + 1).alias("a")]
      FROM
        SELECT [col("a").alias("c"), col("b"), col("x"), col("s"), col("ok")]
        FROM
          SORT BY [col("b")]
          FROM
            SCAN t
            PROJECT */5 COLUMNS
            SELECTION: col("s").isNotNull() and col("a") + 1 > 0 and col("x") < 5
      "
    `);
  });
  test("through an aggregation where it is about keys", () => {
    const plan = aggregate(t, [alias(fn("add", col("a"), lit(1)), "a"), col("s")], [alias(fn("sum", col("x")), "sum")]);
    expect(around("predicate-pushdown", filter(filter(plan, positive), fn("gt", col("sum"), lit(9))))).toMatchInlineSnapshot(`
      "
      FILTER col("sum") > 9
      FROM
        FILTER col("a") > 0
        FROM
          AGGREGATE
            [col("x").sum().alias("sum")] BY [(col("a") + 1).alias("a"), col("s")]
          FROM
            SCAN t
            PROJECT */5 COLUMNS
        ⇒
      FILTER col("sum") > 9
      FROM
        AGGREGATE
          [col("x").sum().alias("sum")] BY [(col("a") + 1).alias("a"), col("s")]
        FROM
          SCAN t
          PROJECT */5 COLUMNS
          SELECTION: col("a") + 1 > 0
      "
    `);
  });
  test("through unique on its subset", () => {
    expect(around("predicate-pushdown", filter(unique(t, ["a"], "first"), fn("and", positive, col("ok"))))).toMatchInlineSnapshot(`
      "
      FILTER col("a") > 0 and col("ok")
      FROM
        UNIQUE[keep: first] ON ["a"]
        FROM
          SCAN t
          PROJECT */5 COLUMNS
        ⇒
      FILTER col("ok")
      FROM
        UNIQUE[keep: first] ON ["a"]
        FROM
          SCAN t
          PROJECT */5 COLUMNS
          SELECTION: col("a") > 0
      "
    `);
  });
  test("into both inputs of a union, not through slices or what a sort limits", () => {
    expect(around("predicate-pushdown", filter(union(t, slice(t, 0, 3)), positive))).toMatchInlineSnapshot(`
      "
      FILTER col("a") > 0
      FROM
        UNION
          PLAN 0:
            SCAN t
            PROJECT */5 COLUMNS
          PLAN 1:
            SLICE[offset: 0, length: 3]
            FROM
              SCAN t
              PROJECT */5 COLUMNS
        END UNION
        ⇒
      UNION
        PLAN 0:
          SCAN t
          PROJECT */5 COLUMNS
          SELECTION: col("a") > 0
        PLAN 1:
          FILTER col("a") > 0
          FROM
            SLICE[offset: 0, length: 3]
            FROM
              SCAN t
              PROJECT */5 COLUMNS
      END UNION
      "
    `);
  });
  const key = fn("gt", col("k"), lit(0));
  const leftOnly = fn("gt", col("v"), lit(0));
  const rightOnly = fn("eq", col("w"), lit("x"));
  const both = fn("eq", fn("str.toUpperCase", col("w")), cast(col("v"), Utf8));
  test("into both sides of an inner join, keys into each", () => {
    const plan = join(big, small, "inner", [col("k")]);
    expect(
      around(
        "predicate-pushdown",
        filter(
          plan,
          [key, leftOnly, rightOnly, both].reduce((l, r) => fn("and", l, r)),
        ),
      ),
    ).toMatchInlineSnapshot(`
      "
      FILTER col("k") > 0 and col("v") > 0 and col("w") == "x" and col("w").str.toUpperCase() == col("v").cast(Utf8)
      FROM
        INNER JOIN
          LEFT KEYS [col("k")]
          RIGHT KEYS [col("k")]
          LEFT PLAN:
            SCAN big
            PROJECT */2 COLUMNS
          RIGHT PLAN:
            SCAN small
            PROJECT */2 COLUMNS
        END INNER JOIN
        ⇒
      FILTER col("w").str.toUpperCase() == col("v").cast(Utf8)
      FROM
        INNER JOIN
          LEFT KEYS [col("k")]
          RIGHT KEYS [col("k")]
          LEFT PLAN:
            SCAN big
            PROJECT */2 COLUMNS
            SELECTION: col("k") > 0 and col("v") > 0
          RIGHT PLAN:
            SCAN small
            PROJECT */2 COLUMNS
            SELECTION: col("w") == "x" and col("k") > 0
        END INNER JOIN
      "
    `);
  });
  test("of alternatives over both sides of a join, each side its part", () => {
    const alternative = (a: number, k: string) => fn("and", fn("eq", col("a"), lit(a)), fn("eq", col("w"), lit(k)));
    const either = fn("or", alternative(1, "x"), fn("or", alternative(2, "y"), alternative(3, "z")));
    expect(around("predicate-pushdown", filter(join(t, small, "inner", [col("b")], [col("k")]), either))).toMatchInlineSnapshot(`
      "
      FILTER col("a") == 1 and col("w") == "x" or col("a") == 2 and col("w") == "y" or col("a") == 3 and col("w") == "z"
      FROM
        INNER JOIN
          LEFT KEYS [col("b")]
          RIGHT KEYS [col("k")]
          LEFT PLAN:
            SCAN t
            PROJECT */5 COLUMNS
          RIGHT PLAN:
            SCAN small
            PROJECT */2 COLUMNS
        END INNER JOIN
        ⇒
      FILTER col("a") == 1 and col("w") == "x" or col("a") == 2 and col("w") == "y" or col("a") == 3 and col("w") == "z"
      FROM
        INNER JOIN
          LEFT KEYS [col("b")]
          RIGHT KEYS [col("k")]
          LEFT PLAN:
            SCAN t
            PROJECT */5 COLUMNS
            SELECTION: col("a") == 1 or col("a") == 2 or col("a") == 3
          RIGHT PLAN:
            SCAN small
            PROJECT */2 COLUMNS
            SELECTION: col("w") == "x" or col("w") == "y" or col("w") == "z"
        END INNER JOIN
      "
    `);
    const oneSided = fn("or", alternative(1, "x"), fn("eq", col("w"), lit("y")));
    expect(around("predicate-pushdown", filter(join(t, small, "left", [col("b")], [col("k")]), oneSided))).not.toContain("SELECTION");
  });
  test("into the left side of a left join", () => {
    const plan = join(big, small, "left", [col("k")]);
    expect(
      around(
        "predicate-pushdown",
        filter(
          plan,
          [key, leftOnly, rightOnly].reduce((l, r) => fn("and", l, r)),
        ),
      ),
    ).toMatchInlineSnapshot(`
      "
      FILTER col("k") > 0 and col("v") > 0 and col("w") == "x"
      FROM
        LEFT JOIN
          LEFT KEYS [col("k")]
          RIGHT KEYS [col("k")]
          LEFT PLAN:
            SCAN big
            PROJECT */2 COLUMNS
          RIGHT PLAN:
            SCAN small
            PROJECT */2 COLUMNS
        END LEFT JOIN
        ⇒
      FILTER col("w") == "x"
      FROM
        LEFT JOIN
          LEFT KEYS [col("k")]
          RIGHT KEYS [col("k")]
          LEFT PLAN:
            SCAN big
            PROJECT */2 COLUMNS
            SELECTION: col("k") > 0 and col("v") > 0
          RIGHT PLAN:
            SCAN small
            PROJECT */2 COLUMNS
            SELECTION: col("k") > 0
        END LEFT JOIN
      "
    `);
  });
  test("into no side of a full join", () => {
    expect(around("predicate-pushdown", filter(join(big, small, "full", [col("k")]), key))).toMatchInlineSnapshot(`
      "
      FILTER col("k") > 0
      FROM
        FULL JOIN
          LEFT KEYS [col("k")]
          RIGHT KEYS [col("k_right")]
          LEFT PLAN:
            SCAN big
            PROJECT */2 COLUMNS
          RIGHT PLAN:
            SELECT [col("k").alias("k_right"), col("w")]
            FROM
              SCAN small
              PROJECT */2 COLUMNS
        END FULL JOIN
        ⇒
      FILTER col("k") > 0
      FROM
        FULL JOIN
          LEFT KEYS [col("k")]
          RIGHT KEYS [col("k_right")]
          LEFT PLAN:
            SCAN big
            PROJECT */2 COLUMNS
          RIGHT PLAN:
            SELECT [col("k").alias("k_right"), col("w")]
            FROM
              SCAN small
              PROJECT */2 COLUMNS
        END FULL JOIN
      "
    `);
  });
  test("into the left side of semi and anti joins, keys into each", () => {
    expect(around("predicate-pushdown", filter(join(big, small, "anti", [col("k")]), fn("and", key, leftOnly)))).toMatchInlineSnapshot(`
      "
      FILTER col("k") > 0 and col("v") > 0
      FROM
        ANTI JOIN
          LEFT KEYS [col("k")]
          RIGHT KEYS [col("k")]
          LEFT PLAN:
            SCAN big
            PROJECT */2 COLUMNS
          RIGHT PLAN:
            SCAN small
            PROJECT */2 COLUMNS
        END ANTI JOIN
        ⇒
      ANTI JOIN
        LEFT KEYS [col("k")]
        RIGHT KEYS [col("k")]
        LEFT PLAN:
          SCAN big
          PROJECT */2 COLUMNS
          SELECTION: col("k") > 0 and col("v") > 0
        RIGHT PLAN:
          SCAN small
          PROJECT */2 COLUMNS
          SELECTION: col("k") > 0
      END ANTI JOIN
      "
    `);
  });
  test("never lets what can fail see more rows", () => {
    const parsed = fn("gt", cast(col("s"), Int64), lit(3));
    expect(around("predicate-pushdown", filter(filter(filter(t, col("ok")), parsed), positive))).toMatchInlineSnapshot(`
      "
      FILTER col("a") > 0
      FROM
        FILTER col("s").cast(Int64) > 3
        FROM
          FILTER col("ok")
          FROM
            SCAN t
            PROJECT */5 COLUMNS
        ⇒
      FILTER col("s").cast(Int64) > 3
      FROM
        SCAN t
        PROJECT */5 COLUMNS
        SELECTION: col("ok") and col("a") > 0
      "
    `);
  });
});

describe("top-k and slice-pushdown", () => {
  test("a sort with a limit", () => {
    expect(around("top-k", slice(select(sort(t, by(col("x"), true)), col("a"), col("x")), 2, 3))).toMatchInlineSnapshot(`
      "
      SLICE[offset: 2, length: 3]
      FROM
        SELECT [col("a"), col("x")]
        FROM
          SORT BY [col("x") desc]
          FROM
            SCAN t
            PROJECT */5 COLUMNS
        ⇒
      SELECT [col("a"), col("x")]
      FROM
        SLICE[offset: 2, length: 3]
        FROM
          SORT BY [col("x") desc] LIMIT 5
          FROM
            SCAN t
            PROJECT */5 COLUMNS
      "
    `);
  });
  test("into the scan", () => {
    expect(around("slice-pushdown", slice(withColumns(slice(t, 10, 5), alias(lit(1), "one")), 2, 30))).toMatchInlineSnapshot(`
      "
      SLICE[offset: 2, length: 30]
      FROM
        SELECT [col("a"), col("b"), col("x"), col("s"), col("ok"), lit(1).alias("one")]
        FROM
          SLICE[offset: 10, length: 5]
          FROM
            SCAN t
            PROJECT */5 COLUMNS
        ⇒
      SELECT [col("a"), col("b"), col("x"), col("s"), col("ok"), lit(1).alias("one")]
      FROM
        SLICE[offset: 12, length: 3]
        FROM
          SCAN t
          PROJECT */5 COLUMNS
          LIMIT: 15
      "
    `);
  });
  test("into unions and the left side of left joins", () => {
    expect(around("slice-pushdown", slice(union(t, t), 0, 3))).toMatchInlineSnapshot(`
      "
      SLICE[offset: 0, length: 3]
      FROM
        UNION
          PLAN 0:
            SCAN t
            PROJECT */5 COLUMNS
          PLAN 1:
            SCAN t
            PROJECT */5 COLUMNS
        END UNION
        ⇒
      SLICE[offset: 0, length: 3]
      FROM
        UNION
          PLAN 0:
            SCAN t
            PROJECT */5 COLUMNS
            LIMIT: 3
          PLAN 1:
            SCAN t
            PROJECT */5 COLUMNS
            LIMIT: 3
        END UNION
      "
    `);
    expect(around("slice-pushdown", slice(join(big, small, "left", [col("k")]), 0, 3))).toMatchInlineSnapshot(`
      "
      SLICE[offset: 0, length: 3]
      FROM
        LEFT JOIN
          LEFT KEYS [col("k")]
          RIGHT KEYS [col("k")]
          LEFT PLAN:
            SCAN big
            PROJECT */2 COLUMNS
          RIGHT PLAN:
            SCAN small
            PROJECT */2 COLUMNS
        END LEFT JOIN
        ⇒
      SLICE[offset: 0, length: 3]
      FROM
        LEFT JOIN
          LEFT KEYS [col("k")]
          RIGHT KEYS [col("k")]
          LEFT PLAN:
            SCAN big
            PROJECT */2 COLUMNS
            LIMIT: 3
          RIGHT PLAN:
            SCAN small
            PROJECT */2 COLUMNS
        END LEFT JOIN
      "
    `);
  });
  test("not through filters, inner joins, or from the end", () => {
    expect(
      around("slice-pushdown", slice(filter(aggregate(t, [col("a")], [fn("sum", col("x"))]), fn("gt", col("x"), lit(1))), 0, 3)),
    ).toContain("unchanged");
    expect(around("slice-pushdown", slice(join(big, small, "inner", [col("k")]), 0, 3))).toContain("unchanged");
    expect(around("slice-pushdown", slice(t, -3, 2))).toContain("unchanged");
  });
});

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

describe("merge-selects", () => {
  test("computes nothing twice", () => {
    const once = select(
      select(t, alias(fn("add", col("a"), lit(1)), "y"), col("b")),
      fn("mul", col("y"), lit(2)),
      alias(fn("add", col("b"), col("b")), "z"),
    );
    expect(around("merge-selects", once)).toMatchInlineSnapshot(`
      "
      SELECT [(col("y") * 2).alias("y"), (col("b") + col("b")).alias("z")]
      FROM
        SELECT [(col("a") + 1).alias("y"), col("b")]
        FROM
          SCAN t
          PROJECT 2/5 COLUMNS: ["a","b"]
        ⇒
      SELECT [((col("a") + 1) * 2).alias("y"), (col("b") + col("b")).alias("z")]
      FROM
        SCAN t
        PROJECT 2/5 COLUMNS: ["a","b"]
      "
    `);
    const twice = select(select(t, alias(fn("add", col("a"), lit(1)), "y")), fn("mul", col("y"), col("y")));
    expect(around("merge-selects", twice)).toContain("unchanged");
  });
});

describe("semi-join-reduction", () => {
  const many = scan("many", { k: Int64, g: Int64, v: Float64 }, 1_000_000);
  const few = filter(scan("few", { k: Int64, w: Utf8 }, 20_000), fn("eq", col("w"), lit("x")));
  const grouped = aggregate(many, [col("g"), col("k")], [fn("sum", col("v"))]);
  test("groups only what has a match, by those of the join keys that are keys of the groups", () => {
    const wanted = filter(grouped, fn("gt", col("v"), lit(0)));
    expect(around("semi-join-reduction", select(join(few, wanted, "inner", [col("k")]), fn("sum", col("v"))))).toMatchInlineSnapshot(`
      "
      AGGREGATE
        [col("v").sum().alias("v")] BY []
      FROM
        INNER JOIN [build: left]
          LEFT KEYS [col("k")]
          RIGHT KEYS [col("k")]
          LEFT PLAN:
            SCAN few
            PROJECT 1/2 COLUMNS: ["k"]
            SELECTION: col("w") == "x"
          RIGHT PLAN:
            SELECT [col("k"), col("v")]
            FROM
              FILTER col("v") > 0
              FROM
                AGGREGATE
                  [col("v").sum().alias("v")] BY [col("g"), col("k")]
                FROM
                  SCAN many
                  PROJECT */3 COLUMNS
        END INNER JOIN
        ⇒
      AGGREGATE
        [col("v").sum().alias("v")] BY []
      FROM
        INNER JOIN [build: left]
          LEFT KEYS [col("k")]
          RIGHT KEYS [col("k")]
          LEFT PLAN:
            SHARED 1:
              SELECT [col("k")]
              FROM
                SCAN few
                PROJECT 1/2 COLUMNS: ["k"]
                SELECTION: col("w") == "x"
          RIGHT PLAN:
            SELECT [col("k"), col("v")]
            FROM
              FILTER col("v") > 0
              FROM
                AGGREGATE
                  [col("v").sum().alias("v")] BY [col("g"), col("k")]
                FROM
                  SEMI JOIN
                    LEFT KEYS [col("k")]
                    RIGHT KEYS [col("k")]
                    LEFT PLAN:
                      SCAN many
                      PROJECT */3 COLUMNS
                    RIGHT PLAN:
                      SHARED 1
                  END SEMI JOIN
        END INNER JOIN
      "
    `);
  });
  test("stores only what has a match", () => {
    expect(around("semi-join-reduction", join(few, many, "left", [col("k")]))).toMatchInlineSnapshot(`
      "
      LEFT JOIN
        LEFT KEYS [col("k")]
        RIGHT KEYS [col("k")]
        LEFT PLAN:
          SCAN few
          PROJECT */2 COLUMNS
          SELECTION: col("w") == "x"
        RIGHT PLAN:
          SCAN many
          PROJECT */3 COLUMNS
      END LEFT JOIN
        ⇒
      LEFT JOIN
        LEFT KEYS [col("k")]
        RIGHT KEYS [col("k")]
        LEFT PLAN:
          SHARED 1:
            SELECT [col("k"), col("w")]
            FROM
              SCAN few
              PROJECT */2 COLUMNS
              SELECTION: col("w") == "x"
        RIGHT PLAN:
          SEMI JOIN
            LEFT KEYS [col("k")]
            RIGHT KEYS [col("k")]
            LEFT PLAN:
              SCAN many
              PROJECT */3 COLUMNS
            RIGHT PLAN:
              SHARED 1
          END SEMI JOIN
      END LEFT JOIN
      "
    `);
    expect(around("semi-join-reduction", join(few, many, "anti", [col("k")]))).toContain("SEMI JOIN");
  });
  test("not where the rows stream, have no match and stay, or most have one", () => {
    expect(around("semi-join-reduction", select(join(few, many, "inner", [col("k")]), fn("sum", col("v"))))).toContain("unchanged");
    expect(around("semi-join-reduction", join(many, few, "left", [col("k")]))).toContain("unchanged");
    expect(around("semi-join-reduction", join(few, many, "full", [col("k")]))).toContain("unchanged");
    expect(around("semi-join-reduction", join(small, many, "left", [col("k")]))).toContain("unchanged");
  });
});

describe("join-build-side", () => {
  const buildOf = (plan: Plan): string[] =>
    [...explain(optimizeSteps(plan).at(-1)?.plan ?? plan).matchAll(/build: (\w+)/g)].map(([, side]) => side ?? "");
  const inner = join(small, big, "inner", [col("k")]);
  const sum = aggregate(inner, [col("w")], [fn("sum", col("v"))]);
  test("builds from the smaller side where nobody sees the order", () => {
    expect(buildOf(sum)).toEqual(["left"]);
    expect(buildOf(select(sort(inner, by(col("v"))), fn("max", col("v"))))).toEqual(["left"]);
    expect(buildOf(unique(inner, undefined, "any"))).toEqual(["left"]);
  });
  test("keeps a join that occurs twice one object, with the order that one of its readers sees", () => {
    const plan = join(inner, aggregate(inner, [], [alias(fn("max", col("v")), "m")]), "cross");
    expect(buildOf(plan)).toEqual(["right"]);
  });
  test("keeps the left side's order where somebody does", () => {
    expect(buildOf(inner)).toEqual(["right"]);
    expect(buildOf(sort(inner, by(col("v"))))).toEqual(["right"]);
    expect(buildOf(sort(slice(inner, 0, 9), by(col("v"))))).toEqual(["right"]);
    expect(buildOf(aggregate(inner, [col("w")], [fn("first", col("v"))]))).toEqual(["right"]);
    expect(buildOf(aggregate(inner, [col("w")], [fn("sum", col("v"))], true))).toEqual(["right"]);
    expect(buildOf(unique(inner, ["w"], "first"))).toEqual(["right"]);
  });
  test("counts what filters leave", () => {
    const filtered = filter(big, isIn(col("k"), 1, 2));
    const similar = scan("similar", { k: Int64, w: Utf8 }, 500_000);
    expect(buildOf(select(join(similar, filtered, "inner", [col("k")]), fn("sum", col("v"))))).toEqual(["right"]);
    expect(buildOf(select(join(similar, big, "inner", [col("k")]), fn("sum", col("v"))))).toEqual(["left"]);
  });
});

describe("join-association", () => {
  const items = scan("items", { order: Int64, v: Float64 }, 1_000_000, { order: { min: 1, max: 200_000 } });
  const orders = scan("orders", { id: Int64, nation: Int64 }, 200_000, { id: { min: 1, max: 200_000 }, nation: { min: 0, max: 24 } });
  const nations = scan("nations", { key: Int64, name: Utf8 }, 25, { key: { min: 0, max: 24 } });
  const sum = (plan: Plan): Plan => aggregate(plan, [col("name")], [fn("sum", col("v"))]);
  test("joins the side that the keys come from, where that has fewer rows", () => {
    const joined = join(join(items, orders, "inner", [col("order")], [col("id")]), nations, "inner", [col("nation")], [col("key")]);
    expect(around("join-association", joined)).toMatchInlineSnapshot(`
      "
      INNER JOIN
        LEFT KEYS [col("nation")]
        RIGHT KEYS [col("key")]
        LEFT PLAN:
          INNER JOIN
            LEFT KEYS [col("order")]
            RIGHT KEYS [col("id")]
            LEFT PLAN:
              SCAN items
              PROJECT */2 COLUMNS
            RIGHT PLAN:
              SCAN orders
              PROJECT */2 COLUMNS
          END INNER JOIN
        RIGHT PLAN:
          SCAN nations
          PROJECT */2 COLUMNS
      END INNER JOIN
        ⇒
      INNER JOIN
        LEFT KEYS [col("order")]
        RIGHT KEYS [col("id")]
        LEFT PLAN:
          SCAN items
          PROJECT */2 COLUMNS
        RIGHT PLAN:
          INNER JOIN
            LEFT KEYS [col("nation")]
            RIGHT KEYS [col("key")]
            LEFT PLAN:
              SCAN orders
              PROJECT */2 COLUMNS
            RIGHT PLAN:
              SCAN nations
              PROJECT */2 COLUMNS
          END INNER JOIN
      END INNER JOIN
      "
    `);
  });
  test("turns the order of rows and columns on the left side, where nobody sees it", () => {
    const joined = join(join(orders, items, "inner", [col("id")], [col("order")]), nations, "inner", [col("nation")], [col("key")]);
    expect(around("join-association", sum(joined))).toMatchInlineSnapshot(`
      "
      AGGREGATE
        [col("v").sum().alias("v")] BY [col("name")]
      FROM
        INNER JOIN
          LEFT KEYS [col("nation")]
          RIGHT KEYS [col("key")]
          LEFT PLAN:
            INNER JOIN
              LEFT KEYS [col("id")]
              RIGHT KEYS [col("order")]
              LEFT PLAN:
                SCAN orders
                PROJECT */2 COLUMNS
              RIGHT PLAN:
                SCAN items
                PROJECT */2 COLUMNS
            END INNER JOIN
          RIGHT PLAN:
            SCAN nations
            PROJECT */2 COLUMNS
        END INNER JOIN
        ⇒
      AGGREGATE
        [col("v").sum().alias("v")] BY [col("name")]
      FROM
        SELECT [col("id"), col("nation"), col("v"), col("name")]
        FROM
          INNER JOIN
            LEFT KEYS [col("id")]
            RIGHT KEYS [col("order")]
            LEFT PLAN:
              INNER JOIN
                LEFT KEYS [col("nation")]
                RIGHT KEYS [col("key")]
                LEFT PLAN:
                  SCAN orders
                  PROJECT */2 COLUMNS
                RIGHT PLAN:
                  SCAN nations
                  PROJECT */2 COLUMNS
              END INNER JOIN
            RIGHT PLAN:
              SCAN items
              PROJECT */2 COLUMNS
          END INNER JOIN
      "
    `);
    expect(around("join-association", joined)).toContain("unchanged");
  });
  test("moves semi and anti joins, which change no order", () => {
    const joined = join(orders, items, "inner", [col("id")], [col("order")]);
    for (const how of ["semi", "anti"] as const) {
      const steps = optimizeSteps(join(joined, nations, how, [col("nation")], [col("key")])).map(({ rule }) => rule);
      expect(steps).toContain("join-association");
    }
  });
  test("leaves what needs both sides, has as few rows, is no inner join, or is computed for others as well", () => {
    const inner = join(orders, items, "inner", [col("id")], [col("order")]);
    const both = join(inner, nations, "inner", [fn("add", col("nation"), cast(col("v"), Int64))], [col("key")]);
    expect(around("join-association", sum(both))).toContain("unchanged");
    const few = join(nations, orders, "inner", [col("key")], [col("nation")]);
    expect(around("join-association", sum(join(few, items, "inner", [col("id")], [col("order")])))).toContain("unchanged");
    const left = join(orders, items, "left", [col("id")], [col("order")]);
    expect(around("join-association", sum(join(left, nations, "inner", [col("nation")], [col("key")])))).toContain("unchanged");
    const twice = join(
      sum(join(inner, nations, "inner", [col("nation")], [col("key")])),
      select(inner, alias(fn("max", col("v")), "m")),
      "cross",
    );
    expect(around("join-association", twice)).toContain("unchanged");
  });
});
