import { describe, expect, test } from "vitest";
import { optimizeSteps } from "../../src/optimize/index.js";
import type { Plan } from "../../src/plan/index.js";
import { Bool, Int64, Utf8 } from "../../src/types/index.js";
import { alias, col, fn, lit } from "../expr/build.js";
import { aggregate, filter, join, scan, select, slice } from "../plan/build.js";
import { around } from "./support.js";

const rows = scan("rows", { k: Int64, s: Int64, ok: Bool, other: Int64 }, 1_000_000);
const good = filter(rows, col("ok"));
const names = scan("names", { s: Int64, w: Utf8 }, 10_000);
const few = filter(names, fn("eq", col("w"), lit("x")));
const several = (of: Plan): Plan => filter(aggregate(of, [col("k")], [alias(fn("len"), "n")]), fn("gt", col("n"), lit(1)));
const ofSeveral = (plan: Plan, of: Plan): Plan => join(plan, select(several(of), col("k")), "semi", [col("k")]);
const isChanged = (plan: Plan): boolean => optimizeSteps(plan).some((step) => step.rule === "needed-groups");

describe("needed-groups", () => {
  test("reads rows once for the few and once for their groups", () => {
    const twice = ofSeveral(ofSeveral(good, rows), ofSeveral(good, rows));
    expect(around("needed-groups", join(select(twice, col("k"), col("s")), few, "inner", [col("s")]))).toMatchInlineSnapshot(`
      "
      INNER JOIN
        LEFT KEYS [col("s")]
        RIGHT KEYS [col("s")]
        LEFT PLAN:
          SEMI JOIN
            LEFT KEYS [col("k")]
            RIGHT KEYS [col("k")]
            LEFT PLAN:
              SEMI JOIN
                LEFT KEYS [col("k")]
                RIGHT KEYS [col("k")]
                LEFT PLAN:
                  SCAN rows
                  PROJECT 2/4 COLUMNS: ["k","s"]
                  SELECTION: col("ok")
                RIGHT PLAN:
                  SELECT [col("k")]
                  FROM
                    FILTER col("n") > 1
                    FROM
                      AGGREGATE
                        [len().alias("n")] BY [col("k")]
                      FROM
                        SCAN rows
                        PROJECT 1/4 COLUMNS: ["k"]
              END SEMI JOIN
            RIGHT PLAN:
              SELECT [col("k")]
              FROM
                FILTER col("n") > 1
                FROM
                  AGGREGATE
                    [len().alias("n")] BY [col("k")]
                  FROM
                    SEMI JOIN
                      LEFT KEYS [col("k")]
                      RIGHT KEYS [col("k")]
                      LEFT PLAN:
                        SCAN rows
                        PROJECT 1/4 COLUMNS: ["k"]
                        SELECTION: col("ok")
                      RIGHT PLAN:
                        SELECT [col("k")]
                        FROM
                          FILTER col("n") > 1
                          FROM
                            AGGREGATE
                              [len().alias("n")] BY [col("k")]
                            FROM
                              SCAN rows
                              PROJECT 1/4 COLUMNS: ["k"]
                    END SEMI JOIN
          END SEMI JOIN
        RIGHT PLAN:
          SCAN names
          PROJECT */2 COLUMNS
          SELECTION: col("w") == "x"
      END INNER JOIN
        ⇒
      INNER JOIN
        LEFT KEYS [col("s")]
        RIGHT KEYS [col("s")]
        LEFT PLAN:
          SEMI JOIN
            LEFT KEYS [col("k")]
            RIGHT KEYS [col("k")]
            LEFT PLAN:
              SEMI JOIN
                LEFT KEYS [col("k")]
                RIGHT KEYS [col("k")]
                LEFT PLAN:
                  SELECT [col("k"), col("s")]
                  FROM
                    FILTER col("ok")
                    FROM
                      SHARED 1:
                        SEMI JOIN
                          LEFT KEYS [col("k")]
                          RIGHT KEYS [col("k")]
                          LEFT PLAN:
                            SCAN rows
                            PROJECT 3/4 COLUMNS: ["k","s","ok"]
                          RIGHT PLAN:
                            SELECT [col("k")]
                            FROM
                              SEMI JOIN
                                LEFT KEYS [col("s")]
                                RIGHT KEYS [col("s")]
                                LEFT PLAN:
                                  SCAN rows
                                  PROJECT 2/4 COLUMNS: ["k","s"]
                                  SELECTION: col("ok")
                                RIGHT PLAN:
                                  SHARED 2:
                                    SELECT [col("s"), col("w")]
                                    FROM
                                      SCAN names
                                      PROJECT */2 COLUMNS
                                      SELECTION: col("w") == "x"
                              END SEMI JOIN
                        END SEMI JOIN
                RIGHT PLAN:
                  SELECT [col("k")]
                  FROM
                    FILTER col("n") > 1
                    FROM
                      AGGREGATE
                        [len().alias("n")] BY [col("k")]
                      FROM
                        SHARED 3:
                          SELECT [col("k")]
                          FROM
                            SHARED 1
              END SEMI JOIN
            RIGHT PLAN:
              SELECT [col("k")]
              FROM
                FILTER col("n") > 1
                FROM
                  AGGREGATE
                    [len().alias("n")] BY [col("k")]
                  FROM
                    SEMI JOIN
                      LEFT KEYS [col("k")]
                      RIGHT KEYS [col("k")]
                      LEFT PLAN:
                        SELECT [col("k")]
                        FROM
                          FILTER col("ok")
                          FROM
                            SHARED 1
                      RIGHT PLAN:
                        SELECT [col("k")]
                        FROM
                          FILTER col("n") > 1
                          FROM
                            AGGREGATE
                              [len().alias("n")] BY [col("k")]
                            FROM
                              SHARED 3
                    END SEMI JOIN
          END SEMI JOIN
        RIGHT PLAN:
          SHARED 2
      END INNER JOIN
      "
    `);
  });
  test("for a semi join, and where the few stand left", () => {
    expect(isChanged(join(ofSeveral(good, rows), few, "semi", [col("s")]))).toBe(true);
    expect(isChanged(join(few, ofSeveral(good, rows), "inner", [col("s")]))).toBe(true);
  });
  test("through other joins that only leave rows out", () => {
    const others = join(good, scan("others", { z: Int64 }, 10), "anti", [col("other")], [col("z")]);
    expect(isChanged(join(ofSeveral(others, rows), few, "inner", [col("s")]))).toBe(true);
  });
  test.each([
    ["many of the rows have a match", join(ofSeveral(good, rows), names, "inner", [col("s")])],
    ["rows without a match stay", join(ofSeveral(good, rows), few, "left", [col("s")])],
    ["rows without a group stay", join(join(good, select(several(rows), col("k")), "anti", [col("k")]), few, "inner", [col("s")])],
    ["the groups are of another table", join(ofSeveral(good, scan("rest", { k: Int64 }, 1_000_000)), few, "inner", [col("s")])],
    ["the groups are of some of the rows", join(ofSeveral(good, slice(rows, 0, 900_000)), few, "inner", [col("s")])],
    [
      "neither reads all that the other reads",
      join(ofSeveral(good, filter(rows, fn("gt", col("other"), lit(0)))), few, "inner", [col("s")]),
    ],
    ["they are asked for something else as well", shared()],
  ])("not where %s", (_, plan) => expect(isChanged(plan)).toBe(false));
});

function shared(): Plan {
  const kept = ofSeveral(good, rows);
  return join(join(kept, few, "inner", [col("s")]), aggregate(kept, [col("other")], [fn("len")]), "inner", [col("other")]);
}
