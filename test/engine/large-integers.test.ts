// 64-bit integers beyond what numbers hold come in and out as bigints, exactly.

import pl, { type DataFrame } from "floe";
import { describe, expect, it } from "vitest";

describe("integers beyond 2^53 are never rounded", () => {
  const big = 2n ** 53n + 1n;
  const [least, greatest] = [-(2n ** 63n), 2n ** 63n - 1n];
  const of = (...numbers: readonly (bigint | null)[]) =>
    pl.DataFrame({ n: numbers, k: numbers.map((_, row) => row % 2) }, { schema: { n: pl.Int64 } });
  const rows = (query: DataFrame): unknown[] => {
    const result = query.toRecords();
    query.dispose();
    return result;
  };

  it("read out", () => {
    using numbers = of(big, null, least, greatest);
    expect(numbers.n.toArray()).toEqual([big, null, least, greatest]);
    expect(numbers.n.get(0)).toBe(big);
    expect(numbers.row(3)).toEqual([greatest, 1]);
    using unsigned = pl.DataFrame({ n: [2n ** 64n - 1n] }, { schema: { n: pl.UInt64 } });
    expect(unsigned.toObject()).toEqual({ n: [2n ** 64n - 1n] });
    expect(JSON.stringify(unsigned)).toBe('[{"n":"18446744073709551615"}]');
  });

  it("in aggregates, which wrap", () => {
    using numbers = of(big, 1n, big, null);
    const aggs = [
      pl.col("n").sum().alias("sum"),
      pl.col("n").min().alias("min"),
      pl.col("n").max().alias("max"),
      pl.col("n").first().alias("first"),
    ];
    expect(rows(numbers.select(...aggs) as never)).toEqual([{ sum: 2n * big + 1n, min: 1, max: big, first: big }]);
    expect(rows(numbers.groupBy("k", true).agg(...aggs) as never)).toEqual([
      { k: 0, sum: 2n * big, min: big, max: big, first: big },
      { k: 1, sum: 1n, min: 1n, max: 1n, first: 1n },
    ]);
    using limits = of(greatest, 1n);
    expect(rows(limits.select(pl.col("n").sum()) as never)).toEqual([{ n: least }]);
  });

  it("as keys, in order and in tests", () => {
    using numbers = of(big + 1n, big, big - 1n, big);
    expect(numbers.sort("n").n.toArray()).toEqual([big - 1n, big, big, big + 1n]);
    expect(numbers.filter(pl.col("n").eq(big)).height).toBe(2);
    expect(numbers.filter(pl.col("n").isIn([big + 1n])).n.toArray()).toEqual([big + 1n]);
    expect(numbers.unique("n").height).toBe(3);
    expect(rows(numbers.groupBy("n", true).agg(pl.len()) as never)).toEqual([
      { n: big + 1n, len: 1 },
      { n: big, len: 2 },
      { n: big - 1n, len: 1 },
    ]);
    using right = pl.DataFrame({ n: [big, big + 2n], r: [1, 2] }, { schema: { n: pl.Int64 } });
    expect(rows(numbers.join(right, { on: "n" }).select("n", "r") as never)).toEqual([
      { n: big, r: 1 },
      { n: big, r: 1 },
    ]);
    expect(rows(numbers.select(pl.col("n").add(1n).max()) as never)).toEqual([{ n: big + 2n }]);
    expect(numbers.select(pl.col("n").cast(pl.Utf8)).toObject()).toEqual({ n: [big + 1n, big, big - 1n, big].map(String) });
  });
});
