import { describe, expect, it } from "vitest";
import { both, runAsync, runInTurns, runSync, type Step, wait } from "../../src/engine/step.js";
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

describe("both", () => {
  const later = <T>(log: string[], name: string, ends: () => T) =>
    (function* (): Step<T> {
      log.push(`${name} begins`);
      yield* wait(new Promise((resolve) => setTimeout(resolve, 5)));
      log.push(`${name} ends`);
      return ends();
    })();

  it("begins the second while the first waits", async () => {
    const log: string[] = [];
    const step = both(
      later(log, "first", () => 1),
      later(log, "second", () => "b"),
      () => log.push("failed"),
    );
    expect(await runAsync(step)).toEqual([1, "b"]);
    expect(log).toEqual(["first begins", "second begins", "first ends", "second ends"]);
  });

  it.each(["first", "second"])("the %s fails: the other is at its end when the error is told", async (failing) => {
    const log: string[] = [];
    const of = (name: string) =>
      later(log, name, () => {
        if (name === failing) throw new Error(`${name} failed`);
      });
    const step = both(of("first"), of("second"), (error) => log.push((error as Error).message));
    await expect(runAsync(step)).rejects.toThrow(`${failing} failed`);
    expect(log.filter((line) => line.endsWith("ends"))).toHaveLength(2);
    expect(log).toContain(`${failing} failed`);
  });
});
