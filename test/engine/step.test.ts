import { expect, it } from "vitest";
import { runAsync, runSync, type Step, wait } from "../../src/engine/step.js";
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

it("throws rejections into the query, which cleans up", async () => {
  let left = 0;
  await expect(runAsync(sum([1, Promise.reject(new Error("gone"))], () => left++))).rejects.toThrow("gone");
  expect(left).toBe(1);
});
