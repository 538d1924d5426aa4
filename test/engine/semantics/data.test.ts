// Frames and dtypes: values in, dates and times, categories, text, changes of shape.

import pl, { ColumnNotFoundError, DuplicateError, SchemaError } from "floe";
import { col, day, floats, givesValues, ints, type Loose, of, raisesErrors, texts } from "./support.js";

const pairs = of({ k: ["x", "y", null, "x", null], v: [1, 2, 3, null, 5] });
const dates = of({ d: [day("2024-02-29"), null, day("2023-12-31")] }, { d: pl.Date });
const at = of({ t: [new Date("2024-02-29T13:14:15.678Z"), new Date("1969-12-31T23:59:59.999Z")] }, { t: pl.Datetime("us") });

givesValues([
  [
    77,
    "unpivot: numbers and strings are strings",
    () => pairs.unpivot([], ["k", "v"]),
    { variable: ["k", "k", "k", "k", "k", "v", "v", "v", "v", "v"], value: ["x", "y", null, "x", null, "1.0", "2.0", "3.0", null, "5.0"] },
  ],
  [77, "unpivot of no columns", () => pairs.unpivot("k", []), { k: [], variable: [], value: [] }, { value: "Null" }],
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
]);

raisesErrors([
  [75, "values of several kinds", () => of({ a: [1, "x"] }), SchemaError],
  [76, "concat of several dtypes", () => pl.concat([ints(1), floats(1)] as Loose), SchemaError],
  [82, "rename onto a column", () => pairs.rename({ k: "v" }), DuplicateError],
  [82, "drop of a missing column", () => pairs.drop("z"), ColumnNotFoundError],
]);
