// Selections: names, several columns, single values beside rows, windows.

import pl, { ColumnNotFoundError, DuplicateError } from "floe";
import { col, givesValues, ints, lit, of, raisesErrors } from "./support.js";

const pairs = of({ k: ["x", "y", null, "x", null], v: [1, 2, 3, null, 5] });

givesValues([
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
  [83, "no columns", () => ints(1, 2).select(), {}],
]);

raisesErrors([
  [52, "one name twice in select", () => ints(1).select("a", col("a").add(1)), DuplicateError],
  [54, "no such column, before it runs", () => ints(1).lazy().select("b").schema, ColumnNotFoundError],
]);
