import { expect, it } from "vitest";
import { runAsync, runInTurns, runSync, type Step, wait } from "../../src/engine/step.js";
import { InvalidOperationError } from "../../src/errors/index.js";

function* sum(values: readonly (number | Promise<number>)[], left: () => void): Step<number> {
  try {
    let total = 0;
    for (const value of values) total += yield* wait(value);
    return total;
  } finally {
    left();
  }
}

it("gives the same result at once and awaited", async () => {
  const left: string[] = [];
  expect(runSync(sum([1, 2], () => left.push("sync")))).toBe(3);
  expect(await runAsync(sum([1, Promise.resolve(2)], () => left.push("async")))).toBe(3);
  expect(left).toEqual(["sync", "async"]);
});

it("refuses to wait in a synchronous query, and cleans up", () => {
  let left = 0;
  expect(() => runSync(sum([1, Promise.resolve(2)], () => left++))).toThrow(InvalidOperationError);
  expect(left).toBe(1);
});

it.each([
  ["awaited", runAsync],
  ["in turns", <T>(step: Step<T>) => runInTurns(step, () => undefined)],
])("throws rejections into the query, which cleans up: %s", async (_, run) => {
  let left = 0;
  await expect(run(sum([1, Promise.reject(new Error("gone"))], () => left++))).rejects.toThrow("gone");
  expect(left).toBe(1);
});

it("gives others turns between the parts of long work, and says when it goes on", async () => {
  const seen: string[] = [];
  const work = function* (): Step<number> {
    seen.push("first");
    const end = performance.now() + 30;
    while (performance.now() < end);
    yield;
    seen.push("second");
    yield;
    return yield* wait(Promise.resolve(7));
  };
  setTimeout(() => seen.push("other"), 0);
  const turn = () => new Promise((resolve) => setTimeout(resolve, 5));
  const result = runInTurns(work(), () => seen.push("resumed"));
  expect(seen).toEqual(["first"]);
  expect(await result).toBe(7);
  await turn();
  expect(seen.filter((name) => name !== "other")).toEqual(["first", "resumed", "second", "resumed"]);
  expect(seen).toContain("other");
});
