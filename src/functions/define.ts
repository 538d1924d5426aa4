// How a function is defined: one entry says its signature over dtypes, as a type for the editor and as values for the
// planner, and which kernels compute it. Everything else (method, static type, coercion, lowering, printing) is derived.

import type { KernelFamily } from "../kernels/index.js";

/**
 * How nulls meet the kernel.
 * - "propagate": a null in any operand gives null; the kernel sees values only.
 * - "makes": as "propagate", but the kernel may also clear bits of the result's validity (integer division by zero).
 * - "handles": the kernel is given each operand's validity and writes the result's (Kleene and/or, isNull, fillNull).
 */
export type NullRule = "propagate" | "makes" | "handles";
