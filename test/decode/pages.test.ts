// The page decoders against plain encoders: runs of any kind and width, nulls of any pattern, taken and passed over in any
// steps, over several pages.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileKernels } from "../../src/kernels/compile.js";
import { createMemory, instantiate } from "../../src/kernels/index.js";
import { dataPage, encodeDelta, encodeRuns, expandRuns, levels, packBits, type Run } from "./encode.js";

const { heap, kernels } = instantiate(compileKernels(true), createMemory(true));

const OUT = { bool: 0, fixed32: 1, fixed64: 2, view: 6, codes: 7 };
const RLE = 3;
const DELTA_BINARY_PACKED = 5;
const DELTA_LENGTH_BYTE_ARRAY = 6;
const RLE_DICTIONARY = 8;
const PLAIN = 0;

interface Step {
  readonly skip: number;
  readonly take: number;
}

/** Values of the rows that are taken, null where the bitmap says so, undefined for those passed over. Ends with the chunk. Where single rows can be had, they must be the same. */
function decode(
  chunk: readonly number[],
  rows: number,
  output: number,
  nullable: boolean,
  steps: readonly Step[],
  codes: readonly number[] = [],
): (number | bigint | boolean | null | undefined)[] {
  const arena = kernels.arena_new() >>> 0;
  const copy = (bytes: Uint8Array): number => {
    const address = heap.alloc(bytes.byteLength + 64, arena);
    heap.bytes(address, bytes.byteLength).set(bytes);
    return address;
  };
  const cursor = kernels.parquet_cursor_new(arena, output) >>> 0;
  const table = copy(new Uint8Array(Uint32Array.from(codes).buffer));
  kernels.parquet_cursor_open(cursor, copy(Uint8Array.from(chunk)), chunk.length, rows, 0, nullable, 1 << 20, table, codes.length);
  const out = heap.alloc(rows * 8 + 64, arena);
  const validity = heap.alloc(rows / 8 + 64, arena);
  const list = heap.alloc(rows * 4, arena);
  const some = heap.alloc(rows * 8 + 64, arena);
  const taken: (number | bigint | boolean | null | undefined)[] = [];
  try {
    for (let row = 0, step = 0; row < rows; step++) {
      const skip = Math.min(steps[step % steps.length]!.skip, rows - row);
      expect(kernels.parquet_cursor_skip(cursor, skip)).toBe(0);
      taken.push(...new Array<undefined>(skip).fill(undefined));
      row += skip;
      const take = Math.min(steps[step % steps.length]!.take, rows - row);
      const single = [...new Array(take).keys()].filter((index) => (index * 7 + step) % 5 < 2);
      heap.u32s(list, single.length).set(single);
      const singleStatus = kernels.parquet_cursor_take(cursor, take, list, some, single.length);
      const status = kernels.parquet_cursor_next(cursor, take, out, validity);
      if (status < 0) throw new Error(`status ${status}, of single rows ${singleStatus}`);
      const values = kernels.parquet_cursor_values(cursor) >>> 0;
      const read = (index: number, from = values): number | bigint | boolean => {
        if (output === OUT.bool) return heap.getBit(from, index);
        return output === OUT.fixed64 ? heap.i64s(from, take)[index]! : heap.i32s(from, take)[index]!;
      };
      for (let index = 0; index < take; index++) taken.push(status === 0 || heap.getBit(validity, index) ? read(index) : null);
      if (singleStatus === 0) expect(single.findIndex((index, place) => read(place, some) !== taken[row + index])).toBe(-1);
      row += take;
    }
    return taken;
  } finally {
    kernels.parquet_cursor_free(cursor);
    kernels.arena_free(arena);
  }
}

function expectRows<T>(actual: readonly T[], expected: readonly T[]): void {
  expect(actual.length).toBe(expected.length);
  expect(actual.findIndex((value, row) => value !== undefined && value !== expected[row])).toBe(-1);
}

const steps = fc.array(fc.record({ skip: fc.oneof(fc.constant(0), fc.nat(100)), take: fc.integer({ min: 1, max: 150 }) }), {
  minLength: 1,
  maxLength: 6,
});

const runsOf = (value: fc.Arbitrary<number>): fc.Arbitrary<Run[]> =>
  fc.array(
    fc.oneof(
      fc.record({ repeat: value, count: fc.integer({ min: 1, max: 200 }) }),
      fc.record({ packed: fc.array(value, { minLength: 1, maxLength: 150 }) }),
    ),
    { minLength: 1, maxLength: 8 },
  );

/** Levels for some rows, and as many values as are not null. */
function withLevels<T>(runs: readonly Run[], value: (index: number) => T): { valid: number; expected: (T | null)[] } {
  let valid = 0;
  const expected = expandRuns(runs).map((level) => (level === 1 ? value(valid++) : null));
  return { valid, expected };
}

describe("dictionary indices", () => {
  it.each(Array.from({ length: 33 }, (_, width) => width))("of %d bits", (width) => {
    const count = Math.min(2 ** width, 5000);
    const codes = Array.from({ length: count }, (_, index) => (index * 7919 + 13) % 1_000_003);
    fc.assert(
      fc.property(fc.array(runsOf(fc.nat(count - 1)), { minLength: 1, maxLength: 3 }), steps, (pages, taken) => {
        const chunk = pages.flatMap((runs) => dataPage(RLE_DICTIONARY, expandRuns(runs).length, [width, ...encodeRuns(runs, width)]));
        const expected = pages.flatMap((runs) => expandRuns(runs).map((index) => codes[index]!));
        expectRows(decode(chunk, expected.length, OUT.codes, false, taken, codes), expected);
      }),
      { numRuns: 20 },
    );
  });

  it.each([1, 8, 12, 20, 26])("past the dictionary are an error: %d bits", (width) => {
    const bad: Run[] = [{ repeat: 1, count: 9 }, { packed: [0, 0, 0, 0, 0, 0, 0, 0, 1] }];
    for (const run of bad) {
      const chunk = dataPage(RLE_DICTIONARY, 9, [width, ...encodeRuns([run], width)]);
      expect(() => decode(chunk, 9, OUT.codes, false, [{ skip: 0, take: 9 }], [5])).toThrow("status -9, of single rows -9");
    }
  });
});

describe("tests by indices", () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16])("of %d bits", (width) => {
    const count = Math.min(2 ** width, 5000);
    const codes = Array.from({ length: count }, (_, index) => index * 3);
    const property = fc.property(
      fc.array(runsOf(fc.nat(count - 1)), { minLength: 1, maxLength: 4 }),
      fc.nat(70),
      fc.nat(),
      (indexRuns, skip, seed) => {
        const indices = indexRuns.flatMap((some) => expandRuns(some));
        const passes = codes.map((code) => (Math.imul(code + seed, 0x9e3779b1) >>> 31 === 1 ? 1 : 0));
        const body = [width, ...indexRuns.flatMap((some) => encodeRuns(some, width))];
        const chunk = dataPage(RLE_DICTIONARY, indices.length, body);
        const first = Math.min(skip, indices.length - 1);
        const { bits, decoded } = testThenDecode(chunk, indices.length, first, codes, passes);
        const left = indices.slice(first);
        expect(bits).toEqual(left.map((index) => passes[index] === 1));
        expect(decoded).toEqual(left.map((index) => codes[index]!));
      },
    );
    fc.assert(property, { numRuns: 20 });
  });

  /** Skips `first` rows, tests all others, and decodes them. */
  function testThenDecode(chunk: readonly number[], rows: number, first: number, codes: readonly number[], passes: readonly number[]) {
    const arena = kernels.arena_new() >>> 0;
    const put = (bytes: ArrayLike<number>): number => {
      const address = heap.alloc(bytes.length + 64, arena);
      heap.bytes(address, bytes.length).set(bytes);
      return address;
    };
    const cursor = kernels.parquet_cursor_new(arena, OUT.codes) >>> 0;
    const table = put(new Uint8Array(Uint32Array.from(codes).buffer));
    kernels.parquet_cursor_open(cursor, put(chunk), chunk.length, rows, 0, false, 1 << 20, table, codes.length);
    const left = rows - first;
    const [bits, out] = [heap.alloc(left / 8 + 64, arena), heap.alloc(left * 4 + 64, arena)];
    try {
      expect(kernels.parquet_cursor_skip(cursor, first)).toBe(0);
      expect(kernels.parquet_cursor_numbered(cursor, left)).toBeGreaterThan(0);
      expect(kernels.parquet_cursor_test(cursor, left, put(passes), bits)).toBe(0);
      expect(kernels.parquet_cursor_next(cursor, left, out, 0)).toBe(0);
      const tested = Array.from({ length: left }, (_, row) => heap.getBit(bits, row));
      return { bits: tested, decoded: [...heap.u32s(out, left)] };
    } finally {
      kernels.parquet_cursor_free(cursor);
      kernels.arena_free(arena);
    }
  }

  it.each([
    { name: "a batch of two pages", rows: 33, width: 2, codesCount: 4, chunk: 2, expected: 0 },
    { name: "no dictionary", rows: 32, width: 2, codesCount: 0, chunk: 1, expected: 0 },
    { name: "indices of 17 bits", rows: 32, width: 17, codesCount: 4, chunk: 1, expected: 0 },
    { name: "rows past the chunk's", rows: 1, width: 2, codesCount: 4, chunk: 0, expected: -2 },
  ])("are refused: $name", ({ rows, width, codesCount, chunk, expected }) => {
    const page = dataPage(RLE_DICTIONARY, 32, [width, ...encodeRuns([{ repeat: 1, count: 32 }], width)]);
    const bytes = new Array(chunk).fill(page).flat();
    const arena = kernels.arena_new() >>> 0;
    const address = heap.alloc(bytes.length + 64, arena);
    heap.bytes(address, bytes.length).set(bytes);
    const cursor = kernels.parquet_cursor_new(arena, OUT.codes) >>> 0;
    kernels.parquet_cursor_open(cursor, address, bytes.length, 64, 0, false, 1 << 20, address, codesCount);
    expect(kernels.parquet_cursor_numbered(cursor, rows)).toBe(expected);
    kernels.parquet_cursor_free(cursor);
    kernels.arena_free(arena);
  });

  it.each([2, 12])("past the dictionary are an error: %d bits", (width) => {
    const chunk = dataPage(RLE_DICTIONARY, 9, [width, ...encodeRuns([{ packed: [0, 0, 0, 0, 0, 0, 0, 0, 1] }], width)]);
    const arena = kernels.arena_new() >>> 0;
    const address = heap.alloc(chunk.length + 64, arena);
    heap.bytes(address, chunk.length).set(chunk);
    const cursor = kernels.parquet_cursor_new(arena, OUT.codes) >>> 0;
    kernels.parquet_cursor_open(cursor, address, chunk.length, 9, 0, false, 1 << 20, address, 1);
    const [passes, out] = [heap.alloc(65, arena), heap.alloc(64, arena)];
    expect(kernels.parquet_cursor_numbered(cursor, 9)).toBeGreaterThan(0);
    expect(kernels.parquet_cursor_test(cursor, 9, passes, out)).toBe(-9);
    kernels.parquet_cursor_free(cursor);
    kernels.arena_free(arena);
  });
});

describe("single rows", () => {
  const indices = dataPage(RLE_DICTIONARY, 16, [2, ...encodeRuns([{ packed: [0, 1, 2, 3, 0, 1, 2, 3] }, { repeat: 2, count: 8 }], 2)]);
  const plain = (width: number, count: number) =>
    dataPage(PLAIN, count, [...new Uint8Array(Uint32Array.from({ length: (count * width) / 4 }, (_, index) => index * 100).buffer)]);
  const nullable = dataPage(PLAIN, 3, [...levels([{ packed: [1, 0, 1] }]), ...new Uint8Array(Uint32Array.of(4, 5).buffer)]);

  it.each([
    { name: "of a dictionary", chunk: indices, output: OUT.codes, rows: 16, list: [1, 2, 2, 7, 9, 15], expected: [51, 52, 52, 53, 52, 52] },
    { name: "in the page", chunk: plain(4, 9), output: OUT.fixed32, rows: 9, list: [0, 8], expected: [0, 800] },
    { name: "none of them", chunk: plain(4, 9), output: OUT.fixed32, rows: 9, list: [], expected: [] },
    { name: "of two pages", chunk: [...indices, ...indices], output: OUT.codes, rows: 17, list: [1], expected: undefined },
    { name: "among nulls", chunk: nullable, output: OUT.fixed32, rows: 3, list: [0], nullable: true, expected: undefined },
    { name: "of bits", chunk: dataPage(PLAIN, 8, [5]), output: OUT.bool, rows: 8, list: [2], expected: undefined },
  ])("$name", ({ chunk, output, rows, list, expected, nullable = false }) => {
    const arena = kernels.arena_new() >>> 0;
    const put = (bytes: ArrayLike<number>): number => {
      const address = heap.alloc(bytes.length + 64, arena);
      heap.bytes(address, bytes.length).set(bytes);
      return address;
    };
    const cursor = kernels.parquet_cursor_new(arena, output) >>> 0;
    const codes = put(new Uint8Array(Uint32Array.of(50, 51, 52, 53).buffer));
    kernels.parquet_cursor_open(cursor, put(chunk), chunk.length, 32, 0, nullable, 1 << 20, codes, 4);
    const out = heap.alloc(128, arena);
    const rowNumbers = put(new Uint8Array(Uint32Array.from(list).buffer));
    // Twice, since the cursor stays where it is.
    for (let turn = 0; turn < 2; turn++) {
      expect(kernels.parquet_cursor_take(cursor, rows, rowNumbers, out, list.length)).toBe(expected === undefined ? 1 : 0);
      if (expected !== undefined) expect([...heap.u32s(out, list.length)]).toEqual(expected);
    }
    kernels.parquet_cursor_free(cursor);
    kernels.arena_free(arena);
  });

  it("keep no page but that of the batch", () => {
    const [pages, rows] = [20, 50];
    const text = new Uint8Array(rows * 100).fill(65);
    const lengths = encodeDelta(new Array<bigint>(rows).fill(100n));
    const chunk = new Array(pages).fill(dataPage(DELTA_LENGTH_BYTE_ARRAY, rows, [...lengths, ...text])).flat();
    const arena = kernels.arena_new() >>> 0;
    const address = heap.alloc(chunk.length + 64, arena);
    heap.bytes(address, chunk.length).set(chunk);
    const numbers = heap.alloc(64, arena);
    heap.u32s(numbers, 2).set([3, 40]);
    const out = heap.alloc(128, arena);
    const cursor = kernels.parquet_cursor_new(arena, OUT.view) >>> 0;
    kernels.parquet_cursor_open(cursor, address, chunk.length, pages * rows, 0, false, 1 << 20, 0, 0);
    const used: number[] = [];
    for (let page = 0; page < pages; page++) {
      expect(kernels.parquet_cursor_take(cursor, rows, numbers, out, 2)).toBe(0);
      expect([...heap.u32s(out, 8)].filter((_, word) => word % 4 === 0)).toEqual([100, 100]);
      expect(kernels.parquet_cursor_skip(cursor, rows)).toBe(0);
      used.push(kernels.bytes_in_use() >>> 0);
    }
    expect(used.at(-1)).toBeLessThan(used[2]! + 2 * rows * 16);
    kernels.parquet_cursor_free(cursor);
    kernels.arena_free(arena);
  });

  it.each([
    { name: "past the dictionary", run: { packed: [0, 0, 3, 0, 0, 0, 0, 0] }, list: [1, 2] },
    { name: "repeated past the dictionary", run: { repeat: 3, count: 8 }, list: [1] },
    { name: "past the runs", run: { repeat: 0, count: 2 }, list: [1, 2] },
  ])("$name are an error", ({ run, list }) => {
    const arena = kernels.arena_new() >>> 0;
    const chunk = dataPage(RLE_DICTIONARY, 8, [2, ...encodeRuns([run], 2)]);
    const address = heap.alloc(chunk.length + 64, arena);
    heap.bytes(address, chunk.length).set(chunk);
    const cursor = kernels.parquet_cursor_new(arena, OUT.codes) >>> 0;
    kernels.parquet_cursor_open(cursor, address, chunk.length, 8, 0, false, 1 << 20, heap.alloc(64, arena), 3);
    const rowNumbers = heap.alloc(64, arena);
    heap.u32s(rowNumbers, list.length).set(list);
    expect(kernels.parquet_cursor_take(cursor, 8, rowNumbers, heap.alloc(128, arena), list.length)).toBe(-9);
    kernels.parquet_cursor_free(cursor);
    kernels.arena_free(arena);
  });
});

describe("nulls", () => {
  const level = fc.constantFrom(0, 1);

  it("among 32-bit values", () => {
    fc.assert(
      fc.property(fc.array(runsOf(level), { minLength: 1, maxLength: 3 }), steps, (pages, taken) => {
        let next = 0;
        const parts = pages.map((runs) => {
          const first = next;
          const { valid, expected } = withLevels(runs, (index) => first + index);
          next += valid;
          const values = Uint8Array.from(new Uint8Array(Int32Array.from({ length: valid }, (_, index) => first + index).buffer));
          return { expected, bytes: dataPage(PLAIN, expected.length, [...levels(runs), ...values]) };
        });
        const expected = parts.flatMap((part) => part.expected);
        const chunk = parts.flatMap(({ bytes }) => bytes);
        expectRows(decode(chunk, expected.length, OUT.fixed32, true, taken), expected);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ["PLAIN", PLAIN],
    ["RLE", RLE],
  ])("among booleans, %s", (_, encoding) => {
    fc.assert(
      fc.property(fc.array(runsOf(level), { minLength: 1, maxLength: 3 }), fc.nat(), steps, (pages, seed, taken) => {
        const bit = (index: number): boolean => ((index * 2654435761 + seed) >>> 7) % 3 === 0;
        const parts = pages.map((runs) => {
          const { valid, expected } = withLevels(runs, bit);
          const bits = Array.from({ length: valid }, (_, index) => Number(bit(index)));
          const body = encoding === PLAIN ? packBits(bits.map(BigInt), 1) : levels([{ packed: bits }]);
          return { expected, bytes: dataPage(encoding, expected.length, [...levels(runs), ...body]) };
        });
        const expected = parts.flatMap((part) => part.expected);
        const chunk = parts.flatMap(({ bytes }) => bytes);
        expectRows(decode(chunk, expected.length, OUT.bool, true, taken), expected);
      }),
      { numRuns: 100 },
    );
  });
});

describe("PLAIN values", () => {
  const rows = 100;
  const values = Array.from({ length: rows }, (_, index) => index * 3 - 50);
  const bytes = [...new Uint8Array(Int32Array.from(values).buffer)];
  const page = dataPage(PLAIN, rows, bytes);
  const twoPages = [...page, ...page];

  // Bytes before the chunk that bring the first page's values to a multiple of 4, or not.
  const toAlign = (4 - ((page.length - bytes.length) % 4)) % 4;

  it.each([
    ["stay in the page", toAlign, 10, 60, true],
    ["are copied where they are not aligned", toAlign + 1, 10, 60, false],
    ["are copied where a batch is of two pages", toAlign, 60, 70, false],
  ])("%s", (_, before, skip, take, inPage) => {
    const arena = kernels.arena_new() >>> 0;
    const chunk = (heap.alloc(before + twoPages.length + 64, arena) + before) >>> 0;
    heap.bytes(chunk, twoPages.length).set(twoPages);
    const out = heap.alloc(rows * 4 + 64, arena);
    const cursor = kernels.parquet_cursor_new(arena, OUT.fixed32) >>> 0;
    kernels.parquet_cursor_open(cursor, chunk, twoPages.length, 2 * rows, 0, false, 1 << 20, 0, 0);
    expect(kernels.parquet_cursor_skip(cursor, skip)).toBe(0);
    expect(kernels.parquet_cursor_next(cursor, take, out, 0)).toBe(0);
    const address = kernels.parquet_cursor_values(cursor) >>> 0;
    expect(address).toBe(inPage ? chunk + page.length - bytes.length + skip * 4 : out);
    expect([...heap.i32s(address, take)]).toEqual([...values, ...values].slice(skip, skip + take));
    kernels.arena_free(arena);
  });
});

describe("delta encoding", () => {
  it.each(Array.from({ length: 65 }, (_, width) => width))("with differences of up to %d bits", (width) => {
    const value = fc.bigInt({ min: 0n, max: (1n << BigInt(width)) - 1n }).map((number) => BigInt.asIntN(64, number));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 300 }), steps, (values, taken) => {
        const chunk = dataPage(DELTA_BINARY_PACKED, values.length, encodeDelta(values));
        expectRows(decode(chunk, values.length, OUT.fixed64, false, taken), values);
        const narrow = values.map((number) => BigInt.asIntN(32, number));
        const narrowChunk = dataPage(DELTA_BINARY_PACKED, values.length, encodeDelta(narrow));
        expectRows(decode(narrowChunk, values.length, OUT.fixed32, false, taken), narrow.map(Number));
      }),
      { numRuns: 10 },
    );
  });
});
