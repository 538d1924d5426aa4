// Going through plans. A plan is a graph: a node object that occurs twice is one subplan, and stays one when plans are mapped.

import { assertNever } from "../errors/index.js";
import { columnsOf, type ExprNode, mapSame, named, someNode } from "../expr/index.js";
import type { Plan } from "./node.js";
import { keepSchema } from "./schema.js";

export function inputsOf(plan: Plan): readonly Plan[] {
  switch (plan.kind) {
    case "Scan":
      return [];
    case "Filter":
    case "Select":
    case "WithColumns":
    case "Drop":
    case "Rename":
    case "Aggregate":
    case "Sort":
    case "Slice":
    case "Unique":
    case "Explode":
    case "Unpivot":
      return [plan.input];
    case "Join":
    case "AsofJoin":
      return [plan.left, plan.right];
    case "Union":
      return plan.inputs;
    default:
      return assertNever(plan, "plan node");
  }
}

/** The same object when no input changed. */
export function mapInputs(plan: Plan, change: (input: Plan) => Plan): Plan {
  switch (plan.kind) {
    case "Scan":
      return plan;
    case "Join":
    case "AsofJoin": {
      const left = change(plan.left);
      const right = change(plan.right);
      return left === plan.left && right === plan.right ? plan : { ...plan, left, right };
    }
    case "Union": {
      const inputs = mapSame(plan.inputs, change);
      return inputs === plan.inputs ? plan : { ...plan, inputs };
    }
    default: {
      const input = change(plan.input);
      return input === plan.input ? plan : { ...plan, input };
    }
  }
}

/** Inputs first; each node object once. No schema may change. `original`: the node as it was before its inputs changed. */
export function rewritePlanUp(plan: Plan, change: (plan: Plan, original: Plan) => Plan): Plan {
  const done = new Map<Plan, Plan>();
  const visit = (node: Plan): Plan => {
    const known = done.get(node);
    if (known !== undefined) return known;
    const result = keepSchema(node, change(keepSchema(node, mapInputs(node, visit)), node));
    done.set(node, result);
    return result;
  };
  return visit(plan);
}

/** A node before its inputs; each node object once. No schema may change. */
export function rewritePlanDown(plan: Plan, change: (plan: Plan) => Plan): Plan {
  const done = new Map<Plan, Plan>();
  const visit = (node: Plan): Plan => {
    const known = done.get(node);
    if (known !== undefined) return known;
    const result = keepSchema(node, mapInputs(keepSchema(node, change(node)), visit));
    done.set(node, result);
    return result;
  };
  return visit(plan);
}

/** The same object when no expression changed. */
export function mapExprs(plan: Plan, change: (expr: ExprNode) => ExprNode): Plan {
  switch (plan.kind) {
    case "Scan": {
      if (plan.predicate === undefined) return plan;
      const predicate = change(plan.predicate);
      return predicate === plan.predicate ? plan : { ...plan, predicate };
    }
    case "Filter": {
      const predicate = change(plan.predicate);
      return predicate === plan.predicate ? plan : { ...plan, predicate };
    }
    case "Select":
    case "WithColumns": {
      const exprs = mapSame(plan.exprs, change);
      return exprs === plan.exprs ? plan : { ...plan, exprs };
    }
    case "Aggregate": {
      const keys = mapSame(plan.keys, change);
      const aggs = mapSame(plan.aggs, change);
      return keys === plan.keys && aggs === plan.aggs ? plan : { ...plan, keys, aggs };
    }
    case "Sort": {
      const keys = mapSame(plan.keys, (key) => {
        const expr = change(key.expr);
        return expr === key.expr ? key : { ...key, expr };
      });
      return keys === plan.keys ? plan : { ...plan, keys };
    }
    case "Join": {
      const leftOn = mapSame(plan.leftOn, change);
      const rightOn = mapSame(plan.rightOn, change);
      return leftOn === plan.leftOn && rightOn === plan.rightOn ? plan : { ...plan, leftOn, rightOn };
    }
    default:
      return plan;
  }
}

/** The subplans that occur more than once, and are computed once and stored. A scan is read again, unless it looks into text. */
export function repeatedSubplans(plan: Plan): ReadonlySet<Plan> {
  const seen = new Set<Plan>();
  const repeated = new Set<Plan>();
  const visit = (node: Plan): void => {
    if (seen.has(node)) {
      if (node.kind !== "Scan" || isCostly(node)) repeated.add(node);
      return;
    }
    seen.add(node);
    inputsOf(node).forEach(visit);
  };
  visit(plan);
  return repeated;
}

/** Those that are worth it, if it were a question: they aggregate, sort, join, or filter by text. Rules may make several of the others. */
export function sharedSubplans(plan: Plan): ReadonlySet<Plan> {
  return new Set([...repeatedSubplans(plan)].filter(isCostly));
}

const costly = new Set<Plan["kind"]>(["Aggregate", "Sort", "Join", "AsofJoin", "Unique"]);
const isCostly = (plan: Plan): boolean => costly.has(plan.kind) || filtersByText(plan) || inputsOf(plan).some(isCostly);

/** Whether functions of text decide which rows are left. */
function filtersByText(plan: Plan): boolean {
  if ((plan.kind !== "Filter" && plan.kind !== "Scan") || plan.predicate === undefined) return false;
  const names = columnsOf(plan.predicate);
  const below = plan.kind === "Filter" && plan.input.kind === "Select" ? plan.input.exprs : [];
  return [plan.predicate, ...below.filter((expr) => names.has(named(expr).name))].some(computesText);
}

const computesText = (expr: ExprNode): boolean => someNode(expr, (node) => node.kind === "Call" && node.fn.startsWith("str."));

/** Each node object once, inputs before those that read them. */
export function nodesOf(plan: Plan): readonly Plan[] {
  const seen = new Set<Plan>();
  const visit = (node: Plan): void => {
    if (seen.has(node)) return;
    for (const input of inputsOf(node)) visit(input);
    seen.add(node);
  };
  visit(plan);
  return [...seen];
}
