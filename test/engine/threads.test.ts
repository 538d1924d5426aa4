// Queries large enough that workers share them: the same bits for any number of threads, progress, cancelling, errors.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import pl, { AbortError, ComputeError, InvalidOperationError, MemoryLimitError } from "floe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const flights = fileURLToPath(new URL("../../node_modules/vega-datasets/data/flights-3m.parquet", import.meta.url));
const threads = pl.threadPoolSize();
afterAll(() => pl.setThreadPoolSize(threads));

const ROWS = 400_000;
/** Sums of such numbers differ in their last bits with the order of adding. */
const noisy = pl.DataFrame({
  k: Int32Array.from({ length: ROWS }, (_, row) => (row * 7919) % 1013),
  v: Float64Array.from({ length: ROWS }, (_, row) => Math.sin(row) * 10 ** (row % 17)),
  s: Array.from({ length: ROWS }, (_, row) => (row % 11 === 0 ? null : `name ${(row * 31) % 5003} that is long`)),
});

/** Names with and without a match, twice each, and null; fewer than the rows of `noisy`. */
const manyNames = () =>
  pl
    .DataFrame({
      row: Int32Array.from({ length: 12_000 }, (_, row) => row),
      s: Array.from({ length: 12_000 }, (_, row) => (row % 100 === 0 ? null : `name ${(row * 7) % 6000} that is long`)),
    })
    .lazy();
/** Of long pages, which threads share. */
const oneRowGroup = join(mkdtempSync(join(tmpdir(), "floe-threads-")), "one-row-group.parquet");
beforeAll(async () => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(`
    COPY (SELECT (i * 7919) % 1013 AS k, CASE WHEN i % 9 > 0 THEN sin(i) * pow(10, i % 17) END AS v, 'name ' || (i * 31) || ' that is long' AS s,
      CASE WHEN i % 11 > 0 THEN 'text ' || i END AS t, 'code ' || (i % 50) AS d FROM range(${ROWS}) r(i))
    TO '${oneRowGroup}' (FORMAT parquet, CODEC snappy, ROW_GROUP_SIZE ${2 * ROWS})`);
});
afterAll(() => rmSync(dirname(oneRowGroup), { recursive: true }));

const queries = {
  "a sum without keys": () => noisy.lazy().select(pl.col("v").sum(), pl.col("v").mean().alias("m"), pl.col("v").std().alias("d")),
  "a group-by of integers": () =>
    noisy.lazy().groupBy("k").agg(pl.col("v").sum(), pl.col("v").var().alias("x"), pl.col("s").last().alias("l")).sort("k"),
  "a group-by of strings": () =>
    noisy.lazy().groupBy("s").agg(pl.col("v").sum(), pl.col("v").median().alias("m"), pl.col("k").nUnique().alias("u")).sort("s"),
  "many groups, by first appearance": () =>
    noisy
      .lazy()
      .withColumns(pl.col("v").round(3).alias("r"))
      .groupBy("r", "k", { maintainOrder: true })
      .agg(pl.col("v").sum(), pl.col("s").first().alias("f")),
  "a filter and a sort": () =>
    noisy
      .lazy()
      .filter(pl.col("v").gt(0).and(pl.col("k").lt(500)))
      .sort(["s", "v"], [true, false])
      .limit(1000),
  "a join": () =>
    noisy
      .lazy()
      .join(noisy.lazy().groupBy("s").agg(pl.col("v").max().alias("most")), { on: "s" })
      .select(pl.col("v").sub(pl.col("most")).sum()),
  "a semi join that stores its left side": () => manyNames().join(noisy.lazy().filter(pl.col("v").gt(0)), { on: "s", how: "semi" }),
  "an anti join that stores its left side": () => manyNames().join(noisy.lazy().filter(pl.col("v").gt(0)), { on: "s", how: "anti" }),
  "a scan of slices of one row group": () =>
    pl
      .scanParquet(oneRowGroup)
      .filter(pl.col("k").lt(700))
      .groupBy("k")
      .agg(pl.col("v").sum(), pl.col("s").max().alias("most"), pl.col("t").last().alias("last"), pl.col("d").nUnique().alias("u"))
      .sort("k"),
  "a filter before a join that drops most rows of a scan": () =>
    pl
      .scanParquet(oneRowGroup)
      .filter(pl.col("d").neq("code 7"))
      .join(pl.DataFrame({ k: BigInt64Array.of(1n, 20n, 300n, 1012n) }).lazy(), { on: "k", how: "semi" })
      .select(pl.col("v").sum(), pl.col("t").max()),
  "unique rows": () => noisy.lazy().select("k").unique().sort("k"),
  "a scan of Parquet": () => pl.scanParquet(flights).groupBy("origin").agg(pl.len().alias("n"), pl.col("delay").mean()).sort("origin"),
};

/** Bits of all values: NaN and -0 told apart. */
function bits(rows: readonly object[]): string {
  const bytes = new DataView(new ArrayBuffer(8));
  return JSON.stringify(rows, (_, value: unknown) => {
    if (typeof value !== "number") return typeof value === "bigint" ? String(value) : value;
    bytes.setFloat64(0, value);
    return bytes.getBigUint64(0).toString(16);
  });
}

describe.each(Object.entries(queries))("%s", (_, query) => {
  it("has the same bits with 1, 2 and 4 threads, at once and awaited", async () => {
    pl.setThreadPoolSize(1);
    const wanted = bits(query().collectSync().toRecords());
    for (const count of [1, 2, 4]) {
      pl.setThreadPoolSize(count);
      expect(bits((await query().collect()).toRecords())).toBe(wanted);
      expect(bits(query().collectSync().toRecords())).toBe(wanted);
    }
  });
});

it("gives many groups in the order of their first rows", () => {
  const keys = Int32Array.from({ length: ROWS }, (_, row) => (row * 7919) % 300_007);
  const groups = pl.DataFrame({ k: keys }).lazy().groupBy("k", { maintainOrder: true }).agg(pl.len().alias("n")).collectSync();
  const counts = new Map<number, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  expect(groups.getColumn("k").toArray()).toEqual([...counts.keys()]);
  expect(groups.getColumn("n").toArray()).toEqual([...counts.values()]);
});

it("says in the profile which tier a step ran in, and has the same bits in both", async () => {
  const query = noisy
    .lazy()
    .filter(pl.col("k").gt(1).and(pl.col("k").lt(5)))
    .select(pl.len());
  const results: string[] = [];
  const steps: string[] = [];
  for (const fusedRowsMin of [0, Number.POSITIVE_INFINITY]) {
    pl.configure({ fusedRowsMin });
    const profile = await query.profile();
    results.push(bits(profile.frame.toRecords()));
    steps.push(profile.steps[0]?.step ?? "");
  }
  pl.configure({ fusedRowsMin: 100_000 });
  expect(results[0]).toBe(results[1]);
  expect(steps[0]).toContain("filter (fused)");
  expect(steps[1]).not.toContain("fused");
});

it("refuses a configuration out of range", () => {
  expect(() => pl.configure({ fusedRowsMin: -1 })).toThrow("fusedRowsMin must be a number from 0, not -1");
  expect(() => pl.configure({ fusedRowsMin: Number.NaN })).toThrow(InvalidOperationError);
});

it("runs queries started together", async () => {
  pl.setThreadPoolSize(2);
  const sums = await Promise.all(
    Array.from({ length: 5 }, (_, index) => noisy.lazy().filter(pl.col("k").gt(index)).select(pl.len()).collect()),
  );
  const wanted = Array.from({ length: 5 }, (_, index) =>
    noisy.lazy().filter(pl.col("k").gt(index)).select(pl.len()).collectSync().toRecords(),
  );
  expect(sums.map((frame) => frame.toRecords())).toEqual(wanted);
});

describe("while the calling thread takes tasks", () => {
  const query = queries["a filter and a sort"];

  it("others have turns, and may run queries in them", async () => {
    pl.setThreadPoolSize(2);
    const wanted = bits(query().collectSync().toRecords());
    const found: string[] = [];
    let turns = 0;
    const timer = setInterval(() => {
      if (turns++ % 5 === 0) found.push(bits(query().collectSync().toRecords()));
    }, 1);
    const { frame, steps } = await pl.scanParquet(flights).groupBy("date").agg(pl.col("delay").median()).profile();
    clearInterval(timer);
    expect(steps[0]?.byThread[0]?.thread).toBe(0);
    expect(turns).toBeGreaterThan(1);
    expect(new Set(found)).toEqual(new Set([wanted]));
    pl.setThreadPoolSize(1);
    const alone = pl.scanParquet(flights).groupBy("date").agg(pl.col("delay").median()).collectSync();
    expect(bits(frame.sort("date").toRecords())).toBe(bits(alone.sort("date").toRecords()));
  });

  it("it leaves tasks that only it can fetch to workers", async () => {
    pl.setThreadPoolSize(2);
    const blob = new Blob([readFileSync(flights)]);
    const { frame, steps } = await pl.scanParquet(blob).select(pl.col("delay").sum()).profile();
    expect(frame.toRecords()).toEqual(pl.scanParquet(flights).select(pl.col("delay").sum()).collectSync().toRecords());
    expect(steps[0]?.byThread.length).toBeGreaterThan(0);
    expect(steps[0]?.byThread.map(({ thread }) => thread)).not.toContain(0);
  });

  it.each([1, 2])("it hears the signal to stop, and keeps no memory, with %i threads", async (count) => {
    pl.setThreadPoolSize(count);
    const sorted = pl.scanParquet(flights).sort(["destination", "delay"]);
    (await sorted.collect()).dispose();
    const { usedBytes } = pl.memoryUsage();
    const controller = new AbortController();
    const stopped = sorted.collect({ signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await expect(stopped).rejects.toThrow(AbortError);
    expect(pl.memoryUsage().usedBytes).toBeLessThanOrEqual(usedBytes);
    expect(bits((await query().collect()).toRecords())).toBe(bits(query().collectSync().toRecords()));
  });
});

describe("a query that does not end well", () => {
  const works = async () => {
    const rows = (await noisy.lazy().select(pl.len().alias("n")).collect()).toRecords();
    expect(rows).toEqual([{ n: ROWS }]);
  };

  it("is stopped by its signal, before and in the middle", async () => {
    pl.setThreadPoolSize(2);
    await expect(noisy.lazy().sort("s").collect({ signal: AbortSignal.abort() })).rejects.toThrow(AbortError);
    const controller = new AbortController();
    const query = pl.scanParquet(flights).sort(["destination", "delay"]).collect({ signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await expect(query).rejects.toThrow(AbortError);
    await works();
  });

  it("brings a worker's error back with its class", async () => {
    pl.setThreadPoolSize(2);
    const failing = () => noisy.lazy().select(pl.col("s").cast(pl.Int64));
    await expect(failing().collect()).rejects.toThrow(ComputeError);
    expect(() => failing().collectSync()).toThrow(ComputeError);
    await works();
  });

  it("has a limit of its own: queries beside it have none", async () => {
    pl.setThreadPoolSize(2);
    const limited = noisy
      .lazy()
      .sort("v")
      .collect({ memoryLimit: 1 << 20 });
    const free = noisy.lazy().sort("v").collect();
    await expect(limited).rejects.toThrow(MemoryLimitError);
    expect((await free).height).toBe(ROWS);
    const [first] = await Promise.allSettled([
      noisy.lazy().sort("v").collect(),
      noisy
        .lazy()
        .sort("k")
        .collect({ memoryLimit: 1 << 20 }),
    ]);
    expect(first?.status).toBe("fulfilled");
  });

  it.each([-1, Number.NaN])("refuses a limit of %s", async (memoryLimit) => {
    const error = new InvalidOperationError(`memoryLimit must be a number of bytes from 0, not ${memoryLimit}`);
    await expect(noisy.lazy().collect({ memoryLimit })).rejects.toThrow(error);
    expect(() => noisy.lazy().collectSync({ memoryLimit })).toThrow(error);
  });

  it("ends in a MemoryLimitError when it would pass its limit, and keeps nothing", async () => {
    pl.setThreadPoolSize(2);
    const limit = { memoryLimit: 1 << 20 };
    await expect(noisy.lazy().sort("v").collect(limit)).rejects.toThrow(MemoryLimitError);
    expect(() => noisy.lazy().sort("v").collectSync(limit)).toThrow(MemoryLimitError);
    await works();
  });
});

it("keeps going while the number of threads changes and queries are stopped", async () => {
  for (let run = 0; run < 300; run++) {
    pl.setThreadPoolSize([4, 2, 1, 3][run % 4] as number);
    const controller = new AbortController();
    if (run % 7 === 0) setTimeout(() => controller.abort(), run % 3);
    const query = noisy.lazy().filter(pl.col("k").gt(run)).select(pl.len());
    await query.collect({ signal: controller.signal }).catch((error: unknown) => expect(error).toBeInstanceOf(AbortError));
    if (run % 5 === 0) query.collectSync();
  }
});

it("says how far it is", async () => {
  pl.setThreadPoolSize(2);
  const seen: { step: string; done: number; total: number }[] = [];
  await pl
    .scanParquet(flights)
    .groupBy("origin")
    .agg(pl.col("delay").sum())
    .collect({ onProgress: (progress) => seen.push(progress as never) });
  expect(seen.length).toBeGreaterThan(0);
  for (const { done, total } of seen) expect(done).toBeLessThanOrEqual(total);
  expect(seen.at(-1)).toMatchObject({ done: seen.at(-1)?.total });
});

it("refuses numbers of threads that make no sense", () => {
  for (const count of [0, -1, 1.5, Number.NaN, 65]) expect(() => pl.setThreadPoolSize(count)).toThrow(InvalidOperationError);
  expect(() => pl.setThreadPoolSize(0)).toThrow("the number of threads must be a whole number from 1 to 64, not 0");
});
