// Fused functions of this thread, made when first needed and kept by shape.

import type { Instance } from "../../kernels/index.js";
import { emitFused } from "./emit.js";
import type { FusedShape } from "./shape.js";

/** Addresses of inputs and outputs, and rows. */
export type FusedFunction = (...args: number[]) => void;

/** The oldest are forgotten beyond these. */
const FUNCTIONS_MAX = 512;

const functionsOf = new WeakMap<Instance, Map<string, FusedFunction>>();
let refused = false;

/** Undefined where code may not be compiled at run time: under some content security policies, at the edge. */
export function fusedFunction(shape: FusedShape, instance: Instance): FusedFunction | undefined {
  if (refused) return undefined;
  const functions = functionsOf.get(instance) ?? new Map<string, FusedFunction>();
  functionsOf.set(instance, functions);
  const key = JSON.stringify(shape);
  let run = functions.get(key);
  if (run === undefined) {
    run = compileFused(emitFused(shape, instance.heap.shared), instance);
    if (run === undefined) return undefined;
    functions.set(key, run);
    const [oldest] = functions.keys();
    if (functions.size > FUNCTIONS_MAX && oldest !== undefined) functions.delete(oldest);
  }
  return run;
}

function compileFused(bytes: Uint8Array<ArrayBuffer>, { heap }: Instance): FusedFunction | undefined {
  let module: WebAssembly.Module;
  try {
    module = new WebAssembly.Module(bytes);
  } catch (error) {
    if (isInvalid(bytes)) throw error;
    refused = true;
    return undefined;
  }
  const { run } = new WebAssembly.Instance(module, { env: { memory: heap.memory } }).exports;
  return run as FusedFunction;
}

/** Our mistake, and no refusal. Where compiling is forbidden, asking may be as well. */
function isInvalid(bytes: Uint8Array<ArrayBuffer>): boolean {
  try {
    return !WebAssembly.validate(bytes);
  } catch {
    return false;
  }
}
