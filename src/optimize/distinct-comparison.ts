// Whether a group has one value or several takes no list of its values: the least and the greatest tell. Null is a value too.
//
//   FILTER n > 1 FROM AGGREGATE [nUnique(x) as n] BY [k]
//   →   FILTER count > 0 and (min != max or count < len) FROM AGGREGATE [min(x), max(x), count(x), len()] BY [k]

import {
  aliased,
  call,
  childrenOf,
  dtypeOf,
  type ExprNode,
  flipped,
  integerRange,
  isComparison,
  mapChildren,
  type NamedExpr,
  named,
} from "../expr/index.js";
import { mapExprs, type Plan, type PlanOf, repeatedSubplans, rewritePlanUp, schemaOf } from "../plan/index.js";
import { type Schema, UInt32 } from "../types/index.js";
import { freshNames } from "./fresh-names.js";
import type { Rule } from "./rule.js";

export const distinctComparison: Rule = {
  name: "distinct-comparison",
  rewrite(plan) {
    const repeated = repeatedSubplans(plan);
    return rewritePlanUp(plan, (node, original) => {
      const chain = chainOf(node);
      // Another reader may want the counts themselves.
      const isShared = chainOf(original)?.below.some((below) => repeated.has(below));
      return chain === undefined || isShared ? node : compared(chain);
    });
  },
};

/** What reads an aggregation's columns, all of them that anybody sees, perhaps of the groups that pass a filter only. */
interface Chain {
  readonly reader: PlanOf<"Select" | "Aggregate">;
  readonly filter: PlanOf<"Filter"> | undefined;
  readonly aggregate: PlanOf<"Aggregate">;
  readonly below: readonly Plan[];
}

function chainOf(reader: Plan): Chain | undefined {
  if (reader.kind !== "Select" && reader.kind !== "Aggregate") return undefined;
  const filter = reader.input.kind === "Filter" ? reader.input : undefined;
  const aggregate = filter?.input ?? reader.input;
  if (aggregate.kind !== "Aggregate") return undefined;
  return { reader, filter, aggregate, below: filter === undefined ? [aggregate] : [filter, aggregate] };
}

/** What stands in place of a count, which is 1 at least: neither is ever null. */
interface Answers {
  readonly one: ExprNode;
  readonly several: ExprNode;
}

function compared({ reader, filter, aggregate }: Chain): Plan {
  // The group without keys may have no rows, and so no value.
  if (aggregate.keys.length === 0) return reader;
  const schema = schemaOf(aggregate.input);
  const exprs = [...(reader.kind === "Select" ? reader.exprs : [...reader.keys, ...reader.aggs]), ...(filter ? [filter.predicate] : [])];
  const aggs = aggregate.aggs.map(named);
  const counts = aggs.filter((agg) => isDistinctCount(agg, schema) && exprs.every((expr) => onlyCompares(expr, agg.name)));
  if (counts.length === 0) return reader;

  const rest = aggs.filter((agg) => !counts.includes(agg));
  const [rows, ...names] = freshNames("__distinct", 1 + counts.length * 3, schemaOf(aggregate));
  const extremes = counts.flatMap(({ expr }, index) =>
    (["min", "max", "count"] as const).map((fn, side) => ({ name: names[index * 3 + side]!, expr: call(fn, ...childrenOf(expr)) })),
  );
  const columns = extremes.map(({ name }) => column(name));
  const answers = new Map(
    counts.map(({ name }, index) => {
      const [min, max, count] = columns.slice(index * 3, index * 3 + 3) as [ExprNode, ExprNode, ExprNode];
      return [name, answersOf(min, max, count, column(rows!))];
    }),
  );
  const input: Plan = { ...aggregate, aggs: [...rest, ...extremes, { name: rows!, expr: call("len") }].map(aliased) };
  const replace = (node: ExprNode): ExprNode => {
    const comparison = comparisonOf(node);
    const answer = comparison && answers.get(comparison.column);
    return answer === undefined ? mapChildren(node, replace) : answer[comparison!.says];
  };
  return mapExprs(
    { ...reader, input: filter === undefined ? input : { ...filter, input, predicate: replace(filter.predicate) } },
    (expr) => {
      const replaced = replace(expr);
      return replaced === expr ? expr : aliased({ name: named(expr).name, expr: named(replaced).expr });
    },
  );
}

const column = (name: string): ExprNode => ({ kind: "Column", name });

function answersOf(min: ExprNode, max: ExprNode, count: ExprNode, rows: ExprNode): Answers {
  const none: ExprNode = { kind: "Literal", value: 0, dtype: UInt32 };
  return {
    one: call("or", call("eq", count, none), call("and", call("eq", min, max), call("eq", count, rows))),
    several: call("and", call("gt", count, none), call("or", call("neq", min, max), call("lt", count, rows))),
  };
}

/** Of whole numbers, dates and times: `min` and `max` pass over NaN, and copy strings. */
function isDistinctCount({ expr }: NamedExpr, schema: Schema): boolean {
  if (expr.kind !== "Call" || expr.fn !== "nUnique") return false;
  const [input] = expr.args;
  return input !== undefined && integerRange(dtypeOf(input, schema)) !== undefined;
}

function onlyCompares(node: ExprNode, name: string): boolean {
  if (node.kind === "Column") return node.name !== name;
  return comparisonOf(node)?.column === name || childrenOf(node).every((child) => onlyCompares(child, name));
}

/** For a comparison of a column with a literal that says, of a whole number that is 1 at least, that it is 1, or that it is more. */
function comparisonOf(node: ExprNode): { readonly column: string; readonly says: keyof Answers } | undefined {
  if (node.kind !== "Call" || !isComparison(node.fn)) return undefined;
  const [left, right] = node.args;
  const isFlipped = left?.kind === "Literal";
  const [counted, bound] = isFlipped ? [right, left] : [left, right];
  if (counted?.kind !== "Column" || bound?.kind !== "Literal") return undefined;
  const says = meanings.get(`${isFlipped ? flipped[node.fn] : node.fn} ${bound.value}`);
  return says && { column: counted.name, says };
}

const meanings: ReadonlyMap<string, keyof Answers> = new Map([
  ["eq 1", "one"],
  ["eqMissing 1", "one"],
  ["ltEq 1", "one"],
  ["lt 2", "one"],
  ["neq 1", "several"],
  ["gt 1", "several"],
  ["gtEq 2", "several"],
]);
