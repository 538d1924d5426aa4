import { describe, expect, test } from "vitest";
import type { ExprNode } from "../../src/expr/index.js";
import { explain, type Plan } from "../../src/plan/index.js";
import { Bool, Int64, Utf8 } from "../../src/types/index.js";
import { alias, col, fn, lit } from "../expr/build.js";
import { aggregate, filter, join, scan, select, slice } from "../plan/build.js";
import { planAfter } from "./support.js";

const rows = scan("rows", { k: Int64, s: Int64, ok: Bool, other: Int64 }, 1_000_000);
const good = filter(rows, col("ok"));
const names = scan("names", { s: Int64, w: Utf8 }, 10_000);
const isX = fn("eq", col("w"), lit("x"));
const few = filter(names, isX);
const several = (of: Plan): Plan => filter(aggregate(of, [col("k")], [alias(fn("len"), "n")]), fn("gt", col("n"), lit(1)));
const ofSeveral = (plan: Plan, of: Plan): Plan => join(plan, select(several(of), col("k")), "semi", [col("k")]);
const isChanged = (plan: Plan): boolean => planAfter("needed-groups", plan) !== undefined;

describe("needed-groups", () => {
  test("reads rows once for the few and once for their groups", () => {
    const twice = ofSeveral(ofSeveral(good, rows), ofSeveral(good, rows));
    const changed = planAfter("needed-groups", join(select(twice, col("k"), col("s")), few, "inner", [col("s")]));

    const read = (columns: readonly string[], predicate?: ExprNode): Plan =>
      ({ ...rows, columns, ...(predicate && { predicate }) }) as Plan;
    const fewNames = select({ ...names, predicate: isX } as Plan, col("s"), col("w"));
    const matching = select(join(read(["k", "s"], col("ok")), fewNames, "semi", [col("s")]), col("k"));
    const ofGroups = join(read(["k", "s", "ok"]), matching, "semi", [col("k")]);
    const goodOfGroups = (...names: readonly string[]) => select(filter(ofGroups, col("ok")), ...names.map((name) => col(name)));
    const keys = select(ofGroups, col("k"));
    const once = ofSeveral(goodOfGroups("k", "s"), keys);
    const wanted = ofSeveral(once, ofSeveral(goodOfGroups("k"), keys));
    expect(changed && explain(changed)).toBe(explain(join(wanted, fewNames, "inner", [col("s")])));
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
    ["they are grouped by something else as well", join(groupedTwice(), few, "inner", [col("s")])],
  ])("not where %s", (_, plan) => expect(isChanged(plan)).toBe(false));
});

function shared(): Plan {
  const kept = ofSeveral(good, rows);
  return join(join(kept, few, "inner", [col("s")]), aggregate(kept, [col("other")], [fn("len")]), "inner", [col("other")]);
}

function groupedTwice(): Plan {
  const kept = ofSeveral(good, rows);
  const others = filter(aggregate(kept, [col("other")], [alias(fn("len"), "n")]), fn("gt", col("n"), lit(1)));
  return join(kept, select(others, col("other")), "anti", [col("other")]);
}
