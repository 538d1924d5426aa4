// Small tables, and what one rule makes of a plan.

import { optimizeSteps } from "../../src/optimize/index.js";
import { explain, type Plan } from "../../src/plan/index.js";
import { Bool, Float64, Int64, Utf8 } from "../../src/types/index.js";
import { scan } from "../plan/build.js";

export const t = scan("t", { a: Int64, b: Int64, x: Float64, s: Utf8, ok: Bool });
export const big = scan("big", { k: Int64, v: Float64 }, 1_000_000);
export const small = scan("small", { k: Int64, w: Utf8 }, 100);

/** The plan before and after one rule, or only before when the rule found nothing to do. */
export function around(rule: string, plan: Plan): string {
  const { before, after } = stepOf(rule, plan);
  return `\n${before && explain(before)}\n  ⇒\n${after === undefined ? "unchanged" : explain(after)}\n`;
}

/** Undefined when the rule found nothing to do. */
export const planAfter = (rule: string, plan: Plan): Plan | undefined => stepOf(rule, plan).after;

function stepOf(rule: string, plan: Plan): { before: Plan | undefined; after: Plan | undefined } {
  const steps = optimizeSteps(plan);
  const index = steps.findIndex((step) => step.rule === rule);
  const before = steps[index === -1 ? steps.length - 1 : index - 1]?.plan;
  return { before, after: index === -1 ? undefined : steps[index]?.plan };
}
