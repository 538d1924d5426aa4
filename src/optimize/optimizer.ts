// Logical plan → better logical plan, rule by rule in a fixed order.

import { assert } from "../errors/index.js";
import { mapInputs, type Plan, schemaOf } from "../plan/index.js";
import { type ColumnType, formatType, type Schema, sameType } from "../types/index.js";
import { analyse } from "./analyse.js";
import { constantFolding } from "./constant-folding.js";
import { distinctComparison } from "./distinct-comparison.js";
import { eliminateNoOps } from "./eliminate-no-ops.js";
import { innerToSemi } from "./inner-to-semi.js";
import { joinAssociation } from "./join-association.js";
import { joinBuildSide } from "./join-build-side.js";
import { mergeSelects } from "./merge-selects.js";
import { neededGroups } from "./needed-groups.js";
import { predicatePushdown } from "./predicate-pushdown.js";
import { projectionPushdown } from "./projection-pushdown.js";
import type { Rule } from "./rule.js";
import { semiJoinReduction } from "./semi-join-reduction.js";
import { simplifyExpressions } from "./simplify-expressions.js";
import { slicePushdown } from "./slice-pushdown.js";
import { statisticsAnswers } from "./statistics-answers.js";
import { topK } from "./top-k.js";

const rules: readonly Rule[] = [
  // Predicates that turn out constant need not be pushed anywhere.
  constantFolding,
  simplifyExpressions,
  eliminateNoOps,
  // Filters first: they decide how many rows everything else sees.
  predicatePushdown,
  // What was put in the place of columns may have become constant.
  constantFolding,
  simplifyExpressions,
  // While joins stand on joins: later rules put selections between them.
  joinAssociation,
  // Before slices go down further, so that a sort keeps the limit that stands on it.
  topK,
  slicePushdown,
  // Before the columns that are then not needed are left out.
  statisticsAnswers,
  // After the filters, whose columns are then not needed above them.
  projectionPushdown,
  // The rules above leave selections that do nothing, or that stand on others.
  mergeSelects,
  eliminateNoOps,
  // While no column is there that is not needed; it leaves selections as well.
  innerToSemi,
  mergeSelects,
  eliminateNoOps,
  // Which columns are read, and how, is plain now.
  distinctComparison,
  // It adds joins, and asks where rows come from.
  neededGroups,
  // It needs the final estimates of both sides.
  joinBuildSide,
  // Last: it depends on which side is stored.
  semiJoinReduction,
];

export interface Step {
  readonly rule: string;
  readonly plan: Plan;
}

/** From what the user wrote. Sources must be open. @throws as `schemaOf` */
export function optimize(plan: Plan): Plan {
  let current = plan;
  for (const step of steps(plan)) current = step.plan;
  assertSameSchema("the optimizer", schemaOf(plan), current);
  return current;
}

/** The plan as analysed, and after each rule that changed it; the schema is made anew and checked after each, which `optimize` does once. */
export function optimizeSteps(plan: Plan): readonly Step[] {
  const schema = schemaOf(plan);
  return [...steps(plan)].map((step) => {
    assertSameSchema(`the optimizer rule ${step.rule}`, schema, copied(step.plan));
    return step;
  });
}

/** Nothing is known of the copy's nodes. */
function copied(plan: Plan): Plan {
  const copies = new Map<Plan, Plan>();
  const copy = (node: Plan): Plan => {
    const known = copies.get(node) ?? mapInputs({ ...node }, copy);
    copies.set(node, known);
    return known;
  };
  return copy(plan);
}

function* steps(plan: Plan): Iterable<Step> {
  let current = analyse(plan);
  yield { rule: "analyse", plan: current };
  for (const rule of rules) {
    const next = rule.rewrite(current);
    if (next !== current) yield { rule: rule.name, plan: next };
    current = next;
  }
}

function assertSameSchema(what: string, before: Schema, plan: Plan): void {
  const after = [...schemaOf(plan)];
  const same = [...before].every(([name, dtype], index) => {
    const other = after[index];
    return other !== undefined && name === other[0] && sameType(dtype, other[1]);
  });
  if (same && after.length === before.size) return;
  const text = (schema: Iterable<readonly [string, ColumnType]>): string =>
    [...schema].map(([name, dtype]) => `${JSON.stringify(name)} ${formatType(dtype)}`).join(", ");
  assert(false, `${what} changed the schema from [${text(before)}] to [${text(after)}]`);
}
