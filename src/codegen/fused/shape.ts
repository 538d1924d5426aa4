// What a fused function computes, without addresses: functions are cached by it.

import type { KernelName } from "../../kernels/index.js";

/** A number of a value: inputs come first, then the result of each call. */
export type ValueId = number;

export interface FusedShape {
  readonly inputCount: number;
  readonly calls: readonly { readonly kernel: KernelName; readonly operands: readonly ValueId[] }[];
  /** Values that are stored. */
  readonly outputs: readonly ValueId[];
}
