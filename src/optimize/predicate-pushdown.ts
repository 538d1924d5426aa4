// Splits filters into what must be true and moves each part as far down as it goes, best into the scan, which then skips row
// groups and decodes other columns for the remaining rows only.
//
//   FILTER (a > 1) and (n == 2) FROM AGGREGATE [n = len()] BY [a] FROM SCAN
//   →   FILTER n == 2 FROM AGGREGATE [n = len()] BY [a] FROM SCAN SELECTION: a > 1

import { canFail, columnsOf, type ExprNode, exprKey, named, sameExpr, someNode, substitute } from "../expr/index.js";
import { keepSchema, mapInputs, type Plan, type PlanOf, schemaOf, sharedSubplans } from "../plan/index.js";
import { pushIntoJoin } from "./join-predicates.js";
import { allOf, conjuncts, filtered, type Push, partition, reads } from "./predicates.js";
import type { Rule } from "./rule.js";

export const predicatePushdown: Rule = {
  name: "predicate-pushdown",
  rewrite(plan) {
    const done = new Map<Plan, Map<string, Plan>>();
    const shared = sharedSubplans(plan);
    // A subplan that occurs twice stays one object: filtered in one place it would have to be computed for each.
    const push: Push = (node, predicates) => {
      if (predicates.length > 0 && shared.has(node)) return keepSchema(node, filtered(push(node, []), predicates));
      const key = predicates.map(exprKey).join();
      const results = done.get(node) ?? new Map<string, Plan>();
      const result = results.get(key) ?? keepSchema(node, pushInto(node, predicates, push));
      done.set(node, results.set(key, result));
      return result;
    };
    return push(plan, []);
  },
};

function pushInto(plan: Plan, predicates: readonly ExprNode[], push: Push): Plan {
  if (plan.kind === "Filter") return pushFilter(plan, predicates, push);
  if (predicates.length === 0) return mapInputs(plan, (input) => push(input, []));
  switch (plan.kind) {
    case "Scan": {
      if (plan.limit !== undefined) return filtered(plan, predicates);
      const predicate = allOf([...(plan.predicate === undefined ? [] : conjuncts(plan.predicate)), ...predicates]);
      return predicate === undefined ? plan : { ...plan, predicate };
    }
    case "Select": {
      const outputs = outputsOf(plan.exprs);
      const [below, above] = partition(predicates, (predicate) => isCheap(substitute(predicate, outputs)));
      return filtered(
        {
          ...plan,
          input: push(
            plan.input,
            below.map((predicate) => substitute(predicate, outputs)),
          ),
        },
        above,
      );
    }
    case "Aggregate": {
      const keys = outputsOf(plan.keys);
      const [below, above] = partition(predicates, (predicate) => reads(predicate, keys));
      const input = push(
        plan.input,
        below.map((predicate) => substitute(predicate, keys)),
      );
      return filtered({ ...plan, input }, above);
    }
    case "Unique": {
      const subset = new Set(plan.subset ?? schemaOf(plan).keys());
      const [below, above] = partition(predicates, (predicate) => reads(predicate, subset));
      return filtered({ ...plan, input: push(plan.input, below) }, above);
    }
    case "Explode": {
      const exploded = new Set(plan.columns);
      const [above, below] = partition(predicates, (predicate) => [...columnsOf(predicate)].some((name) => exploded.has(name)));
      return filtered({ ...plan, input: push(plan.input, below) }, above);
    }
    case "Join":
      return pushIntoJoin(plan, predicates, push);
    case "Sort":
      if (plan.limit !== undefined) break;
      return { ...plan, input: push(plan.input, predicates) };
    case "Union":
      return mapInputs(plan, (input) => push(input, predicates));
  }
  // Which rows a slice or a top-k takes depends on those that are there.
  return filtered(
    mapInputs(plan, (input) => push(input, [])),
    predicates,
  );
}

/** What can fail stays above what its own input was filtered by, so that it sees no row more. */
function pushFilter(plan: PlanOf<"Filter">, predicates: readonly ExprNode[], push: Push): Plan {
  const [fallible, safe] = partition(conjuncts(plan.predicate), canFail);
  const result = filtered(push(plan.input, [...safe, ...predicates]), fallible);
  const same = result.kind === "Filter" && result.input === plan.input && sameExpr(result.predicate, plan.predicate);
  return same ? plan : result;
}

const outputsOf = (exprs: readonly ExprNode[]): ReadonlyMap<string, ExprNode> =>
  new Map(exprs.map(named).map(({ name, expr }) => [name, expr]));

/** Below a Select its expressions are computed once for the filter and again for the rows that remain: not so for text. */
function isCheap(predicate: ExprNode): boolean {
  return (
    !canFail(predicate) &&
    !someNode(predicate, (node) => node.kind === "Call" && node.fn.startsWith("str.") && node.args[0]?.kind !== "Column")
  );
}
