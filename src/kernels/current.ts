// The calling thread's kernels and memory, in which all frames of the process live.

import { assert } from "../errors/index.js";
import type { Instance } from "./load.js";

let factory: (() => Instance) | undefined;
let current: Instance | undefined;

/** Says how the instance is made when it is first needed. The platform's entry point calls this; it does no work yet. */
export function setInstanceFactory(make: () => Instance): void {
  factory = make;
}

export function instance(): Instance {
  if (current === undefined) {
    assert(factory !== undefined, "no instance factory is set");
    current = factory();
  }
  return current;
}
