// What every thread's instance does to the memory that it shares with running threads.

import { expect, test } from "vitest";
import { compileKernels, kernelBytes } from "../../src/kernels/compile.js";
import { createMemory, instantiate } from "../../src/kernels/index.js";

const SECTION_START = 8;

function sectionsOf(module: Uint8Array): number[] {
  const sections: number[] = [];
  for (let at = 8; at < module.length; ) {
    sections.push(module[at++]!);
    let bytes = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = module[at++]!;
      bytes |= (byte & 127) << shift;
      if (byte < 128) break;
    }
    at += bytes;
  }
  return sections;
}

test("a new instance writes the constants that are there, and computes none in their place", () => {
  // Tables that a start function fills would be zeros for a moment, under the eyes of threads that decode by them.
  expect(sectionsOf(kernelBytes())).not.toContain(SECTION_START);

  const memory = createMemory(true);
  const module = compileKernels(true);
  const { heap } = instantiate(module, memory);
  const bytes = (): Uint8Array => heap.bytes(65536, memory.buffer.byteLength - 65536).slice();
  const before = bytes();
  instantiate(module, memory);
  expect(Buffer.compare(bytes(), before)).toBe(0);
});
