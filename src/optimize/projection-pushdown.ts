// Leaves out what nobody reads: columns of scans, outputs of selections, aggregates.
//
//   SELECT [a] FROM FILTER b > 1 FROM SCAN   →   SELECT [a] FROM FILTER b > 1 FROM SCAN PROJECT [a, b]
//
// A node may come back with more columns than were asked for (those that its own filter reads), in the order they had; where
// that costs memory, below sorts and joins, they are selected away.

import { assertNever } from "../errors/index.js";
import { columnsOf, type ExprNode, named } from "../expr/index.js";
import { type Join, mapInputs, type Plan, type PlanOf, schemaOf, sharedSubplans } from "../plan/index.js";
import type { Rule } from "./rule.js";

type Names = ReadonlySet<string>;
type Prune = (plan: Plan, needed: Names) => Plan;

export const projectionPushdown: Rule = {
  name: "projection-pushdown",
  rewrite(plan) {
    const shared = sharedSubplans(plan);
    const wants = new Map<Plan, Names>();
    // A subplan that occurs twice stays one object, so it keeps what any of its readers needs, which is known when all have been
    // seen: a round in which no reader needs more than those before is the last.
    for (;;) {
      let complete = true;
      const done = new Map<Plan, Map<string, Plan>>();
      const prune: Prune = (node, wanted) => {
        let needed = wanted;
        if (shared.has(node)) {
          const known = wants.get(node) ?? new Set();
          needed = new Set([...known, ...wanted]);
          if (needed.size > known.size) complete = false;
          wants.set(node, needed);
        }
        const key = [...schemaOf(node).keys()].map((name) => (needed.has(name) ? 1 : 0)).join("");
        const results = done.get(node) ?? new Map<string, Plan>();
        const result = results.get(key) ?? pruned(node, needed, prune);
        done.set(node, results.set(key, result));
        return result;
      };
      const result = prune(plan, new Set(schemaOf(plan).keys()));
      if (complete) return result;
    }
  },
};

function pruned(plan: Plan, needed: Names, prune: Prune): Plan {
  switch (plan.kind) {
    case "Scan": {
      const columns = [...schemaOf(plan).keys()].filter((name) => needed.has(name));
      return columns.length === schemaOf(plan).size ? plan : { ...plan, columns };
    }
    case "Filter":
      return mapInputs(plan, (input) => prune(input, and(needed, plan.predicate)));
    case "Select": {
      const exprs = kept(plan.exprs, needed);
      const input = prune(plan.input, columnsOf(...exprs));
      return input === plan.input && exprs === plan.exprs ? plan : { ...plan, input, exprs };
    }
    case "Aggregate":
      return pruneAggregate(plan, needed, prune);
    case "Sort": {
      const wanted = and(needed, ...plan.keys.map((key) => key.expr));
      return mapInputs(plan, (input) => narrow(prune(input, wanted), wanted));
    }
    case "Slice":
      return mapInputs(plan, (input) => prune(input, needed));
    case "Join":
      return pruneJoin(plan, needed, prune);
    case "AsofJoin": {
      const left = new Set([...needed, plan.leftOn, ...plan.leftBy]);
      const right = new Set([...needed, plan.rightOn, ...plan.rightBy]);
      const sides = { left: narrow(prune(plan.left, left), left), right: narrow(prune(plan.right, right), right) };
      return sides.left === plan.left && sides.right === plan.right ? plan : { ...plan, ...sides };
    }
    case "Unique": {
      const wanted = new Set([...needed, ...(plan.subset ?? schemaOf(plan).keys())]);
      return mapInputs(plan, (input) => narrow(prune(input, wanted), wanted));
    }
    case "Explode": {
      const wanted = new Set([...needed, ...plan.columns]);
      return mapInputs(plan, (input) => prune(input, wanted));
    }
    case "Union":
      return mapInputs(plan, (input) => narrow(prune(input, needed), needed));
    case "WithColumns":
    case "Drop":
    case "Rename":
    case "Unpivot":
      throw new Error(`floe: internal error: ${plan.kind} in an analysed plan`);
    default:
      return assertNever(plan, "plan node");
  }
}

const and = (needed: Names, ...exprs: readonly ExprNode[]): Names => new Set([...needed, ...columnsOf(...exprs)]);

/** The same array when all are needed. */
function kept(exprs: readonly ExprNode[], needed: Names): readonly ExprNode[] {
  const wanted = exprs.filter((expr) => needed.has(named(expr).name));
  return wanted.length === exprs.length ? exprs : wanted;
}

/** Only the columns that are needed, in the order they have. */
function narrow(plan: Plan, needed: Names): Plan {
  const names = [...schemaOf(plan).keys()];
  const wanted = names.filter((name) => needed.has(name));
  if (wanted.length === names.length) return plan;
  return { kind: "Select", input: plan, exprs: wanted.map((name) => ({ kind: "Column", name })) };
}

function pruneAggregate(plan: PlanOf<"Aggregate">, needed: Names, prune: Prune): Plan {
  const wanted = kept(plan.aggs, needed);
  // Without keys one aggregate stays, to say that there is one row.
  const aggs = wanted.length + plan.keys.length > 0 ? wanted : plan.aggs.slice(0, 1);
  const input = prune(plan.input, columnsOf(...plan.keys, ...aggs));
  return input === plan.input && aggs.length === plan.aggs.length ? plan : { ...plan, input, aggs };
}

/** Each side keeps its keys, and what is needed of it. */
function pruneJoin(join: Join, needed: Names, prune: Prune): Plan {
  const left = and(needed, ...join.leftOn);
  const right = join.how === "semi" || join.how === "anti" ? columnsOf(...join.rightOn) : and(needed, ...join.rightOn);
  const sides = { left: narrow(prune(join.left, left), left), right: narrow(prune(join.right, right), right) };
  return sides.left === join.left && sides.right === join.right ? join : { ...join, ...sides };
}
