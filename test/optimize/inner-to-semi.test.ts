import { describe, expect, test } from "vitest";
import type { Plan } from "../../src/plan/index.js";
import { Float64, Int32, Int64 } from "../../src/types/index.js";
import { alias, col, fn, lit } from "../expr/build.js";
import { aggregate, filter, join, scan, select, unique } from "../plan/build.js";
import { around, big } from "./support.js";

const many = scan("many", { k: Int64, j: Int64, v: Float64 }, 1_000_000);
const groups = select(filter(aggregate(big, [col("k")], [alias(fn("max", col("v")), "m")]), fn("gt", col("m"), lit(1))), col("k"));
const isSemi = (plan: Plan): boolean => !around("inner-to-semi", plan).includes("unchanged");
const total = (plan: Plan) => select(plan, fn("sum", col("v")));

describe("inner-to-semi", () => {
  test("asks of groups by the key only whether there is one", () => {
    expect(around("inner-to-semi", join(many, groups, "inner", [col("k")]))).toMatchInlineSnapshot(`
      "
      INNER JOIN
        LEFT KEYS [col("k")]
        RIGHT KEYS [col("k")]
        LEFT PLAN:
          SCAN many
          PROJECT */3 COLUMNS
        RIGHT PLAN:
          SELECT [col("k")]
          FROM
            FILTER col("m") > 1
            FROM
              AGGREGATE
                [col("v").max().alias("m")] BY [col("k")]
              FROM
                SCAN big
                PROJECT */2 COLUMNS
      END INNER JOIN
        ⇒
      SELECT [col("k"), col("j"), col("v")]
      FROM
        SEMI JOIN
          LEFT KEYS [col("k")]
          RIGHT KEYS [col("k")]
          LEFT PLAN:
            SCAN many
            PROJECT */3 COLUMNS
          RIGHT PLAN:
            SELECT [col("k")]
            FROM
              FILTER col("m") > 1
              FROM
                AGGREGATE
                  [col("v").max().alias("m")] BY [col("k")]
                FROM
                  SCAN big
                  PROJECT */2 COLUMNS
        END SEMI JOIN
      "
    `);
  });
  test("of the left side where nobody sees the order, under the left side's names", () => {
    const renamed = join(select(groups, alias(col("k"), "g")), many, "inner", [col("g")], [col("k")]);
    expect(isSemi(renamed)).toBe(false);
    expect(isSemi(total(renamed))).toBe(true);
    expect(isSemi(aggregate(renamed, [col("g")], [fn("sum", col("v"))]))).toBe(true);
  });
  test("of distinct rows, and of several keys in any order", () => {
    expect(
      isSemi(
        join(many, unique(scan("u", { k: Int64, j: Int64 }, 1000), undefined, "any"), "inner", [col("j"), col("k")], [col("k"), col("j")]),
      ),
    ).toBe(true);
  });
  test("not where rows may be found twice, are needed, or equal keys may differ", () => {
    const twoKeys = select(aggregate(big, [col("k"), col("v")], []), col("k"));
    expect(isSemi(join(many, twoKeys, "inner", [col("k")]))).toBe(false);
    expect(isSemi(join(many, select(big, col("k")), "inner", [col("k")]))).toBe(false);
    expect(isSemi(join(many, aggregate(big, [col("k")], [alias(fn("max", col("v")), "m")]), "inner", [col("k")]))).toBe(false);
    expect(isSemi(join(many, aggregate(big, [col("v")], []), "inner", [col("v")]))).toBe(false);
    expect(isSemi(join(many, aggregate(scan("n", { k: Int32 }, 1000), [col("k")], []), "inner", [col("k")]))).toBe(false);
  });
});
