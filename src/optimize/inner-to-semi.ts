// An inner join with rows that differ in their keys, and of which nothing else is asked, only leaves out rows of the other side.
//
//   INNER JOIN  many  WITH  (SELECT [k] FROM FILTER n > 1 FROM AGGREGATE BY [k]) ON k   →   SEMI JOIN  many  WITH  … ON k
//
// A semi join keeps bits, where an inner one finds rows.

import { aliased, type ExprNode, named, plainColumn } from "../expr/index.js";
import { type Join, type JoinSide, joinColumns, type Plan, rewritePlanUp, schemaOf } from "../plan/index.js";
import { type ColumnType, sameType } from "../types/index.js";
import { seenNodes } from "./row-order.js";
import type { Rule } from "./rule.js";

export const innerToSemi: Rule = {
  name: "inner-to-semi",
  rewrite(plan) {
    const seen = seenNodes(plan);
    return rewritePlanUp(plan, (node, original) => {
      if (node.kind !== "Join" || node.how !== "inner" || node.nullsEqual === true) return node;
      if (isMembership(node, "right")) return semi(node, "right");
      // The rows would come in the order of the right side.
      return !seen.has(original) && isMembership(node, "left") ? semi(node, "left") : node;
    });
  },
};

/** Whether that side only says which keys there are, which the other side's columns then are as well. */
function isMembership(join: Join, side: JoinSide): boolean {
  const [leftSchema, rightSchema] = [schemaOf(join.left), schemaOf(join.right)];
  const isSame = join.leftOn.every((key, index) => {
    const [left, right] = [plainColumn(key), plainColumn(join.rightOn[index] as ExprNode)];
    const [leftType, rightType] = [leftSchema.get(left ?? ""), rightSchema.get(right ?? "")];
    return leftType !== undefined && rightType !== undefined && sameType(leftType, rightType) && !isFloat(leftType);
  });
  if (!isSame) return false;
  const keys = new Set(join[`${side}On`].map(plainColumn));
  const schema = side === "left" ? leftSchema : rightSchema;
  return [...schema.keys()].every((name) => keys.has(name)) && differ(join[side], new Set(schema.keys()));
}

/** Equal floats may be told apart: 0 and -0. */
const isFloat = ({ kind }: ColumnType): boolean => kind === "Float32" || kind === "Float64";

/** Whether no two rows of the plan are equal in all these columns. */
function differ(plan: Plan, columns: ReadonlySet<string>): boolean {
  switch (plan.kind) {
    case "Aggregate":
      return plan.keys.every((key) => columns.has(named(key).name));
    case "Unique":
      return (plan.subset ?? [...schemaOf(plan).keys()]).every((name) => columns.has(name));
    case "Filter":
    case "Sort":
    case "Slice":
      return differ(plan.input, columns);
    case "Select": {
      const below = plan.exprs.map(named).flatMap(({ name, expr }) => (columns.has(name) ? [plainColumn(expr)] : []));
      return differ(plan.input, new Set(below.filter((name) => name !== undefined)));
    }
    case "Join":
      return (plan.how === "semi" || plan.how === "anti") && differ(plan.left, columns);
    default:
      return false;
  }
}

/** The join that only looks keys of `side` up. */
function semi(join: Join, side: JoinSide): Plan {
  const { suffix } = join;
  const [kept, keptOn, asked, askedOn] =
    side === "right" ? [join.left, join.leftOn, join.right, join.rightOn] : [join.right, join.rightOn, join.left, join.leftOn];
  const input: Join = { kind: "Join", left: kept, right: asked, how: "semi", leftOn: keptOn, rightOn: askedOn, suffix };
  const exprs = joinColumns(join, schemaOf(join.left), schemaOf(join.right)).map(({ name, column, side: from }): ExprNode => {
    const place = from === side ? askedOn.findIndex((key) => plainColumn(key) === column) : -1;
    const expr: ExprNode = place < 0 ? { kind: "Column", name: column } : (keptOn[place] as ExprNode);
    return aliased({ name, expr });
  });
  return { kind: "Select", input, exprs };
}
