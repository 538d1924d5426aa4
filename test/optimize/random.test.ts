import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { optimize, optimizeSteps } from "../../src/optimize/index.js";
import { reduceJoins } from "../../src/optimize/semi-join-reduction.js";
import { explain, type Plan, schemaOf } from "../../src/plan/index.js";
import { evaluate, type Tables } from "./evaluate.js";
import { comparable, PlanDraw, tables } from "./random-plan.js";

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
