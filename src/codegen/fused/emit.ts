// A shape to a module with one function: addresses of inputs, then of outputs, then the number of rows. Like the kernels it goes
// over whole vectors: it reads and writes a little past the end (ARCHITECTURE.md, "Kernel conventions").

import { assert } from "../../errors/index.js";
import { FunctionEmitter, type Local } from "./emitter.js";
import { op, v } from "./opcodes.js";
import { type OperandForm, type Operation, operations, type Width } from "./operations.js";
import type { FusedShape, ValueId } from "./shape.js";
import { ROWS_PER_TURN, type Source, Strips } from "./strips.js";

/** Strips of the widest lanes in a turn. */
const STRIPS_MAX = 4;

export function emitFused(shape: FusedShape, shared: boolean): Uint8Array<ArrayBuffer> {
  const code = new FunctionEmitter(shape.inputCount + shape.outputs.length + 1);
  const rows = shape.inputCount + shape.outputs.length;
  const sources = sourcesOf(shape, code);
  code.get(rows).i32(0).code(op.i32GtS, op.if, EMPTY, op.loop, EMPTY);
  emitTurn(new Strips(code, sources), shape);
  for (const source of sources) {
    if (source.kind === "vector") advance(code, source.address, source.width);
    else if (source.kind === "bits") advance(code, source.address, 1);
  }
  for (const [index, output] of shape.outputs.entries()) advance(code, shape.inputCount + index, storedWidth(sources[output]));
  code.get(rows).i32(-ROWS_PER_TURN).code(op.i32Add).tee(rows).i32(0).code(op.i32GtS, op.brIf, 0, op.end, op.end);
  return code.module(shared);
}

/** Type of blocks without a result. */
const EMPTY = 0x40;

function operationOf(kernel: string): Operation {
  const operation = operations().get(kernel);
  assert(operation !== undefined, `${kernel} has no fused form`);
  return operation;
}

function sourcesOf({ inputCount, calls, outputs }: FusedShape, code: FunctionEmitter): readonly Source[] {
  const uses = new Array<number>(inputCount + calls.length).fill(0);
  for (const id of [...calls.flatMap(({ operands }) => operands), ...outputs]) uses[id] = (uses[id] as number) + 1;
  const sources: Source[] = [];
  for (const { kernel, operands } of calls) {
    for (const [index, form] of operationOf(kernel).operands.entries()) {
      const id = operands[index] as ValueId;
      if (id < inputCount) sources[id] ??= inputOf(form, id, code);
    }
  }
  for (const [index, { kernel, operands }] of calls.entries()) {
    const id = inputCount + index;
    sources[id] = { kind: "computed", operation: operationOf(kernel), operands, uses: uses[id] as number };
  }
  return sources;
}

function inputOf(form: OperandForm, address: Local, code: FunctionEmitter): Source {
  if (form.kind === "bits") return { kind: "bits", address };
  if (form.kind === "vector") return { kind: "vector", address, width: form.width };
  const splat = code.vectorLocal();
  const load = { 8: v.load8Splat, 16: v.load16Splat, 32: v.load32Splat, 64: v.load64Splat }[form.width];
  code.get(address).vectorLoad(load).set(splat);
  return { kind: "scalar", splat, width: form.width };
}

/** Values strip by strip, all outputs of a strip together, so that what they share stays in registers; then masks. */
function emitTurn(strips: Strips, { inputCount, outputs }: FusedShape): void {
  const { code, sources } = strips;
  for (let step = 0; step < STRIPS_MAX; step++) {
    for (const [index, output] of outputs.entries()) {
      const width = storedWidth(sources[output]);
      const stepsPerStrip = STRIPS_MAX / Math.ceil((ROWS_PER_TURN * width) / 128);
      if (width === 1 || step % stepsPerStrip !== 0) continue;
      const strip = step / stepsPerStrip;
      code.get(inputCount + index);
      strips.value(output, strip);
      code.vectorStore(16 * strip);
    }
  }
  for (const [index, output] of outputs.entries()) {
    if (storedWidth(sources[output]) !== 1) continue;
    code.get(inputCount + index);
    strips.mask(output, 16, 0);
    code.vector(v.bitmaskI16).code(op.i32Store8, 0, 0);
  }
}

function storedWidth(source: Source | undefined): Width | 1 {
  assert(source?.kind === "computed", "an output that is not computed");
  return source.operation.isMask ? 1 : (source.operation.width as Width);
}

function advance(code: FunctionEmitter, address: Local, width: Width | 1): void {
  code
    .get(address)
    .i32((ROWS_PER_TURN * width) / 8)
    .code(op.i32Add)
    .set(address);
}
