import { describe, expect, test } from "vitest";
import { optimizeSteps } from "../../src/optimize/index.js";
import type { Plan } from "../../src/plan/index.js";
import { Float64, Int8, Int64, Utf8 } from "../../src/types/index.js";
import { alias, cast, col, fn } from "../expr/build.js";
import { aggregate, join, scan, select } from "../plan/build.js";
import { around } from "./support.js";

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
    const fallible = join(
      join(items, orders, "inner", [col("order")], [col("id")]),
      nations,
      "inner",
      [cast(col("nation"), Int8)],
      [col("key")],
    );
    expect(around("join-association", fallible)).toContain("unchanged");
    const twice = join(
      sum(join(inner, nations, "inner", [col("nation")], [col("key")])),
      select(inner, alias(fn("max", col("v")), "m")),
      "cross",
    );
    expect(around("join-association", twice)).toContain("unchanged");
  });
});
