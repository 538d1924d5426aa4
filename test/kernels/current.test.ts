import { expect, test } from "vitest";
import { compileKernels } from "../../src/kernels/compile.js";
import { createMemory, type Instance, instance, instantiate, setInstanceFactory } from "../../src/kernels/index.js";

test("the instance is made when first asked for, and only once", () => {
  expect(() => instance()).toThrow("no instance factory");
  const made: Instance[] = [];
  setInstanceFactory(() => {
    const fresh = instantiate(compileKernels(true), createMemory(true));
    made.push(fresh);
    return fresh;
  });
  expect(made).toHaveLength(0);
  const first = instance();
  expect(instance()).toBe(first);
  expect(made).toEqual([first]);
  expect(first.heap.shared).toBe(true);
});
