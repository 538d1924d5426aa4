// A kernel program: expressions over the columns of a batch, lowered to calls of kernels on registers. Plain data, so that it
// can be printed, compared in a test and sent to workers. Addresses in it belong to the arena it was compiled for.

import type { VectorType } from "../column/index.js";
import type { KernelName } from "../kernels/index.js";
import type { PhysicalType } from "../types/index.js";
import type { FusedShape } from "./fused/shape.js";
import type { HostName } from "./host/index.js";

/** A vector while a batch is computed: the address of values and that of validity, 0 where no row is null. */
export type Register = number;

/** One argument of a kernel. The number of rows follows by itself. */
export type Slot =
  | { readonly values: Register }
  | { readonly validity: Register }
  | { readonly out: "values" | "validity" }
  | { readonly plain: number };

/**
 * Where the validity of a result comes from.
 * - "none": no row is null.
 * - "and": all operands must be valid.
 * - "makes": as "and", then the kernel clears bits: it is always there.
 * - "writes": the kernel writes it all.
 * - "drops": as "writes", but no row can be null.
 */
export type ValidityRule = "none" | "and" | "makes" | "writes" | "drops";

/** A result that must not make nulls: the values of register `of` that were valid before and are null after are at fault. */
export interface StrictCheck {
  readonly of: Register;
  readonly physical: PhysicalType;
  /** What failed and where: `conversion from Utf8 to Int64 failed in column "x"`. */
  readonly what: string;
}

export interface KernelCall {
  readonly op: "kernel";
  readonly kernel: KernelName;
  readonly slots: readonly Slot[];
  readonly out: Register;
  readonly physical: PhysicalType;
  readonly validity: ValidityRule;
  /** Whose validities are combined. */
  readonly operands: readonly Register[];
  /** The result is this register, and the kernel not called, where no row of it is null. */
  readonly passWhenValid?: Register;
  readonly check?: StrictCheck;
}

/** A computation in TypeScript, for what needs the host: regular expressions, Unicode case, decimal floats, time zones. */
export interface HostCall {
  readonly op: "host";
  readonly host: HostName;
  readonly params: HostParams;
  readonly operands: readonly Register[];
  readonly out: Register;
  readonly physical: PhysicalType;
  readonly check?: StrictCheck;
}
export type HostParams = Readonly<Record<string, string | number | boolean | null>>;

/** A bitmap that is true where the register is true and not null. */
interface Truth {
  readonly op: "truth";
  readonly of: Register;
  readonly out: Register;
}

/** The values of one register, valid where `bits` are set and `operands` are valid. */
export interface WithValidity {
  readonly op: "withValidity";
  readonly values: Register;
  readonly bits: Register;
  readonly operands: readonly Register[];
  readonly out: Register;
}

/** A strict cast that was computed on a dictionary: raises where a selected row has one of its values that failed. */
export interface DictionaryCheck {
  readonly op: "check";
  readonly codes: Register;
  /** Bitmap over the dictionary. */
  readonly failures: number;
  readonly dictionaryValues: number;
  readonly check: StrictCheck;
}

/** Several kernel calls as one function (codegen/fused). Where it can't be compiled, the calls are done one by one. */
export interface FusedCall {
  readonly op: "fused";
  readonly calls: readonly KernelCall[];
  readonly shape: FusedShape;
  readonly inputs: readonly FusedInput[];
  readonly outputs: readonly {
    readonly out: Register;
    /** Of a value. */
    readonly bits: number;
    /** Whose validities are combined. */
    readonly operands: readonly Register[];
  }[];
}

/** A register's values, or an address. */
export type FusedInput = Extract<Slot, { values: Register } | { plain: number }>;

export type Instruction = KernelCall | HostCall | Truth | WithValidity | DictionaryCheck | FusedCall;

export interface Constant {
  readonly register: Register;
  readonly values: number;
  readonly validity: number;
}

export interface Program {
  /** Columns of the batch that are read, and the registers they come to. */
  readonly inputs: readonly { readonly column: number; readonly register: Register }[];
  readonly constants: readonly Constant[];
  readonly instructions: readonly Instruction[];
  readonly registerCount: number;
  /** What the results are, in the order of the expressions. */
  readonly outputs: readonly VectorType[];
  readonly results: readonly Register[];
}

/** Whether some values are refused, wherever they stand: rows must not be dropped before the program has seen them. */
export function mayRaise({ instructions }: Program): boolean {
  return instructions.some((instruction) => "check" in instruction && instruction.check !== undefined);
}
