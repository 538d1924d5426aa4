// Slices of a row group, read by several threads: what they share is read and decompressed once, and given back. Two readers in turns
// stand for the threads; real ones are in test/engine/threads.test.ts.

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { BATCH_ROWS } from "../../../src/column/index.js";
import { IoError } from "../../../src/errors/index.js";
import { ParquetReader, type ParquetSpec, parquetSource } from "../../../src/io/parquet/index.js";
import { releaseSlice, SharedChunk, sliceRowGroup } from "../../../src/io/parquet/sliced-row-group.js";
import { chunkAt } from "../../../src/io/parquet/spec.js";
import { instance } from "../../../src/kernels/index.js";
import { platform, setPlatform } from "../../../src/platform.js";
import { columns, write } from "./duckdb.js";
import { scan, type Value, values } from "./scan.js";

const ROWS = 7 * BATCH_ROWS + 77;
const query = `
  SELECT i, CASE WHEN i % 3 = 0 THEN NULL ELSE i * 3 END AS "null", 'a text that is long, of row ' || i AS text,
    CASE WHEN i % 5 = 0 THEN NULL ELSE 'text ' || (i * 7) END AS textNull, 'code ' || (i % 100) AS code,
    CASE WHEN i % 5 = 0 THEN NULL ELSE (i % 7 = 0) END AS bool, (i % 1000)::INTEGER AS small
  FROM range(${ROWS}) t(i)`;
let paths: Record<string, string>;
let expected: Record<string, Value[]>;

/** DuckDB writes a page for each row group; with a footer that allows no more, pages of other writers are short. */
beforeAll(async () => {
  paths = {
    snappy: await write("slices-snappy", query, `CODEC snappy, ROW_GROUP_SIZE ${ROWS}`),
    uncompressed: await write("slices-uncompressed", query, `CODEC uncompressed, ROW_GROUP_SIZE ${ROWS}`),
    "two row groups": await write("slices-two", query, `CODEC zstd, ROW_GROUP_SIZE ${4 * BATCH_ROWS}`),
    "version 2": await write("slices-v2", query, `CODEC snappy, ROW_GROUP_SIZE ${ROWS}, PARQUET_VERSION v2`),
  };
  expected = await columns(query);
});

/** Reads morsel i with reader i % 2, each batch of one in turn with a batch of the other. */
async function readInTurns(input: string | Uint8Array): Promise<{ spec: ParquetSpec; read: Record<string, Value[]>; left: number }> {
  const { heap, kernels } = instance();
  const source = parquetSource(input);
  await source.open();
  const arena = kernels.arena_new() >>> 0;
  try {
    const plan = await source.plan({ columns: [...source.schema!.keys()] }, arena);
    const spec = JSON.parse(JSON.stringify(plan.spec)) as ParquetSpec;
    const before = kernels.arena_bytes(arena);
    const readers = [0, 1].map(() => new ParquetReader(instance(), spec, arena));
    const parts = plan.morsels.map(() => plan.columns.map((): Value[] => []));
    try {
      for (let morsel = 0; morsel < parts.length; morsel += 2) {
        const open = [morsel, morsel + 1]
          .filter((index) => index < parts.length)
          .map((index) => ({ index, batches: readers[index % 2]!.read(index, 0)[Symbol.iterator]() }));
        for (let done = 0; done < open.length; ) {
          done = 0;
          for (const { index, batches } of open) {
            heap.exports.scratch_reset();
            const { value: batch } = batches.next();
            if (batch === undefined) done++;
            else
              for (const [column, type] of plan.columns.entries())
                parts[index]![column]!.push(...values(type, batch.vector(column), batch.rowCount));
          }
        }
      }
    } finally {
      for (const reader of readers) reader.close();
    }
    const left = kernels.arena_bytes(arena) - before;
    return { spec, read: Object.fromEntries(plan.columns.map(({ name }, column) => [name, parts.flatMap((part) => part[column]!)])), left };
  } finally {
    kernels.arena_free(arena);
  }
}

describe.each(["snappy", "uncompressed", "two row groups", "version 2"])("%s", (name) => {
  it("gives the rows, and nothing is left that was shared", async () => {
    const { spec, read, left } = await readInTurns(paths[name]!);
    expect(spec.morsels.length).toBeGreaterThan(2);
    for (const [column, wanted] of Object.entries(expected)) {
      expect(
        read[column]!.findIndex((value, row) => !Object.is(value, wanted[row])),
        column,
      ).toBe(-1);
      expect(read[column]!.length).toBe(ROWS);
    }
    expect(left).toBe(0);
  });

  it("does so of bytes in memory", async () => {
    const { read } = await readInTurns(new Uint8Array(readFileSync(paths[name]!)));
    expect(read).toEqual((await readInTurns(paths[name]!)).read);
  });

  it("reads each chunk once", async () => {
    const before = platform();
    let bytes = 0;
    const source = parquetSource(paths[name]!);
    source.open();
    const { plan } = await scan(paths[name]!);
    setPlatform({
      ...before,
      openFile: (path) => {
        const file = before.openFile!(path);
        return {
          ...file,
          readInto(target, position) {
            // What is read while planning goes to memory of its own.
            if (target.buffer instanceof SharedArrayBuffer) bytes += target.byteLength;
            return file.readInto(target, position);
          },
        };
      },
    });
    try {
      await readInTurns(paths[name]!);
    } finally {
      setPlatform(before);
    }
    expect(bytes).toBe(plan.facts.bytes);
  });
});

it("a damaged page is an error of every slice", async () => {
  const file = new Uint8Array(readFileSync(paths.snappy!));
  const spec = (await scan(file)).plan.spec as ParquetSpec;
  const text = spec.columns.findIndex((column) => column.name === "text");
  const { offset, length } = chunkAt(spec.rowGroups[0]!, text);
  file.fill(255, offset + length / 2, offset + length);
  const arena = instance().kernels.arena_new() >>> 0;
  const source = parquetSource(file);
  await source.open();
  const damaged = (await source.plan({ columns: ["text"] }, arena)).spec as ParquetSpec;
  const messages = damaged.morsels.map((_, morsel) => {
    const reader = new ParquetReader(instance(), damaged, arena);
    try {
      for (const batch of reader.read(morsel, 0)) batch.vector(0);
      return "none";
    } catch (error) {
      expect(error).toBeInstanceOf(IoError);
      return (error as Error).message;
    } finally {
      reader.close();
    }
  });
  expect(messages.length).toBeGreaterThan(1);
  expect(new Set(messages)).toEqual(
    new Set([`Uint8Array of ${file.length} bytes: can't read the page of column "text" at byte ${offset}: its compressed data is damaged`]),
  );
  instance().kernels.arena_free(arena);
});

describe("a shared chunk", () => {
  const never = (): boolean => {
    throw new Error("was asked to help");
  };

  it("is made ready by one, and freed when all slices are done", () => {
    const { heap, kernels } = instance();
    const arena = kernels.arena_new() >>> 0;
    const sliced = sliceRowGroup(heap, 1000, 2, 500, 3, arena);
    const before = kernels.arena_bytes(arena);
    const [one, other] = [new SharedChunk(heap, sliced, 1000, 1), new SharedChunk(heap, sliced, 1000, 1)];
    expect(one.await(never)).toBe(true);
    expect(other.claim()).toBe(false);
    const chunk = heap.alloc(100, arena);
    one.publish(chunk, false);
    expect(other.await(never)).toBe(false);
    expect(other.address(0)).toBe(chunk);
    releaseSlice(heap, sliced, 1000, 3);
    expect(kernels.arena_bytes(arena)).toBeGreaterThan(before);
    releaseSlice(heap, sliced, 1000, 3);
    expect(kernels.arena_bytes(arena)).toBe(before);
    kernels.arena_free(arena);
  });

  it("that was in memory before stays there", () => {
    const { heap, kernels } = instance();
    const arena = kernels.arena_new() >>> 0;
    const sliced = sliceRowGroup(heap, 1000, 1, 1000, 1, arena);
    const chunk = heap.alloc(100, arena);
    const before = kernels.arena_bytes(arena);
    const shared = new SharedChunk(heap, sliced, 1000, 0);
    expect(shared.claim()).toBe(true);
    shared.publish(chunk, true);
    expect(shared.await(never)).toBe(false);
    expect(shared.address(chunk)).toBe(chunk);
    releaseSlice(heap, sliced, 1000, 1);
    expect(kernels.arena_bytes(arena)).toBe(before);
    kernels.arena_free(arena);
  });

  it("is tried by the next after one failed, and by who waits for one that is lost", () => {
    const { heap, kernels } = instance();
    const arena = kernels.arena_new() >>> 0;
    const shared = new SharedChunk(heap, sliceRowGroup(heap, 1000, 2, 500, 1, arena), 1000, 0);
    expect(shared.claim()).toBe(true);
    shared.publish(0, false);
    expect(shared.await(never)).toBe(true);
    let helped = 0;
    const start = performance.now();
    expect(shared.await(() => helped++ < 3)).toBe(true);
    expect(helped).toBe(4);
    expect(performance.now() - start).toBeGreaterThan(500);
    kernels.arena_free(arena);
  });
});
