// Expressions to a program.

import { coerce, type ExprNode } from "../expr/index.js";
import type { Instance } from "../kernels/index.js";
import { Builder } from "./builder.js";
import { Lowerer, type NamedVectorType } from "./lower.js";
import type { Program } from "./program.js";

/**
 * A program that computes expanded expressions, free of aggregates, over the columns of a batch. `arena` owns its constants and
 * what is computed of dictionaries, so it must live as long as the program is run.
 */
export function compile(exprs: readonly ExprNode[], inputs: readonly NamedVectorType[], instance: Instance, arena: number): Program {
  const schema = new Map(inputs.map(({ name, dtype }) => [name, dtype]));
  const builder = new Builder(instance, arena);
  const lowerer = new Lowerer(builder, inputs);
  return builder.build(exprs.map((expr) => lowerer.lower(coerce(expr, schema).node)));
}
