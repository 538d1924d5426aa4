import { describe, expect, test } from "vitest";
import { alias, col, fn, lit } from "../expr/build.js";
import { filter, select } from "../plan/build.js";
import { around, t } from "./support.js";

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
