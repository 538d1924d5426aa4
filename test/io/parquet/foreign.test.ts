// Columns that parquet-wasm reads: their codec, or their type, is not one of ours.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FloeError, IoError } from "../../../src/errors/index.js";
import { readList, readStruct, writeInt, writeList, writeStruct } from "../../../src/io/parquet/foreign/compact.js";
import { parquetSource } from "../../../src/io/parquet/index.js";
import { instance } from "../../../src/kernels/index.js";
import { write } from "./duckdb.js";
import { scan } from "./scan.js";

const query =
  'SELECT i::INTEGER AS i, \'text \' || (i % 10) AS "te.xt", CASE WHEN i % 3 = 0 THEN NULL ELSE i / 7 END AS "é" FROM range(10000) t(i)';
let path: string;
let expected: Awaited<ReturnType<typeof scan>>["columns"];

beforeAll(async () => {
  path = await write("foreign", query, "CODEC brotli, ROW_GROUP_SIZE 4096");
  expected = (await scan(await write("own", query, "CODEC snappy, ROW_GROUP_SIZE 4096"))).columns;
});

const bytes = (): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(path));

/** The file with a footer that `change` has changed: given are the metadata of each column chunk. */
function withChunks(file: Uint8Array, change: (fields: ReturnType<typeof readStruct>) => ReturnType<typeof readStruct>): Uint8Array {
  const length = new DataView(file.buffer).getUint32(file.byteLength - 8, true);
  const start = file.byteLength - 8 - length;
  type Fields = ReturnType<typeof readStruct>;
  const inField = (fields: Fields, id: number, edit: (value: Uint8Array) => Uint8Array): Fields =>
    fields.map((field) => (field.id === id ? { ...field, bytes: edit(field.bytes) } : field));
  const inItems = (list: Uint8Array, edit: (value: Uint8Array) => Uint8Array): Uint8Array => {
    const { type, items } = readList(list);
    return writeList({ type, items: items.map(edit) });
  };
  const chunk = (value: Uint8Array) => writeStruct(inField(readStruct(value), 3, (metadata) => writeStruct(change(readStruct(metadata)))));
  const rowGroup = (value: Uint8Array) => writeStruct(inField(readStruct(value), 1, (columns) => inItems(columns, chunk)));
  const footer = writeStruct(inField(readStruct(file.subarray(start, start + length)), 4, (groups) => inItems(groups, rowGroup)));
  const tail = new Uint8Array(8);
  new DataView(tail.buffer).setUint32(0, footer.byteLength, true);
  tail.set(file.subarray(-4), 4);
  return Buffer.concat([file.subarray(0, start), footer, tail]);
}

const CODEC = 4;
const withCodec = (file: Uint8Array, codec: number): Uint8Array =>
  withChunks(file, (fields) => fields.map((field) => (field.id === CODEC ? { ...field, bytes: writeInt(codec) } : field)));

describe("a file of a foreign codec", () => {
  const server = createServer((request, response) => {
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? "") ?? [];
    const part = bytes().subarray(Number(from), Number(to) + 1);
    response.writeHead(206, { "Content-Range": `bytes ${from}-${to}/${bytes().byteLength}` }).end(part);
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(() => server.close());

  it.each([
    ["a path", () => path],
    ["bytes", bytes],
    ["a Blob", () => new Blob([bytes()])],
    ["a URL", () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`],
  ])("reads the same from %s", async (_, input) => {
    const before = instance().kernels.bytes_in_use();
    expect((await scan(input())).columns).toEqual(expected);
    expect(instance().kernels.bytes_in_use()).toBe(before);
  });

  it("reads columns that are asked for only, in their order", async () => {
    const { columns, plan } = await scan(path, { columns: ["é", "i"] });
    expect(columns).toEqual({ é: expected.é, i: expected.i });
    const all = await scan(path);
    expect(plan.facts.bytes).toBeLessThan(all.plan.facts.bytes as number);
  });

  it.each([0, 1, 63, 4096, 4097, 9999, 20000])("reads the first %i rows", async (nRows) => {
    const { columns } = await scan(path, { nRows });
    expect(columns.i).toEqual(expected.i!.slice(0, nRows));
    expect(columns["te.xt"]).toEqual(expected["te.xt"]!.slice(0, nRows));
  });

  it("prunes row groups by statistics", async () => {
    const predicate = {
      kind: "Call",
      fn: "gtEq",
      args: [
        { kind: "Column", name: "i" },
        { kind: "Literal", value: 9000, dtype: { kind: "Int32" } },
      ],
      options: [],
    };
    const { columns, plan } = await scan(path, { predicate: predicate as never });
    expect(plan.facts).toMatchObject({ rowGroups: 3, rowGroupsPruned: 2 });
    expect(columns.i).toEqual(expected.i!.slice(8192));
  });

  it("says in explain which columns it reads with what", async () => {
    const source = parquetSource(path);
    expect(source.remark?.(["i"])).toBeUndefined();
    await source.open();
    expect(source.remark?.(["é", "i"])).toBe('READ BY parquet-wasm: ["é","i"]');
  });

  it("is Hadoop's LZ4 as well", async () => {
    const wasm = await import("parquet-wasm");
    const table = wasm.readParquet(bytes());
    const file = wasm.writeParquet(table, new wasm.WriterPropertiesBuilder().setCompression(wasm.Compression.LZ4).build());
    const source = parquetSource(file);
    await source.open();
    expect(source.remark?.(["i"])).toBe('READ BY parquet-wasm: ["i"]');
    expect((await scan(file)).columns).toEqual(expected);
  });

  it("has an error where parquet-wasm does not read it either", async () => {
    const file = withCodec(bytes(), 3);
    await expect(scan(file, { columns: ["i"] })).rejects.toThrow(
      `column "i" of Uint8Array of ${file.byteLength} bytes is compressed with LZO; supported are UNCOMPRESSED, SNAPPY, GZIP, ZSTD, LZ4_RAW, BROTLI, LZ4`,
    );
  });
});

describe("a file of several codecs", () => {
  it("is read by both readers", async () => {
    const { Compression, readParquet, WriterPropertiesBuilder, writeParquet } = await import("parquet-wasm");
    const properties = new WriterPropertiesBuilder().setCompression(Compression.SNAPPY).setColumnCompression("é", Compression.BROTLI);
    const file = writeParquet(readParquet(bytes()), properties.build());
    const source = parquetSource(file);
    await source.open();
    expect(source.remark?.([...source.schema!.keys()])).toBe('READ BY parquet-wasm: ["é"]');
    expect((await scan(file)).columns).toEqual(expected);
    expect((await scan(new Blob([file as Uint8Array<ArrayBuffer>]))).columns).toEqual(expected);
  });
});

describe("damaged files of a foreign codec", () => {
  it("raise an error or come through", async () => {
    const file = bytes();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 4 }),
        async (flips) => {
          const damaged = file.slice();
          for (const [position, bits] of flips) damaged[position]! ^= bits;
          await scan(damaged).catch((error: unknown) => {
            if (!(error instanceof FloeError)) throw error;
          });
        },
      ),
      { numRuns: 200 },
    );
    expect((await scan(path)).columns).toEqual(expected);
  });

  it("raise an error when their pages are cut out", async () => {
    const file = bytes();
    file.fill(0, 4, file.length - 8 - new DataView(file.buffer).getUint32(file.length - 8, true));
    const error = await scan(file).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(IoError);
    expect((error as IoError).message).toMatch(/^Uint8Array of \d+ bytes: can't read column "i" of row group 0: parquet-wasm says /);
    expect((error as IoError).offsetBytes).toBe(4);
  });

  it("raise an error when they lack rows", async () => {
    const file = bytes();
    const NUM_VALUES = 5;
    const error = await scan(withChunks(file, (fields) => fields.filter(({ id }) => id !== NUM_VALUES))).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(IoError);
  });
});
