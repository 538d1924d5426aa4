// Workers that die between queries are replaced.

import { once } from "node:events";
import { setImmediate as turn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import pl from "floe";
import { expect, it } from "vitest";

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
  pl.setThreadPoolSize(2);
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
  expect(steps[0]?.threads).toBe(2);
  expect(started.size).toBe(3);
  expect(query.collectSync().rows()).toEqual(rows);
});
