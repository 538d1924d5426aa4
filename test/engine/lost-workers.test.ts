// Workers that die between queries are replaced; of queries in which one dies there is an error.

import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import pl from "floe";
import { expect, it } from "vitest";
import { WorkerError } from "../../src/errors/index.js";
import { instance } from "../kernels/support.js";

const FLIGHTS = fileURLToPath(new URL("../../node_modules/vega-datasets/data/flights-3m.parquet", import.meta.url));

it("replaces workers that have ended", async () => {
  const started = new Set<Worker>();
  const answers: Promise<unknown>[] = [];
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (...message) {
    if (!started.has(this)) answers.push(once(this, "message"));
    started.add(this);
    postMessage.apply(this, message);
  };
  pl.setThreadPoolSize(3);
  const query = pl.scanParquet(FLIGHTS).groupBy("origin").agg(pl.len()).sort("origin");
  const rows = (await query.collect()).rows();
  const [first] = started;
  expect(started.size).toBe(2);
  // One that ends before it has answered counts as one that can't be started.
  await Promise.all(answers);
  await turn();
  await first?.terminate();
  const { frame, steps } = await query.profile();
  expect(frame.rows()).toEqual(rows);
  expect(steps[0]?.threads).toBe(3);
  expect(started.size).toBe(3);
  expect(query.collectSync().rows()).toEqual(rows);
});

/** In workers, the first read of a file from the one that is numbered `number` on ends the thread. */
const KILLER = (number: number): string => `
  const { isMainThread, threadId } = require("node:worker_threads");
  const fs = require("node:fs");
  if (!isMainThread && threadId === ${number}) {
    fs.readSync = () => process.exit(1);
    require("node:module").syncBuiltinESMExports();
  }`;

it.each([
  ["synchronous", "it has ended"],
  ["awaited", "floe's worker has ended"],
])("raises an error when a worker dies in a query that is %s, and goes on", async (kind, reason) => {
  const directory = mkdtempSync(join(tmpdir(), "floe-killer-"));
  const killer = join(directory, "killer.cjs");
  writeFileSync(killer, KILLER(1));
  const child = fileURLToPath(new URL("./lost-workers-child.mjs", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ["--require", killer, child, FLIGHTS, kind], { timeout: 30_000 });
  rmSync(directory, { recursive: true });
  expect(stdout.trim().split("\n")).toEqual([
    `WorkerError a worker was lost while it was at work, and the query with it: ${reason}`,
    "229",
    "229",
  ]);
});

it("raises an error when a worker died in the allocator, in place of waiting for it", () => {
  const { heap } = instance;
  const LOCK = 1024;
  heap.setU32(LOCK, 1);
  const error = new WorkerError(
    "a worker was killed while it had the memory locked, which is unusable since: start the process, or page, anew",
  );
  expect(() => heap.alloc(64)).toThrow(error);
  const start = performance.now();
  expect(() => heap.alloc(64)).toThrow(error);
  expect(performance.now() - start).toBeLessThan(100);
  heap.setU32(LOCK, 0);
  heap.free(heap.alloc(64));
});
