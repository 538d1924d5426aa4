// The words by which threads hand each other work.

import { expect, it } from "vitest";
import { TaskBlock } from "../../src/engine/task-block.js";
import { compileKernels } from "../../src/kernels/compile.js";
import { createMemory, instantiate } from "../../src/kernels/index.js";

const PAGES = 64;

function blockOf() {
  const { heap, kernels } = instantiate(compileKernels(true), createMemory(true, PAGES));
  return { heap, kernels, block: new TaskBlock(heap), arena: kernels.arena_new() >>> 0 };
}

it("gives results in task order", () => {
  const { block, arena } = blockOf();
  block.open({}, 2, 0, arena);
  expect([block.take(), block.take(), block.take()]).toEqual([0, 1, -1]);
  block.put(1, "second", arena);
  expect(block.over).toBe(false);
  block.put(0, "first", arena);
  expect(block.over).toBe(true);
  expect(block.results([])).toEqual({ results: ["first", "second"] });
});

it("has the worker that leaves last tell a caller that listens, once", () => {
  const { block, arena } = blockOf();
  block.open({}, 1, 2, arena);
  expect(block.listen()).toBe(true);
  block.enter();
  block.enter();
  block.put(block.take(), "result", arena);
  expect([block.leave(), block.leave()]).toEqual([false, true]);
  expect(block.listen()).toBe(false);

  block.open({}, 1, 2, arena);
  block.enter();
  block.put(block.take(), "result", arena);
  expect(block.leave()).toBe(false);
});

it("takes the caller's own results without writing them", () => {
  const { block, arena } = blockOf();
  block.open({}, 2, 1, arena);
  const own: unknown[] = [];
  own[block.take()] = "own";
  block.done();
  block.put(block.take(), "a worker's", arena);
  expect(block.results(own)).toEqual({ results: ["own", "a worker's"] });
});

it("reports a failure that there is no room to write", () => {
  const { heap, block, arena } = blockOf();
  block.open({}, 1, 0, arena);
  for (let bytes = PAGES * 65536; bytes >= 1; bytes /= 2) {
    try {
      for (;;) heap.alloc(bytes, arena);
    } catch {}
  }
  block.fail({ name: "ComputeError", message: "a failure" }, arena);
  expect(block.results([])).toMatchObject({ failure: { message: "out of memory" } });
});

it("lets nobody in once a run is closed", () => {
  const { block, arena } = blockOf();
  block.open({}, 1, 2, arena);
  expect([0, 1, 2].map((number) => block.wants(number))).toEqual([true, true, false]);
  expect(block.enter()).toBe(true);
  block.leave();
  block.close();
  expect(block.enter()).toBe(false);
  expect(block.idle).toBe(false);
  block.leave();
  expect(block.idle).toBe(true);
});
