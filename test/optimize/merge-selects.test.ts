import { describe, expect, test } from "vitest";
import { alias, col, fn, lit } from "../expr/build.js";
import { select } from "../plan/build.js";
import { around, t } from "./support.js";

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
