// Expressions to a program.

import type { ExprNode } from "../expr/index.js";
import type { Instance } from "../kernels/index.js";
import { Builder } from "./builder.js";
import { Lowerer, type NamedVectorType } from "./lower.js";
import type { Program } from "./program.js";

const nothing: Program = { inputs: [], constants: [], instructions: [], registerCount: 0, outputs: [], results: [] };

/**
 * A program that computes coerced expressions, free of aggregates, over the columns of a batch. `arena` owns its constants and
 * what is computed of dictionaries, so it must live as long as the program is run. Strings come out as views or as codes, as
 * `outputs` of the program says; those numbered in `asViews` always as views.
 */
export function compile(
  exprs: readonly ExprNode[],
  inputs: readonly NamedVectorType[],
  instance: Instance,
  arena: number,
  asViews: ReadonlySet<number> = new Set(),
): Program {
  if (exprs.length === 0) return nothing;
  const builder = new Builder(instance, arena);
  const lowerer = new Lowerer(builder, inputs);
  const values = exprs.map((expr) => lowerer.lower(expr));
  return builder.build(values.map((value, index) => (asViews.has(index) ? builder.materialize(value) : value)));
}
