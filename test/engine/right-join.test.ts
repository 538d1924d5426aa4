// Right joins against nodejs-polars, on random frames.

import fc from "fast-check";
import pl from "floe";
import polars from "nodejs-polars";
import { expect, it } from "vitest";

type Columns = Readonly<Record<string, readonly (number | string | null)[]>>;

const columns = (names: readonly string[]) =>
  fc.integer({ min: 0, max: 20 }).chain((rows) =>
    fc.record(
      Object.fromEntries(
        names.map((name) => {
          const value: fc.Arbitrary<number | string | null> = name.startsWith("t")
            ? fc.constantFrom("x", "y", "a longer text", null)
            : fc.option(fc.integer({ min: -2, max: 3 }));
          return [name, fc.array(value, { minLength: rows, maxLength: rows })];
        }),
      ),
    ),
  );

const ours = (data: Columns) =>
  pl.DataFrame(data, { schema: Object.fromEntries(Object.keys(data).map((name) => [name, name.startsWith("t") ? pl.Utf8 : pl.Int32])) });
const theirs = (data: Columns) =>
  polars.DataFrame(data, {
    schema: Object.fromEntries(Object.keys(data).map((name) => [name, name.startsWith("t") ? polars.Utf8 : polars.Int32])),
  });
const sorted = (rows: readonly unknown[][]) => rows.map((row) => JSON.stringify(row)).sort();

it.each([
  ["a key of one name", { on: "k" }],
  ["keys of one name", { on: ["k", "t"] }],
  ["keys of other names", { leftOn: "k", rightOn: "r" }],
  ["a right key that a left column is named as", { leftOn: "a", rightOn: "k" }],
  ["keys crosswise", { leftOn: ["k", "a"], rightOn: ["a", "k"], suffix: "_other" }],
])("%s", (_, options) => {
  fc.assert(
    fc.property(columns(["k", "a", "t", "l"]), columns(["k", "t", "r", "a"]), (left, right) => {
      const joined = ours(left).join(ours(right), { ...options, how: "right" } as never);
      const wanted = theirs(left).join(theirs(right), { ...options, how: "right" } as never);
      expect(joined.columns).toEqual(wanted.columns);
      expect(sorted(joined.rows())).toEqual(sorted(wanted.rows()));
    }),
    { numRuns: 100 },
  );
});

it("keeps the rows and the order of the right side", () => {
  const left = pl.DataFrame({ k: [1, 2], v: ["a", "b"] });
  const right = pl.DataFrame({ k: [3, 2, null, 2], w: [1, 2, 3, 4] });
  const joined = left.join(right, { on: "k", how: "right" });
  expect(joined.toRecords()).toEqual([
    { v: null, k: 3, w: 1 },
    { v: "b", k: 2, w: 2 },
    { v: null, k: null, w: 3 },
    { v: "b", k: 2, w: 4 },
  ]);
  expect(joined.columns).toEqual(["v", "k", "w"]);
  const plan = left.lazy().join(right.lazy(), { on: "k", how: "right" }).filter(pl.col("w").gt(2)).select("w", "v");
  expect(plan.collectSync().rows()).toEqual([
    [3, null],
    [4, "b"],
  ]);
});
