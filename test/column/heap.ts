import { compileKernels } from "../../src/kernels/compile.js";
import { createMemory, instantiate } from "../../src/kernels/index.js";

/** A memory of its own. */
export const heap = instantiate(compileKernels(true), createMemory(true)).heap;

export const lengths = [0, 1, 7, 8, 9, 63, 64, 65, 1025];
