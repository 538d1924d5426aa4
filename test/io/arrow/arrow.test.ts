import * as arrow from "apache-arrow";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  allocationsOf,
  buildColumn,
  type Column,
  columnToArray,
  columnToTypedArray,
  concatColumns,
  discard,
  sliceColumn,
  withPhysicalType,
} from "../../../src/column/index.js";
import { frameFromArrow, frameFromIPC, frameToArrow } from "../../../src/io/arrow/index.js";
import { compileKernels } from "../../../src/kernels/compile.js";
import { createMemory, instantiate } from "../../../src/kernels/index.js";
import * as types from "../../../src/types/index.js";
import { type ColumnType, formatType } from "../../../src/types/index.js";
import { heap } from "../../column/heap.js";

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
  List,
  Null,
} = types;

const long = "a string of more than twelve bytes";
const values: readonly (readonly [ColumnType, readonly unknown[]])[] = [
  [Null, [null]],
  [Bool, [true, false, true, true]],
  [Int8, [-128, 127]],
  [Int16, [-32768, 32767]],
  [Int32, [-(2 ** 31), 2 ** 31 - 1]],
  [Int64, [-(2n ** 63n), 2n ** 63n - 1n]],
  [UInt8, [0, 255]],
  [UInt16, [0, 65535]],
  [UInt32, [0, 2 ** 32 - 1]],
  [UInt64, [0n, 2n ** 64n - 1n]],
  [Float32, [1.5, Number.NaN, -0]],
  [Float64, [0.1, Number.NaN, -0, Number.POSITIVE_INFINITY]],
  [Utf8, ["", "é", "twelve bytes", long, "😀", "\ufeffbom"]],
  [Categorical, ["b", "a", long, "b", ""]],
  [Date_, [new Date("1969-12-31"), new Date("2024-02-29")]],
  [Datetime("ms"), [-1n, 2n ** 62n]],
  [Datetime("us", "Europe/Berlin"), [-1n, 2n ** 62n]],
  [Datetime("ns"), [-1n, 2n ** 62n]],
  [Duration("ms"), [-1n, 2n ** 62n]],
  [Duration("us"), [-1n, 2n ** 62n]],
  [Duration("ns"), [-1n, 2n ** 62n]],
  [List(Int64), [[1n, null, 2n ** 63n - 1n], [], [-1n]]],
  [List(Bool), [[true, null], [], Array.from({ length: 70 }, (_, index) => index % 3 === 0)]],
  [List(Utf8), [["é", null, long], [], ["", "twelve bytes"]]],
  [List(List(Float32)), [[[1.5, null], null, []], [], [[Number.NaN]]]],
  [List(Datetime("us", "Europe/Berlin")), [[-1n, null], []]],
  [List(Null), [[null, null], []]],
];

const column = fc
  .record({
    kind: fc.constantFrom(...values),
    parts: fc.array(fc.record({ length: fc.constantFrom(0, 1, 7, 8, 9, 63, 64, 65, 200), nulls: fc.constantFrom(0, 1, 3) }), {
      minLength: 1,
      maxLength: 3,
    }),
    cut: fc.nat(70),
  })
  .map(({ kind: [dtype, some], parts, cut }) => {
    const built = parts.map(({ length, nulls }) => {
      const input = Array.from({ length }, (_, row) => (nulls > 0 && row % nulls === 0 ? null : some[row % some.length]));
      return buildColumn(input, heap, dtype);
    });
    const whole = concatColumns(built as [Column, ...Column[]], heap);
    return sliceColumn(whole, Math.min(cut, whole.length), whole.length - Math.min(cut, whole.length), heap);
  });

const frame = (made: Column) => ({ columns: [{ name: "x", column: made }], height: made.length });
const physical = withPhysicalType;

function expectSame(back: Column | undefined, made: Column): void {
  expect(back?.dtype).toEqual(made.dtype);
  expect(back?.nullCount).toBe(made.nullCount);
  expect(columnToArray(physical(back as Column), heap)).toEqual(columnToArray(physical(made), heap));
}

test("what goes out comes back, also through IPC", async () => {
  await fc.assert(
    fc.asyncProperty(column, fc.constantFrom("stream" as const, "file" as const), async (made, format) => {
      const table = frameToArrow(frame(made), heap, arrow);
      expect(table.numRows).toBe(made.length);
      const back = frameFromArrow(table, heap).columns[0]?.column;
      expectSame(back, made);
      const bytes = arrow.tableToIPC(table, format);
      const again = (await frameFromIPC(bytes, heap)).columns[0]?.column;
      expectSame(again, made);
      discard([made, back as Column, again as Column].flatMap(allocationsOf));
    }),
    { numRuns: 100 },
  );
});

test("apache-arrow reads the same values", () => {
  for (const [dtype, some] of values) {
    const made = buildColumn([...some, null], heap, dtype);
    const read = frameToArrow(frame(made), heap, arrow).getChild("x")?.toArray() as Iterable<unknown>;
    if (dtype.kind === "Utf8" || dtype.kind === "Categorical" || dtype.kind === "Bool") {
      // apache-arrow's own decoder drops the byte order mark.
      expect([...read].slice(0, -1), formatType(dtype)).toEqual(
        some.map((value) => (typeof value === "string" ? value.replace("\ufeff", "") : value)),
      );
    }
    if (dtype.kind.startsWith("Int") || dtype.kind.startsWith("UInt") || dtype.kind.startsWith("Float")) {
      expect([...read].slice(0, -1), formatType(dtype)).toEqual(dtype.kind === "Float32" ? [...new Float32Array(some as number[])] : some);
    }
  }
});

test("columns keep their order and names, and may be cut into chunks at different rows", () => {
  const first = buildColumn([1, 2, 3], heap);
  const second = concatColumns([buildColumn(["a"], heap), buildColumn(["b", null], heap)], heap);
  const columns = ["b", "7", "__proto__"].map((name, index) => ({ name, column: index === 1 ? second : first }));
  const table = frameToArrow({ columns, height: 3 }, heap, arrow);
  expect(table.schema.fields.map((field) => field.name)).toEqual(["b", "7", "__proto__"]);
  const back = frameFromArrow(table, heap);
  expect(back.columns.map(({ name, column }) => [name, columnToArray(column, heap)])).toEqual([
    ["b", [1, 2, 3]],
    ["7", ["a", "b", null]],
    ["__proto__", [1, 2, 3]],
  ]);
  expect(frameToArrow({ columns: [], height: 0 }, heap, arrow).numCols).toBe(0);
});

test("a Utf8 column of codes goes out as Utf8", () => {
  const texts = ["b", null, long, "b", "", null, long];
  const coded = { ...buildColumn(texts, heap, Categorical), dtype: Utf8 };
  expect(coded.physical).toBe("codes");
  const table = frameToArrow(frame(coded), heap, arrow);
  expect(String(table.schema.fields[0]?.type)).toBe("Utf8");
  expect([...(table.getChildAt(0) ?? [])]).toEqual(texts);
  expectSame(frameFromArrow(table, heap).columns[0]?.column, coded);
});

test("no rows have a dictionary all the same", () => {
  const table = frameToArrow(frame(sliceColumn(buildColumn(["a", "b"], heap, Categorical), 0, 0, heap)), heap, arrow);
  expect(table.numRows).toBe(0);
  expect([...(table.batches[0]?.dictionaries.values() ?? [])].map((dictionary) => [...dictionary])).toEqual([["a", "b"]]);
});

test("numbers are not copied in shared memory, and are in unshared memory", () => {
  const table = frameToArrow(frame(buildColumn(new Float64Array([1, 2, 3]), heap)), heap, arrow);
  expect(table.getChildAt(0)?.data[0]?.values.buffer).toBe(heap.memory.buffer);
  const alone = instantiate(compileKernels(false), createMemory(false)).heap;
  const copied = frameToArrow(frame(buildColumn(new Float64Array([1, 2, 3]), alone)), alone, arrow);
  expect(copied.getChildAt(0)?.data[0]?.values.buffer).not.toBe(alone.memory.buffer);
  alone.alloc(10_000_000);
  expect([...(copied.getChildAt(0)?.toArray() ?? [])]).toEqual([1, 2, 3]);
});

describe("tables made by apache-arrow", () => {
  const back = (vector: arrow.Vector) => frameFromArrow(new arrow.Table({ x: vector }), heap).columns[0]?.column as Column;
  const read = (vector: arrow.Vector) => columnToArray(back(vector), heap);

  test("slices start at any bit", () => {
    const bools = arrow.vectorFromArray(
      Array.from({ length: 100 }, (_, row) => (row % 5 === 0 ? null : row % 3 === 0)),
      new arrow.Bool(),
    );
    const strings = arrow.vectorFromArray(
      Array.from({ length: 100 }, (_, row) => (row % 5 === 0 ? null : `row ${row} of a hundred`)),
      new arrow.Utf8(),
    );
    const numbers = arrow.vectorFromArray(
      Array.from({ length: 100 }, (_, row) => (row % 5 === 0 ? null : row)),
      new arrow.Int32(),
    );
    for (const vector of [bools, strings, numbers]) {
      for (const start of [0, 1, 7, 8, 9, 63, 64, 65]) {
        const slice = vector.slice(start, 90);
        expect(read(slice)).toEqual([...slice]);
      }
    }
  });

  test("LargeUtf8 and Utf8View", () => {
    const texts = ["", long, null, "é", "twelve bytes", long + long];
    expect(read(arrow.vectorFromArray(texts, new arrow.LargeUtf8()))).toEqual(texts);
    const views = new Uint8Array(16 * 3);
    const words = new DataView(views.buffer);
    words.setInt32(0, 2, true);
    views.set(new TextEncoder().encode("ab"), 4);
    words.setInt32(16, long.length, true);
    words.setInt32(28, 3, true);
    words.setInt32(32, 99, true);
    const data = {
      type: new arrow.Utf8View(),
      length: 3,
      views,
      nullBitmap: new Uint8Array([0b011]),
      variadicBuffers: [new TextEncoder().encode(`___${long}`)],
    };
    expect(read(arrow.makeVector((arrow.makeData as (props: object) => arrow.Data)(data)))).toEqual(["ab", long, null]);
  });

  test("seconds become milliseconds, DateMillisecond a Datetime", () => {
    const seconds = arrow.makeVector(arrow.makeData({ type: new arrow.TimestampSecond(), data: new BigInt64Array([-1n, 5n]), length: 2 }));
    expect(back(seconds).dtype).toEqual(Datetime("ms"));
    expect(columnToTypedArray(back(seconds), heap)).toEqual(new BigInt64Array([-1000n, 5000n]));
    const dates = arrow.vectorFromArray([new Date(0), null, new Date(1)], new arrow.DateMillisecond());
    expect(back(dates).dtype).toEqual(Datetime("ms"));
    expect(read(dates)).toEqual([new Date(0), null, new Date(1)]);
    const huge = arrow.makeVector(arrow.makeData({ type: new arrow.TimestampSecond(), data: new BigInt64Array([2n ** 60n]), length: 1 }));
    expect(() => read(huge)).toThrow('column "x": 1152921504606846976 seconds at index 0 are too many for milliseconds');
  });

  test("dictionaries that differ between batches, repeat values, or hold null", () => {
    const type = new arrow.Dictionary(new arrow.Utf8(), new arrow.Int8());
    const batch = (texts: (string | null)[], codes: number[]) =>
      arrow.makeData({
        type,
        length: codes.length,
        data: new Int8Array(codes),
        dictionary: arrow.vectorFromArray(texts, new arrow.Utf8()),
      });
    const vector = new arrow.Vector([batch(["a", "b", "a"], [0, 1, 2]), batch([null, "c", "b"], [2, 0, 1, 1])]);
    const made = back(vector);
    expect(columnToArray(made, heap)).toEqual(["a", "b", "a", "b", null, "c", "c"]);
    expect(made.dictionary?.count).toBe(3);
    expect(made.nullCount).toBe(1);
  });

  test("several batches are several chunks", () => {
    const vector = new arrow.Vector([
      arrow.makeData({ type: new arrow.Int32(), data: new Int32Array([1, 2]) }),
      arrow.makeData({ type: new arrow.Int32(), data: new Int32Array([3]) }),
    ]);
    expect(back(vector).chunks.map((chunk) => chunk.length)).toEqual([2, 1]);
    expect(read(vector)).toEqual([1, 2, 3]);
  });

  test("lists of fixed size, lists of dictionaries, cut chunks, and short columns", () => {
    const int32 = new arrow.Field("item", new arrow.Int32());
    const items = arrow.vectorFromArray([1, 2, null, 4, 5, 6], new arrow.Int32()).data[0] as arrow.Data;
    const pairs = arrow.makeData({ type: new arrow.FixedSizeList(2, int32), length: 3, nullCount: 0, child: items } as never) as arrow.Data;
    const vector = arrow.makeVector(pairs as never) as arrow.Vector;
    expect(read(vector)).toEqual([
      [1, 2],
      [null, 4],
      [5, 6],
    ]);
    expect(read(vector.slice(1, 3))).toEqual([
      [null, 4],
      [5, 6],
    ]);
    const lists = arrow.vectorFromArray([[1], null, [], [2, 3]], new arrow.List(int32));
    expect(read(lists.slice(1, 4))).toEqual([null, [], [2, 3]]);
    const codes = arrow.vectorFromArray(["b", long, null, "b"], new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32()))
      .data[0] as arrow.Data;
    const valueOffsets = Int32Array.of(0, 2, 4);
    const type = new arrow.List(new arrow.Field("item", codes.type));
    expect(read(arrow.makeVector(arrow.makeData({ type, length: 2, nullCount: 0, valueOffsets, child: codes } as never)) as never)).toEqual(
      [
        ["b", long],
        [null, "b"],
      ],
    );
    const table = new arrow.Table({
      x: arrow.vectorFromArray([1, 2], new arrow.Int32()),
      l: arrow.vectorFromArray([[1]], new arrow.List(int32)),
    });
    expect(frameFromArrow(table, heap).columns.map(({ column }) => columnToArray(column, heap))).toEqual([
      [1, 2],
      [[1], null],
    ]);
  });

  test("types that floe does not have are refused, and nothing stays allocated", () => {
    const before = heap.exports.bytes_in_use();
    const table = new arrow.Table({
      ok: arrow.vectorFromArray([1, 2, 3], new arrow.Int32()),
      s: arrow.vectorFromArray([{ x: 1 }], new arrow.Struct([new arrow.Field("x", new arrow.Int32())])),
    });
    expect(() => frameFromArrow(table, heap)).toThrow(
      'column "s" is of the Arrow type Struct<{x:Int32}>, which floe does not have; cast or drop it first',
    );
    expect(heap.exports.bytes_in_use()).toBe(before);
    expect(() => frameFromArrow({}, heap)).toThrow("fromArrow needs an apache-arrow Table, or Arrow IPC bytes");
  });

  test("damaged IPC bytes", async () => {
    await expect(frameFromIPC(new Uint8Array([255, 255, 255, 255, 9, 9, 9, 9, 1]), heap)).rejects.toThrow(
      "not an Arrow IPC stream or file, or a damaged one",
    );
  });
});

test("halves become singles, each exactly", () => {
  const bits = Uint16Array.from({ length: 65536 }, (_, half) => half);
  const vector = arrow.makeVector(arrow.makeData({ type: new arrow.Float16(), data: bits }));
  const { column } = frameFromArrow(new arrow.Table({ half: vector }), heap).columns[0]!;
  expect(formatType(column.dtype)).toBe("Float32");
  const read = columnToArray(column, heap);
  const expected = [...vector];
  expect(read.every((value, half) => Object.is(value, expected[half]))).toBe(true);
  expect(read.slice(0x3c00, 0x3c02)).toEqual([1, 1 + 2 ** -10]);
  discard(allocationsOf(column));
});
