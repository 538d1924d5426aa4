// Puts kernel calls of a program together to be run as one function. What has no fused form stays as it is, before or after.
//
// Fused functions see values only. Validities are bitmaps, a 64th of the work: the interpreter combines them by the same rules
// as for single kernels, so calls that read or make validities are not fused.

import type { Heap } from "../../memory/index.js";
import { bitWidths } from "../../types/index.js";
import type { FusedCall, FusedInput, Instruction, KernelCall, Program, Register } from "../program.js";
import { type Operation, operations } from "./operations.js";
import type { ValueId } from "./shape.js";

/** A lone kernel is as good as a function made of it. */
const CALLS_MIN = 2;
/** With up to three operands each, addresses stay under the 1000 parameters that engines allow. */
const CALLS_MAX = 200;

export function fuse(program: Program, heap: Heap): Program {
  const constants = new Map(program.constants.map(({ register, values }) => [register, values]));
  const instructions: Instruction[] = [];
  let pending = program.instructions;
  while (pending.length > 0) {
    const { before, group, after } = split(pending, constants, heap);
    instructions.push(...before);
    if (group.length < CALLS_MIN) instructions.push(...group);
    else instructions.push(fusedCall(group, readsOf(after, program.results)));
    pending = after;
  }
  return { ...program, instructions };
}

interface Parts {
  /** Don't depend on the group. */
  readonly before: readonly Instruction[];
  readonly group: readonly KernelCall[];
  /** Depend on the group, but can't be part of it. */
  readonly after: readonly Instruction[];
}

function split(instructions: readonly Instruction[], constants: ReadonlyMap<Register, number>, heap: Heap): Parts {
  const parts = { before: [] as Instruction[], group: [] as KernelCall[], after: [] as Instruction[] };
  const ofGroup = new Set<Register>();
  const ofAfter = new Set<Register>();
  for (const instruction of instructions) {
    const reads = registersRead(instruction);
    if (parts.group.length === CALLS_MAX || reads.some((register) => ofAfter.has(register))) {
      parts.after.push(instruction);
      if ("out" in instruction) ofAfter.add(instruction.out);
    } else if (instruction.op === "kernel" && isFusable(instruction, constants, heap, ofGroup)) {
      parts.group.push(instruction);
      ofGroup.add(instruction.out);
    } else if (reads.some((register) => ofGroup.has(register))) {
      parts.after.push(instruction);
      if ("out" in instruction) ofAfter.add(instruction.out);
    } else parts.before.push(instruction);
  }
  return parts;
}

function isFusable(call: KernelCall, constants: ReadonlyMap<Register, number>, heap: Heap, group: ReadonlySet<Register>): boolean {
  const operation = operations().get(call.kernel);
  if (operation === undefined || call.check !== undefined || call.passWhenValid !== undefined) return false;
  if (call.validity === "makes" || call.validity === "writes") return false;
  const operands = operandsOf(call);
  // Bits alone are combined as fast by kernels.
  if (operation.width === "any" && !operands.some((operand) => "values" in operand && group.has(operand.values))) return false;
  return operation.operands.every((form, index) => {
    const operand = operands[index];
    if (operand === undefined) return false;
    const constant = "plain" in operand ? operand.plain : constants.get(operand.values);
    if (form.kind !== "scalar") return constant === undefined;
    return constant !== undefined && !(operation.notNan === index && isNan(heap, constant, operation));
  });
}

function isNan(heap: Heap, address: number, operation: Operation): boolean {
  const [number] = operation.width === 32 ? heap.view(Float32Array, address, 1) : heap.f64s(address, 1);
  return Number.isNaN(number);
}

/** Arguments before the result: values, and constants that are given by address. */
function operandsOf({ slots }: KernelCall): readonly FusedInput[] {
  const end = slots.findIndex((slot) => "out" in slot);
  return slots.slice(0, end).filter((slot) => "values" in slot || "plain" in slot);
}

function registersRead(instruction: Instruction): readonly Register[] {
  switch (instruction.op) {
    case "kernel": {
      const { slots, operands, passWhenValid, check } = instruction;
      const inSlots = slots.flatMap((slot) => ("values" in slot ? [slot.values] : "validity" in slot ? [slot.validity] : []));
      return [...inSlots, ...operands, ...[passWhenValid, check?.of].filter((register) => register !== undefined)];
    }
    case "host":
      return [...instruction.operands, ...(instruction.check === undefined ? [] : [instruction.check.of])];
    case "truth":
      return [instruction.of];
    case "withValidity":
      return [instruction.values, instruction.bits, ...instruction.operands];
    case "check":
      return [instruction.codes];
    case "fused":
      return instruction.calls.flatMap(registersRead);
  }
}

const readsOf = (instructions: readonly Instruction[], results: readonly Register[]): ReadonlySet<Register> =>
  new Set([...instructions.flatMap(registersRead), ...results]);

function fusedCall(calls: readonly KernelCall[], readLater: ReadonlySet<Register>): FusedCall {
  const made = new Set(calls.map(({ out }) => out));
  const keyOf = (operand: FusedInput) => ("values" in operand ? `register ${operand.values}` : `plain ${operand.plain}`);
  const inputs = new Map<string, FusedInput>();
  for (const operand of calls.flatMap(operandsOf)) {
    if (!("values" in operand && made.has(operand.values))) inputs.set(keyOf(operand), operand);
  }
  const ids = new Map<string, ValueId>([...inputs.keys()].map((key, index) => [key, index]));
  const idOf = (operand: FusedInput) => ids.get(keyOf(operand)) as ValueId;
  const shapeCalls = calls.map((call) => {
    const operands = operandsOf(call).map(idOf);
    ids.set(`register ${call.out}`, ids.size);
    return { kernel: call.kernel, operands };
  });
  const leaves = validityLeaves(calls);
  const outputs = calls.filter(({ out }) => readLater.has(out));
  return {
    op: "fused",
    calls,
    inputs: [...inputs.values()],
    outputs: outputs.map(({ out, physical }) => ({ out, bits: bitWidths[physical], operands: leaves.get(out) ?? [] })),
    shape: { inputCount: inputs.size, calls: shapeCalls, outputs: outputs.map(({ out }) => idOf({ values: out })) },
  };
}

/** For each result, the registers outside whose validities it has. */
function validityLeaves(calls: readonly KernelCall[]): ReadonlyMap<Register, readonly Register[]> {
  const leaves = new Map<Register, readonly Register[]>();
  for (const { out, validity, operands } of calls) {
    const all = validity === "and" ? operands.flatMap((operand) => leaves.get(operand) ?? [operand]) : [];
    leaves.set(out, [...new Set(all)]);
  }
  return leaves;
}
