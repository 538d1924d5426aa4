import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analyse, optimize, optimizeSteps } from "../../src/optimize/index.js";
import { associateJoins } from "../../src/optimize/join-association.js";
import { reduceGroups } from "../../src/optimize/needed-groups.js";
import { reduceJoins } from "../../src/optimize/semi-join-reduction.js";
import { explain, type Plan, schemaOf } from "../../src/plan/index.js";
import { alias, col, fn, lit } from "../expr/build.js";
import { aggregate, by, filter, join, select, sort } from "../plan/build.js";
import { evaluate, type Tables } from "./evaluate.js";
import { comparable, PlanDraw, t, tables, u } from "./random-plan.js";

const DEPTH = 6;
const RUNS = 300;

function resultOf(plan: Plan, data: Tables, ordered: boolean, analysed = true): string[] {
  return comparable(evaluate(plan, data, analysed), ordered);
}

describe("optimize", () => {
  test("keeps what a plan means and its schema, at every step", () => {
    fc.assert(
      fc.property(tables, fc.gen(), (data, gen) => {
        const { plan, ordered } = new PlanDraw(gen).plan(DEPTH);
        expect([...schemaOf(optimize(plan))]).toEqual([...schemaOf(plan)]);
        const written = resultOf(plan, data, ordered, false);
        for (const step of optimizeSteps(plan)) {
          const found = resultOf(step.plan, data, ordered);
          expect(found, `after ${step.rule}:\n${explain(step.plan)}\nwritten:\n${explain(plan)}`).toEqual(written);
        }
        const everyJoin = reduceJoins(optimize(plan), { manyRows: 0, ratio: 0, share: 1 });
        expect(resultOf(everyJoin, data, ordered), `every join reduced:\n${explain(everyJoin)}`).toEqual(written);
      }),
      { numRuns: RUNS },
    );
  });
});

describe("rows that are looked for by their groups", () => {
  const wide = select(t, col("a"), col("b"), col("x"));
  const other = select(u, alias(col("a"), "d"), alias(col("c"), "e"));
  test("are the same when groups are left out that are not needed", () => {
    let reduced = 0;
    fc.assert(
      fc.property(tables, fc.gen(), (data, gen) => {
        const one = <T>(...items: readonly T[]): T => gen(() => fc.constantFrom(...items));
        const positive = (plan: Plan): Plan => filter(plan, fn("gt", col("x"), lit(0)));
        const some = (plan: Plan): Plan => (one(true, false) ? positive(plan) : plan);
        const inGroups = (plan: Plan, rows: Plan): Plan => {
          const keys = one(["a"], ["b"], ["a", "b"]).map((name) => col(name));
          const groups = aggregate(some(rows), keys, [alias(one(fn("nUnique", col("x")), fn("len"), fn("first", col("x"))), "n")]);
          return join(plan, filter(groups, fn("gt", col("n"), lit(1))), one("semi", "semi", "anti", "inner"), keys);
        };
        const rows = some(wide);
        const once = inGroups(rows, one(rows, wide));
        const columns = select(once, col("a"), col("b"), col("x"));
        const twice = one(true, false) ? inGroups(columns, columns) : once;
        const how = one("inner", "semi", "left");
        const isTurned = how === "inner" && one(true, false);
        const joined = isTurned
          ? join(other, twice, how, [col("d")], [col(one("a", "b"))])
          : join(twice, other, how, [col(one("a", "b"))], [col("d")]);
        const plan = optimize(joined);
        const changed = reduceGroups(plan, { manyRows: 0, share: Number.POSITIVE_INFINITY });
        if (changed !== plan) reduced++;
        expect([...schemaOf(changed)]).toEqual([...schemaOf(joined)]);
        expect(resultOf(changed, data, true), explain(changed)).toEqual(resultOf(plan, data, true));
        expect(resultOf(changed, data, false), explain(changed)).toEqual(resultOf(joined, data, false, false));
      }),
      { numRuns: 2 * RUNS },
    );
    expect(reduced).toBeGreaterThan(RUNS / 4);
  });
});

describe("joins on joins", () => {
  const middle = select(u, alias(col("a"), "d"), alias(col("c"), "e"));
  const last = select(u, alias(col("a"), "f"), alias(col("c"), "g"));
  const wide = select(t, col("a"), col("b"));
  test.each(["inner", "semi", "anti"] as const)("keep what they mean and their order when an %s join is made further down", (how) => {
    let moved = 0;
    fc.assert(
      fc.property(tables, fc.constantFrom("a", "b", "d", "e"), fc.constantFrom("f", "g"), fc.boolean(), (data, key, lastKey, isSeen) => {
        const below = join(wide, middle, "inner", [col("b")], [col("d")]);
        const joined = join(below, last, how, [key === "d" ? col("b") : col(key)], [col(lastKey)]);
        const plan = analyse(isSeen ? joined : sort(joined, ...[...schemaOf(joined).keys()].map((name) => by(col(name)))));
        const associated = associateJoins(plan, Number.POSITIVE_INFINITY);
        if (associated !== plan) moved++;
        expect([...schemaOf(associated)]).toEqual([...schemaOf(plan)]);
        expect(resultOf(associated, data, true), explain(associated)).toEqual(resultOf(plan, data, true));
      }),
      { numRuns: RUNS },
    );
    expect(moved).toBeGreaterThan(RUNS / 10);
  });
});
