// Files of pyarrow (files/make.py): encodings and layouts that DuckDB does not write.

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { SchemaError } from "../../../src/errors/index.js";
import { formatType } from "../../../src/types/index.js";
import { firstDifference } from "./difference.js";
import { type ScanOptions, scan, type Value } from "./scan.js";

const folder = new URL("./files/", import.meta.url).pathname;
const names = readdirSync(folder)
  .filter((name) => name.endsWith(".parquet") && name !== "refused.parquet")
  .map((name) => name.slice(0, -".parquet".length));

function expected(name: string): Record<string, Value[]> {
  const stored = JSON.parse(readFileSync(`${folder}${name.split("--")[0]}.json`, "utf8")) as Record<string, (Value | [string, string])[]>;
  const revive = (value: Value | [string, string]): Value => {
    if (!Array.isArray(value)) return value;
    const [kind, text] = value;
    return kind === "bigint" ? BigInt(text) : Number(text.replace("inf", "Infinity"));
  };
  return Object.fromEntries(Object.entries(stored).map(([column, values]) => [column, values.map(revive)]));
}

async function check(name: string, options: ScanOptions): Promise<void> {
  const { columns } = await scan(`${folder}${name}.parquet`, options);
  const all = expected(name);
  expect(Object.keys(columns)).toEqual(Object.keys(all));
  for (const [column, values] of Object.entries(all))
    expect(firstDifference(columns[column], values), `${name}: ${column}`).toBeUndefined();
}

describe("files of pyarrow", () => {
  it.each(names)("%s", (name) => check(name, {}));

  it("has a file for each case", () => expect(names.length).toBeGreaterThanOrEqual(20));
});

describe("types", () => {
  it("says the dtype of every column", async () => {
    const { source } = await scan(`${folder}nulls--delta-v1.parquet`);
    const dtypes = Object.fromEntries([...source.schema!].map(([name, dtype]) => [name, formatType(dtype)]));
    expect(dtypes).toEqual({
      i8: "Int8",
      i16: "Int16",
      i32: "Int32",
      i64: "Int64",
      u8: "UInt8",
      u16: "UInt16",
      u32: "UInt32",
      u64: "UInt64",
      f32: "Float32",
      f64: "Float64",
      bool: "Bool",
      text: "Utf8",
      date: "Date",
      ms: "Datetime(ms)",
      us: "Datetime(us, UTC)",
      ns: "Datetime(ns)",
    });
  });

  it("reads what it can of a file with other columns", async () => {
    const { columns } = await scan(`${folder}refused.parquet`, { columns: ["last", "fine"] });
    expect(columns).toEqual({ last: ["x", "y"], fine: [1, 2] });
  });

  it("reads lists", async () => {
    const { source, plan } = await scan(`${folder}refused.parquet`, { columns: ["fine"] });
    expect(plan.columns.map(({ name }) => name)).toEqual(["fine"]);
    expect(formatType(source.schema!.get("list")!)).toBe("List(Int64)");
  });

  it("reads halves as singles", async () => {
    const { source, columns } = await scan(`${folder}refused.parquet`, { columns: ["half", "fine"] });
    expect(formatType(source.schema!.get("half")!)).toBe("Float32");
    expect(columns).toEqual({ half: [1, 2], fine: [1, 2] });
  });

  it.each([
    ["binary", "binary (BYTE_ARRAY without annotation)"],
    ["decimal", "DECIMAL(10, 2)"],
    ["time", "TIME(MICROS)"],
    ["fixed", "FIXED_LEN_BYTE_ARRAY(4)"],
    ["struct", "STRUCT"],
    ["map", "MAP"],
  ])("refuses a column of %s when it is asked for", async (column, type) => {
    const path = `${folder}refused.parquet`;
    await expect(scan(path, { columns: ["fine", column] })).rejects.toThrow(
      new SchemaError(
        `column "${column}" of ${path} has the Parquet type ${type}, which is not supported yet; leave it out with select or drop`,
      ),
    );
  });
});

describe("dictionaries", () => {
  const path = `${folder}dictionaries.parquet`;

  it("become one where every page of every row group uses them", async () => {
    const { plan } = await scan(path);
    expect(plan.columns.map(({ name, physical, dictionary }) => [name, physical, dictionary?.count])).toEqual([
      ["falls back", "view", undefined],
      ["codes", "codes", 9],
      ["one value", "codes", 1],
      ["runs", "i32", undefined],
      ["packed", "i64", undefined],
    ]);
  });

  it("hold values that are distinct", async () => {
    const { columns } = await scan(path, { columns: ["codes"] });
    expect(new Set(columns.codes).size).toBe(10);
  });
});
