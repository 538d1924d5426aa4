import { describe, expect, test } from "vitest";
import { Int64 } from "../../src/types/index.js";
import { alias, col, fn, isIn, lit, when } from "../expr/build.js";
import { filter, select } from "../plan/build.js";
import { around, t } from "./support.js";

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

  test("puts literals that took the place of columns on the right", () => {
    const exprs = (["lt", "ltEq", "eq", "neq"] as const).map((name) => fn(name, col("one"), col("a")));
    const predicate = exprs.reduce((left, right) => fn("or", left, right));
    const plan = filter(select(t, col("a"), alias(lit(1n, Int64), "one")), predicate);
    expect(around("simplify-expressions", plan)).toMatchInlineSnapshot(`
      "
      SELECT [col("a"), lit(1).alias("one")]
      FROM
        SCAN t
        PROJECT */5 COLUMNS
        SELECTION: 1 < col("a") or 1 <= col("a") or 1 == col("a") or 1 != col("a")
        ⇒
      SELECT [col("a"), lit(1).alias("one")]
      FROM
        SCAN t
        PROJECT */5 COLUMNS
        SELECTION: col("a") > 1 or col("a") >= 1 or col("a") == 1 or col("a") != 1
      "
    `);
  });
});
