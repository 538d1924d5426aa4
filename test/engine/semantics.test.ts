// What operations mean, line by line of Polars' semantics: nulls, NaN, order, dtypes, errors. Values are what Polars gives.

import pl, {
  ColumnNotFoundError,
  ComputeError,
  type DataFrame,
  type DataType,
  DuplicateError,
  InvalidOperationError,
  type LazyFrame,
  SchemaError,
} from "floe";
import { describe, expect, it } from "vitest";

// biome-ignore lint/suspicious/noExplicitAny: a table of queries over frames of all kinds; types are tested elsewhere.
type Loose = any;
type Query = () => Loose;
const { col, lit } = pl as Loose;
const [NaN_, INF] = [Number.NaN, Number.POSITIVE_INFINITY];

/** A frame of one or more columns, with dtypes where they are not those of the values. */
const of = (columns: Record<string, readonly unknown[]>, schema: Record<string, DataType> = {}): Loose =>
  (pl as Loose).DataFrame(columns, { schema });
const int8 = (...a: readonly unknown[]): Loose => of({ a }, { a: pl.Int8 });
const ints = (...a: readonly unknown[]): Loose => of({ a }, { a: pl.Int64 });
const floats = (...a: readonly unknown[]): Loose => of({ a }, { a: pl.Float64 });
const bools = (...a: readonly unknown[]): Loose => of({ a }, { a: pl.Bool });
const texts = (...a: readonly unknown[]): Loose => of({ a }, { a: pl.Utf8 });
const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

const numbers = ints(3, null, 1, 2);
const pairs = of({ k: ["x", "y", null, "x", null], v: [1, 2, 3, null, 5] });
const left = of({ k: [1, 2, null, 2], a: ["p", "q", "r", "s"] });
const right = of({ k: [2, null, 3, 2], a: ["t", "u", "v", "w"], b: [true, false, null, true] });
const dates = of({ d: [day("2024-02-29"), null, day("2023-12-31")] }, { d: pl.Date });
const at = of({ t: [new Date("2024-02-29T13:14:15.678Z"), new Date("1969-12-31T23:59:59.999Z")] }, { t: pl.Datetime("us") });
const duplicates = of({ a: [1, 1, 2, null, null, 3], b: [1, 2, 3, 4, 5, 6] });

/** `wanted`: the columns of the result; dtypes of some of them where they matter. */
const values: readonly [
  line: number,
  name: string,
  query: Query,
  wanted: Record<string, readonly unknown[]>,
  dtypes?: Record<string, string>,
][] = [
  [1, "null + 1", () => ints(1, null).select(col("a").add(1)), { a: [2, null] }],
  [
    1,
    "comparisons with null",
    () => ints(1, null).select(col("a").gt(0), col("a").eq(null).alias("e")),
    { a: [true, null], e: [null, null] },
  ],
  [1, "filter keeps true only", () => bools(true, false, null).filter(col("a")), { a: [true] }],
  [
    2,
    "three-valued and, or, xor, not",
    () =>
      of({ a: [true, true, false, null, null, null], b: [true, null, null, null, false, true] }).select(
        col("a").and(col("b")).alias("and"),
        col("a").or(col("b")).alias("or"),
        col("a").xor(col("b")).alias("xor"),
        col("a").not().alias("not"),
      ),
    {
      and: [true, null, false, null, false, null],
      or: [true, true, null, null, null, true],
      xor: [false, null, null, null, null, null],
      not: [false, false, true, null, null, null],
    },
  ],
  [
    3,
    "NaN is equal to itself and greatest",
    () =>
      floats(NaN_, 1, null).select(
        col("a").eq(NaN_).alias("eq"),
        col("a").gt(5).alias("gt"),
        col("a").ltEq(NaN_).alias("le"),
        col("a").lt(NaN_).alias("lt"),
      ),
    { eq: [true, false, null], gt: [true, false, null], le: [true, true, null], lt: [false, true, null] },
  ],
  [3, "0 is -0", () => floats(-0, 0).select(col("a").eq(0)), { a: [true, true] }],
  [
    4,
    "min and max skip NaN, sum and mean don't",
    () =>
      floats(NaN_, 1, null, 3).select(
        col("a").min().alias("min"),
        col("a").max().alias("max"),
        col("a").sum().alias("sum"),
        col("a").mean().alias("mean"),
      ),
    { min: [1], max: [3], sum: [NaN_], mean: [NaN_] },
  ],
  [4, "only NaN", () => floats(NaN_, NaN_).select(col("a").min(), col("a").max().alias("b")), { a: [NaN_], b: [NaN_] }],
  [5, "eqMissing", () => of({ a: [1, null, null], b: [1, null, 2] }).select(col("a").eqMissing(col("b"))), { a: [true, true, false] }],
  [6, "isIn", () => ints(1, 2, null).select(col("a").isIn([1, null])), { a: [true, false, null] }],
  [
    7,
    "when of null",
    () => bools(true, null, false).select(lit(1).alias("x"), pl.when(col("a")).then(1).otherwise(2.5).alias("w")),
    { x: [1, 1, 1], w: [1, 2.5, 2.5] },
    { w: "Float64" },
  ],
  [7, "when without otherwise", () => bools(true, null, false).select(pl.when(col("a")).then("y")), { literal: ["y", null, null] }],
  [8, "any and all ignore nulls", () => bools(false, null).select(col("a").any(), col("a").all().alias("b")), { a: [false], b: [false] }],
  [
    8,
    "any and all of three values",
    () => bools(false, null).select(col("a").any(false), col("a").not().all(false).alias("b")),
    { a: [null], b: [null] },
  ],
  [8, "any and all of nothing", () => bools().select(col("a").any(), col("a").all().alias("b")), { a: [false], b: [true] }],
  [
    9,
    "argMin and argMax: the first place of several, nulls and NaN passed over",
    () =>
      pl
        .DataFrame({ a: pl.Series("a", [null, 2, 1, 2, 1], pl.Int32), f: [Number.NaN, 2, 0, -0, 5], s: ["b", null, "a", "c", "a"] })
        .select(
          col("a").argMin(),
          col("a").argMax().alias("A"),
          col("f").argMin(),
          col("f").argMax().alias("F"),
          col("s").argMin(),
          col("s").argMax().alias("S"),
          col("a").filter(col("a").gt(9)).max().argMin().alias("none"),
          lit(5).argMax().alias("one"),
        ),
    { a: [2], A: [1], f: [2], F: [4], s: [2], S: [3], none: [null], one: [0] },
    { a: "UInt32", S: "UInt32", none: "UInt32", one: "UInt32" },
  ],
  [
    9,
    "count, len, nUnique and nulls",
    () => ints(1, null, 1, null).select(col("a").count(), col("a").len().alias("len"), col("a").nUnique().alias("n")),
    { a: [2], len: [4], n: [2] },
    { a: "UInt32", len: "UInt32", n: "UInt32" },
  ],
  [
    10,
    "first and last may be null",
    () => ints(null, 1, null).select(col("a").first(), col("a").last().alias("b")),
    { a: [null], b: [null] },
  ],
  [11, "fillNull leaves NaN", () => floats(NaN_, null).select(col("a").fillNull(0)), { a: [NaN_, 0] }],
  [11, "fillNan leaves null", () => floats(NaN_, null, 1).select(col("a").fillNan(7)), { a: [7, null, 1] }],
  [15, "sort: nulls first", () => numbers.sort("a"), { a: [null, 1, 2, 3] }],
  [15, "sort descending: nulls first", () => numbers.sort("a", true), { a: [null, 3, 2, 1] }],
  [15, "sort: nulls last", () => numbers.sort("a", true, true), { a: [3, 2, 1, null] }],
  [15, "sort: NaN after infinity", () => floats(NaN_, INF, -INF, null).sort("a"), { a: [null, -INF, INF, NaN_] }],
  [15, "sort descending: NaN first of the values", () => floats(NaN_, INF, -INF, null).sort("a", true), { a: [null, NaN_, INF, -INF] }],
  [
    16,
    "strings sort by bytes",
    () => texts("é", "a", "B", "", "ab", "😀", "\uffee").sort("a"),
    { a: ["", "B", "a", "ab", "é", "\uffee", "😀"] },
  ],
  [16, "false before true", () => bools(true, false, null).sort("a"), { a: [null, false, true] }],
  [
    17,
    "several keys",
    () => pairs.sort(["k", "v"], [true, false], [true, false]),
    { k: ["y", "x", "x", null, null], v: [2, null, 1, 3, 5] },
  ],
  [17, "equal rows keep their order", () => of({ a: [2, 1, 2, 1], b: [1, 2, 3, 4] }).sort("a"), { a: [1, 1, 2, 2], b: [2, 4, 1, 3] }],
  [18, "groups by first appearance", () => pairs.groupBy("k", true).agg(pl.len()), { k: ["x", "y", null], len: [2, 1, 2] }],
  [
    77,
    "unpivot: numbers and strings are strings",
    () => pairs.unpivot([], ["k", "v"]),
    { variable: ["k", "k", "k", "k", "k", "v", "v", "v", "v", "v"], value: ["x", "y", null, "x", null, "1.0", "2.0", "3.0", null, "5.0"] },
  ],
  [77, "unpivot of no columns", () => pairs.unpivot("k", []), { k: [], variable: [], value: [] }, { value: "Null" }],
  [19, "unique: first", () => duplicates.unique("a", "first", true), { a: [1, 2, null, 3], b: [1, 3, 4, 6] }],
  [19, "unique: last", () => duplicates.unique("a", "last", true), { a: [1, 2, null, 3], b: [2, 3, 5, 6] }],
  [19, "unique: none", () => duplicates.unique("a", "none", true), { a: [2, 3], b: [3, 6] }],
  [23, "null is a key", () => pairs.groupBy("k", true).agg(col("v").sum()), { k: ["x", "y", null], v: [1, 2, 8] }],
  [
    23,
    "NaN is one key, 0 and -0 are one",
    () => floats(NaN_, -0, NaN_, 0).groupBy("a", true).agg(pl.len().alias("n")).select("n"),
    { n: [2, 2] },
  ],
  [
    24,
    "expressions as keys",
    () => numbers.groupBy(col("a").rem(2).alias("odd")).agg(col("a").sum()).sort("odd"),
    { odd: [null, 0, 1], a: [0, 2, 4] },
  ],
  [
    25,
    "no rows, the right dtypes",
    () => of({ k: [], v: [] }, { k: pl.Utf8, v: pl.Int8 }).groupBy("k").agg(col("v").sum(), col("v").mean().alias("m"), pl.len()),
    { k: [], v: [], m: [], len: [] },
    { k: "Utf8", v: "Int64", m: "Float64", len: "UInt32" },
  ],
  [
    27,
    "aggregates of nothing",
    () =>
      ints().select(
        col("a").sum(),
        col("a").mean().alias("m"),
        col("a").min().alias("n"),
        col("a").max().alias("x"),
        col("a").std().alias("s"),
        col("a").median().alias("d"),
      ),
    { a: [0], m: [null], n: [null], x: [null], s: [null], d: [null] },
  ],
  [
    27,
    "aggregates of one value take it once",
    () =>
      ints(3, null, 1).select(
        lit(2).sum().alias("sum"),
        col("a").max().sum().alias("sum of max"),
        col("a").max().count().alias("count"),
        lit(2).len().alias("len"),
        lit(2).nUnique().alias("n"),
        col("a").min().mean().alias("mean"),
        lit(2).std().alias("std"),
        lit(2).std(0).alias("std0"),
        lit(null).cast(pl.Int8).sum().alias("null"),
        lit(null).cast(pl.Bool).any().alias("any"),
        lit(null).cast(pl.Bool).all(false).alias("all"),
        lit(true).sum().alias("bool"),
        col("a").first().last().alias("last"),
        col("a").sum().quantile(0.3).alias("q"),
      ),
    {
      sum: [2],
      "sum of max": [3],
      count: [1],
      len: [1],
      n: [1],
      mean: [1],
      std: [null],
      std0: [0],
      null: [0],
      any: [false],
      all: [null],
      bool: [1],
      last: [3],
      q: [4],
    },
    { sum: "Int32", "sum of max": "Int64", count: "UInt32", mean: "Float64", null: "Int64", bool: "UInt32", q: "Float64" },
  ],
  [
    27,
    "aggregates of one value beside rows",
    () => ints(3, null, 1).select(col("a"), lit(2).sum().alias("s")),
    { a: [3, null, 1], s: [2, 2, 2] },
  ],
  [27, "aggregates of one value over no rows", () => ints().select(lit(2).sum().alias("s"), lit(2).len().alias("n")), { s: [2], n: [1] }],
  [
    27,
    "aggregates of one value by group",
    () => pairs.groupBy("k", true).agg(lit(2).sum().alias("two"), col("v").max().sum().alias("max")),
    { k: ["x", "y", null], two: [2, 2, 2], max: [1, 2, 5] },
  ],
  [27, "sum of nulls", () => ints(null, null).select(col("a").sum(), col("a").max().alias("m")), { a: [0], m: [null] }],
  [
    28,
    "small sums widen",
    () => int8(100, 100).select(col("a").sum(), col("a").cast(pl.UInt16).sum().alias("b")),
    { a: [200], b: [200] },
    { a: "Int64", b: "Int64" },
  ],
  [28, "larger ones wrap", () => of({ a: [2 ** 31 - 1, 1] }, { a: pl.Int32 }).select(col("a").sum()), { a: [-(2 ** 31)] }, { a: "Int32" }],
  [28, "and UInt32", () => of({ a: [2 ** 32 - 1, 2] }, { a: pl.UInt32 }).select(col("a").sum()), { a: [1] }, { a: "UInt32" }],
  [28, "bools are counted", () => bools(true, null, true).select(col("a").sum()), { a: [2] }, { a: "UInt32" }],
  [28, "Float32 stays", () => of({ a: [0.5, 1] }, { a: pl.Float32 }).select(col("a").sum()), { a: [1.5] }, { a: "Float32" }],
  [
    29,
    "means",
    () =>
      bools(true, false, null).select(
        col("a").mean(),
        col("a").cast(pl.Float32).mean().alias("f"),
        col("a").cast(pl.Int8).mean().alias("i"),
      ),
    { a: [0.5], f: [0.5], i: [0.5] },
    { a: "Float64", f: "Float32", i: "Float64" },
  ],
  [29, "mean of dates", () => dates.select(col("d").mean()), { d: [new Date("2024-01-30T00:00:00Z")] }, { d: "Datetime" }],
  [
    31,
    "std of one value",
    () => ints(1).select(col("a").std(), col("a").std(0).alias("z"), col("a").var().alias("v")),
    { a: [null], z: [0], v: [null] },
  ],
  [
    32,
    "quantile is nearest, median linear",
    () => ints(1, 2, 3, 4).select(col("a").quantile(0.5), col("a").median().alias("m")),
    { a: [3], m: [2.5] },
  ],
  [
    36,
    "overflow wraps",
    () => int8(127).select(col("a").add(1), col("a").cast(pl.UInt8).sub(128).alias("b")),
    { a: [-128], b: [255] },
    { a: "Int8", b: "UInt8" },
  ],
  [
    37,
    "literals take on the column's dtype",
    () =>
      int8(1).select(
        col("a").add(1),
        col("a").add(1000).alias("wide"),
        col("a").cast(pl.UInt8).add(-1).alias("signed"),
        col("a").add(1.5).alias("f"),
        col("a").cast(pl.Float32).add(1.5).alias("f32"),
        lit(1).alias("l"),
        lit(2 ** 40).alias("big"),
      ),
    { a: [2], wide: [1001], signed: [0], f: [2.5], f32: [2.5], l: [1], big: [2 ** 40] },
    { a: "Int8", wide: "Int16", signed: "Int16", f: "Float64", f32: "Float32", l: "Int32", big: "Int64" },
  ],
  [
    38,
    "supertypes",
    () => {
      const a = (dtype: DataType) => col("a").cast(dtype);
      return int8(1).select(
        a(pl.Int32).add(a(pl.Int64)).alias("i32i64"),
        a(pl.UInt32).add(a(pl.Int32)).alias("u32i32"),
        a(pl.Int8).add(a(pl.UInt8)).alias("i8u8"),
        a(pl.UInt64).add(a(pl.Int64)).alias("u64i64"),
        a(pl.Int8).add(a(pl.Float32)).alias("i8f32"),
        a(pl.Int32).add(a(pl.Float32)).alias("i32f32"),
        a(pl.Int64).add(a(pl.Float32)).alias("i64f32"),
      );
    },
    { i32i64: [2], u32i32: [2], i8u8: [2], u64i64: [2], i8f32: [2], i32f32: [2], i64f32: [2] },
    { i32i64: "Int64", u32i32: "Int64", i8u8: "Int16", u64i64: "Float64", i8f32: "Float32", i32f32: "Float64" },
  ],
  [
    39,
    "true division",
    () => ints(7, 0, -7).select(col("a").div(2), col("a").div(0).alias("z")),
    { a: [3.5, 0, -3.5], z: [INF, NaN_, -INF] },
    { a: "Float64" },
  ],
  [
    39,
    "floor division and remainder of integers",
    () =>
      ints(-7, 7).select(
        col("a").floorDiv(2),
        col("a").rem(3).alias("r"),
        col("a").rem(-3).alias("s"),
        col("a").floorDiv(0).alias("z"),
        col("a").rem(0).alias("y"),
      ),
    { a: [-4, 3], r: [2, 1], s: [-1, -2], z: [null, null], y: [null, null] },
    { a: "Int64" },
  ],
  [
    39,
    "floor division of floats",
    () => floats(7, 0).select(col("a").floorDiv(0), col("a").floorDiv(2).alias("b")),
    { a: [INF, NaN_], b: [3, 0] },
  ],
  [
    40,
    "powers",
    () => ints(2).select(col("a").pow(3), col("a").pow(0.5).alias("b")),
    { a: [8], b: [Math.SQRT2] },
    { a: "Int64", b: "Float64" },
  ],
  [40, "bools add up", () => bools(true).select(col("a").add(col("a"))), { a: [2] }, { a: "UInt32" }],
  [41, "cast that is not strict", () => texts("1", "x", null).select(col("a").cast(pl.Int8, false)), { a: [1, null, null] }],
  [
    42,
    "strings to integers",
    () => texts("12", " 2", "3.5", "1e3", "+4", "-5", "").select(col("a").cast(pl.Int32, false)),
    { a: [12, null, null, null, 4, -5, null] },
  ],
  [
    42,
    "strings to floats",
    () => texts("1e3", "2.5", "x", "NaN", "-inf").select(col("a").cast(pl.Float64, false)),
    { a: [1000, 2.5, null, NaN_, -INF] },
  ],
  [43, "floats to integers", () => floats(1.9, -1.9, NaN_, 300).select(col("a").cast(pl.Int8, false)), { a: [1, -1, null, null] }],
  [
    44,
    "floats to strings",
    () => floats(1, 0.1, 1e20, NaN_, -0, INF).select(col("a").cast(pl.Utf8)),
    { a: ["1.0", "0.1", "1e+20", "NaN", "-0.0", "inf"] },
  ],
  [44, "bools to strings", () => bools(true, false).select(col("a").cast(pl.Utf8)), { a: ["true", "false"] }],
  [
    45,
    "round half to even",
    () =>
      floats(0.5, 1.5, 2.5, -0.5, 1.25).select(
        col("a").round(),
        col("a").round(0, "halfAwayFromZero").alias("z"),
        col("a").round(1).alias("d"),
      ),
    { a: [0, 2, 2, -0, 1], z: [1, 2, 3, -1, 1], d: [0.5, 1.5, 2.5, -0.5, 1.2] },
  ],
  [48, "clip keeps null", () => ints(0, 5, null, 20).select(col("a").clip(1, 10)), { a: [1, 5, null, 10] }],
  [
    48,
    "isBetween is closed",
    () => ints(1, 2, 3, 4, null).select(col("a").isBetween(2, 3), col("a").isBetween(2, 3, "none").alias("n")),
    { a: [false, true, true, false, null], n: [false, false, false, false, null] },
  ],
  [
    50,
    "one value is repeated",
    () => ints(1, 2).select("a", col("a").max().alias("m"), lit("x").alias("l")),
    { a: [1, 2], m: [2, 2], l: ["x", "x"] },
  ],
  [50, "only single values: one row", () => ints(1, 2).select(col("a").max(), lit("x").alias("l")), { a: [2], l: ["x"] }],
  [51, "all see the input", () => ints(1).withColumns(col("a").add(1), col("a").mul(10).alias("b")), { a: [2], b: [10] }],
  [52, "names come from the left", () => of({ a: [1], b: [2] }).select(col("b").add(col("a"))), { b: [3] }],
  [52, "a literal's name", () => ints(1).select(lit(5)), { literal: [5] }],
  [
    53,
    "several columns",
    () => of({ a: [1], b: [2], s: ["x"] }).select(col("^[ab]$").suffix("_x"), pl.all().exclude("a", "b").prefix("y_")),
    { a_x: [1], b_x: [2], y_s: ["x"] },
  ],
  [53, "columns of a dtype", () => of({ a: [1], b: [2], s: ["x"] }).select(col(pl.Float64)), { a: [1], b: [2] }],
  [
    55,
    "over",
    () => pairs.select("k", col("v").sum().over("k"), pl.len().over("k").alias("n")),
    { k: ["x", "y", null, "x", null], v: [1, 2, 8, 1, 8], n: [2, 1, 2, 2, 2] },
  ],
  [
    61,
    "inner join: null meets nothing",
    () => left.join(right, { on: "k" }).sort(["a", "a_right"]),
    { k: [2, 2, 2, 2], a: ["q", "q", "s", "s"], a_right: ["t", "w", "t", "w"], b: [true, true, true, true] },
  ],
  [61, "semi", () => left.join(right, { on: "k", how: "semi" }), { k: [2, 2], a: ["q", "s"] }],
  [61, "anti", () => left.join(right, { on: "k", how: "anti" }), { k: [1, null], a: ["p", "r"] }],
  [61, "NaN meets NaN, 0 meets -0", () => floats(NaN_, -0, 1).join(floats(NaN_, 0), { on: "a" }).select(col("a").abs()), { a: [NaN_, 0] }],
  [
    62,
    "left",
    () => left.join(right.unique("k", "first", true), { on: "k", how: "left" }),
    { k: [1, 2, null, 2], a: ["p", "q", "r", "s"], a_right: [null, "t", null, "t"], b: [null, true, null, true] },
  ],
  [
    62,
    "full keeps the keys of both",
    () => left.join(right.filter(col("a").neq("w")), { on: "k", how: "full" }).sort(["a", "a_right"]),
    {
      k: [null, null, 1, 2, null, 2],
      a: [null, null, "p", "q", "r", "s"],
      k_right: [null, 3, null, 2, null, 2],
      a_right: ["u", "v", null, "t", null, "t"],
      b: [false, null, null, true, null, true],
    },
  ],
  [
    63,
    "keys of different names",
    () =>
      left
        .join(right.rename({ k: "l" }), { leftOn: "k", rightOn: "l", how: "inner", suffix: "_2" })
        .select(pl.all())
        .limit(0),
    { k: [], a: [], a_2: [], b: [] },
  ],
  [
    64,
    "integers of two widths",
    () => of({ k: [1, 2] }, { k: pl.Int32 }).join(of({ k: [2, 3] }, { k: pl.Int64 }), { on: "k" }),
    { k: [2] },
    { k: "Int32" },
  ],
  [65, "cross", () => ints(1, 2).join(ints(3), { how: "cross" }), { a: [1, 2], a_right: [3, 3] }],
  [
    68,
    "units meet in the coarser",
    () =>
      at.select(
        col("t")
          .cast(pl.Datetime("ns"))
          .sub(col("t").cast(pl.Datetime("ms")))
          .alias("d"),
      ),
    { d: [0, 0] },
    { d: "Duration" },
  ],
  [69, "differences of dates", () => dates.select(col("d").sub(col("d").min())), { d: [60 * 86_400_000_000, null, 0] }, { d: "Duration" }],
  [
    71,
    "parts of a date",
    () => dates.select(...["year", "month", "day", "weekday", "week", "ordinalDay"].map((part) => col("d").dt[part]().alias(part))),
    {
      year: [2024, null, 2023],
      month: [2, null, 12],
      day: [29, null, 31],
      weekday: [4, null, 7],
      week: [9, null, 52],
      ordinalDay: [60, null, 365],
    },
    { year: "Int32", month: "Int8", weekday: "Int8", week: "Int8", ordinalDay: "Int16" },
  ],
  [
    71,
    "parts of a time, before 1970 as well",
    () => at.select(col("t").dt.hour(), col("t").dt.second().alias("s"), col("t").dt.day().alias("d"), col("t").dt.year().alias("y")),
    { t: [13, 23], s: [15, 59], d: [29, 31], y: [2024, 1969] },
  ],
  [
    75,
    "numbers are Float64",
    () => of({ a: [1, 2], n: [null, null] }).select("a", "n"),
    { a: [1, 2], n: [null, null] },
    { a: "Float64", n: "Null" },
  ],
  [76, "concat", () => pl.concat([ints(1), ints(null, 2)] as Loose), { a: [1, null, 2] }],
  [
    78,
    "categories sort as strings",
    () => of({ c: ["b", "a", null, "B"] }, { c: pl.Categorical }).sort("c"),
    { c: [null, "B", "a", "b"] },
    { c: "Categorical" },
  ],
  [
    78,
    "categories compare as strings",
    () => of({ c: ["b", "a", null] }, { c: pl.Categorical }).select(col("c").gt("a")),
    { c: [true, false, null] },
  ],
  [
    80,
    "lengths and slices count characters",
    () =>
      texts("né😀", "").select(
        col("a").str.lengths(),
        col("a").str.lenBytes().alias("b"),
        col("a").str.slice(1, 1).alias("s"),
        col("a").str.slice(-1).alias("l"),
      ),
    { a: [3, 0], b: [7, 0], s: ["é", ""], l: ["😀", ""] },
  ],
  [
    80,
    "contains: an expression, or literally",
    () => texts("a.c", "abc", null).select(col("a").str.contains("a.c"), col("a").str.contains("a.c", true).alias("l")),
    { a: [true, true, null], l: [true, false, null] },
  ],
  [83, "no columns", () => ints(1, 2).select(), {}],
];

const kindsOf = (frame: DataFrame): Record<string, string> =>
  Object.fromEntries(Object.entries(frame.schema as unknown as Record<string, DataType>).map(([name, dtype]) => [name, dtype.kind]));

it.each(values)("%i: %s", (_, __, query, wanted, dtypes = {}) => {
  const frame = query() as DataFrame;
  expect(frame.toObject()).toEqual(wanted);
  expect(kindsOf(frame)).toMatchObject(dtypes);
});

const errors: readonly [line: number, name: string, query: Query, type: new (...args: never[]) => Error][] = [
  [24, "one name twice", () => pairs.groupBy("k").agg(col("v").sum(), col("v").max()), DuplicateError],
  [30, "sum of strings", () => pairs.lazy().select(col("k").sum()).schema, InvalidOperationError],
  [40, "an integer to a negative power", () => ints(2).select(col("a").pow(-1)), ComputeError],
  [41, "a strict cast", () => texts("x").select(col("a").cast(pl.Int8)), ComputeError],
  [43, "a strict cast of NaN", () => floats(NaN_).select(col("a").cast(pl.Int8)), ComputeError],
  [46, "string > number", () => texts("x").filter(col("a").gt(1)), SchemaError],
  [46, "string + number", () => texts("x").select(col("a").add(1)), SchemaError],
  [46, "date > string", () => dates.filter(col("d").gt("2020-01-01")), SchemaError],
  [52, "one name twice in select", () => ints(1).select("a", col("a").add(1)), DuplicateError],
  [54, "no such column, before it runs", () => ints(1).lazy().select("b").schema, ColumnNotFoundError],
  [64, "string and number as keys", () => ints(1).join(texts("x"), { on: "a" }), SchemaError],
  [65, "cross with keys", () => ints(1).join(ints(1), { how: "cross", on: "a" }), InvalidOperationError],
  [75, "values of several kinds", () => of({ a: [1, "x"] }), SchemaError],
  [76, "concat of several dtypes", () => pl.concat([ints(1), floats(1)] as Loose), SchemaError],
  [82, "rename onto a column", () => pairs.rename({ k: "v" }), DuplicateError],
  [82, "drop of a missing column", () => pairs.drop("z"), ColumnNotFoundError],
];

it.each(errors)("%i: %s is an error", (_, __, query, type) => {
  expect(query).toThrow(type);
});

describe("frames without rows, of every dtype, go through", () => {
  const empty = of(
    { i: [], f: [], s: [], c: [], b: [], d: [], t: [], p: [] },
    { i: pl.Int64, f: pl.Float32, s: pl.Utf8, c: pl.Categorical, b: pl.Bool, d: pl.Date, t: pl.Datetime("ns"), p: pl.Duration("ms") },
  ).lazy();
  const columns = ["i", "f", "s", "c", "b", "d", "t", "p"];
  const none = Object.fromEntries(columns.map((name) => [name, []]));
  const queries: readonly [name: string, query: () => LazyFrame, wanted?: Record<string, readonly unknown[]>][] = [
    ["filter", () => empty.filter(col("i").gt(1))],
    ["withColumns", () => empty.withColumns(col("i").add(1), col("s").str.toUpperCase())],
    ["sort", () => empty.sort(columns)],
    ["slice", () => empty.slice(-3, 2)],
    ["unique", () => empty.unique()],
    ["unique, kept in order", () => empty.unique(["s", "c"], "none", true)],
    ["concat", () => pl.concat([empty, empty])],
    ["a semi-join", () => empty.join(empty, { on: "s", how: "semi" })],
    ["an anti-join", () => empty.join(empty, { on: ["i", "c"], how: "anti" })],
    ["windows", () => empty.withColumns(col("i").sum().over("s"))],
    ["groups", () => empty.groupBy("s").agg(pl.all().exclude("s").first()).select(columns)],
    ["an inner join", () => empty.join(empty, { on: "i" }).select(columns)],
    ["a left join", () => empty.join(empty, { on: "d", how: "left" }).select(columns)],
    ["a full join", () => empty.join(empty, { on: "t", how: "full" }).select(columns)],
    ["a cross join", () => empty.join(empty, { how: "cross" }).select(columns)],
    [
      "aggregates",
      () => empty.select(pl.len(), col("i").sum(), col("s").max(), col("b").any()),
      { len: [0], i: [0], s: [null], b: [false] },
    ],
  ];
  it.each(queries)("%s", async (_, query, wanted = none) => {
    const frame = query().collectSync();
    expect(frame.toObject()).toEqual(wanted);
    expect(frame.schema).toEqual(query().schema);
    expect((await query().collect()).toObject()).toEqual(wanted);
  });
});
