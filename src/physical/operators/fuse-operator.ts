// The choice of the fused tier for one operator: its program with kernel calls put together.

import { fuse, type Program } from "../../codegen/index.js";
import type { Heap } from "../../memory/index.js";
import type { OperatorSpec } from "../pipeline-spec.js";

/** The same operator where nothing can be fused. */
export function fuseOperator(operator: OperatorSpec, heap: Heap): OperatorSpec {
  switch (operator.kind) {
    // Tests are for dictionaries, which are short.
    case "filter":
    case "project":
      return fuses(operator.program, heap, (program) => ({ ...operator, program })) ?? operator;
    case "probe":
    case "semi":
      return fuses(operator.keys, heap, (keys) => ({ ...operator, keys })) ?? operator;
    case "explode":
    case "cross":
      return operator;
  }
}

function fuses(program: Program, heap: Heap, replace: (fused: Program) => OperatorSpec): OperatorSpec | undefined {
  const fused = fuse(program, heap);
  return fused.instructions.some(({ op }) => op === "fused") ? replace(fused) : undefined;
}
