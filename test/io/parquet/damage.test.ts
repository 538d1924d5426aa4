// Files that are no Parquet files, cut off, or damaged: an error that says so, or the right rows; never a trap, never a hang.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DuplicateError, FloeError, InvalidOperationError, IoError, SchemaError } from "../../../src/errors/index.js";
import { parquetSource } from "../../../src/io/parquet/index.js";
import { directory } from "./duckdb.js";
import { scan } from "./scan.js";

const folder = new URL("./files/", import.meta.url).pathname;
const names = readdirSync(folder).filter((name) => name.endsWith(".parquet") && name !== "refused.parquet");
const files = new Map(names.map((name) => [name, new Uint8Array(readFileSync(folder + name))]));

/** The scan's error; undefined when it went through, as it may when the damage is to values only. */
async function errorOf(bytes: Uint8Array): Promise<unknown> {
  try {
    await scan(bytes);
    return undefined;
  } catch (error) {
    return error;
  }
}

function expectUsersError(error: unknown): void {
  if (!(error instanceof FloeError)) throw error;
  expect(error instanceof IoError || error instanceof SchemaError || error instanceof DuplicateError, String(error)).toBe(true);
}

describe("damaged files", () => {
  it.each(names)("raise an error or come through: %s", async (name) => {
    const file = files.get(name)!;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 4 }),
        async (flips) => {
          const damaged = file.slice();
          for (const [position, bits] of flips) damaged[position]! ^= bits;
          const error = await errorOf(damaged);
          if (error !== undefined) expectUsersError(error);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each(names)("that are cut off always raise an error: %s", async (name) => {
    const file = files.get(name)!;
    for (let length = 0; length < file.length; length += Math.ceil(file.length / 40)) {
      const error = await errorOf(file.slice(0, length));
      expect(error).toBeInstanceOf(IoError);
    }
  });

  it("raise an error when their pages are cut out", async () => {
    // The footer is right, and says where pages are; the pages are zeros.
    const file = files.get("codecs--snappy-v1.parquet")!.slice();
    const footer = new DataView(file.buffer).getUint32(file.length - 8, true);
    file.fill(0, 4, file.length - 8 - footer);
    const error = await errorOf(file);
    expect(error).toBeInstanceOf(IoError);
    expect((error as IoError).message).toMatch(/^Uint8Array of \d+ bytes: can't read the page of column "\w+" at byte \d+: /);
    expect((error as IoError).offsetBytes).toBeGreaterThanOrEqual(4);
  });

  it("leave the next scan unharmed", async () => {
    const file = files.get("nulls--delta-v1.parquet")!;
    expect(await errorOf(file.slice(0, 100))).toBeInstanceOf(IoError);
    expect(await errorOf(file)).toBeUndefined();
  });
});

describe("what is no Parquet file", () => {
  it.each([
    ["too short", "PAR1", " is not a Parquet file: it has 4 bytes"],
    [
      "text",
      "a,b,c\n1,2,3\n4,5,6\n",
      ' is not a Parquet file, or is cut off: it ends with ",5,6" in place of "PAR1"'.replace(",5,6", "5,6\\n"),
    ],
    ["encrypted", "PAR1 something PARE", " is encrypted, which floe does not read"],
    ["a footer longer than the file", "PAR1 abcd\xff\xff\xff\x00PAR1", " is damaged or cut off: its footer would have "],
  ])("%s", async (name, content, message) => {
    const path = join(directory, `${name}.parquet`);
    writeFileSync(path, content, "latin1");
    const error = await scan(path).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(IoError);
    expect((error as IoError).message).toContain(path + message);
    expect((error as IoError).path).toBe(path);
  });

  it("a missing file", async () => {
    const path = join(directory, "missing.parquet");
    await expect(scan(path)).rejects.toThrow(new IoError(`no such file: "${path}"`, path));
  });

  it("a folder", async () => {
    await expect(scan(directory)).rejects.toThrow(new IoError(`"${directory}" is not a file`, directory));
  });

  it("something else", () => {
    expect(() => parquetSource(5 as never)).toThrow(
      new InvalidOperationError("can't read from 5: allowed are a path, a URL, a Blob, a File, a Uint8Array or an ArrayBuffer"),
    );
    expect(() => parquetSource("x", { nRows: -1 })).toThrow(new InvalidOperationError("nRows is -1; allowed are whole numbers from 0"));
  });
});
