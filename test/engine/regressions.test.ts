// What random plans and the table of semantics found, each as small as it gets.

import pl, { type LazyFrame } from "floe";
import { expect, it } from "vitest";

const words = pl.DataFrame({ c: ["zz", "a", null, " a long string of some frame "], i: [1, 2, 3, 4] }, { schema: { c: pl.Categorical } });
const others = pl.DataFrame({ c: ["q", "a long string of another", null] }, { schema: { c: pl.Categorical } });
const stripped = words.lazy().select("i", pl.col("c").cast(pl.Utf8).str.strip().alias("s"));

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
  ["no columns: no rows", () => words.select().select(pl.len()), { len: [0] }],
  ["the last column dropped", () => words.drop("c", "i").select(pl.len()), { len: [0] }],
];

it.each(cases)("%s", (_, query, wanted) => {
  const result = query() as LazyFrame;
  const frame = "collectSync" in result ? result.collectSync() : result;
  expect((frame as { toObject(): unknown }).toObject()).toEqual(wanted);
});
