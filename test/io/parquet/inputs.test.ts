// The same file through everything that a scan can be given.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import type { ByteInput } from "../../../src/io/store/index.js";
import { write } from "./duckdb.js";
import { type Scanned, scan } from "./scan.js";

describe("a file can be given as", () => {
  let path: string;
  let expected: Scanned["columns"];

  beforeAll(async () => {
    path = await write("with space é", "SELECT i, 'text ' || (i % 10) AS text FROM range(300000) t(i)", "ROW_GROUP_SIZE 250000");
    expected = (await scan(path)).columns;
    expect(expected.i?.length).toBe(300000);
  });

  const bytes = (): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(path));
  const inputs: readonly [name: string, make: () => ByteInput, label: () => string][] = [
    ["a file URL", () => pathToFileURL(path), () => path],
    ["a file URL as text", () => pathToFileURL(path).href, () => path],
    ["a Uint8Array", bytes, () => `Uint8Array of ${bytes().byteLength} bytes`],
    [
      "a part of a larger buffer",
      () => Buffer.concat([Buffer.alloc(7), bytes()]).subarray(7),
      () => `Uint8Array of ${bytes().byteLength} bytes`,
    ],
    ["an ArrayBuffer", () => bytes().buffer, () => `Uint8Array of ${bytes().byteLength} bytes`],
    ["a Blob", () => new Blob([bytes()]), () => `Blob of ${bytes().byteLength} bytes`],
    ["a File", () => new File([bytes()], "chosen.parquet"), () => "chosen.parquet"],
  ];
  it.each(inputs)("%s", async (_, make, label) => {
    const { source, columns, plan } = await scan(make());
    expect(source.label).toBe(`PARQUET ${label()}`);
    expect(plan.columns.map(({ physical }) => physical)).toEqual(["i64", "codes"]);
    expect(columns.i).toEqual(expected.i);
    expect(columns.text).toEqual(expected.text);
  });
});
