import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { optimize, optimizeSteps } from "../../src/optimize/index.js";
import { explain, type Plan, schemaOf } from "../../src/plan/index.js";
import { evaluate, type Row, type Tables } from "./evaluate.js";
import { PlanDraw, tables } from "./random-plan.js";

const DEPTH = 6;
const RUNS = 300;

/** Comparable: in an order of its own where none is promised, 0 for -0, and sums of floats free of rounding's order. */
function comparable(rows: readonly Row[], ordered: boolean): string[] {
  const texts = rows.map((row) =>
    JSON.stringify(
      Object.entries(row).map(([name, value]) => [
        name,
        typeof value === "number" ? (Number.isFinite(value) ? Number(value.toPrecision(9)) || 0 : String(value)) : value,
      ]),
    ),
  );
  return ordered ? texts : texts.sort();
}

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
      }),
      { numRuns: RUNS },
    );
  });
});
