import { describe, expect, test } from "vitest";
import type { ExprNode } from "../../src/expr/index.js";
import { optimize } from "../../src/optimize/index.js";
import { nodesOf, type Plan } from "../../src/plan/index.js";
import { Int64, List } from "../../src/types/index.js";
import { alias, cast, col, fn, lit } from "../expr/build.js";
import { aggregate, by, explode, filter, join, rename, scan, select, slice, sort, union, unique, withColumns } from "../plan/build.js";
import { around, t } from "./support.js";

describe("predicate-pushdown", () => {
  const positive = fn("gt", col("a"), lit(0));
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
  test("keeps a filter by text that occurs twice one object, and others apart", () => {
    const twice = (from: Plan, predicate: ExprNode) => {
      const kept = filter(from, predicate);
      const maximum = aggregate(filter(kept, positive), [], [alias(fn("max", col("x")), "m")]);
      return nodesOf(optimize(select(join(filter(kept, fn("lt", col("b"), lit(9))), maximum, "cross"), col("a"), col("m"))));
    };
    const scans = (nodes: readonly Plan[]) => nodes.filter(({ kind }) => kind === "Scan").length;
    const starts = fn("str.startsWith", col("s"), lit("a"));
    expect(scans(twice(t, starts))).toBe(1);
    expect(scans(twice(withColumns(t, alias(fn("str.toUpperCase", col("s")), "s")), fn("eq", col("s"), lit("A"))))).toBe(1);
    expect(scans(twice(withColumns(t, alias(fn("str.toUpperCase", col("s")), "s")), fn("gt", col("b"), lit(1))))).toBe(2);
    expect(scans(twice(t, fn("eq", col("s"), lit("a"))))).toBe(2);
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
