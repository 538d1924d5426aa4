import { describe, expect, test } from "vitest";
import { Float64, Int32, Int64, Utf8 } from "../../src/types/index.js";
import { cast, col, fn, lit } from "../expr/build.js";
import { aggregate, filter, join, scan, select } from "../plan/build.js";
import { around, small } from "./support.js";

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
  });
  test("not where a key would be cast for rows that a filter leaves out", () => {
    const wanted = filter(grouped, fn("gt", col("v"), lit(0)));
    const joined = join(wanted, few, "inner", [cast(col("k"), Int32)], [col("k")]);
    const reduced = around("semi-join-reduction", select(joined, fn("count", col("v"))));
    expect(reduced.slice(reduced.indexOf("⇒"))).toMatch(/SEMI JOIN.*FILTER.*AGGREGATE.*END SEMI JOIN/s);
  });
  test("not where the rows stream, have no match and stay, or most have one", () => {
    expect(around("semi-join-reduction", select(join(few, many, "inner", [col("k")]), fn("sum", col("v"))))).toContain("unchanged");
    expect(around("semi-join-reduction", join(many, few, "left", [col("k")]))).toContain("unchanged");
    expect(around("semi-join-reduction", join(few, many, "full", [col("k")]))).toContain("unchanged");
    expect(around("semi-join-reduction", join(few, many, "anti", [col("k")]))).toContain("unchanged");
    expect(around("semi-join-reduction", join(small, many, "left", [col("k")]))).toContain("unchanged");
  });
});
