// As-of joins against nodejs-polars, on random frames.

import fc from "fast-check";
import pl, { ColumnNotFoundError, InvalidOperationError, SchemaError } from "floe";
import polars from "nodejs-polars";
import { describe, expect, it } from "vitest";

interface Columns {
  readonly t: readonly (number | null)[];
  readonly g: readonly (string | null)[];
  readonly h: readonly (number | null)[];
  readonly v: readonly number[];
}

/** Sorted by `t`, nulls first, as both want it. */
const columns = fc
  .array(
    fc.record({
      t: fc.option(fc.integer({ min: -20, max: 20 }), { freq: 8 }),
      g: fc.constantFrom("x", "y", "a text of some length", null),
      h: fc.option(fc.integer({ min: 0, max: 2 }), { freq: 8 }),
    }),
    { maxLength: 40 },
  )
  .map((rows): Columns => {
    const order = [...rows].sort((one, other) => (one.t ?? -100) - (other.t ?? -100));
    return { t: order.map(({ t }) => t), g: order.map(({ g }) => g), h: order.map(({ h }) => h), v: order.map((_, row) => row) };
  });

const floeTypes = { Int32: pl.Int32, Int64: pl.Int64, Float64: pl.Float64 };
const ours = (data: Columns, type: keyof typeof floeTypes) =>
  pl.DataFrame({ ...data } as never, { schema: { t: floeTypes[type], g: pl.Utf8, h: pl.Int32, v: pl.Int32 } as never });
const theirs = (data: Columns, type: keyof typeof floeTypes) =>
  polars.DataFrame({ ...data } as never, { schema: { t: polars[type], g: polars.Utf8, h: polars.Int32, v: polars.Int32 } as never });

const strategies = ["backward", "forward", "nearest"] as const;
const options: readonly object[] = [
  { on: "t" },
  { on: "t", tolerance: 2 },
  { on: "t", by: "g" },
  { on: "t", by: ["g", "h"], tolerance: 5, suffix: "_other" },
  { leftOn: "t", rightOn: "t", byLeft: "h", byRight: "h" },
];

describe.each(["Int32", "Int64", "Float64"] as const)("%s", (type) => {
  it.each(
    strategies.flatMap((strategy) => options.map((given) => [JSON.stringify({ ...given, strategy }), { ...given, strategy }] as const)),
  )("%s", (_, given) => {
    fc.assert(
      fc.property(columns, columns, (left, right) => {
        const joined = ours(left, type).joinAsof(ours(right, type), given as never);
        const wanted = theirs(left, type).joinAsof(theirs(right, type), { ...given, checkSortedness: false } as never);
        expect(joined.columns).toEqual(wanted.columns);
        expect(joined.rows()).toEqual(wanted.rows());
      }),
      { numRuns: 20 },
    );
  });
});

const quotes = pl.DataFrame({ at: [0, 1000, 5000].map((ms) => new Date(ms)), symbol: ["A", "B", "A"], bid: [1, 2, 3] });
const trades = pl.DataFrame({ time: [500, 1500, 9000].map((ms) => new Date(ms)), symbol: ["A", "A", "A"], bid: [10, 20, 30] });

describe("times", () => {
  it("meet under other names, which are kept", () => {
    const joined = trades.joinAsof(quotes, { leftOn: "time", rightOn: "at", by: "symbol" });
    expect(joined.columns).toEqual(["time", "symbol", "bid", "at", "bid_right"]);
    expect(joined.toObject().bid_right).toEqual([1, 1, 3]);
  });

  it.each([
    ["3s", [1, 1, null]],
    ["1s", [1, null, null]],
    ["0m500ms", [1, null, null]],
    ["1h", [1, 1, 3]],
  ])("within %s", (tolerance, wanted) => {
    expect(trades.joinAsof(quotes, { leftOn: "time", rightOn: "at", by: "symbol", tolerance }).toObject().bid_right).toEqual(wanted);
  });

  it("of other units, and dates, meet exactly", () => {
    const fine = quotes.withColumns(pl.col("at").cast(pl.Datetime("ns")));
    expect(trades.joinAsof(fine, { leftOn: "time", rightOn: "at" }).toObject().bid_right).toEqual([1, 2, 3]);
    const days = (values: readonly number[]) =>
      pl.DataFrame({ d: values.map((day) => new Date(day * 86_400_000)), n: values }, { schema: { d: pl.Date } });
    expect(
      days([3, 9])
        .joinAsof(days([1, 2, 8]), { on: "d", tolerance: "1d" })
        .toObject().n_right,
    ).toEqual([2, 8]);
  });

  it("beyond 2^53 are not rounded", () => {
    const big = (values: readonly bigint[]) => pl.DataFrame({ t: BigInt64Array.from(values), n: values.map((_, row) => row) });
    const base = 2n ** 60n;
    const joined = big([base, base + 2n]).joinAsof(big([base - 1n, base + 1n, base + 3n]), { on: "t", tolerance: 1 });
    expect(joined.toObject().n_right).toEqual([0, 1]);
  });
});

describe("values at the ends", () => {
  const { NaN: nan, POSITIVE_INFINITY: inf } = Number;
  it.each([
    ["backward", [0, nan], [null, 0, 0, 0, 1]],
    ["forward", [0, nan], [0, 1, 1, 1, 1]],
    ["backward", [0, inf, nan], [null, 0, 0, 1, 2]],
    ["forward", [0, inf, nan], [0, 1, 1, 1, 2]],
    ["forward", [0, inf], [0, 1, 1, 1, null]],
    ["nearest", [-inf, 0, inf], [0, 1, 1, 2, 2]],
    ["nearest", [0, 4], [0, 0, 1, 1, 1]],
  ] as const)("%s in %j: NaN is the greatest, an infinity is nearest to itself", (strategy, right, wanted) => {
    const rows = pl.DataFrame({ t: right as readonly number[], n: right.map((_, row) => row) });
    const joined = pl.DataFrame({ t: [-inf, 1, 5, inf, nan] }).joinAsof(rows, { on: "t", strategy });
    expect(joined.toObject().n).toEqual(wanted);
  });

  it.each(strategies)("%s: unsigned integers are not taken for negative ones", (strategy) => {
    const of = (values: readonly bigint[]) => pl.DataFrame({ t: BigUint64Array.from(values), n: values.map((_, row) => row) });
    const top = 2n ** 64n;
    const joined = of([5n, 2n ** 63n, top - 2n]).joinAsof(of([4n, 2n ** 63n + 1n, top - 1n]), { on: "t", strategy });
    expect(joined.toObject().n_right).toEqual({ backward: [0, 0, 1], forward: [1, 1, 2], nearest: [0, 1, 2] }[strategy]);
  });
});

describe("plans", () => {
  const left = pl.DataFrame({ t: [1, 2, 3], a: ["x", "y", "z"] }).lazy();
  const right = pl.DataFrame({ t: [0, 2], b: ["p", "q"], c: [1, 2] }).lazy();

  it("read what they need, and are printed", () => {
    const query = left.joinAsof(right, { on: "t", tolerance: 1 }).select("a", "b").filter(pl.col("b").isNotNull());
    expect(query.collectSync().rows()).toEqual([
      ["x", "p"],
      ["y", "q"],
      ["z", "q"],
    ]);
    const plan = query.explain();
    expect(plan).toContain("AS-OF JOIN [backward, within 1]\n");
    expect(plan).toContain('PROJECT 2/3 COLUMNS: ["t","b"]');
  });

  it("take empty sides", () => {
    expect(left.joinAsof(right.limit(0), { on: "t" }).collectSync().toObject().b).toEqual([null, null, null]);
    expect(left.limit(0).joinAsof(right, { on: "t" }).collectSync().height).toBe(0);
  });

  it("go on after it, in any number of threads", async () => {
    const rows = 200_000;
    const frame = pl.DataFrame({
      t: Float64Array.from({ length: rows }, (_, row) => row),
      s: Array.from({ length: rows }, (_, row) => `text of row ${row % 100}`),
    });
    const other = frame.lazy().filter(pl.col("t").rem(10).eq(0)).rename({ s: "u" });
    const query = frame.lazy().joinAsof(other, { on: "t" }).groupBy("u").agg(pl.len(), pl.col("t").sum()).sort("u");
    pl.setThreadPoolSize(1);
    const alone = (await query.collect()).rows();
    pl.setThreadPoolSize(4);
    expect((await query.collect()).rows()).toEqual(alone);
    expect(alone.length).toBe(10);
  });
});

describe("mistakes", () => {
  const sorted = pl.DataFrame({ t: [1, 2, 3], g: ["a", "b", "a"] });
  const unsorted = pl.DataFrame({ t: [3, 1, 2], g: ["a", "b", "a"] });
  const message = (side: string, row: number) => `joinAsof: column "t" of the ${side} frame is not sorted at row ${row}`;

  it("are named", () => {
    expect(() => sorted.joinAsof(unsorted, { on: "t" })).toThrow(new InvalidOperationError(`${message("right", 1)}: sort it first`));
    expect(() => unsorted.joinAsof(sorted, { on: "t" })).toThrow(new InvalidOperationError(`${message("left", 1)}: sort it first`));
    expect(() => sorted.joinAsof(unsorted, { on: "t", by: "g" })).toThrow(
      new InvalidOperationError(`${message("right", 2)}, within the groups of \`by\`: sort it first`),
    );
    expect(() => sorted.joinAsof(sorted, { on: "nope" as never })).toThrow(ColumnNotFoundError);
    expect(() => sorted.joinAsof(sorted, { on: "g" })).toThrow(
      new SchemaError("joinAsof needs numbers, dates or times as `on`, not Utf8 of g"),
    );
    expect(() => sorted.joinAsof(sorted, { leftOn: "t", rightOn: "g" })).toThrow(SchemaError);
    expect(() => sorted.joinAsof(sorted, {} as never)).toThrow(
      new InvalidOperationError("joinAsof needs either `on`, or both `leftOn` and `rightOn`"),
    );
    expect(() => sorted.joinAsof(sorted, { on: "t", byLeft: "g" })).toThrow(InvalidOperationError);
    expect(() => sorted.joinAsof(sorted, { on: "t", tolerance: -1 })).toThrow(
      new InvalidOperationError("joinAsof: tolerance must be a number from 0, not -1"),
    );
    expect(() => sorted.joinAsof(sorted, { on: "t", tolerance: "2h" })).toThrow(
      new InvalidOperationError('joinAsof: tolerance of Float64 must be a number, not "2h"'),
    );
    expect(() => quotes.joinAsof(quotes, { on: "at", tolerance: "2 hours" })).toThrow(
      new InvalidOperationError('joinAsof: tolerance is "2 hours"; allowed are counts of ns, us, ms, s, m, h, d, w, such as "1h30m"'),
    );
    expect(() => sorted.joinAsof(sorted, { on: "t", strategy: "near" as never })).toThrow(InvalidOperationError);
  });
});
