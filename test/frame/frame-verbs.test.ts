// Verbs over whole frames, and aggregates of each column, against nodejs-polars where it has them.

import polars from "nodejs-polars";
import { describe, expect, test } from "vitest";
import pl, { ColumnNotFoundError, DuplicateError, InvalidOperationError, ShapeError } from "../../src/index.node.js";

const columns = {
  g: ["x", "y", null, "x", "y", "x"],
  i: [3, null, -5, 2 ** 31 - 1, 0, 3],
  f: [0.5, Number.NaN, null, -0, 1e300, 2],
  t: ["b", null, "a", "é", "", "b"],
  o: [true, false, null, true, true, false],
};
const df = pl.DataFrame(columns, { schema: { i: pl.Int64 } });
const other = polars.DataFrame(columns, { schema: { g: polars.Utf8, i: polars.Int64, f: polars.Float64, t: polars.Utf8, o: polars.Bool } });
const EMPTY = df.head(0);

/** The rows in an order of their own, to compare those of frames without one, their numbers to as many digits as both agree on. */
function sorted(rows: readonly unknown[][]): string[] {
  const shown = (value: unknown) => (typeof value === "number" || typeof value === "bigint" ? Number(value).toPrecision(14) : value);
  return rows.map((row) => JSON.stringify(row.map(shown))).sort();
}

describe("aggregates of each column", () => {
  test.each(["sum", "mean", "median", "min", "max", "std", "var"] as const)("%s, of numbers as in nodejs-polars", (fn) => {
    const numbers = df.select("i", "f")[fn]();
    const wanted = other.select("i", "f")[fn]() as unknown as { rows(): unknown[][] };
    expect(sorted(numbers.rows())).toEqual(sorted(wanted.rows()));
    expect(df.lazy().select("i", "f")[fn]().collectSync().frameEqual(numbers)).toBe(true);
  });

  test("are null where the dtype has none", () => {
    expect(df.sum().toRecords()).toEqual([{ g: null, i: 2147483648, f: Number.NaN, t: null, o: 3 }]);
    expect(df.max().toRecords()).toEqual([{ g: "y", i: 2147483647, f: 1e300, t: "é", o: true }]);
    const categories = df.select(pl.col("g").cast(pl.Categorical)).mean();
    expect(categories.toRecords()).toEqual([{ g: null }]);
    expect(categories.schema.g.kind).toBe("Categorical");
  });

  test("have a row where there are none", () => {
    expect(EMPTY.sum().toRecords()).toEqual([{ g: null, i: 0, f: 0, t: null, o: 0 }]);
    expect(EMPTY.mean().toRecords()).toEqual([{ g: null, i: null, f: null, t: null, o: null }]);
  });

  test("quantile and std take options", () => {
    expect(df.select("i").quantile(0.5, "lower").rows()).toEqual(df.select(pl.col("i").quantile(0.5, "lower")).rows());
    expect(df.select("i").std(0).rows()).toEqual(df.select(pl.col("i").std(0)).rows());
  });
});

describe("aggregates of each column by group", () => {
  test.each(["min", "max", "first", "last", "nUnique"] as const)("%s as in nodejs-polars", (fn) => {
    const groups = df.groupBy("g", true)[fn]();
    expect(sorted(groups.rows() as unknown[][])).toEqual(
      sorted((other.groupBy("g") as never as Record<string, () => { rows(): unknown[][] }>)[fn]!().rows()),
    );
    expect(df.lazy().groupBy("g", true)[fn]().collectSync().frameEqual(groups)).toBe(true);
  });

  test.each(["sum", "mean", "median"] as const)("%s of numbers as in nodejs-polars", (fn) => {
    const groups = df.select("g", "i", "o").groupBy("g", true)[fn]();
    expect(sorted(groups.rows() as unknown[][])).toEqual(sorted(other.select("g", "i", "o").groupBy("g")[fn]().rows()));
  });

  test("count leaves nulls out, quantile takes options", () => {
    expect(df.groupBy("g", true).count().rows()).toEqual([
      ["x", 3, 3, 3, 3],
      ["y", 1, 2, 1, 2],
      [null, 1, 0, 1, 0],
    ]);
    expect(df.select("g", "i").groupBy("g", true).quantile(0.5, "lower").rows()).toEqual([
      ["x", 3],
      ["y", 0],
      [null, -5],
    ]);
  });

  test("leave keys out by the names they get", () => {
    const keyed = df.select("i", "o", "g").groupBy(pl.col("i").gt(0).alias("o"), "g").max();
    expect(keyed.columns).toEqual(["o", "g", "i"]);
    expect(df.groupBy(["g", "t"]).len().height).toBe(5);
    expect(
      df
        .select("g", "t", "i")
        .groupBy(pl.col(["g", "t"]))
        .max().columns,
    ).toEqual(["g", "t", "i"]);
    expect(() => df.groupBy(pl.col(pl.Utf8)).max()).toThrow(InvalidOperationError);
    expect(() => df.groupBy("g").sum()).toThrow("sum needs a number, Bool or Duration, not Utf8");
  });
});

describe("nulls", () => {
  test("dropNulls", () => {
    const kept = (...subset: never[]) =>
      df
        .dropNulls(...subset)
        .getColumn("i")
        .toArray();
    expect(kept()).toEqual([3, 2147483647, 0, 3]);
    expect(df.dropNulls("f").height).toBe(5);
    expect(df.dropNulls(["f", "t"]).height).toBe(4);
    expect(df.lazy().dropNulls("f", "t").collectSync().height).toBe(4);
    expect(() => df.dropNulls("nope" as never)).toThrow(ColumnNotFoundError);
  });

  test("fillNull goes where the value fits", () => {
    expect(df.fillNull(7).row(1)).toEqual(["y", 7, Number.NaN, null, false]);
    expect(df.fillNull(7).row(2)).toEqual([null, -5, 7, "a", null]);
    expect(df.fillNull(0.5).row(1)).toEqual(["y", null, Number.NaN, null, false]);
    expect(df.fillNull("?").row(2)).toEqual(["?", -5, null, "a", null]);
    expect(df.fillNull(false).row(2)).toEqual([null, -5, null, "a", false]);
    expect(df.select("i", "f").fillNull(pl.col("i").max()).rows()).toEqual(
      df.select(pl.col("i").fillNull(pl.col("i").max()), pl.col("f").fillNull(pl.col("i").max())).rows(),
    );
    expect(df.lazy().fillNull(7).schema).toEqual(df.schema);
  });
});

describe("rows and columns beside each other", () => {
  test("vstack", () => {
    expect(df.vstack(df.head(2)).frameEqual(pl.concat([df, df.head(2)]))).toBe(true);
  });

  test("hstack", () => {
    const more = pl.DataFrame({ a: [1, 2, 3, 4, 5, 6] });
    expect(df.hstack(more).columns).toEqual(["g", "i", "f", "t", "o", "a"]);
    expect(df.hstack([more.a, pl.Series("b", new Int8Array(6))]).row(5)).toEqual(["x", 3, 2, "b", false, 6, 0]);
    expect(() => df.hstack(more.head(3))).toThrow(ShapeError);
    expect(() => df.hstack(df)).toThrow(DuplicateError);
  });

  test("pl.select and pl.cols", () => {
    expect(pl.select(pl.lit(1).alias("one"), pl.lit("x").alias("text")).toRecords()).toEqual([{ one: 1, text: "x" }]);
    expect(df.select(pl.cols("i", "o").max()).columns).toEqual(["i", "o"]);
    expect(df.select(pl.cols(["i", "o"])).columns).toEqual(["i", "o"]);
  });
});

describe("sample", () => {
  const numbers = pl.DataFrame({ a: Float64Array.from({ length: 1000 }, (_, row) => row) });

  test("takes each row at most once, in order", () => {
    const taken = [...(numbers.sample(300).a.toArray() as number[])];
    expect(taken.length).toBe(300);
    expect(taken).toEqual([...new Set(taken)].sort((left, right) => left - right));
  });

  test("is the same with the same seed", () => {
    const [one, same, another] = [7, 7, 8].map((seed) => numbers.sample({ frac: 0.5, seed }).a.toArray());
    expect(one?.length).toBe(500);
    expect(one).toEqual(same);
    expect(one).not.toEqual(another);
  });

  test("takes every row equally often", () => {
    const counts = new Array<number>(10).fill(0);
    for (let seed = 0; seed < 2000; seed++)
      for (const row of numbers.head(10).sample({ n: 3, seed }).a.toArray() as number[]) counts[row]!++;
    expect(Math.min(...counts)).toBeGreaterThan(500);
    expect(Math.max(...counts)).toBeLessThan(700);
  });

  test("ends at no rows and at all", () => {
    expect(numbers.sample(0).height).toBe(0);
    expect(numbers.sample({ frac: 1 }).frameEqual(numbers)).toBe(true);
    expect(() => numbers.sample(1001)).toThrow(new InvalidOperationError("sample of 1001 rows: the frame has 1000"));
    expect(() => numbers.sample({ frac: 2 })).toThrow(new InvalidOperationError("sample: frac must be a number from 0 to 1, not 2"));
    expect(() => numbers.sample({ n: 1, frac: 0.1 })).toThrow(InvalidOperationError);
  });
});

test("describe", () => {
  const described = pl
    .DataFrame({
      a: [1, 2, null, 4],
      s: ["x", null, "y", "z"],
      o: [true, true, false, null],
      d: [new Date(0), null, new Date(2000), new Date(4000)],
    })
    .describe();
  expect(described.rows()).toEqual([
    ["count", 3, "3", 3, "3"],
    ["null_count", 1, "1", 1, "1"],
    ["mean", 7 / 3, null, 2 / 3, "1970-01-01 00:00:02.000"],
    ["std", expect.closeTo(1.5275252316519468, 12), null, expect.closeTo(0.5773502691896257, 12), null],
    ["min", 1, "x", 0, "1970-01-01 00:00:00.000"],
    ["25%", 2, null, 1, null],
    ["50%", 2, null, 1, null],
    ["75%", 4, null, 1, null],
    ["max", 4, "z", 1, "1970-01-01 00:00:04.000"],
  ]);
});

describe("filter inside an aggregate", () => {
  const frame = pl.DataFrame({ g: [1, 1, 1, 2, 2, 3], v: [1, null, 3, 4, 4, null], p: [true, true, false, true, null, false] });

  test("is of the rows that pass", () => {
    const v = pl.col("v").filter(pl.col("p"));
    const result = frame
      .groupBy("g", true)
      .agg(
        v.sum().alias("sum"),
        v.count().alias("count"),
        v.len().alias("len"),
        v.nUnique().alias("n"),
        v.mean().alias("mean"),
        v.max().alias("max"),
      );
    expect(result.toRecords()).toEqual([
      { g: 1, sum: 1, count: 1, len: 2, n: 2, mean: 1, max: 1 },
      { g: 2, sum: 4, count: 1, len: 1, n: 1, mean: 4, max: 4 },
      { g: 3, sum: 0, count: 0, len: 0, n: 0, mean: null, max: null },
    ]);
    expect(frame.select(v.sum(), pl.col("v").filter(pl.col("v").gt(3)).count().alias("n")).toRecords()).toEqual([{ v: 5, n: 2 }]);
  });

  test("is refused elsewhere", () => {
    const v = pl.col("v").filter(pl.col("p"));
    expect(() => frame.select(v)).toThrow(
      'filter of an expression belongs right into an aggregate: col(…).filter(…).sum()\n  in: SELECT col("v").filter(col("p"))',
    );
    expect(() => frame.groupBy("g").agg(v.first())).toThrow(
      "first of filtered values is not there: filter the rows before they are grouped",
    );
  });
});
