// Parquet files that parquet-wasm reads, as parts of queries.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pl, { type LazyFrame } from "floe";
import { Compression, readParquet, WriterPropertiesBuilder, writeParquet } from "parquet-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const directory = mkdtempSync(join(tmpdir(), "floe-foreign-"));
afterAll(() => rmSync(directory, { recursive: true }));
const [own, foreign] = ["own", "foreign"].map((name) => join(directory, `${name}.parquet`)) as [string, string];
/** Enough for workers to take part. */
const ROWS = 120_000;
const ROW_GROUP_ROWS = 30_000;

beforeAll(async () => {
  const frame = pl.DataFrame({
    i: Int32Array.from({ length: ROWS }, (_, row) => row),
    text: Array.from({ length: ROWS }, (_, row) => (row % 7 === 0 ? null : `a text of some length ${row % 1000}`)),
    x: Array.from({ length: ROWS }, (_, row) => (row % 5 === 0 ? null : row / 3)),
  });
  await frame.writeParquet(own, { compression: "snappy", rowGroupSize: ROW_GROUP_ROWS });
  const properties = new WriterPropertiesBuilder().setCompression(Compression.BROTLI).setMaxRowGroupSize(ROW_GROUP_ROWS).build();
  writeFileSync(foreign, writeParquet(readParquet(readFileSync(own)), properties));
});

const queries = {
  "all rows": (file: LazyFrame) => file,
  "a group-by": (file: LazyFrame) => file.groupBy("text").agg(pl.col("x").sum(), pl.len()).sort("text"),
  "a filter": (file: LazyFrame) => file.filter(pl.col("i").gt(43_456).and(pl.col("text").isNotNull())).select("x"),
  "the first rows that pass": (file: LazyFrame) => file.filter(pl.col("x").gt(20_000)).head(5),
  "the first rows": (file: LazyFrame) => file.head(60_001).tail(3),
  "a join with itself": (file: LazyFrame) => file.join(file.filter(pl.col("i").lt(1000)), { on: "i" }).sort("i"),
  "no columns": (file: LazyFrame) => file.select(pl.len()),
};

describe.each(Object.entries(queries))("%s", (_, query) => {
  it.each([1, 4])("with %i threads", async (threads) => {
    pl.setThreadPoolSize(threads);
    const expected = query(pl.scanParquet(own)).collectSync().toObject();
    expect((await query(pl.scanParquet(foreign)).collect()).toObject()).toEqual(expected);
    expect(query(pl.scanParquet(foreign)).collectSync().toObject()).toEqual(expected);
    expect((await query(pl.scanParquet(new Blob([readFileSync(foreign)]))).collect()).toObject()).toEqual(expected);
    expect(
      query(pl.scanParquet(new Uint8Array(readFileSync(foreign))))
        .collectSync()
        .toObject(),
    ).toEqual(expected);
  });
});

it("leaves no memory in use", async () => {
  const run = async () => (await pl.scanParquet(foreign).collect()).dispose();
  await run();
  const before = pl.memoryUsage().usedBytes;
  for (let again = 0; again < 5; again++) await run();
  // Garbage of other tests may go in the meantime, and scratch grow a little.
  expect(pl.memoryUsage().usedBytes).toBeLessThanOrEqual(before + (1 << 20));
});

it("shows in the plan", () => {
  const file = pl.scanParquet(foreign);
  file.head(1).collectSync();
  expect(file.select("x").explain()).toBe(`SCAN PARQUET ${foreign}\nPROJECT 1/3 COLUMNS: ["x"]\nREAD BY parquet-wasm: ["x"]`);
});
