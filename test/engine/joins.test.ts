// Joins as users write them, row by row.

import pl from "floe";
import { describe, expect, it } from "vitest";

const left = pl.DataFrame({ k: [1, 2, 2, null, 5], a: ["p", "q", "r", "s", "t"] }, { schema: { k: pl.Int32 } });
const right = pl.DataFrame({ k: [2, 2, 1, null, 9], b: [10, 20, 30, 40, 50] }, { schema: { k: pl.Int64 } });
const join = (how: "inner" | "left" | "full" | "semi" | "anti") =>
  left
    .lazy()
    .join(right.lazy() as never, { on: "k", how } as never)
    .collectSync();

describe("keys of different integer dtypes, with duplicates and nulls", () => {
  it.each([
    ["inner", { k: [1, 2, 2, 2, 2], a: ["p", "q", "q", "r", "r"], b: [30, 10, 20, 10, 20] }],
    ["left", { k: [1, 2, 2, 2, 2, null, 5], a: ["p", "q", "q", "r", "r", "s", "t"], b: [30, 10, 20, 10, 20, null, null] }],
    [
      "full",
      {
        k: [1, 2, 2, 2, 2, null, 5, null, null],
        a: ["p", "q", "q", "r", "r", "s", "t", null, null],
        k_right: [1, 2, 2, 2, 2, null, null, null, 9],
        b: [30, 10, 20, 10, 20, null, null, 40, 50],
      },
    ],
    ["semi", { k: [1, 2, 2], a: ["p", "q", "r"] }],
    ["anti", { k: [null, 5], a: ["s", "t"] }],
  ] as const)("%s", (how, wanted) => {
    expect(join(how).toObject()).toEqual(wanted);
  });
});

it("pairs all rows of a cross join", () => {
  const a = pl.DataFrame({ a: ["x", "y"] }).lazy();
  const b = pl.DataFrame({ b: [1, 2, 3] }).lazy();
  const pairs = a.join(b, { how: "cross" }).collectSync().toObject();
  expect(pairs).toEqual({ a: ["x", "x", "x", "y", "y", "y"], b: [1, 2, 3, 1, 2, 3] });
  expect(a.join(b.limit(1), { how: "cross" }).collectSync().toObject()).toEqual({ a: ["x", "y"], b: [1, 1] });
  expect(a.join(b.limit(0), { how: "cross" }).collectSync().height).toBe(0);
});

it("makes no more of a cross join than fits a batch at a time", () => {
  const a = pl.DataFrame({ a: Int32Array.from({ length: 700 }, (_, row) => row) }).lazy();
  const sums = a
    .join(a, { how: "cross", suffix: "_other" })
    .select(pl.len().alias("n"), pl.col("a").sum(), pl.col("a_other").sum())
    .collectSync();
  const sum = (700 * 699 * 700) / 2;
  expect(sums.toRecords()).toEqual([{ n: 490_000, a: sum, a_other: sum }]);
});

it("looks the rows of a frame up where they lie, and lets go of them with the frame", async () => {
  const numbers = pl.DataFrame(
    { k: [2, 1], b: ["a string that is not inline", "another that is not inline"] },
    { schema: { k: pl.Int32 } },
  );
  const joined = left.lazy().join(numbers.lazy(), { on: "k" });
  expect((await joined.profile()).steps.map(({ step }) => step)).toEqual(["build join", "DF → inner join → collect"]);
  const found = joined.collectSync();
  const sorted = numbers.lazy().sort("k").collectSync();
  const both = pl.concat([numbers.lazy(), numbers.lazy()]).collectSync();
  numbers.dispose();
  pl.DataFrame({ other: Array.from({ length: 1000 }, (_, row) => `what is written over it, ${row}`) });
  expect(found.getColumn("b").toArray()).toEqual(["another that is not inline", ...Array(2).fill("a string that is not inline")]);
  expect(sorted.getColumn("b").toArray()).toEqual(["another that is not inline", "a string that is not inline"]);
  expect(both.getColumn("k").toArray()).toEqual([2, 1, 2, 1]);
});
