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

const signed = [null, -(2n ** 63n), -1n, 0n, 1n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 63n - 1n];
const unsigned = [null, 0n, 1n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n - 1n];
const floats = [null, -1, -0, 0.5, 1, 2 ** 53, 2 ** 63, -(2 ** 63), 2 ** 64, Number.NaN, Number.POSITIVE_INFINITY];
const frames = {
  i64: pl.DataFrame({ k: signed }, { schema: { k: pl.Int64 } }),
  i32: pl.DataFrame({ k: signed.map((value) => value && BigInt.asIntN(32, value)) }, { schema: { k: pl.Int32 } }),
  u64: pl.DataFrame({ k: unsigned }, { schema: { k: pl.UInt64 } }),
  f64: pl.DataFrame({ k: floats }, { schema: { k: pl.Float64 } }),
} as unknown as Readonly<Record<"i64" | "i32" | "u64" | "f64", DataFrame>>;

describe("a UInt64 beside signed integers", () => {
  const operators = {
    eq: (a: bigint, b: bigint) => a === b,
    neq: (a: bigint, b: bigint) => a !== b,
    lt: (a: bigint, b: bigint) => a < b,
    ltEq: (a: bigint, b: bigint) => a <= b,
    gt: (a: bigint, b: bigint) => a > b,
    gtEq: (a: bigint, b: bigint) => a >= b,
  };
  const names = Object.keys(operators) as (keyof typeof operators)[];
  it.each(names.flatMap((fn) => (["i64", "i32"] as const).map((type) => [fn, type] as const)))("%s %s compares exactly", (fn, type) => {
    const pairs = frames.u64.rename({ k: "u" }).join(frames[type].rename({ k: "i" }), { how: "cross" });
    const found = pairs.select(
      "u",
      "i",
      pl
        .col("u")
        [fn](pl.col("i") as never)
        .alias("ui"),
      pl
        .col("i")
        [fn](pl.col("u") as never)
        .alias("iu"),
    );
    for (const [u, i, ui, iu] of found.rows() as readonly (readonly (bigint | number | null)[])[]) {
      const [a, b] = [u, i].map((value) => (value === null ? null : BigInt(value as number))) as [bigint | null, bigint | null];
      const wanted = a === null || b === null ? [null, null] : [operators[fn](a, b), operators[fn](b, a)];
      expect([u, i, ui, iu]).toEqual([u, i, ...wanted]);
    }
    const same = pairs.select(
      pl
        .col("u")
        .eqMissing(pl.col("i") as never)
        .alias("same"),
      pl.col("u").isNull().and(pl.col("i").isNull()).alias("none"),
    );
    const equal = pairs.rows().map(([u, i]) => (u === null || i === null ? u === i : BigInt(u as number) === BigInt(i as number)));
    expect(same.rows().map(([value]) => value)).toEqual(equal);
  });
});

describe("keys of different dtypes", () => {
  type Type = keyof typeof frames;
  const types = Object.keys(frames) as Type[];
  const equals = (a: unknown, b: unknown): boolean => {
    if (a === null || b === null) return false;
    // Numbers and bigints compare exactly; NaN meets itself.
    return ((a as number) <= (b as number) && (a as number) >= (b as number)) || (Number.isNaN(a) && Number.isNaN(b));
  };
  const valuesOf = (type: Type): readonly unknown[] => frames[type].getColumn("k").toArray();
  const text = (rows: readonly (readonly unknown[])[]): string[] => rows.map((row) => row.map(String).join(" ")).sort();
  it.each(types.flatMap((left) => types.map((right) => [left, right] as const)))("%s and %s meet where they are equal", (left, right) => {
    const [one, other] = [frames[left].withColumns(pl.col("k").alias("l")), frames[right].withColumns(pl.col("k").alias("r"))];
    const pairs = valuesOf(left).flatMap((a) => valuesOf(right).flatMap((b) => (equals(a, b) ? [[a, b]] : [])));
    expect(text(one.join(other, { on: "k" }).select("l", "r").rows())).toEqual(text(pairs));
    const unmatched = valuesOf(left).filter((a) => !valuesOf(right).some((b) => equals(a, b)));
    expect(text(one.join(other, { on: "k", how: "anti" }).select("l").rows())).toEqual(text(unmatched.map((a) => [a])));
    expect(one.join(other, { on: "k", how: "full" }).height).toBe(
      pairs.length + unmatched.length + valuesOf(right).filter((b) => !valuesOf(left).some((a) => equals(a, b))).length,
    );
  });
  it("times are not cut off", () => {
    const fine = pl
      .DataFrame({ t: [1_000_000n, 1_000_001n] }, { schema: { t: pl.Int64 } })
      .select(pl.col("t").cast(pl.Datetime("ns"))) as unknown as DataFrame;
    const coarse = pl.DataFrame({ t: [new Date(1)], n: [1] }, { schema: { t: pl.Datetime("ms") } }) as unknown as DataFrame;
    expect(fine.join(coarse, { on: "t", how: "left" }).toObject().n).toEqual([1, null]);
    expect(coarse.join(fine, { on: "t" }).height).toBe(1);
  });
});
