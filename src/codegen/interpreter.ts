// Runs a program a batch at a time, on one thread. Per batch it makes no objects but the result: registers are two arrays of
// addresses, arguments of kernels are put into arrays made once.

import { type Batch, bitmapBytes, type Vector, VIEW_BYTES } from "../column/index.js";
import { assertNever } from "../errors/index.js";
import type { Instance } from "../kernels/index.js";
import { bitWidths } from "../types/index.js";
import { type FusedFunction, fusedFunction } from "./fused/functions.js";
import { hostFunctions } from "./host/index.js";
import type {
  DictionaryCheck,
  FusedCall,
  HostCall,
  Instruction,
  KernelCall,
  Program,
  Register,
  Slot,
  StrictCheck,
  WithValidity,
} from "./program.js";
import { failuresIn, type OnFailure, printValue, raiseFailure, selectedIn } from "./strict.js";

type Kernel = (...args: number[]) => number;

/** Where an argument comes from. */
const VALUES = 0;
const VALIDITY = 1;
const PLAIN = 2;
const OUT_VALUES = 3;
const OUT_VALIDITY = 4;

/** A kernel call made ready: kinds of its arguments, their registers or plain values, and the array they are passed in. */
interface Ready {
  readonly kernel: Kernel;
  readonly kinds: readonly number[];
  readonly numbers: readonly number[];
  readonly args: number[];
}

interface Step {
  readonly instruction: Instruction;
  readonly ready?: Ready;
  readonly fused?: FusedFunction;
}

/** Room after results: kernels write whole vectors, and read past the end of operands. */
const SLACK_BYTES = 128;

export class Interpreter {
  readonly #steps: readonly Step[];
  readonly #values: number[];
  readonly #validities: number[];
  readonly #onFailure: OnFailure;

  /** `onFailure` is told of values that strict casts refuse; without it they raise. */
  constructor(
    readonly program: Program,
    readonly instance: Instance,
    onFailure?: OnFailure,
  ) {
    this.#onFailure = onFailure ?? ((failure) => raiseFailure(instance, failure));
    this.#values = new Array<number>(program.registerCount).fill(0);
    this.#validities = new Array<number>(program.registerCount).fill(0);
    for (const { register, values, validity } of program.constants) this.#set(register, values, validity);
    this.#steps = program.instructions.flatMap((instruction) => this.#prepare(instruction));
  }

  #prepare(instruction: Instruction): readonly Step[] {
    switch (instruction.op) {
      case "kernel": {
        const slots = instruction.slots.map(encode);
        const kernel = this.instance.kernels[instruction.kernel] as unknown as Kernel;
        const args = new Array<number>(slots.length + 1).fill(0);
        return [{ instruction, ready: { kernel, kinds: slots.map(([kind]) => kind), numbers: slots.map(([, number]) => number), args } }];
      }
      case "fused": {
        const fused = fusedFunction(instruction.shape, this.instance);
        return fused === undefined ? instruction.calls.flatMap((call) => this.#prepare(call)) : [{ instruction, fused }];
      }
      default:
        return [{ instruction }];
    }
  }

  /** A vector for each expression, good until scratch is reset. @throws {ComputeError} where a strict cast fails on a selected row. */
  run(batch: Batch): Vector[] {
    for (const { column, register } of this.program.inputs) {
      const { values, validity } = batch.vector(column);
      this.#set(register, values, validity);
    }
    for (const step of this.#steps) this.#execute(step, batch);
    return this.program.results.map((register) => ({ values: this.#value(register), validity: this.#validity(register) }));
  }

  #execute({ instruction, ready, fused }: Step, batch: Batch): void {
    switch (instruction.op) {
      case "kernel":
        this.#callKernel(instruction, ready as Ready, batch);
        break;
      case "fused":
        this.#callFused(instruction, fused as FusedFunction, batch.rowCount);
        break;
      case "host":
        this.#callHost(instruction, batch);
        break;
      case "truth": {
        const values = this.#value(instruction.of);
        const validity = this.#validity(instruction.of);
        this.#set(instruction.out, validity === 0 ? values : this.#and(values, validity, batch.rowCount), 0);
        break;
      }
      case "withValidity":
        this.#withValidity(instruction, batch.rowCount);
        break;
      case "check":
        this.#checkCodes(instruction, batch);
        break;
      default:
        assertNever(instruction, "instruction");
    }
  }

  #callKernel(call: KernelCall, { kernel, kinds, numbers, args }: Ready, batch: Batch): void {
    const { out, passWhenValid } = call;
    if (passWhenValid !== undefined && this.#validity(passWhenValid) === 0) {
      this.#set(out, this.#value(passWhenValid), 0);
      return;
    }
    const rows = batch.rowCount;
    const values = this.#room(bitWidths[call.physical], rows);
    const validity = this.#validityFor(call, rows);
    for (let index = 0; index < kinds.length; index++) {
      const number = numbers[index] as number;
      switch (kinds[index]) {
        case VALUES:
          args[index] = this.#value(number);
          break;
        case VALIDITY:
          args[index] = this.#validity(number);
          break;
        case PLAIN:
          args[index] = number;
          break;
        default:
          args[index] = kinds[index] === OUT_VALUES ? values : validity;
      }
    }
    args[kinds.length] = rows;
    kernel.apply(undefined, args);
    this.#set(out, values, call.validity === "drops" ? 0 : validity);
    if (call.check !== undefined) this.#check(call.check, call.operands, validity, batch);
  }

  #callFused({ inputs, outputs }: FusedCall, run: FusedFunction, rows: number): void {
    const args = inputs.map((input) => ("plain" in input ? input.plain : this.#value(input.values)));
    for (const { out, bits, operands } of outputs) {
      const values = this.#room(bits, rows);
      args.push(values);
      this.#set(out, values, this.#commonValidity(operands, rows));
    }
    run(...args, rows);
  }

  #callHost(call: HostCall, batch: Batch): void {
    const rows = batch.rowCount;
    const values = this.#room(bitWidths[call.physical], rows);
    const validity = this.#validityToMake(call.operands, rows);
    const operands = call.operands.map((register) => this.#value(register));
    // Host functions leave null rows alone, and kernels read the strings of all rows.
    if (call.physical === "view") this.instance.heap.bytes(values, rows * VIEW_BYTES).fill(0);
    hostFunctions[call.host]({ instance: this.instance, operands, out: values, validity, params: call.params, rows });
    this.#set(call.out, values, validity);
    if (call.check !== undefined) this.#check(call.check, call.operands, validity, batch);
  }

  #withValidity({ values, bits, operands, out }: WithValidity, rows: number): void {
    const valid = this.#commonValidity(operands, rows);
    const own = this.#value(bits);
    this.#set(out, this.#value(values), valid === 0 ? own : this.#and(own, valid, rows));
  }

  #check(check: StrictCheck, operands: readonly Register[], validity: number, batch: Batch): void {
    const failures = failuresIn(this.instance, batch, this.#commonValidity(operands, batch.rowCount), validity);
    if (failures === undefined) return;
    const values = this.#value(check.of);
    const print = (row: number): string => printValue(this.instance, check.physical, values, row);
    this.#onFailure({ check, failures, rows: batch.rowCount, selectedCount: batch.selectedCount, print });
  }

  #checkCodes({ codes, failures: table, dictionaryValues, check }: DictionaryCheck, batch: Batch): void {
    const { heap, kernels } = this.instance;
    const rows = batch.rowCount;
    const at = this.#value(codes);
    const validity = this.#validity(codes);
    const bits = heap.scratch(bitmapBytes(rows) + SLACK_BYTES);
    kernels.gather_1(table, at, bits, rows);
    if (validity !== 0) kernels.bitmap_and(bits, validity, bits, rows);
    const failures = selectedIn(this.instance, batch, bits);
    if (failures === undefined) return;
    const print = (row: number): string => printValue(this.instance, "view", dictionaryValues, heap.getU32(at + row * 4));
    this.#onFailure({ check, failures, rows, selectedCount: batch.selectedCount, print });
  }

  #room(bits: number, rows: number): number {
    return this.instance.heap.scratch(Math.ceil((rows * bits) / 8) + SLACK_BYTES);
  }

  #validityFor({ validity, operands }: KernelCall, rows: number): number {
    switch (validity) {
      case "none":
        return 0;
      case "and":
        return this.#commonValidity(operands, rows);
      case "makes":
        return this.#validityToMake(operands, rows);
      case "writes":
      case "drops":
        return this.instance.heap.scratch(bitmapBytes(rows) + SLACK_BYTES);
      default:
        return assertNever(validity, "validity rule");
    }
  }

  /** 0 where no operand has nulls; else the one validity there is, or all of them together. */
  #commonValidity(operands: readonly Register[], rows: number): number {
    let common = 0;
    for (const operand of operands) {
      const validity = this.#validity(operand);
      if (common === 0 || validity === common) common = validity || common;
      else if (validity !== 0) common = this.#and(common, validity, rows);
    }
    return common;
  }

  /** As the common validity, but a copy of it, in which bits can be cleared. */
  #validityToMake(operands: readonly Register[], rows: number): number {
    const { heap, kernels } = this.instance;
    const common = this.#commonValidity(operands, rows);
    const made = heap.scratch(bitmapBytes(rows) + SLACK_BYTES);
    if (common === 0) kernels.bitmap_fill(made, 1, rows);
    else kernels.bitmap_and(common, common, made, rows);
    return made;
  }

  #and(a: number, b: number, rows: number): number {
    const out = this.instance.heap.scratch(bitmapBytes(rows) + SLACK_BYTES);
    this.instance.kernels.bitmap_and(a, b, out, rows);
    return out;
  }

  #value(register: Register): number {
    return this.#values[register] as number;
  }

  #validity(register: Register): number {
    return this.#validities[register] as number;
  }

  #set(register: Register, values: number, validity: number): void {
    this.#values[register] = values;
    this.#validities[register] = validity;
  }
}

function encode(slot: Slot): readonly [kind: number, number: number] {
  if ("values" in slot) return [VALUES, slot.values];
  if ("validity" in slot) return [VALIDITY, slot.validity];
  if ("plain" in slot) return [PLAIN, slot.plain];
  return [slot.out === "values" ? OUT_VALUES : OUT_VALIDITY, 0];
}
