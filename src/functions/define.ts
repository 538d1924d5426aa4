// How a function is defined: one entry says its signature over dtypes, as a type for the editor and as values for the
// planner, and which kernels compute it. Everything else (method, static type, coercion, lowering, printing) is derived.

import type { ColumnType, DataType } from "../types/index.js";
import type { Members, Operand } from "./argument.js";
import type { KernelName } from "./kernel-name.js";
import type { Option } from "./option.js";
import type { Rule } from "./rule.js";

/**
 * How nulls meet the kernel.
 * - "propagate": a null in any operand gives null; the kernel sees values only.
 * - "makes": as "propagate", but the kernel may also clear bits of the result's validity (integer division by zero).
 * - "handles": the kernel is given each operand's validity and writes the result's (Kleene and/or, isNull, fillNull).
 */
export type NullRule = "propagate" | "makes" | "handles";

/** How many rows come out: as many as went in, or one a group. */
type Shape = "rows" | "agg";

/** Dtypes are operands, everything else is a plain option; the result is a dtype or a rule. */
type Signature = (self: never, ...parameters: never[]) => DataType | Rule;

declare const signature: unique symbol;

/** One entry of the table. */
export interface Fn<F extends Signature = Signature, S extends Shape = Shape> {
  readonly args: readonly (Operand<unknown> | Option<unknown>)[];
  readonly returns: ColumnType | Rule;
  /** The family of kernels that compute it, or the name by which it is lowered to others. */
  readonly kernel: KernelName;
  readonly nulls: NullRule;
  readonly shape: S;
  readonly [signature]: F;
}
/** The signature of an entry. */
export type SignatureOf<T> = T extends { readonly [signature]: infer F } ? F : never;

type Argument<T> = [T] extends [DataType | Members] ? Operand<T> : Option<Exclude<T, undefined>>;
type Arguments<P extends readonly unknown[]> = { readonly [I in keyof P]-?: Argument<P[I]> };

/** The signature as values; the compiler holds the two equal. */
export interface Spec<F extends Signature> {
  readonly args: Arguments<Parameters<F>>;
  readonly returns: ReturnType<F>;
  readonly kernel: KernelName;
  readonly nulls?: NullRule;
}

/** A function that gives a row for each row. */
export function scalar<F extends Signature>(spec: Spec<F>): Fn<F, "rows"> {
  return { nulls: "propagate", ...spec, shape: "rows" } as unknown as Fn<F, "rows">;
}

/** A function that gives one value for each group. Nulls are skipped, unless the entry says otherwise. */
export function aggregate<F extends Signature>(spec: Spec<F>): Fn<F, "agg"> {
  return { nulls: "handles", ...spec, shape: "agg" } as unknown as Fn<F, "agg">;
}
