// Files that DuckDB writes, against what DuckDB reads.

import { describe, expect, it } from "vitest";
import { firstDifference } from "./difference.js";
import { columns, write } from "./duckdb.js";
import { scan } from "./scan.js";

const types = `
  SELECT
    (i % 2 = 0) AS "bool",
    (i % 256 - 128)::TINYINT AS i8, (i * 7 % 65536 - 32768)::SMALLINT AS i16, (i * 1234567 % 4294967296 - 2147483648)::INTEGER AS i32,
    (CASE i % 5 WHEN 0 THEN 9223372036854775807 WHEN 1 THEN -9223372036854775808 ELSE i * 1234567891 END)::BIGINT AS i64,
    (i % 256)::UTINYINT AS u8, (i * 7 % 65536)::USMALLINT AS u16, (i * 1234567 % 4294967296)::UINTEGER AS u32,
    (CASE i % 5 WHEN 0 THEN 18446744073709551615 ELSE i END)::UBIGINT AS u64,
    (CASE i % 7 WHEN 0 THEN 'nan'::FLOAT WHEN 1 THEN '-0.0'::FLOAT ELSE i / 3 END)::FLOAT AS f32,
    (CASE i % 7 WHEN 0 THEN 'inf'::DOUBLE WHEN 1 THEN '-0.0'::DOUBLE ELSE i / 7 END)::DOUBLE AS f64,
    'row ' || i || repeat('é', (i % 11)::INTEGER) AS text, 'label ' || (i % 13) || repeat('x', (i % 13)::INTEGER) AS label,
    DATE '1969-06-01' + (i % 1000)::INTEGER AS "date",
    TIMESTAMP '1969-12-31 23:59:59.123456' + INTERVAL (i) SECOND AS "us",
    (TIMESTAMP '1970-01-01 00:00:00.123' + INTERVAL (i) SECOND)::TIMESTAMP_MS AS "ms",
    (TIMESTAMP '1970-01-01 00:00:00.123' + INTERVAL (i) SECOND)::TIMESTAMP_NS AS "ns",
    (TIMESTAMPTZ '1970-01-01 00:00:00.5+00' + INTERVAL (i) SECOND) AS zoned`;

const withNulls = (rows: number, period: number): string =>
  `SELECT COLUMNS(c -> true) FROM (${types} FROM range(${rows}) t(i))`.replace(
    "COLUMNS(c -> true)",
    ["bool", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64", "text", "label", "date", "us", "ms", "ns", "zoned"]
      .map((name, index) => `CASE WHEN (hash(i64, text) + ${index}) % ${period} = 0 THEN NULL ELSE "${name}" END AS "${name}"`)
      .join(", "),
  );

describe("files of DuckDB", () => {
  const cases: readonly [name: string, query: string, options: string][] = [
    ["snappy", `${types} FROM range(40000) t(i)`, "CODEC snappy"],
    ["uncompressed", `${types} FROM range(20000) t(i)`, "CODEC uncompressed"],
    ["lz4_raw", `${types} FROM range(5000) t(i)`, "CODEC lz4_raw"],
    // Few rows: DuckDB compresses as much as brotli can, which takes long.
    ["brotli", `${types} FROM range(2000) t(i)`, "CODEC brotli"],
    ["brotli, half null", withNulls(2000, 2), "CODEC brotli"],
    ["brotli, few nulls, small row groups", withNulls(4500, 301), "CODEC brotli, ROW_GROUP_SIZE 2048"],
    ["brotli, all null", withNulls(300, 1), "CODEC brotli"],
    ["brotli, no rows", `${types} FROM range(0) t(i)`, "CODEC brotli"],
    ["brotli, v2", `${types} FROM range(65) t(i)`, "CODEC brotli, PARQUET_VERSION v2"],
    ["v2", `${types} FROM range(40000) t(i)`, "CODEC snappy, PARQUET_VERSION v2"],
    ["half null", withNulls(40000, 2), "CODEC snappy"],
    ["half null, v2", withNulls(40000, 2), "CODEC snappy, PARQUET_VERSION v2"],
    ["few nulls, small row groups", withNulls(20000, 301), "CODEC snappy, ROW_GROUP_SIZE 2048"],
    ["all null", withNulls(3000, 1), "CODEC snappy"],
    ["no rows", `${types} FROM range(0) t(i)`, "CODEC snappy"],
    ["one row", `${types} FROM range(1) t(i)`, "CODEC snappy"],
    ["large dictionaries", `${types} FROM range(30000) t(i)`, "CODEC snappy, DICTIONARY_SIZE_LIMIT 100000"],
  ];
  it.each(cases)("%s", async (name, query, options) => {
    const path = await write(name.replaceAll(/\W+/g, "-"), query, options);
    const expected = await columns(query);
    const { columns: actual } = await scan(path);
    for (const column of Object.keys(expected)) expect(firstDifference(actual[column], expected[column]!), column).toBeUndefined();
    expect(Object.keys(actual)).toEqual(Object.keys(expected));
  });
});
