// Result types of aggregates.

import type { VectorType } from "../../column/index.js";
import { assert } from "../../errors/index.js";
import { aggregates } from "../../functions/aggregate.js";
import { perGroup } from "../../functions/per-group.js";
import { applyRule } from "../../functions/rule.js";
import { type ColumnType, physicalOf } from "../../types/index.js";
import type { AggregateName } from "./spec.js";

const table = { ...aggregates, ...perGroup };

/** Those that give every group a value, whatever its rows are. */
const always: ReadonlySet<AggregateName> = new Set(["sum", "count", "len", "nUnique", "implode", "topK", "bottomK"]);

/** The result of `fn` over `input`; nullable unless no group's result can be null, whatever the groups. */
export function aggregateType(fn: AggregateName, input?: VectorType): VectorType {
  const dtype = resultType(fn, input?.dtype);
  if ((fn === "min" || fn === "max" || fn === "first" || fn === "last") && input !== undefined) return { ...owned(input), nullable: true };
  return { dtype, physical: physicalOf[dtype.kind], nullable: !always.has(fn) || dtype.kind === "Null" };
}

/** What grouping reads out: it keeps strings by copies of their bytes, so these are stable no longer. */
export function owned<T extends VectorType>({ stable: _, ...type }: T): Omit<T, "stable"> {
  return type;
}

function resultType(fn: AggregateName, input: ColumnType | undefined): ColumnType {
  const { returns } = table[fn];
  if (!("rule" in returns)) return returns;
  assert(input !== undefined, `${fn} without input`);
  const dtype = applyRule[returns.rule](input, input);
  assert(dtype !== undefined, `${fn} of ${input.kind}`);
  return dtype;
}
