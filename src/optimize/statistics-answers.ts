// What a source knows of its columns for certain is not read: the footer of a Parquet file has least and greatest values.
//
//   AGGREGATE [max(a), sum(b)] FROM SCAN   →   SELECT [lit(7).alias("a"), b] FROM AGGREGATE [sum(b)] FROM SCAN

import { aliased, type Call, type ExprNode, type LiteralValue, named } from "../expr/index.js";
import { type Plan, type PlanOf, rewritePlanUp, type Source, schemaOf } from "../plan/index.js";
import type { Rule } from "./rule.js";

export const statisticsAnswers: Rule = {
  name: "statistics-answers",
  rewrite: (plan) => rewritePlanUp(plan, answered),
};

const COUNT_MAX = 2 ** 32 - 1;

function answered(plan: Plan): Plan {
  if (plan.kind !== "Aggregate" || plan.keys.length > 0 || plan.input.kind !== "Scan") return plan;
  const scan = plan.input;
  if (scan.predicate !== undefined || scan.limit !== undefined) return plan;
  const schema = schemaOf(plan);
  const outputs = plan.aggs.map((agg): ExprNode => {
    const { name, expr } = named(agg);
    const value = answer(scan.source, expr as Call);
    if (value === undefined) return { kind: "Column", name };
    return aliased({ name, expr: { kind: "Literal", value, dtype: schema.get(name)! } });
  });
  const open = plan.aggs.filter((_, index) => outputs[index]?.kind === "Column");
  if (open.length === plan.aggs.length) return plan;
  return { kind: "Select", input: open.length > 0 ? { ...plan, aggs: open } : oneRow(plan, scan), exprs: outputs };
}

/** Without keys an aggregate has one row, also when it reads none. */
function oneRow(plan: PlanOf<"Aggregate">, scan: PlanOf<"Scan">): Plan {
  const { name } = named(plan.aggs[0]!);
  const len = aliased({ name, expr: { kind: "Call", fn: "len", args: [], options: [] } });
  return { ...plan, input: { ...scan, columns: [], limit: 0 }, aggs: [len] };
}

/** Undefined where the source does not know. */
function answer(source: Source, { fn, args }: Call): LiteralValue | undefined {
  const [column] = args;
  if (fn === "len") return source.exact === undefined ? undefined : asCount(source.rowCount);
  if (column?.kind !== "Column" || (fn !== "count" && fn !== "min" && fn !== "max")) return undefined;
  const known = source.exact?.(column.name);
  if (fn !== "count") return known?.[fn];
  if (known?.nullCount === undefined || source.rowCount === undefined) return undefined;
  return asCount(source.rowCount - known.nullCount);
}

const asCount = (count: number | undefined): number | undefined => (count !== undefined && count <= COUNT_MAX ? count : undefined);
