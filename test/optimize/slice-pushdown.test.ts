import { describe, expect, test } from "vitest";
import { alias, col, fn, lit } from "../expr/build.js";
import { aggregate, filter, join, slice, union, withColumns } from "../plan/build.js";
import { around, big, small, t } from "./support.js";

describe("slice-pushdown", () => {
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
