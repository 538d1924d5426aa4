// Eager verbs and series functions, run by the engine.

import { describe, expect, test } from "vitest";
import pl, { type DataFrame } from "../../src/index.node.js";

const df = pl.DataFrame({ a: [3, 1, null, 2], b: ["x", "y", "x", null], c: new Int32Array([1, 2, 3, 4]) });

describe("eager verbs give what lazy ones do", () => {
  test.each<readonly [string, { frameEqual(other: DataFrame): boolean }, DataFrame]>([
    ["select", df.select("b", pl.col("a").mul(2)), df.lazy().select("b", pl.col("a").mul(2)).collectSync()],
    [
      "withColumns",
      df.withColumns(pl.col("a").add(pl.col("c"))),
      df
        .lazy()
        .withColumns(pl.col("a").add(pl.col("c")))
        .collectSync(),
    ],
    ["withColumn", df.withColumn(pl.lit(1).alias("one")), df.lazy().withColumn(pl.lit(1).alias("one")).collectSync()],
    ["filter", df.filter(pl.col("c").gt(2)), df.lazy().filter(pl.col("c").gt(2)).collectSync()],
    ["filter by a callback", df.filter(({ c }) => c.gt(2)), df.slice(2)],
    ["sort", df.sort(["b", "a"], true), df.lazy().sort(["b", "a"], true).collectSync()],
    ["groupBy", df.groupBy("b", true).agg(pl.col("c").sum()), df.lazy().groupBy("b", true).agg(pl.col("c").sum()).collectSync()],
    [
      "groupBy.len",
      df.groupBy("b", { maintainOrder: true }).len(),
      pl.DataFrame({ b: ["x", "y", null], len: [2, 1, 1] }, { schema: { len: pl.UInt32 } }),
    ],
    ["unique", df.unique("b", "first", true), df.lazy().unique("b", "first", true).collectSync()],
    ["drop", df.drop("a", "c"), df.select("b")],
    ["rename", df.rename({ a: "z" }), df.select(pl.col("a").alias("z"), "b", "c")],
    ["pipe", df.pipe((frame) => frame.head(2)), df.slice(0, 2)],
    ["concat", pl.concat([df.head(1), df.slice(1)]), df],
  ])("%s", (_, eager, lazy) => {
    expect(eager.frameEqual(lazy)).toBe(true);
  });

  test("join takes eager and lazy frames", () => {
    const other = pl.DataFrame({ b: ["x", "y"], z: [1n, 2n] });
    const wanted = [
      { a: 3, b: "x", c: 1, z: 1 },
      { a: 1, b: "y", c: 2, z: 2 },
      { a: null, b: "x", c: 3, z: 1 },
      { a: 2, b: null, c: 4, z: null },
    ];
    expect(df.join(other, { on: "b", how: "left" }).toRecords()).toEqual(wanted);
    expect(df.join(other.lazy(), { on: "b", how: "left" }).toRecords()).toEqual(wanted);
  });

  test("mistakes raise the errors of the query", () => {
    expect(() => df.select("nope" as "a")).toThrow('unable to find column "nope"');
    expect(() => df.filter(pl.col("b").gt(3) as never)).toThrow(expect.objectContaining({ name: "SchemaError" }));
  });
});

describe("queries and disposal", () => {
  test("a disposed frame refuses, also by plans made before", async () => {
    const frame = pl.DataFrame({ a: [1, 2] });
    const query = frame.lazy().select(pl.col("a").sum());
    frame.dispose();
    const disposed = expect.objectContaining({ name: "DisposedError" });
    expect(() => query.collectSync()).toThrow(disposed);
    await expect(query.collect()).rejects.toThrow(disposed);
    expect(() => frame.select("a")).toThrow("DataFrame.select: the DataFrame was disposed; its memory is gone");
    expect(() => frame.join(df, { on: "a" })).toThrow("DataFrame.join: the DataFrame was disposed");
  });

  test("a query that runs is not disturbed when its frame is disposed", async () => {
    const rows = 90_000;
    const text = (row: number) => `row ${row} of a frame with long strings`;
    const frame = pl.DataFrame({
      s: Array.from({ length: rows }, (_, row) => text(row)),
      n: Float64Array.from({ length: rows }, (_, row) => row),
    });
    let disposed = false;
    const dispose = () => {
      if (disposed) return;
      disposed = true;
      frame.dispose();
      pl.DataFrame({ s: Array.from({ length: rows }, (_, row) => `something else to write over freed memory ${row}`) });
    };
    const result = await frame
      .lazy()
      .filter(pl.col("n").gt(rows - 4))
      .collect({ onProgress: dispose });
    expect(disposed).toBe(true);
    expect(result.rows()).toEqual([rows - 3, rows - 2, rows - 1].map((row) => [text(row), row]));
  });

  test("results outlive the frames they were made from", () => {
    const frame = pl.DataFrame({ s: ["a string that is long enough to have bytes of its own", "b"] });
    const filtered = frame.filter(pl.col("s").neq("b"));
    const series = frame.getColumn("s").str.toUpperCase();
    frame.dispose();
    pl.DataFrame({ s: Array.from({ length: 1000 }, (_, row) => `something else to write over freed memory ${row}`) });
    expect(filtered.rows()).toEqual([["a string that is long enough to have bytes of its own"]]);
    expect(series.get(1)).toBe("B");
  });
});

describe("series", () => {
  const a = df.getColumn("a");

  test("aggregates are values", () => {
    expect([a.sum(), a.mean(), a.min(), a.max(), a.count(), a.nUnique(), a.median(), a.first(), a.last()]).toEqual([
      6, 2, 1, 3, 3, 4, 2, 3, 2,
    ]);
    expect([a.std(), a.var(0), df.c.sum(), df.b.max()]).toEqual([1, 2 / 3, 10, "y"]);
    expect(pl.Series("n", [2n ** 60n, 2n ** 60n]).sum()).toBe(2n ** 61n);
    expect(a.len()).toBe(4);
  });

  test("arithmetic, comparison, with values and series", () => {
    expect(a.add(1).toArray()).toEqual([4, 2, null, 3]);
    expect(a.mul(a).toArray()).toEqual([9, 1, null, 4]);
    expect(a.sub(df.c).toArray()).toEqual([2, -1, null, -2]);
    expect(a.plus(1).name).toBe("a");
    expect(df.c.add(1).dtype).toEqual(pl.Int32);
    expect(a.gt(1).toArray()).toEqual([true, false, null, true]);
    expect(a.isNull().toArray()).toEqual([false, false, true, false]);
    expect(a.isIn([1, 2]).toArray()).toEqual([false, true, null, true]);
    expect(a.isIn(pl.Series([1, 3])).toArray()).toEqual([true, true, null, false]);
    expect(a.fillNull(0).toTypedArray()).toEqual(new Float64Array([3, 1, 0, 2]));
    expect(() => a.add(pl.Series([1]))).toThrow(expect.objectContaining({ name: "ShapeError" }));
    expect(() => a.add("x" as never)).toThrow(expect.objectContaining({ name: "SchemaError" }));
  });

  test("strings and dates", () => {
    expect(df.b.str.toUpperCase().toArray()).toEqual(["X", "Y", "X", null]);
    expect(df.b.str.contains("x").toArray()).toEqual([true, false, true, null]);
    expect(
      pl
        .Series("at", [new Date("2024-02-29"), null])
        .dt.year()
        .toArray(),
    ).toEqual([2024, null]);
  });

  test("rows and dtypes", () => {
    expect(a.cast(pl.Int64).dtype).toEqual(pl.Int64);
    expect(() => pl.Series(["1", "x"]).cast(pl.Int64)).toThrow(expect.objectContaining({ name: "ComputeError" }));
    expect(pl.Series(["1", "x"]).cast(pl.Int64, false).toArray()).toEqual([1, null]);
    expect(a.sort().toArray()).toEqual([null, 1, 2, 3]);
    expect(a.sort(true).toArray()).toEqual([null, 3, 2, 1]);
    expect(a.sort({ descending: true, nullsLast: true }).toArray()).toEqual([3, 2, 1, null]);
    expect(a.dropNulls().toArray()).toEqual([3, 1, 2]);
    expect(df.b.unique(true).toArray()).toEqual(["x", "y", null]);
    expect(a.filter(df.c.gt(2)).toArray()).toEqual([null, 2]);
    expect(a.toFrame().frameEqual(df.select("a"))).toBe(true);
  });

  test("columns in several chunks meet columns in one", () => {
    const chunked = pl.concat([pl.DataFrame({ s: ["a", "b"] }), pl.DataFrame({ s: [null, "a long string at the end"] })]).getColumn("s");
    expect(chunked.eq(pl.Series(["a", "x", "y", "a long string at the end"])).toArray()).toEqual([true, false, null, true]);
    expect(pl.DataFrame({ chunked, a }).filter(pl.col("a").gt(1)).rows()).toEqual([
      ["a", 3],
      ["a long string at the end", 2],
    ]);
  });

  test("a disposed series refuses", () => {
    const series = pl.Series([1]);
    const { str } = pl.Series(["x"]);
    series.dispose();
    expect(() => series.sum()).toThrow("Series.sum: the Series was disposed");
    expect(() => series.cast(pl.Int8)).toThrow("Series.cast: the Series was disposed");
    expect(() => a.add(series as never)).toThrow(expect.objectContaining({ name: "DisposedError" }));
    expect(str.toUpperCase().toArray()).toEqual(["X"]);
  });
});
