// Semi and anti joins whose left side is the smaller, so that it is stored and its keys are marked, against a loop over both sides.

import fc from "fast-check";
import pl from "floe";
import { expect, it } from "vitest";

const schema = { k: pl.Int64, t: pl.Utf8, x: pl.Float64 };
type Key = keyof typeof schema;
type Row = Readonly<Record<Key, bigint | number | string | null>>;

const rows = (minLength: number, maxLength: number): fc.Arbitrary<readonly Row[]> =>
  fc.array(
    fc.record({
      k: fc.option(fc.oneof(fc.bigInt(-3n, 9n), fc.constantFrom(-(2n ** 63n), 2n ** 63n - 1n)), { freq: 5 }),
      t: fc.option(fc.constantFrom("", "a", "a string that is not inline", "a string that is not in line"), { freq: 5 }),
      x: fc.option(fc.constantFrom(0, -0, Number.NaN, 1.5), { freq: 5 }),
    }),
    { minLength, maxLength },
  );

const frame = (data: readonly Row[], from: number, end: number) => {
  const part = data.slice(from, end);
  const columns = Object.keys(schema).map((name) => [name, part.map((row) => row[name as Key])] as const);
  return pl.DataFrame(
    { ...Object.fromEntries(columns), row: part.map((_, index) => from + index) },
    { schema: { ...schema, row: pl.Int32 } },
  );
};

/** In two chunks. */
const chunked = (data: readonly Row[]) => pl.concat([frame(data, 0, 7).lazy(), frame(data, 7, data.length).lazy()]);

const text = (row: Row, on: readonly Key[]): string | undefined => {
  const values = on.map((key) => row[key]);
  if (values.includes(null)) return undefined;
  return values.map((value) => (typeof value === "number" ? String(value + 0) : `${value} of ${String(value).length}`)).join(", ");
};

it.each([[["k"]], [["t"]], [["x"]], [["k", "t"]], [["x", "k", "t"]]] as const)("keeps the left rows' order, by %j", (on) => {
  fc.assert(
    fc.property(rows(0, 20), rows(150, 200), fc.integer({ min: 0, max: 20 }), fc.boolean(), (left, right, skipped, anti) => {
      const few = chunked(left);
      const many = frame(right, 0, right.length).lazy().filter(pl.col("row").gtEq(skipped));
      const joined = few.join(many as never, { on: [...on], how: anti ? "anti" : "semi" } as never);
      expect(joined.explain({ physical: true })).toContain(`${anti ? "ANTI" : "SEMI"} JOIN BY MARKS OF`);
      const found = new Set(right.slice(skipped).map((row) => text(row, on)));
      found.delete(undefined);
      const wanted = left.flatMap((row, index) => (found.has(text(row, on)) === anti ? [] : [index]));
      expect(joined.collectSync().getColumn("row").toArray()).toEqual(wanted);
    }),
    { numRuns: 60 },
  );
});

it("matches keys of other types, computed keys, and nothing where a side is empty", () => {
  const few = pl.DataFrame({ k: [1, 2, 2, null, 5] }, { schema: { k: pl.Int8 } }).lazy();
  const many = pl.DataFrame({ other: Array.from({ length: 100 }, (_, row) => row * 2) }, { schema: { other: pl.Int64 } }).lazy();
  const joined = (right: typeof many, how: "semi" | "anti") =>
    few
      .join(right as never, { leftOn: pl.col("k").add(1), rightOn: "other", how } as never)
      .collectSync()
      .toObject();
  expect(joined(many, "semi")).toEqual({ k: [1, 5] });
  expect(joined(many, "anti")).toEqual({ k: [2, 2, null] });
  const none = many.filter(pl.col("other").lt(0));
  expect(joined(none, "semi")).toEqual({ k: [] });
  expect(joined(none, "anti")).toEqual({ k: [1, 2, 2, null, 5] });
});
