// Computes columns. Those passed through are not touched until somebody asks for them.

import { Interpreter, type Program } from "../../codegen/index.js";
import type { Batch, Vector } from "../../column/index.js";
import type { Instance } from "../../kernels/index.js";
import type { ProjectOutput } from "../pipeline-spec.js";
import { LazyBatch, type Operator } from "./operator.js";

export class Project implements Operator {
  readonly #interpreter: Interpreter;

  constructor(
    instance: Instance,
    program: Program,
    readonly outputs: readonly ProjectOutput[],
    readonly next: Operator,
  ) {
    this.#interpreter = new Interpreter(program, instance);
  }

  push(batch: Batch): void {
    let computed: readonly Vector[] = [];
    let ran = false;
    const make = (index: number): Vector => {
      const output = this.outputs[index] as ProjectOutput;
      if ("pass" in output) return batch.vector(output.pass);
      if (!ran) computed = this.#interpreter.run(batch);
      ran = true;
      return computed[output.computed] as Vector;
    };
    const takeSome: Batch["take"] = (index, rows, count) => {
      const output = this.outputs[index] as ProjectOutput;
      return "pass" in output ? batch.take?.(output.pass, rows, count) : undefined;
    };
    this.next.push(new LazyBatch(batch.rowCount, batch.selection, batch.selectedCount, make, takeSome));
  }
}
