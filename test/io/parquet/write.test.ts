// What floe writes, read back by floe and by DuckDB.

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { InvalidOperationError, IoError } from "../../../src/errors/index.js";
import { type ParquetCompression, parquetFromArrow } from "../../../src/io/parquet/index.js";
import { writeFile } from "../../../src/platforms/node-files.js";
import { firstDifference } from "./difference.js";
import { directory, columns as read } from "./duckdb.js";
import { scan } from "./scan.js";

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

describe("written files", () => {
  it.each<ParquetCompression | undefined>([undefined, "uncompressed", "snappy", "gzip", "lz4", "zstd"])(
    "compressed with %s",
    async (compression) => {
      const bytes = await parquetFromArrow(await stream(), compression === undefined ? {} : { compression });
      const { columns, source } = await scan(bytes);
      expect(source.rowCount).toBe(ROWS);
      for (const [name, values] of Object.entries(expected)) expect(firstDifference(columns[name], values), name).toBeUndefined();
      const path = join(directory, `written-${compression}.parquet`);
      await writeFile(path, bytes);
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
    await expect(writeFile(join(directory, "no folder", "a.parquet"), new Uint8Array())).rejects.toThrow(IoError);
  });
});
