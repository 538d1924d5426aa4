// Builds a program: hands out registers, writes instructions and constants. Knows kernels, not functions.

import type { Dictionary, VectorType } from "../column/index.js";
import { InvalidOperationError } from "../errors/index.js";
import type { LiteralValue } from "../expr/index.js";
import type { NullRule } from "../functions/index.js";
import type { Instance, KernelName } from "../kernels/index.js";
import { bitWidths, type ColumnType, formatType, type PhysicalType, plainPhysical } from "../types/index.js";
import { writeConstants } from "./constants.js";
import type { HostName } from "./host/index.js";
import type { Constant, HostParams, Instruction, Program, Register, Slot, StrictCheck, ValidityRule } from "./program.js";
import { isNullScalar, type Value, vectorTypeOf } from "./value.js";

/** What a call of kernels makes. */
export interface Result {
  readonly dtype: ColumnType;
  /** Where it is not the plain one of the dtype. */
  readonly physical?: PhysicalType;
  /** The result is codes into it. */
  readonly dictionary?: Dictionary;
  readonly min?: bigint;
  readonly max?: bigint;
}

export class Builder {
  readonly #inputs = new Map<number, Register>();
  readonly #constants: Constant[] = [];
  readonly #instructions: Instruction[] = [];
  readonly #broadcasts = new Map<Register, Value>();
  readonly #materialized = new Map<Register, Value>();
  #registerCount = 0;
  #zeroBit = 0;

  constructor(
    readonly instance: Instance,
    /** Owns the constants. */
    readonly arena: number,
  ) {}

  register(): Register {
    return this.#registerCount++;
  }

  emit(instruction: Instruction): void {
    this.#instructions.push(instruction);
  }

  input(column: number, type: VectorType): Value {
    const register = this.#inputs.get(column) ?? this.register();
    this.#inputs.set(column, register);
    return { ...vectorTypeOf({ ...type, register, scalar: false }), register, scalar: false };
  }

  /** One value, in its physical form. */
  scalar(value: LiteralValue, dtype: ColumnType): Value {
    const physical = plainPhysical(dtype);
    const filler = physical === "view" ? "" : physical === "i64" || physical === "u64" ? 0n : 0;
    const register = this.constant(writeConstants(this.instance.heap, this.arena, physical, [value ?? filler]), value === null);
    return { register, dtype, physical, nullable: value === null, scalar: true };
  }

  /** A register that is the same in every batch. */
  constant(values: number, isNull = false): Register {
    const register = this.register();
    this.#constants.push({ register, values, validity: isNull ? this.zeroBit() : 0 });
    return register;
  }

  zeroBit(): number {
    this.#zeroBit ||= writeConstants(this.instance.heap, this.arena, "bool", [false]);
    return this.#zeroBit;
  }

  /** The same value for each row. */
  broadcast(value: Value): Value {
    if (!value.scalar) return value;
    const known = this.#broadcasts.get(value.register);
    if (known !== undefined) return { ...known, dtype: value.dtype };
    const repeated = this.repeat(value.register, value.physical);
    let register = repeated;
    if (value.nullable) {
      register = this.register();
      const bits = this.repeat(this.constant(this.zeroBit()), "bool");
      this.emit({ op: "withValidity", values: repeated, bits, operands: [], out: register });
    }
    const vector = { ...value, register, scalar: false };
    this.#broadcasts.set(value.register, vector);
    return vector;
  }

  repeat(register: Register, physical: PhysicalType): Register {
    const out = this.register();
    const kernel = `fill_${bitWidths[physical]}` as KernelName;
    this.emit({
      op: "kernel",
      kernel,
      slots: [{ values: register }, { out: "values" }],
      out,
      physical,
      validity: "none",
      operands: [],
    });
    return out;
  }

  /** Views in place of codes. */
  materialize(value: Value): Value {
    if (value.dictionary === undefined) return value;
    const known = this.#materialized.get(value.register);
    if (known !== undefined) return { ...known, dtype: value.dtype };
    const register = this.register();
    this.emit({
      op: "kernel",
      kernel: "gather_128",
      slots: [{ plain: value.dictionary.values }, { values: value.register }, { out: "values" }],
      out: register,
      physical: "view",
      validity: "and",
      operands: [value.register],
    });
    const { dtype, nullable } = value;
    const views: Value = { register, dtype, physical: "view", nullable, scalar: false };
    this.#materialized.set(value.register, views);
    return views;
  }

  /** A null of the dtype in every row. */
  nulls(dtype: ColumnType): Value {
    return this.scalar(null, dtype);
  }

  /** Calls a kernel of the family for the operands' type and form, by the null rule. `plain` parameters follow the result. */
  call(
    family: string,
    operands: readonly Value[],
    rule: NullRule,
    result: Result,
    plain: readonly number[] = [],
    check?: StrictCheck,
  ): Value {
    if (rule !== "handles" && operands.some(isNullScalar)) return this.nulls(result.dtype);
    const views = operands.map((operand) => this.materialize(operand));
    const { kernel, values } = this.#form(family, views);
    const handles = rule === "handles";
    const slots: Slot[] = values.flatMap(({ register }) =>
      handles ? [{ values: register }, { validity: register }] : [{ values: register }],
    );
    slots.push({ out: "values" });
    if (rule !== "propagate") slots.push({ out: "validity" });
    slots.push(...plain.map((value) => ({ plain: value })));
    return this.kernel(
      kernel,
      slots,
      values,
      handles ? "writes" : rule === "makes" ? "makes" : "and",
      result,
      check === undefined ? {} : { check },
    );
  }

  kernel(
    kernel: KernelName,
    slots: readonly Slot[],
    operands: readonly Value[],
    validity: ValidityRule,
    result: Result,
    extra: { readonly passWhenValid?: Register; readonly check?: StrictCheck } = {},
  ): Value {
    const out = this.register();
    const made = this.#value(
      out,
      result,
      validity === "and" ? operands.some(({ nullable }) => nullable) : validity === "makes" || validity === "writes",
    );
    const registers =
      validity === "and" || validity === "makes" ? operands.filter(({ nullable }) => nullable).map(({ register }) => register) : [];
    this.emit({ op: "kernel", kernel, slots, out, physical: made.physical, validity, operands: registers, ...extra });
    return made;
  }

  host(host: HostName, params: HostParams, operands: readonly Value[], result: Result, check?: StrictCheck): Value {
    if (operands.some(isNullScalar)) return this.nulls(result.dtype);
    const vectors = operands.map((operand) => this.broadcast(this.materialize(operand)));
    const out = this.register();
    const made = this.#value(out, result, true);
    const registers = vectors.map(({ register }) => register);
    this.emit({ op: "host", host, params, operands: registers, out, physical: made.physical, ...(check === undefined ? {} : { check }) });
    return made;
  }

  build(outputs: readonly Value[]): Program {
    const vectors = outputs.map((output) => this.broadcast(output));
    return {
      inputs: [...this.#inputs].map(([column, register]) => ({ column, register })),
      constants: this.#constants,
      instructions: this.#instructions,
      registerCount: this.#registerCount,
      outputs: vectors.map(vectorTypeOf),
      results: vectors.map(({ register }) => register),
    };
  }

  #value(register: Register, { dtype, physical = plainPhysical(dtype), dictionary, min, max }: Result, nullable: boolean): Value {
    const coded = dictionary === undefined ? { physical } : { physical: "codes" as const, dictionary };
    const bounds = min === undefined || max === undefined ? {} : { min, max };
    return { register, dtype, ...coded, nullable, scalar: false, ...bounds };
  }

  /** The kernel that takes most of the scalars as such; the others are repeated. */
  #form(family: string, operands: readonly Value[]): { kernel: KernelName; values: readonly Value[] } {
    const first = operands[0];
    const typed = `${family}_${first?.physical}`;
    for (const values of this.#formsOf(operands)) {
      const form = values.length > 1 ? `_${values.map(({ scalar }) => (scalar ? "s" : "v")).join("")}` : "";
      const name = [`${typed}${form}`, family].find((candidate) => candidate in this.instance.kernels);
      if (name !== undefined && !(values.length === 1 && values[0]?.scalar)) return { kernel: name as KernelName, values };
    }
    throw new InvalidOperationError(`${family} is not defined for ${operands.map(({ dtype }) => formatType(dtype)).join(" and ")}`);
  }

  *#formsOf(operands: readonly Value[]): Iterable<readonly Value[]> {
    if (!operands.every(({ scalar }) => scalar)) yield operands;
    // Repeats one scalar more each time, from the left.
    const values = [...operands];
    for (const [index, value] of values.entries()) {
      if (!value.scalar) continue;
      values[index] = this.broadcast(value);
      yield [...values];
    }
  }
}
