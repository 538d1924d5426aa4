// What floe writes, read back by floe and by DuckDB.

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildColumn } from "../../../src/column/build.js";
import type { FrameData } from "../../../src/column/index.js";
import { InvalidOperationError, IoError } from "../../../src/errors/index.js";
import { createDataFrame } from "../../../src/frame/data-frame.js";
import { setEagerFrame } from "../../../src/frame/eager-frame.js";
import { LazyFrame } from "../../../src/frame/lazy-frame.js";
import { setRunner } from "../../../src/frame/runner.js";
import { frameToArrow, loadArrow } from "../../../src/io/arrow/index.js";
import { type ParquetCompression, parquetFromArrow, parquetSource, saveParquet } from "../../../src/io/parquet/index.js";
import { instance } from "../../../src/kernels/index.js";
import {
  Bool,
  Categorical,
  type ColumnType,
  Date_,
  Datetime,
  Duration,
  Float32,
  Float64,
  formatType,
  Int8,
  Int16,
  Int32,
  Int64,
  Null,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "../../../src/types/index.js";
import { firstDifference } from "./difference.js";
import { directory, columns as read } from "./duckdb.js";
import { scan, type Value } from "./scan.js";

const ROWS = 1000;
const expected = {
  i: Array.from({ length: ROWS }, (_, row) => (row % 7 === 0 ? null : row)),
  big: Array.from({ length: ROWS }, (_, row) => (row === 3 ? 9007199254740993n : BigInt(-row))),
  text: Array.from({ length: ROWS }, (_, row) => (row % 5 === 0 ? null : `text ${row % 50} é`)),
  float: Array.from({ length: ROWS }, (_, row) => row / 3),
  bool: Array.from({ length: ROWS }, (_, row) => row % 3 === 0),
};

async function stream(): Promise<Uint8Array> {
  const { Bool, Float64, Int32, Int64, tableToIPC, Table, Utf8, vectorFromArray } = await import("apache-arrow");
  const table = new Table({
    i: vectorFromArray(expected.i, new Int32()),
    big: vectorFromArray(expected.big, new Int64()),
    text: vectorFromArray(expected.text, new Utf8()),
    float: vectorFromArray(expected.float, new Float64()),
    bool: vectorFromArray(expected.bool, new Bool()),
  });
  return tableToIPC(table, "stream");
}

const day = new Date(5 * 86_400_000);

describe("every dtype comes back", () => {
  const cases: readonly [dtype: ColumnType, values: readonly unknown[], physical: readonly Value[], as?: ColumnType][] = [
    [Bool, [true, null, false], [true, null, false]],
    [Int8, [1, null, -3], [1, null, -3]],
    [Int16, [1, null, -3], [1, null, -3]],
    [Int32, [1, null, -3], [1, null, -3]],
    [Int64, [1n, null, -3n], [1n, null, -3n]],
    [UInt8, [1, null, 255], [1, null, 255]],
    [UInt16, [1, null, 65535], [1, null, 65535]],
    [UInt32, [1, null, 4294967295], [1, null, 4294967295]],
    [UInt64, [1n, null, 18446744073709551615n], [1n, null, 18446744073709551615n]],
    [Float32, [1.5, null, -0], [1.5, null, -0]],
    [Float64, [1.5, null, Number.NaN], [1.5, null, Number.NaN]],
    [Utf8, ["a", null, "longer than twelve bytes"], ["a", null, "longer than twelve bytes"]],
    [Categorical, ["a", null, "longer than twelve bytes"], ["a", null, "longer than twelve bytes"], Utf8],
    [Date_, [day, null, day], [5, null, 5]],
    [Datetime("ms"), [day, null, day], [432000000n, null, 432000000n]],
    [Datetime("us", "Europe/Berlin"), [day, null, day], [432000000000n, null, 432000000000n]],
    [Datetime("ns", "UTC"), [day, null, day], [432000000000000n, null, 432000000000000n]],
    [Duration("ms"), [5, null, -6], [5n, null, -6n]],
    [Duration("us"), [5, null, -6], [5n, null, -6n]],
    [Null, [null, null, null], [null, null, null]],
  ];
  it.each(cases.map(([dtype, ...rest]) => [formatType(dtype), dtype, ...rest] as const))(
    "%s",
    async (_, dtype, values, physical, as = dtype) => {
      const { heap } = instance();
      const column = buildColumn(values, heap, dtype);
      const arrow = await loadArrow();
      const ipc = arrow.tableToIPC(frameToArrow({ columns: [{ name: "a", column }], height: 3 }, heap, arrow), "stream");
      const { source, columns } = await scan(await parquetFromArrow(ipc));
      expect(formatType(source.schema!.get("a")!)).toBe(formatType(as));
      expect(columns.a).toEqual(physical);
    },
  );
});

describe("written files", () => {
  it.each<ParquetCompression | undefined>([undefined, "uncompressed", "snappy", "gzip", "lz4", "zstd"])(
    "compressed with %s",
    async (compression) => {
      const bytes = await parquetFromArrow(await stream(), compression === undefined ? {} : { compression });
      const { columns, source } = await scan(bytes);
      expect(source.rowCount).toBe(ROWS);
      for (const [name, values] of Object.entries(expected)) expect(firstDifference(columns[name], values), name).toBeUndefined();
      const path = join(directory, `written-${compression}.parquet`);
      await saveParquet(path, await stream(), compression === undefined ? {} : { compression });
      const byDuckdb = await read(`SELECT * FROM '${path}'`);
      for (const [name, values] of Object.entries(expected)) expect(firstDifference(byDuckdb[name], values), name).toBeUndefined();
      expect((await scan(path, { columns: ["text"] })).columns.text).toEqual(expected.text);
    },
  );

  it("have row groups of the size asked for, with statistics", async () => {
    const { plan } = await scan(await parquetFromArrow(await stream(), { rowGroupSize: 300 }), { columns: ["big"] });
    expect(plan.morsels.map(({ rows }) => rows)).toEqual([300, 300, 300, 100]);
    expect(plan.columns[0]).toMatchObject({ nullable: false, min: -999n, max: 9007199254740993n });
  });

  it("have no statistics when none are wanted", async () => {
    const { plan } = await scan(await parquetFromArrow(await stream(), { statistics: false }), { columns: ["big"] });
    expect(plan.columns[0]).not.toHaveProperty("min");
  });

  it("refuse options that make no sense", async () => {
    await expect(parquetFromArrow(new Uint8Array(), { compression: "lzo" as never })).rejects.toThrow(
      new InvalidOperationError('compression is "lzo"; allowed are ["uncompressed","snappy","gzip","lz4","zstd"]'),
    );
    await expect(parquetFromArrow(new Uint8Array(), { rowGroupSize: 0 })).rejects.toThrow(
      new InvalidOperationError("rowGroupSize is 0; allowed are whole numbers from 1"),
    );
  });

  it("can't be put where there is no folder", async () => {
    await expect(saveParquet(join(directory, "no folder", "a.parquet"), await stream())).rejects.toThrow(IoError);
  });
});

describe("frames", () => {
  const data = (): FrameData => ({ columns: [{ name: "a", column: buildColumn([1, null, 3], instance().heap, Int32) }], height: 3 });

  it("give bytes", async () => {
    const bytes = await createDataFrame(data()).writeParquet({ compression: "snappy" });
    expect((await scan(bytes)).columns).toEqual({ a: [1, null, 3] });
  });

  it("are written to a path", async () => {
    const path = join(directory, "frame.parquet");
    expect(await createDataFrame(data()).writeParquet(path)).toBeUndefined();
    expect((await scan(path)).columns).toEqual({ a: [1, null, 3] });
  });

  it("that are lazy are run first, and their result is freed", async () => {
    const path = join(directory, "lazy.parquet");
    const unused = (): never => {
      throw new Error("not asked for");
    };
    setEagerFrame(createDataFrame);
    setRunner({ collect: async () => data(), collectSync: unused, profile: unused, explain: unused, schema: unused, openSchema: unused });
    const bytes = instance().kernels.bytes_in_use();
    await new LazyFrame({ kind: "Scan", source: parquetSource(path) }).sinkParquet(path, { compression: "gzip" });
    expect(instance().kernels.bytes_in_use()).toBe(bytes);
    expect((await scan(path)).columns).toEqual({ a: [1, null, 3] });
  });
});
