// What a scan does not read: columns, row groups by statistics, rows past a limit. Counted in bytes and requests.

import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ExprNode, LiteralValue } from "../../../src/expr/index.js";
import { parquetSource } from "../../../src/io/parquet/index.js";
import { chunkAt, type ParquetSpec } from "../../../src/io/parquet/spec.js";
import { Bool, type ColumnType, Date_, Datetime, Float64, Int32, Int64, Utf8 } from "../../../src/types/index.js";
import { write } from "./duckdb.js";
import { scan, scanSource } from "./scan.js";

/** A blob that counts what is read of it. */
class CountingBlob {
  bytes = 0;
  reads = 0;
  constructor(readonly content: Uint8Array) {}
  get size(): number {
    return this.content.byteLength;
  }
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> } {
    this.bytes += end - start;
    this.reads++;
    return { arrayBuffer: async () => this.content.slice(start, end).buffer as ArrayBuffer };
  }
}

const col = (name: string): ExprNode => ({ kind: "Column", name });
const lit = (value: LiteralValue, dtype: ColumnType): ExprNode => ({ kind: "Literal", value, dtype });
const call = (fn: string, args: ExprNode[], ...options: string[]): ExprNode => ({ kind: "Call", fn, args, options }) as ExprNode;
const list = (values: LiteralValue[], dtype: ColumnType): ExprNode => ({ kind: "List", values, dtype });

/** Four row groups of 2048 rows: i, text and date grow; "flag" is true in the first only; "empty" is null in all but the last. */
const query = `
  SELECT i, 'row ' || lpad(i::VARCHAR, 6, '0') || ' é' AS text, DATE '2020-01-01' + (i // 2048)::INTEGER AS "date",
    TIMESTAMP '2020-01-01' + INTERVAL (i) SECOND AS "time", (i < 2048) AS flag, CASE WHEN i >= 6144 THEN i::INTEGER END AS empty,
    i / 2 AS "float", random() AS noise
  FROM range(8192) t(i)`;

let path: string;
beforeAll(async () => {
  path = await write("pushdown", query, "CODEC uncompressed, ROW_GROUP_SIZE 2048");
});

/** The first rows of the row groups that are read, in thousands of `i`. */
async function groupsRead(predicate: ExprNode): Promise<number[]> {
  const { plan } = await scan(path, { columns: ["i"], predicate });
  const { rowGroups } = plan.spec as ParquetSpec;
  const all = (await scan(path, { columns: ["i"] })).plan.spec as ParquetSpec;
  return rowGroups.map((read) => all.rowGroups.findIndex((group) => chunkAt(group, 0).offset === chunkAt(read, 0).offset));
}

it("columns are known by the statistics of all row groups", async () => {
  const source = parquetSource(path);
  expect(source.statistics?.("i")).toBeUndefined();
  await source.open();
  expect(source.statistics?.("i")).toMatchObject({ min: 0, max: 8191 });
  expect(source.statistics?.("date")).toMatchObject({ min: 18262, max: 18265 });
  expect(source.statistics?.("text")?.min).toBeUndefined();
  expect(source.statistics?.("empty")?.min).toBeUndefined();
  expect(source.statistics?.("none")).toBeUndefined();
});

describe("row groups are pruned by statistics", () => {
  const i = col("i");
  const at = (value: number): ExprNode => lit(BigInt(value), Int64);
  const cases: readonly [name: string, predicate: ExprNode, groups: number[]][] = [
    ["eq", call("eq", [i, at(5000)]), [2]],
    ["eq, none", call("eq", [i, at(9000)]), []],
    ["the literal first", call("gt", [at(2048), i]), [0]],
    ["lt at the edge", call("lt", [i, at(2048)]), [0]],
    ["ltEq at the edge", call("ltEq", [i, at(2048)]), [0, 1]],
    ["gt at the edge", call("gt", [i, at(6143)]), [3]],
    ["gtEq at the edge", call("gtEq", [i, at(6143)]), [2, 3]],
    ["neq leaves all", call("neq", [i, at(1)]), [0, 1, 2, 3]],
    ["neq of a constant", call("neq", [col("flag"), lit(false, Bool)]), [0]],
    ["and", call("and", [call("gt", [i, at(2047)]), call("lt", [i, at(4096)])]), [1]],
    ["or", call("or", [call("lt", [i, at(10)]), call("gt", [i, at(8000)])]), [0, 3]],
    ["isIn", call("isIn", [i, list([3n, 7000n, 7001n], Int64)]), [0, 3]],
    ["isIn of nothing", call("isIn", [i, list([], Int64)]), []],
    ["isBetween", call("isBetween", [i, at(2047), at(2048)], "both"), [0, 1]],
    ["isBetween, open", call("isBetween", [i, at(2047), at(2049)], "none"), [1]],
    ["strings in UTF-8 order", call("gtEq", [col("text"), lit("row 006144", Utf8)]), [3]],
    ["dates", call("eq", [col("date"), lit(18262 + 2, Date_)]), [2]],
    ["times", call("lt", [col("time"), lit(1577836800000000n + 100n * 1000000n, Datetime("us"))]), [0]],
    ["times of another unit are not judged", call("lt", [col("time"), lit(0n, Datetime("ms"))]), [0, 1, 2, 3]],
    ["isNull", call("isNull", [col("empty")]), [0, 1, 2]],
    ["isNotNull", call("isNotNull", [col("empty")]), [3]],
    ["a comparison is never true for null", call("gt", [col("empty"), lit(0, Int32)]), [3]],
    ["a null literal", call("eq", [i, lit(null, Int64)]), []],
    ["false", lit(false, Bool), []],
    ["floats above the greatest may be NaN", call("gt", [col("float"), lit(1e9, Float64)]), [0, 1, 2, 3]],
    ["floats below the least", call("lt", [col("float"), lit(1000, Float64)]), [0]],
    ["what is not known is kept", call("contains", [col("text"), lit("x", Utf8)]), [0, 1, 2, 3]],
    ["not is not known", call("not", [call("lt", [i, at(0)])]), [0, 1, 2, 3]],
  ];
  it.each(cases)("%s", async (_, predicate, groups) => expect(await groupsRead(predicate)).toEqual(groups));

  it("says so in its facts, and bounds columns by what is left", async () => {
    const { plan } = await scan(path, { columns: ["i", "empty"], predicate: call("gtEq", [i, at(6144)]) });
    expect(plan.facts).toMatchObject({ rowGroups: 4, rowGroupsPruned: 3 });
    expect(plan.columns).toEqual([
      { name: "i", dtype: Int64, physical: "i64", nullable: false, min: 6144n, max: 8191n },
      { name: "empty", dtype: Int32, physical: "i32", nullable: false, min: 6144n, max: 8191n },
    ]);
  });
});

describe("a planned scan is narrowed to the range of a column", () => {
  const cases: readonly [name: string, column: string, min: bigint, max: bigint, rows: number[] | undefined][] = [
    ["one row group", "i", 3000n, 3000n, [2048]],
    ["to the edges", "i", 2048n, 4095n, [2048]],
    ["over an edge", "i", 2047n, 2048n, [2048, 2048]],
    ["nothing", "i", 9000n, 10_000n, []],
    ["everything", "i", 0n, 8191n, undefined],
    ["dates", "date", 18264n, 18264n, [2048]],
    ["times", "time", 1577836800000000n, 1577836800000000n + 100_000_000n, [2048]],
    ["nulls are in no range", "empty", -(2n ** 31n), 2n ** 31n - 1n, [2048]],
    ["strings are not judged", "text", 0n, 0n, undefined],
    ["nor floats", "float", -5n, -5n, undefined],
    ["nor Bools", "flag", 5n, 5n, undefined],
  ];
  it.each(cases)("%s", async (_, column, min, max, rows) => {
    const { plan } = await scan(path, { columns: ["i", column] });
    const narrow = plan.narrow?.(1, { min, max });
    expect(narrow?.morsels.map((morsel) => morsel.rows)).toEqual(rows);
    if (rows !== undefined)
      expect(narrow?.facts).toMatchObject({ rowGroups: 4, rowGroupsPruned: 4 - rows.length, rows: 2048 * rows.length });
    expect(narrow?.columns ?? plan.columns).toBe(plan.columns);
  });

  it("and again", async () => {
    const { plan } = await scan(path, { columns: ["i", "date"] });
    const half = plan.narrow?.(0, { min: 0n, max: 4095n });
    expect(half?.narrow?.(1, { min: 18263n, max: 18265n })?.morsels).toEqual([{ rows: 2048 }]);
  });
});

describe("only what is needed is read", () => {
  const footer = 64 * 1024;

  it("of one column its chunks only", async () => {
    const blob = new CountingBlob(new Uint8Array(readFileSync(path)));
    const { plan, columns } = await scan(blob, { columns: ["date"] });
    expect(columns.date!.length).toBe(8192);
    expect(plan.facts.bytes).toBeLessThan(blob.size / 20);
    expect(blob.bytes).toBe(Math.min(footer, blob.size) + Number(plan.facts.bytes));
  });

  it("of pruned row groups nothing", async () => {
    const blob = new CountingBlob(new Uint8Array(readFileSync(path)));
    await scan(blob, { columns: ["noise"], predicate: call("lt", [col("i"), lit(10n, Int64)]) });
    expect(blob.bytes).toBeLessThan(Math.min(footer, blob.size) + 2048 * 8 + 100);
  });

  it("up to a limit as many row groups as it takes", async () => {
    const limited = async (limit: number): Promise<number[]> =>
      (await scan(path, { columns: ["i"], limit })).plan.morsels.map(({ rows }) => rows);
    expect(await limited(1)).toEqual([1]);
    expect(await limited(2048)).toEqual([2048]);
    expect(await limited(2049)).toEqual([2048, 1]);
    expect(await limited(0)).toEqual([]);
  });

  it("and all of them when rows are filtered after the limit is pushed", async () => {
    const { plan } = await scan(path, { columns: ["i"], limit: 1, predicate: call("neq", [col("i"), lit(0n, Int64)]) });
    expect(plan.morsels.length).toBe(4);
  });

  it("no column at all, to count rows", async () => {
    const { plan } = await scan(path, { columns: [] });
    expect(plan.facts.bytes).toBe(0);
    expect(plan.morsels.map(({ rows }) => rows)).toEqual([2048, 2048, 2048, 2048]);
  });

  it("reads the footer once for any number of scans", async () => {
    const blob = new CountingBlob(new Uint8Array(readFileSync(path)));
    const source = parquetSource(blob);
    await source.open();
    const before = blob.bytes;
    await source.open();
    expect(blob.bytes).toBe(before);
    const first = await scanSource(source, { columns: ["i"] });
    const second = await scanSource(source, { columns: ["i"] });
    expect(second.columns).toEqual(first.columns);
  });
});

describe("URLs", () => {
  const requests: string[] = [];
  let server: Server;
  let base: string;

  beforeAll(async () => {
    const content = readFileSync(path);
    server = createServer((request, response) => {
      requests.push(`${request.headers.range}`);
      const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
      if (request.url === "/missing") return void response.writeHead(404).end();
      if (request.url === "/plain" || range === null) return void response.writeHead(200).end(content);
      const [start, end] = [Number(range[1]), Math.min(Number(range[2]), content.byteLength - 1)];
      response.writeHead(206, { "Content-Range": `bytes ${start}-${end}/${content.byteLength}` }).end(content.subarray(start, end + 1));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  it("are read by ranges, close ones as one", async () => {
    requests.length = 0;
    const { columns } = await scan(`${base}/file`, { columns: ["i", "flag"] });
    expect(columns).toEqual((await scan(path, { columns: ["i", "flag"] })).columns);
    // The size with the start of the file, the footer, and one for each of the two row groups that are not in the start.
    expect(requests.length).toBe(4);
  });

  it("are read as a whole once when the server does not know ranges", async () => {
    requests.length = 0;
    const { columns } = await scan(new URL(`${base}/plain`), { columns: ["text"] });
    expect(columns).toEqual((await scan(path, { columns: ["text"] })).columns);
    expect(requests.length).toBe(1);
  });

  it("that are missing are an error", async () => {
    await expect(scan(`${base}/missing`)).rejects.toThrow(`can't fetch ${base}/missing: HTTP status 404 Not Found`);
  });
});
