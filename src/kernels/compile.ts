// The kernels' module, which is shipped deflated: as base64 it would be half of what a page loads. What hosts have to inflate it
// is asynchronous, and the first query may not be; so our own inflate kernel does it, in a module by itself.

import { assert } from "../errors/index.js";
import { bytes, memoryFlags, packed, unpacker } from "./generated/module.js";

const MEMORY_SHARED = 2;

/** For shared or for unshared memory. The two differ in one byte, the flags of the memory import. */
export function compileKernels(shared: boolean): WebAssembly.Module {
  const module = kernelBytes();
  if (!shared) module[memoryFlags]! &= ~MEMORY_SHARED;
  return new WebAssembly.Module(module);
}

interface Unpacker {
  readonly memory: WebAssembly.Memory;
  packed_input(packedBytes: number, bytes: number): number;
  unpack(packedBytes: number, bytes: number): number;
}

/** The module for shared memory. */
export function kernelBytes(): Uint8Array<ArrayBuffer> {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(decodeBase64(unpacker)));
  const { memory, packed_input, unpack } = exports as unknown as Unpacker;
  const input = decodeBase64(packed);
  const address = packed_input(input.length, bytes);
  new Uint8Array(memory.buffer).set(input, address);
  const output = unpack(input.length, bytes);
  assert(output > 0, "the kernels' module is damaged");
  return new Uint8Array(memory.buffer as ArrayBuffer, output, bytes);
}

/** Newer hosts can, ten times as fast as we. */
function decodeBase64(base64: string): Uint8Array<ArrayBuffer> {
  const { fromBase64 } = Uint8Array as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> };
  if (fromBase64 !== undefined) return fromBase64.call(Uint8Array, base64);
  const text = atob(base64);
  const decoded = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) decoded[index] = text.charCodeAt(index);
  return decoded;
}
