// Where workers can't be started, queries run on the calling thread and give the same answer.

import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Platform, PlatformWorker, WorkerEndpoint } from "../../src/platform.js";

const FLIGHTS = fileURLToPath(new URL("../../node_modules/vega-datasets/data/flights-3m.parquet", import.meta.url));
const START_TIMEOUT_MS = 10_000;

function deadWorker(onError: PlatformWorker["onError"]): PlatformWorker {
  const silent = () => undefined;
  const endpoint: WorkerEndpoint = { postMessage: silent, addEventListener: silent, removeEventListener: silent };
  return { endpoint, onOver: silent, onError, ref: silent, unref: silent, terminate: silent, ended: () => false };
}

async function withWorkers(createWorker: () => PlatformWorker) {
  vi.resetModules();
  const { default: pl } = await import("../../src/index.node.js");
  const { platform, setPlatform } = await import("../../src/platform.js");
  setPlatform({ ...platform(), createWorker } satisfies Platform);
  pl.setThreadPoolSize(3);
  const query = pl.scanParquet(FLIGHTS).groupBy("delay").agg(pl.len().alias("n")).sort("delay");
  return { query };
}

const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
beforeEach(() => warn.mockClear());
afterEach(() => vi.useRealTimers());

it.each<[string, () => PlatformWorker, string]>([
  [
    "a page's policy forbids them",
    () => {
      throw new Error("refused by the policy");
    },
    "refused by the policy",
  ],
  ["their script is not there", () => deadWorker((listener) => setTimeout(() => listener(new Error("404")), 1)), "404"],
])("runs when %s", async (_, createWorker, reason) => {
  const { query } = await withWorkers(createWorker);
  const expected = query.collectSync();
  const rows = (await query.collect()).toRecords();
  expect(rows).toEqual(expected.toRecords());
  expect(rows.length).toBeGreaterThan(10);
  const { frame, steps } = await query.profile();
  expect(frame.toRecords()).toEqual(rows);
  expect(new Set(steps.map(({ threads }) => threads))).toEqual(new Set([1]));
  expect(warn.mock.calls).toEqual([[`floe: a worker could not be started, so queries do without it: ${reason}`]]);
});

it("runs when workers never answer", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { query } = await withWorkers(() => deadWorker(() => undefined));
  const collected = query.collect();
  await vi.advanceTimersByTimeAsync(START_TIMEOUT_MS + 1000);
  expect((await collected).toRecords()).toEqual(query.collectSync().toRecords());
  expect(warn).toHaveBeenCalledTimes(1);
});
