import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { frameFromValues } from "../../src/frame/construct.js";
import { createDataFrame, type DataFrame } from "../../src/frame/data-frame.js";
import { seriesFromValues } from "../../src/frame/series.js";
import { instance } from "../../src/kernels/index.js";
import { Categorical, type ColumnType, Datetime, Float64, Int64, Null, UInt32, Utf8 } from "../../src/types/index.js";
import { bytesInUse } from "./setup.js";

const make = (data: unknown, schema: Readonly<Record<string, ColumnType>> = {}): DataFrame =>
  createDataFrame(frameFromValues(data, schema, instance().heap));

describe("construction", () => {
  test("from columns", () => {
    const df = make({ a: [1, 2], b: ["x", null], c: new Int32Array([3, 4]), d: seriesFromValues("other", [true, false]) }, { a: Int64 });
    expect(df.columns).toEqual(["a", "b", "c", "d"]);
    expect(df.dtypes.map((dtype) => dtype.kind)).toEqual(["Int64", "Utf8", "Int32", "Bool"]);
    expect(df.schema).toEqual({ a: Int64, b: Utf8, c: df.dtypes[2], d: df.dtypes[3] });
    expect(df.shape).toEqual({ height: 2, width: 4 });
    expect([df.height, df.width]).toEqual([2, 4]);
  });

  test("from records: all names, missing fields are null", () => {
    const df = make([{ a: 1 }, { b: "x", a: null }, { toString: "own" }], { c: Float64 });
    expect(df.columns).toEqual(["a", "b", "toString", "c"]);
    expect(df.rows()).toEqual([
      [1, null, null, null],
      [null, "x", null, null],
      [null, null, "own", null],
    ]);
  });

  test("from series", () => {
    const df = make([seriesFromValues("x", [1, 2]), seriesFromValues("y", ["a", "b"], Categorical)]);
    expect(df.toObject()).toEqual({ x: [1, 2], y: ["a", "b"] });
    expect(df.schema).toEqual({ x: Float64, y: Categorical });
  });

  test("nothing, with and without a schema", () => {
    expect(make({}).shape).toEqual({ height: 0, width: 0 });
    expect(make([]).columns).toEqual([]);
    for (const data of [{}, []]) expect(make(data, { a: Int64, at: Datetime("us") }).schema).toEqual({ a: Int64, at: Datetime("us") });
    expect(make({ a: [] }).schema).toEqual({ a: Null });
  });

  test.each<readonly [unknown, Readonly<Record<string, ColumnType>>, string, string]>([
    [{ a: [1, 2], b: [1] }, {}, "ShapeError", 'columns differ in length: "a" has 2 rows, "b" has 1'],
    [{ a: 5 }, {}, "SchemaError", 'column "a": values must be an array, a typed array or a Series, not number'],
    [{ a: [1], b: [1, "x"] }, {}, "SchemaError", 'column "b": the values are of several kinds: number at index 0, string at index 1'],
    [
      { price: [1] },
      { prce: Float64 },
      "ColumnNotFoundError",
      'unable to find column "prce"; valid columns: ["price"]. Did you mean "price"?\n  in: schema',
    ],
    [[{ a: 1 }, 7], {}, "SchemaError", "rows must be objects of names to values, not number (at index 1)"],
    [[[1]], {}, "SchemaError", "rows must be objects of names to values, not Array (at index 0)"],
    ["text", {}, "SchemaError", "a frame is made of an object of columns or an array of records, not of string"],
    [null, {}, "SchemaError", "a frame is made of an object of columns or an array of records, not of null"],
    [[seriesFromValues("x", [1]), seriesFromValues("x", [1])], {}, "DuplicateError", 'several columns are named "x"'],
    [[seriesFromValues("x", [1]), { x: 1 }], {}, "SchemaError", "an array of Series has Object at index 1"],
    [
      { x: seriesFromValues("x", [1]) },
      { x: Int64 },
      "SchemaError",
      'column "x": the schema says Int64, the Series is Float64; cast it first',
    ],
  ])("refused %#", (data, schema, name, message) => {
    const before = bytesInUse();
    expect(() => make(data, schema)).toThrow(expect.objectContaining({ name, message }));
    expect(bytesInUse()).toBe(before);
  });
});

describe("reading", () => {
  const df = make({ n: [2n ** 60n, null, -1n], s: ["x", "y", null], at: [new Date(0), null, new Date(5)], f: [1.5, Number.NaN, null] });

  test("records, rows, columns, iteration", () => {
    const records = [
      { n: 2n ** 60n, s: "x", at: new Date(0), f: 1.5 },
      { n: null, s: "y", at: null, f: Number.NaN },
      { n: -1n, s: null, at: new Date(5), f: null },
    ];
    expect(df.toRecords()).toEqual(records);
    expect([...df]).toEqual(records);
    expect(df.rows()).toEqual(records.map((record) => Object.values(record)));
    expect(df.row(1)).toEqual([null, "y", null, Number.NaN]);
    expect(df.row(-1)).toEqual([-1n, null, new Date(5), null]);
    expect(df.toObject().s).toEqual(["x", "y", null]);
    expect(() => df.row(3)).toThrow("row 3 is out of bounds: the frame has 3 rows");
  });

  test("columns by name, position and property", () => {
    expect(df.getColumn("s").toArray()).toEqual(["x", "y", null]);
    expect((df as unknown as Record<string, typeof df>).s?.toString()).toBe(df.getColumn("s").toString());
    expect(df.toSeries(1).name).toBe("s");
    expect(df.toSeries(-1).name).toBe("f");
    expect(df.getColumns().map((series) => series.name)).toEqual(["n", "s", "at", "f"]);
    expect(df.getColumnIndex("at")).toBe(2);
    expect(() => df.getColumn("S ")).toThrow('unable to find column "S "; valid columns: ["n","s","at","f"]');
    expect(() => df.toSeries(4)).toThrow("column 4 is out of bounds: the frame has 4 columns");
  });

  test("a column does not hide a method", () => {
    const odd = make({ head: [1, 2], constructor: [3, 4], ["__proto__"]: [7, 8] });
    expect(odd.head(1).height).toBe(1);
    expect(odd.columns).toEqual(["head", "constructor", "__proto__"]);
    expect(odd.getColumn("__proto__").toArray()).toEqual([7, 8]);
    expect(Object.getOwnPropertyNames(odd.toRecords()[0])).toEqual(["head", "constructor", "__proto__"]);
  });

  test("slices as Polars has them", () => {
    const rows = make({ a: [0, 1, 2, 3, 4, 5, 6] });
    const read = (frame: DataFrame) => frame.getColumn("a").toArray();
    expect(read(rows.head())).toEqual([0, 1, 2, 3, 4]);
    expect(read(rows.limit(2))).toEqual([0, 1]);
    expect(read(rows.tail())).toEqual([2, 3, 4, 5, 6]);
    expect(read(rows.tail(0))).toEqual([]);
    expect(read(rows.slice(5))).toEqual([5, 6]);
    expect(read(rows.slice(-3, 2))).toEqual([4, 5]);
    expect(read(rows.slice(-9, 3))).toEqual([0]);
    expect(read(rows.slice(9, 3))).toEqual([]);
    expect(() => rows.head(-1)).toThrow("the length of a slice must be a non-negative integer, not -1");
    expect(() => rows.slice(0.5)).toThrow("the offset of a slice must be an integer, not 0.5");
  });

  test("equality", () => {
    const same = () => make({ a: [1, Number.NaN, null], t: [0n, 1n, 2n] }, { t: Datetime("ns") });
    expect(same().frameEqual(same())).toBe(true);
    expect(same().equals(same(), false)).toBe(false);
    expect(same().frameEqual(make({ a: [1, Number.NaN, null], t: [0n, 1n, 3n] }, { t: Datetime("ns") }))).toBe(false);
    expect(same().frameEqual(make({ a: [1, Number.NaN, null] }))).toBe(false);
    expect(make({ a: [1, 2] }).frameEqual(make({ b: [1, 2] }))).toBe(false);
    expect(make({ a: [1, 2] }).frameEqual(make({ a: [1, 2] }, { a: Int64 }))).toBe(false);
  });

  test("null counts, emptiness, text, JSON", () => {
    expect(df.nullCount().row(0)).toEqual([1, 1, 1, 1]);
    expect(df.nullCount().dtypes[0]).toEqual(UInt32);
    expect([df.isEmpty(), df.head(0).isEmpty()]).toEqual([false, true]);
    expect(String(df)).toContain("shape: (3, 4)");
    expect(inspect(df)).toBe(String(df));
    expect(df.toHTML()).toContain("<small>shape: (3, 4)</small>");
    expect(JSON.parse(JSON.stringify(df.head(1)))).toEqual([{ n: "1152921504606846976", s: "x", at: "1970-01-01T00:00:00.000Z", f: 1.5 }]);
  });
});

describe("memory", () => {
  test("is given back by dispose, once nothing shares it", () => {
    const before = bytesInUse();
    const df = make({
      a: Array.from({ length: 1000 }, (_, row) => row),
      s: Array.from({ length: 1000 }, (_, row) => `a string of row ${row}`),
    });
    const slice = df.slice(3, 700);
    const series = df.getColumn("s");
    const clone = df.clone();
    df.dispose();
    df.dispose();
    expect(bytesInUse()).toBeGreaterThan(before);
    expect(slice.row(0)).toEqual([3, "a string of row 3"]);
    slice.dispose();
    clone.dispose();
    expect(series.get(999)).toBe("a string of row 999");
    series[Symbol.dispose]();
    expect(bytesInUse()).toBe(before);
  });

  test("is gone for all methods afterwards", () => {
    const df = make({ a: [1] });
    const series = df.getColumn("a");
    df.dispose();
    series.dispose();
    const message = (method: string) => `DataFrame.${method}: the DataFrame was disposed; its memory is gone`;
    for (const method of [
      "toRecords",
      "rows",
      "toObject",
      "slice",
      "clone",
      "getColumns",
      "isEmpty",
      "nullCount",
      "toHTML",
      "toJSON",
    ] as const) {
      const call = () => (df[method] as (start: number) => unknown)(0);
      expect(call).toThrow(expect.objectContaining({ name: "DisposedError", message: message(method) }));
    }
    expect(() => df.height).toThrow(message("height"));
    expect(() => make({ b: [1] }).frameEqual(df)).toThrow(message("frameEqual"));
    expect(() => series.toArray()).toThrow("Series.toArray: the Series was disposed");
    expect(inspect(df)).toBe("DataFrame (disposed)");
    expect(inspect(series)).toBe("Series (disposed)");
  });
});
