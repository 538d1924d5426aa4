// Nothing is kept after a query but its result, and nothing after that is disposed.

import { fileURLToPath } from "node:url";
import pl, { MemoryLimitError } from "floe";
import { expect, it } from "vitest";

const lineitem = fileURLToPath(new URL("../fixtures/tpch-sf001/lineitem.parquet", import.meta.url));
const QUERIES = 1000;
const WARM_UP = 20;

it("is as full after a thousand queries as after twenty", () => {
  const frame = pl.DataFrame({
    g: Array.from({ length: 5000 }, (_, row) => `group ${row % 97} with a long name`),
    v: Float64Array.from({ length: 5000 }, (_, row) => row),
  });
  const lookup = frame.lazy().groupBy("g").agg(pl.col("v").max().alias("most"));
  const queries = [
    () => frame.lazy().filter(pl.col("v").gt(100)).groupBy("g").agg(pl.col("v").sum(), pl.col("g").nUnique().alias("n")),
    () => frame.lazy().join(lookup, { on: "g" }).sort(["g", "v"], [false, true]).limit(7),
    () => frame.lazy().unique("g").withColumns(pl.col("g").str.toUpperCase().alias("u")),
    () => pl.scanParquet(lineitem).select("l_comment", "l_shipmode", "l_tax").filter(pl.col("l_tax").gt(0.07)).limit(100),
  ];
  let usedAfterWarmUp = 0;
  for (let run = 0; run < QUERIES; run++) {
    const query = queries[run % queries.length] as (typeof queries)[number];
    const result = query().collectSync();
    expect(result.height).toBeGreaterThan(0);
    result.dispose();
    if (run === WARM_UP) usedAfterWarmUp = pl.memoryUsage().usedBytes;
  }
  // Scratch may still have grown a little since.
  expect(pl.memoryUsage().usedBytes).toBeLessThanOrEqual(usedAfterWarmUp + (1 << 20));
  expect(pl.memoryUsage().reservedBytes).toBeLessThan(256 << 20);
});

it("gives back the memory of queries that fail", () => {
  const frame = pl.DataFrame({ s: Array.from({ length: 5000 }, (_, row) => (row === 4999 ? "no number" : String(row))) });
  const before = pl.memoryUsage().usedBytes;
  for (let run = 0; run < 50; run++) expect(() => frame.select(pl.col("s").cast(pl.Int64))).toThrow();
  expect(pl.memoryUsage().usedBytes).toBeLessThanOrEqual(before + (1 << 20));
});

it("gives back the memory of queries that pass their limit, wherever they do", async () => {
  const names = Array.from({ length: 20_000 }, (_, row) => `a name of many, number ${row % 5000}`);
  const file = await pl.DataFrame({ names, v: names.map((_, row) => row) }).writeParquet();
  const query = () => pl.scanParquet(file).filter(pl.col("v").gtEq(100)).groupBy("names").agg(pl.col("v").sum()).sort("names");
  query().collectSync().dispose();
  const before = pl.memoryUsage().usedBytes;
  let passed = 0;
  for (let memoryLimit = 0; memoryLimit < 8 << 20; memoryLimit += 40_000) {
    try {
      query().collectSync({ memoryLimit }).dispose();
    } catch (error) {
      expect(error).toBeInstanceOf(MemoryLimitError);
      passed++;
    }
    expect(pl.memoryUsage().usedBytes).toBe(before);
  }
  expect(passed).toBeGreaterThan(20);
});

it("does not run out of memory by frames that nobody uses any more", async () => {
  const values = new Float64Array(8e6).fill(1);
  const bytes = values.byteLength;
  for (let made = 0; made * bytes < 2 ** 32 + 2 ** 30; made++) {
    expect(pl.DataFrame({ v: values }).height).toBe(8e6);
    await new Promise((resolve) => setTimeout(resolve));
  }
  expect(pl.memoryUsage().usedBytes).toBeLessThan(2 ** 31);
});
