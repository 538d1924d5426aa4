// The queries of the browser tests. Node and the page run this file, each with its own floe.

import pl from "floe";
import * as q01 from "../../bench/cases/q01.mjs";
import * as q03 from "../../bench/cases/q03.mjs";
import * as q06 from "../../bench/cases/q06.mjs";

const tpch = { q01, q03, q06 };

export const TPCH = Object.keys(tpch);

/** Lazy frames by the name of their file, from inputs by the name of their file. */
const scans = (inputs) => Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, pl.scanParquet(input)]));

const queries = {
  ...Object.fromEntries(TPCH.map((name) => [name, (inputs) => tpch[name].lazy(pl, scans(inputs))])),
  /** Rows enough for workers to take part, in every kind of step. */
  flights: ({ flights }) =>
    pl
      .scanParquet(flights)
      .filter(pl.col("distance").gt(200))
      .withColumns(pl.col("delay").gt(15).alias("late"), pl.col("distance").mul(1.609344).alias("km"))
      .groupBy("origin", "late")
      .agg(pl.len().alias("n"), pl.col("km").sum(), pl.col("delay").mean(), pl.col("destination").nUnique().alias("destinations"))
      .sort(["n", "origin"], [true, false])
      .limit(50),
  distances: ({ flights }) => pl.scanParquet(flights).select(pl.col("distance").sum()),
};

/** The answer as text, in which every bit of a number counts, and the most threads that a step had. */
export async function answer(name, inputs, threads, options) {
  pl.setThreadPoolSize(threads);
  const { frame, steps } = await queries[name](inputs).profile(options);
  const schema = Object.entries(frame.schema).map(([column, { kind }]) => [column, kind]);
  const text = JSON.stringify([schema, frame.rows()], (_, value) => {
    if (typeof value === "bigint") return `${value}n`;
    return Object.is(value, -0) ? "-0" : value;
  });
  frame.dispose();
  return { text, threads: Math.max(...steps.map((step) => step.threads)) };
}

/** How a query fails, or `undefined`. */
export async function failure(name, inputs, threads, options) {
  try {
    await answer(name, inputs, threads, options);
    return undefined;
  } catch (error) {
    return { name: error.name, message: error.message };
  }
}

/** The query, cancelled as soon as it says that it is under way. */
export function cancelled(name, inputs, threads) {
  const controller = new AbortController();
  return failure(name, inputs, threads, { signal: controller.signal, onProgress: () => controller.abort() });
}

/** The file with zeros in the middle, where a page of values is. */
export function damaged(bytes) {
  const copy = bytes.slice();
  copy.fill(0, copy.length >> 1, (copy.length >> 1) + 4096);
  return copy;
}
