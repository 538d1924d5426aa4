// Instantiates the kernels, a thread at a time, over a memory.

import { type AllocatorExports, Heap } from "../memory/index.js";
import type { Kernels } from "./generated/exports.js";

export type { KernelFamily, KernelName, Kernels } from "./generated/exports.js";

/** One thread's kernels over the memory. */
export interface Instance {
  readonly heap: Heap;
  readonly kernels: Kernels;
}

const PAGES_INITIAL = 32;
const PAGES_MAX = 65536;

export function createMemory(shared: boolean, pagesMax: number = PAGES_MAX): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: PAGES_INITIAL, maximum: pagesMax, shared });
}

export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Instance {
  const instance = new WebAssembly.Instance(module, { env: { memory, abort: () => undefined } });
  const kernels = instance.exports as unknown as Kernels;
  return { heap: new Heap(memory, kernels satisfies AllocatorExports), kernels };
}
