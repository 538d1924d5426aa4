// Workers that die between queries are replaced.

import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import pl from "floe";
import { expect, it } from "vitest";

const FLIGHTS = fileURLToPath(new URL("../../node_modules/vega-datasets/data/flights-3m.parquet", import.meta.url));

it("replaces workers that have ended", async () => {
  const started = new Set<Worker>();
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (...message) {
    started.add(this);
    postMessage.apply(this, message);
  };
  pl.setThreadPoolSize(2);
  const query = pl.scanParquet(FLIGHTS).groupBy("origin").agg(pl.len()).sort("origin");
  const rows = (await query.collect()).rows();
  const [first] = started;
  expect(started.size).toBe(2);
  await first?.terminate();
  const { frame, steps } = await query.profile();
  expect(frame.rows()).toEqual(rows);
  expect(steps[0]?.threads).toBe(2);
  expect(started.size).toBe(3);
  expect(query.collectSync().rows()).toEqual(rows);
});
