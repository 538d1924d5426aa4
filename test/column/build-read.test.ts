import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocationsOf, buildColumn, type Column, columnToArray, columnToTypedArray, discard, valueAt } from "../../src/column/index.js";
import * as types from "../../src/types/index.js";
import { type ColumnType, formatType } from "../../src/types/index.js";
import { heap, lengths } from "./heap.js";

const {
  Int8,
  Int16,
  Int32,
  Int64,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Float32,
  Float64,
  Utf8,
  Categorical,
  Bool,
  Date_,
  Datetime,
  Duration,
  Null,
} = types;
const long = "a string of more than twelve bytes";
const day = (text: string) => new Date(text);

function read(column: Column): unknown[] {
  const values = columnToArray(column, heap);
  expect(values).toHaveLength(column.length);
  expect(Array.from({ length: column.length }, (_, row) => valueAt(column, row, heap))).toEqual(values);
  expect(column.nullCount).toBe(values.filter((value) => value === null).length);
  return values;
}

describe("values come back as they went in", () => {
  const cases: readonly (readonly [ColumnType, readonly unknown[]])[] = [
    [Null, [null, undefined, null]],
    [Bool, [true, false, null, true, true, false, false, false, true]],
    [Float64, [1, -0, 0, Number.NaN, null, Number.POSITIVE_INFINITY, 5e-324]],
    [Float32, [1.5, null, Number.NaN, Number.NEGATIVE_INFINITY]],
    [Int8, [-128, 127, null]],
    [Int16, [-32768, 32767, null]],
    [Int32, [-(2 ** 31), 2 ** 31 - 1, null]],
    [UInt8, [0, 255, null]],
    [UInt16, [0, 65535, null]],
    [UInt32, [0, 2 ** 32 - 1, null]],
    [Int64, [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, -1, 0, 2 ** 32, -(2 ** 32) - 1, null]],
    [Int64, [-(2n ** 63n), 2n ** 63n - 1n, null]],
    [UInt64, [0, Number.MAX_SAFE_INTEGER, null]],
    [UInt64, [0n, 2n ** 64n - 1n, null]],
    [Utf8, ["", "é", "twelve bytes", "thirteen byte", null, long, "日本語日本語", "😀", "\ufeffbom", "\0"]],
    [Categorical, ["b", "a", null, "b", long, "", "😀"]],
    [Date_, [day("1969-12-31"), day("2024-02-29"), null]],
    [Datetime("ms"), [new Date(-1), new Date(8.64e15), null]],
    [Datetime("us", "Europe/Berlin"), [new Date(-1), new Date(8.64e15), null]],
    [Datetime("ns"), [new Date(-1), new Date("2262-04-11"), null]],
    [Duration("ns"), [1, -1, null]],
  ];
  for (const [dtype, values] of cases) {
    for (const length of lengths) {
      test(`${formatType(dtype)} × ${length}`, () => {
        const input = Array.from({ length }, (_, row) => values[row % values.length]);
        const column = buildColumn(input, heap, dtype);
        expect(column.dtype).toEqual(dtype);
        expect(column.length).toBe(length);
        // What a column reads as depends on all its values: short ones don't reach the extremes of the case.
        const big = input.some((value) => typeof value === "bigint" && !Number.isSafeInteger(Number(value)));
        const wanted = input.map((value) => (typeof value === "bigint" && !big ? Number(value) : (value ?? null)));
        expect(read(column)).toEqual(wanted);
        discard(allocationsOf(column));
      });
    }
  }
});

describe("the dtype of values", () => {
  test.each([
    [[1, null, 2.5], Float64],
    [[1n], Int64],
    [["x", undefined], Utf8],
    [[null, true], Bool],
    [[new Date(0)], Datetime("ms")],
    [[], Null],
    [[null, undefined], Null],
  ])("%#", (values, dtype) => {
    expect(buildColumn(values as unknown[], heap).dtype).toEqual(dtype);
  });

  test.each([
    [new Int8Array([-128, 127]), Int8],
    [new Int16Array([-32768]), Int16],
    [new Int32Array([1, -1]), Int32],
    [new BigInt64Array([-(2n ** 63n)]), Int64],
    [new Uint8Array([255]), UInt8],
    [new Uint8ClampedArray([255]), UInt8],
    [new Uint16Array([65535]), UInt16],
    [new Uint32Array([2 ** 32 - 1]), UInt32],
    [new BigUint64Array([2n ** 64n - 1n]), UInt64],
    [new Float32Array([0.1]), Float32],
    [new Float64Array([0.1, Number.NaN, -0]), Float64],
    [new Float64Array(0), Float64],
    [new Float64Array(1025).fill(7), Float64],
    [new Int32Array([1, 2, 3, 4]).subarray(1, 3), Int32],
  ])("typed array %#", (array, dtype) => {
    const column = buildColumn(array, heap);
    expect(column.dtype).toEqual(dtype);
    expect(read(column)).toEqual([...array]);
    const out = columnToTypedArray(column, heap);
    expect([...out]).toEqual([...array]);
    expect(heap.memory.buffer).not.toBe(out.buffer);
  });

  test("typed arrays take any dtype that holds their values", () => {
    expect(read(buildColumn(new Int32Array([19782]), heap, Date_))).toEqual([new Date(19782 * 86_400_000)]);
    expect(read(buildColumn(new BigInt64Array([-1n]), heap, Datetime("us")))).toEqual([new Date(-1)]);
    expect(read(buildColumn(new Float64Array([1, 2]), heap, Int64))).toEqual([1, 2]);
    expect(() => buildColumn(new Float64Array([1.5]), heap, Int64)).toThrow("Int64 does not hold 1.5");
  });
});

test("Datetime reads out rounded down to the millisecond; its typed array is exact", () => {
  const column = buildColumn([-1n, 1_999_999n, -1_000_000n], heap, Datetime("ns"));
  expect(read(column)).toEqual([new Date(-1), new Date(1), new Date(-1)]);
  expect(columnToTypedArray(column, heap)).toEqual(new BigInt64Array([-1n, 1_999_999n, -1_000_000n]));
});

test("Datetimes of all sizes are rounded down", () => {
  const perMs = { ms: 1n, us: 1000n, ns: 1_000_000n } as const;
  const ticks = fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.bigInt({ min: -(2n ** 54n), max: 2n ** 54n }));
  fc.assert(
    fc.property(
      fc.constantFrom("ms" as const, "us" as const, "ns" as const),
      fc.array(ticks, { maxLength: 20 }),
      fc.integer({ min: -2, max: 2 }),
      (unit, some, near) => {
        const values = some.flatMap((tick) => [tick, BigInt.asIntN(64, (tick / perMs[unit]) * perMs[unit] + BigInt(near))]);
        const column = buildColumn(values, heap, Datetime(unit));
        const floor = (tick: bigint) => (tick - (((tick % perMs[unit]) + perMs[unit]) % perMs[unit])) / perMs[unit];
        expect(columnToArray(column, heap)).toEqual(values.map((tick) => new Date(Number(floor(tick)))));
        discard(allocationsOf(column));
      },
    ),
  );
});

describe("longs read as numbers only if all do", () => {
  test.each([
    [Int64, [2n ** 53n - 1n, -(2n ** 53n) + 1n], [2 ** 53 - 1, -(2 ** 53) + 1]],
    [Int64, [2n ** 53n, 1n], [2n ** 53n, 1n]],
    [Int64, [-(2n ** 53n), 1n], [-(2n ** 53n), 1n]],
    [UInt64, [2n ** 53n, 1n], [2n ** 53n, 1n]],
    [UInt64, [2n ** 63n, 1n], [2n ** 63n, 1n]],
    [Duration("us"), [2n ** 62n, 1n, null], [2n ** 62n, 1n, null]],
  ] as const)("%#", (dtype, values, wanted) => {
    expect(read(buildColumn(values, heap, dtype))).toEqual(wanted);
  });
});

test("random strings survive, lone surrogates as U+FFFD", () => {
  const strings = fc.array(fc.option(fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)), maxLength: 30 })), {
    maxLength: 100,
  });
  fc.assert(
    fc.property(strings, fc.constantFrom(Utf8, Categorical), (values, dtype) => {
      const column = buildColumn(values, heap, dtype);
      expect(read(column)).toEqual(values.map((value) => value?.replace(/[\ud800-\udfff]/gu, "\ufffd") ?? null));
      discard(allocationsOf(column));
    }),
  );
});

test("many strings, and one longer than what is decoded together", () => {
  const values = Array.from({ length: 20_000 }, (_, row) => (row % 7 === 0 ? null : row % 5 === 0 ? `ünï ${row} ${long}` : `row ${row}`));
  values[9000] = "x".repeat(100_000);
  expect(columnToArray(buildColumn(values, heap), heap)).toEqual(values);
});

test("halves of a surrogate pair in two strings stay two characters", () => {
  expect(read(buildColumn(["\ud83d", "\ude00"], heap))).toEqual(["\ufffd", "\ufffd"]);
});

test("dictionary values are distinct as bytes", () => {
  const column = buildColumn(["\ud800", "\ufffd", "\udc00"], heap, Categorical);
  expect(column.dictionary?.count).toBe(1);
});

describe("what does not fit is refused", () => {
  test.each([
    [[1, "x"], undefined, "SchemaError", "the values are of several kinds: number at index 0, string at index 1"],
    [[null, 1n, 2], undefined, "SchemaError", "the values are of several kinds: bigint at index 1, number at index 2"],
    [
      [{}],
      undefined,
      "SchemaError",
      "no dtype holds the Object at index 0; values may be number, bigint, string, boolean, Date, Array, null and undefined",
    ],
    [[[1], 2], undefined, "SchemaError", "the values are of several kinds: Array at index 0, number at index 1"],
    [[2n ** 63n], undefined, "InvalidOperationError", "Int64 does not hold 9223372036854775808 (bigint) at index 0"],
    [[0, 128], Int8, "InvalidOperationError", "Int8 does not hold 128 (number) at index 1; allowed: integers from -128 to 127"],
    [[1.5], Int64, "InvalidOperationError", "Int64 does not hold 1.5 (number) at index 0"],
    [[2 ** 53], Int64, "InvalidOperationError", "Int64 does not hold 9007199254740992 (number) at index 0"],
    [[-1], UInt64, "InvalidOperationError", "UInt64 does not hold -1"],
    [["1"], Int64, "SchemaError", 'Int64 does not hold "1" (string) at index 0'],
    [[Number.NaN], Int32, "InvalidOperationError", "Int32 does not hold NaN"],
    [[2n ** 53n + 1n], Float64, "InvalidOperationError", "Float64 does not hold 9007199254740993"],
    [[1], Utf8, "SchemaError", "Utf8 does not hold 1 (number) at index 0; allowed: strings"],
    [[1], Categorical, "SchemaError", "Categorical does not hold 1"],
    [[1], Bool, "SchemaError", "Bool does not hold 1 (number) at index 0; allowed: true, false"],
    [[1], Null, "SchemaError", "Null does not hold 1"],
    [[new Date(Number.NaN)], undefined, "InvalidOperationError", "Datetime(ms) does not hold Date (Date) at index 0; allowed: valid Dates"],
    [[new Date(8.64e15)], Datetime("ns"), "InvalidOperationError", "Datetime(ns) does not hold"],
    [["2024-01-01"], Date_, "SchemaError", "Date does not hold"],
  ] as const)("%#", (values, dtype, name, message) => {
    const before = heap.exports.bytes_in_use();
    let error: Error | undefined;
    try {
      buildColumn(values, heap, dtype, "a");
    } catch (caught) {
      error = caught as Error;
    }
    expect(error?.name).toBe(name);
    expect(error?.message).toContain(`column "a": ${message}`);
    expect(heap.exports.bytes_in_use()).toBe(before);
  });

  test("typed arrays of columns with nulls, or of what is no number", () => {
    const typed = (values: unknown[]) => () => columnToTypedArray(buildColumn(values, heap), heap);
    expect(typed([1, null])).toThrow("a typed array can't hold the 1 nulls");
    expect(typed(["x"])).toThrow("Utf8 has no typed array");
    expect(typed([true])).toThrow("Bool has no typed array");
  });

  test("rows that are not there", () => {
    const column = buildColumn([1, 2, 3], heap);
    expect(valueAt(column, -1, heap)).toBe(3);
    for (const index of [3, -4, 0.5, Number.NaN]) {
      expect(() => valueAt(column, index, heap)).toThrow(`index ${index} is out of bounds: there are 3 rows`);
    }
  });
});
