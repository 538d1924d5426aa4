import { describe, expect, test } from "vitest";
import { Utf8 } from "../../src/types/index.js";
import { cast, col, fn, lit } from "../expr/build.js";
import { filter, join, rename, select } from "../plan/build.js";
import { around, big, small, t } from "./support.js";

describe("predicate-pushdown at joins", () => {
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
});
