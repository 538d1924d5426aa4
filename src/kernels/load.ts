// Compiles the kernels once and instantiates them, a thread at a time, over a memory.

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

export function compileKernels(base64: string): WebAssembly.Module {
  return new WebAssembly.Module(decodeBase64(base64));
}

/** Newer hosts can, ten times as fast as we. */
function decodeBase64(base64: string): Uint8Array<ArrayBuffer> {
  const { fromBase64 } = Uint8Array as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> };
  if (fromBase64 !== undefined) return fromBase64.call(Uint8Array, base64);
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
  return bytes;
}

export function createMemory(shared: boolean, pagesMax: number = PAGES_MAX): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: PAGES_INITIAL, maximum: pagesMax, shared });
}

export function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Instance {
  const instance = new WebAssembly.Instance(module, { env: { memory, abort: () => undefined } });
  const kernels = instance.exports as unknown as Kernels;
  return { heap: new Heap(memory, kernels satisfies AllocatorExports), kernels };
}
