// What random plans and the table of semantics found, each as small as it gets.

import pl, { type LazyFrame } from "floe";
import { expect, it } from "vitest";

const words = pl.DataFrame({ c: ["zz", "a", null, " a long string of some frame "], i: [1, 2, 3, 4] }, { schema: { c: pl.Categorical } });
const others = pl.DataFrame({ c: ["q", "a long string of another", null] }, { schema: { c: pl.Categorical } });
const stripped = words.lazy().select("i", pl.col("c").cast(pl.Utf8).str.strip().alias("s"));

const ROWS = 80_000;
const sparse = pl
  .DataFrame({ x: new Int32Array(ROWS).fill(-2), d: Int32Array.from({ length: ROWS }, (_, row) => row % 8) })
  .select("x", pl.when(pl.col("d").eq(3)).then(pl.lit(20_000)).otherwise(null).cast(pl.Date).alias("d"));

const cases: readonly [name: string, query: () => unknown, wanted: unknown][] = [
  [
    "codes of different dictionaries in one column",
    () => pl.concat([words.select("c"), others]),
    { c: ["zz", "a", null, " a long string of some frame ", "q", "a long string of another", null] },
  ],
  [
    "strings computed of one dictionary twice",
    () => pl.concat([stripped, stripped.filter(pl.col("i").gt(3))]).rename({ i: "r" }),
    { r: [1, 2, 3, 4, 4], s: ["zz", "a", null, "a long string of some frame", "a long string of some frame"] },
  ],
  [
    "text made of nulls, where other values were in memory before",
    () =>
      sparse
        .lazy()
        .filter(pl.col("x").cast(pl.Int64).sub(1).mul(pl.col("x")).neq(0).and(pl.col("d").cast(pl.Utf8).str.contains("^2[0-9]+-1[0-2]")))
        .select(pl.len()),
    { len: [ROWS / 8] },
  ],
  ["no columns: no rows", () => words.select().select(pl.len()), { len: [0] }],
  ["the last column dropped", () => words.drop("c", "i").select(pl.len()), { len: [0] }],
];

it.each(cases)("%s", (_, query, wanted) => {
  const result = query() as LazyFrame;
  const frame = "collectSync" in result ? result.collectSync() : result;
  expect((frame as { toObject(): unknown }).toObject()).toEqual(wanted);
});
