// topK, bottomK, head and tail of groups: against plain JavaScript and nodejs-polars, on random groups with nulls, NaN and ties.

import fc from "fast-check";
import pl, { type ColumnType } from "floe";
import polars from "nodejs-polars";
import { afterAll, describe, expect, it } from "vitest";
import { mulberry, type RandomSource } from "./oracle/frame.js";

// biome-ignore lint/suspicious/noExplicitAny: queries over frames of all kinds; types are tested elsewhere.
type Loose = any;
type Row = Record<string, unknown>;
const { col } = pl as Loose;
const threads = pl.threadPoolSize();
afterAll(() => {
  pl.setThreadPoolSize(threads);
  pl.configure({ fusedRowsMin: 100_000 });
});

const pick =
  <T>(...values: readonly T[]) =>
  (random: RandomSource): T =>
    values[random.below(values.length)] as T;
const texts = ["", "a", "é", "twelve bytes", "a string of more than twelve bytes", "a string of more than twelve bytez"];
const day = 86_400_000;
const dtypes: readonly (readonly [name: string, dtype: ColumnType, make: (random: RandomSource) => unknown])[] = [
  ["Bool", pl.Bool, pick(true, false)],
  ["Int8", pl.Int8, pick(-128, -1, 0, 1, 127)],
  ["Int16", pl.Int16, pick(-32768, -1, 0, 1, 32767)],
  ["Int32", pl.Int32, pick(-(2 ** 31), -1, 0, 1, 2 ** 31 - 1)],
  ["Int64", pl.Int64, pick(-(2n ** 63n), -5n, -1n, 0n, 1n, 2n ** 63n - 1n)],
  ["UInt8", pl.UInt8, pick(0, 1, 255)],
  ["UInt16", pl.UInt16, pick(0, 1, 65535)],
  ["UInt32", pl.UInt32, pick(0, 1, 2 ** 32 - 1)],
  ["UInt64", pl.UInt64, pick(0n, 1n, 2n ** 63n, 2n ** 64n - 1n)],
  ["Float32", pl.Float32, pick(-1.5, -0, 0, 0.25, 2, Number.NaN, Number.NEGATIVE_INFINITY)],
  ["Float64", pl.Float64, pick(-1.5, -0, 0, 0.125, 2, Number.NaN, Number.POSITIVE_INFINITY)],
  ["Utf8", pl.Utf8, pick(...texts)],
  ["Categorical", pl.Categorical, pick(...texts)],
  ["Date", pl.Date, pick(new Date(0), new Date(-day), new Date(20_000 * day))],
  ["Datetime", pl.Datetime("ms"), pick(new Date(0), new Date(-1), new Date(2e12))],
  ["Duration", pl.Duration("us"), pick(-1, 0, 5)],
];

function ordered(left: unknown, right: unknown): number {
  if (typeof left === "string") return Buffer.compare(Buffer.from(left), Buffer.from(right as string));
  if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
  const [a, b] = [left, right].map((value) => (typeof value === "bigint" ? value : Number(value))) as [number, number];
  return a < b ? -1 : Number(a > b);
}

const asRead = (value: unknown): unknown => (typeof value === "bigint" && BigInt(Number(value)) === value ? Number(value) : value);
/** -0 is 0: which of two zeros comes first is open. Numbers of 64 bits are compared as numbers where that is exact. */
const plain = (values: readonly unknown[]): unknown[] => values.map((value) => (value === 0 ? 0 : asRead(value)));
const best = (values: readonly unknown[], k: number, sign: number): unknown[] => {
  const present = values.filter((value) => value !== null).sort((left, right) => sign * ordered(left, right));
  return plain([...present, ...values.filter((value) => value === null)].slice(0, k));
};

function groupsOf(rows: readonly Row[], key: string): Map<unknown, Row[]> {
  const groups = new Map<unknown, Row[]>();
  for (const row of rows) {
    const group = groups.get(row[key]);
    if (group === undefined) groups.set(row[key], [row]);
    else group.push(row);
  }
  return groups;
}

const bounds = [0, 1, 2, 3, 8, 9, 100] as const;
const lengths = [0, 1, 7, 8, 9, 63, 64, 65, 300, 5000] as const;

describe("values per group", () => {
  it.each(dtypes)("of %s", (_, dtype, make) => {
    const cases = fc.tuple(fc.constantFrom(...lengths), fc.constantFrom(...bounds), fc.nat(2 ** 31 - 1), fc.constantFrom(1, 3, 40, 1e6));
    fc.assert(
      fc.property(cases, ([height, k, seed, keys]) => {
        const random = mulberry(seed);
        pl.configure({ fusedRowsMin: random.below(2) === 0 ? 0 : Number.POSITIVE_INFINITY });
        const nulls = random.below(3) === 0 ? 0 : 4;
        const whole: Row[] = Array.from({ length: height + 70 }, () => ({
          k: random.below(6) === 0 ? null : random.below(keys),
          v: nulls > 0 && random.below(nulls) === 0 ? null : make(random),
          b: random.below(3) > 0,
        }));
        const offset = random.below(70);
        const rows = whole.slice(offset, offset + height);
        const frame: Loose = (pl as Loose).DataFrame(whole, { schema: { k: pl.Int32, v: dtype, b: pl.Bool } }).slice(offset, height);
        const kept = rows.filter(({ b }) => b);
        // As floe gives numbers of 64 bits back: a number where that is exact.
        const values = frame.filter(col("b")).getColumn("v").toArray() as unknown[];
        for (const [index, row] of kept.entries()) row.v = values[index];
        const query = frame
          .lazy()
          .filter("b")
          .groupBy("k", true)
          .agg(
            col("v").topK(k).alias("top"),
            col("v").bottomK(k).alias("bottom"),
            col("v").head(k).alias("head"),
            col("v").tail(k).alias("tail"),
            pl.len().alias("n"),
          );
        const found = query.collectSync().toRecords() as Record<"top" | "bottom" | "head" | "tail", unknown[]>[];
        const wanted = [...groupsOf(kept, "k")].map(([key, group]) => {
          const all = group.map(({ v }) => v);
          const [head, tail] = [plain(all.slice(0, k)), plain(all.slice(Math.max(0, all.length - k)))];
          return { k: key, top: best(all, k, -1), bottom: best(all, k, 1), head, tail, n: all.length };
        });
        const zeros = ({ top, bottom, head, tail, ...row }: (typeof found)[number]): Row => ({
          ...row,
          top: plain(top),
          bottom: plain(bottom),
          head: plain(head),
          tail: plain(tail),
        });
        expect(found.map(zeros)).toEqual(wanted);
      }),
      { numRuns: 20 },
    );
  });

  it("agree with nodejs-polars", () => {
    const random = mulberry(7);
    const rows = 3000;
    const data = {
      g: Array.from({ length: rows }, () => random.below(200)),
      v: Array.from({ length: rows }, () => (random.below(5) === 0 ? null : random.below(1000))),
    };
    const ours = pl.DataFrame(data) as Loose;
    const theirs = polars.DataFrame(data);
    const found = ours.lazy().groupBy("g").agg(col("v").topK(3).alias("top"), col("v").head(4).alias("head")).sort("g").collectSync();
    const sorted = polars.col("v").sort({ descending: true, nullsLast: true } as Loose);
    const wanted = theirs.groupBy("g").agg(sorted.head(3).alias("top"), polars.col("v").head(4).alias("head")).sort("g");
    expect(found.toRecords()).toEqual(wanted.toRecords());
  });

  it("are part of expressions, and stand for the groups' rows by explode", () => {
    const frame: Loose = pl.DataFrame({ g: ["x", "y", "x", "x"], v: [1, 5, 3, null] });
    const agg = frame.groupBy("g", true).agg(col("v").topK(2).lst.sum().alias("two"), col("v").sub(col("v").topK(1).lst.first()));
    expect(agg.toObject()).toEqual({ g: ["x", "y"], two: [4, 5], v: [[-2, 0, null], [0]] });
    const long = frame.lazy().groupBy("g", true).agg(col("v").topK(), col("v").bottomK().alias("w")).explode("v", "w").collectSync();
    expect(long.toObject()).toEqual({ g: ["x", "x", "x", "y"], v: [3, 1, null, 5], w: [1, 3, null, 5] });
    const none = frame.filter(col("v").gt(9)).groupBy("g").agg(col("v").topK(2));
    expect(none.toObject()).toEqual({ g: [], v: [] });
    const nothing: Loose = pl.DataFrame({ g: [1, 1], v: [null, null] });
    expect(nothing.groupBy("g").agg(col("v").topK(1)).toObject()).toEqual({ g: [1], v: [[null]] });
    const counted = frame.groupBy("g", true).agg(col("v").topK(2 ** 40), col("g").topK(0).alias("none"));
    expect(counted.toObject()).toEqual({ g: ["x", "y"], v: [[3, 1, null], [5]], none: [[], []] });
  });

  it("keep a few numbers alone, and sort lists of more", () => {
    const groups: Loose = pl
      .DataFrame({ g: [1], v: [1.5], s: ["x"] })
      .lazy()
      .groupBy("g");
    expect(groups.agg(col("v").topK(8)).explain()).toContain("topK(8)");
    for (const best of [col("v").topK(9), col("s").topK(8)]) expect(groups.agg(best).explain()).toContain("lst.sort");
  });

  it("refuse what they can't do", () => {
    const frame: Loose = pl.DataFrame({ g: [1], v: [1.5], l: [[1]] });
    expect(() => frame.select(col("v").topK(3))).toThrow("topK gives several values of a group and belongs into groupBy(…).agg");
    expect(() => frame.withColumns(col("v").head(3).over("g"))).toThrow("rows of a whole frame are picked by lf.slice");
    expect(() => frame.filter(col("v").topK(1).lst.first().gt(1))).toThrow("belongs into groupBy(…).agg");
    expect(() => frame.groupBy(col("v").tail(1)).agg(pl.len())).toThrow("belongs into groupBy(…).agg");
    expect(() => frame.groupBy("g").agg(col("v").max().topK(1))).toThrow("topK needs a value for each row, not one value");
    expect(() => frame.groupBy("g").agg(col("l").topK(1))).toThrow("topK needs any dtype but List, not List(Float64)");
    expect(() => frame.groupBy("g").agg(col("v").topK(-1))).toThrow("k must be a whole number from 0 on, not -1");
  });

  it("have the same bits with 1, 2 and 4 threads", async () => {
    const rows = 300_000;
    const random = mulberry(3);
    const frame: Loose = pl.DataFrame({
      few: Int32Array.from({ length: rows }, () => random.below(13)),
      many: Int32Array.from({ length: rows }, () => random.below(50_021)),
      ascending: Int32Array.from({ length: rows }, (_, row) => row >> 2),
      // Ties of zeros, whose bits tell which rows were taken.
      v: Array.from({ length: rows }, () => pick<number | null>(null, 0, -0, Number.NaN, -1, random.below(100) - 50)(random)),
      s: Array.from({ length: rows }, () => (random.below(4) === 0 ? null : `name ${random.below(1000)} that is long`)),
    });
    const bitsOf = (list: readonly unknown[]): unknown[] => list.map((value) => (Object.is(value, -0) ? "-0" : value));
    for (const key of ["few", "many", "ascending"]) {
      let first: unknown;
      for (const count of [1, 2, 4]) {
        pl.setThreadPoolSize(count);
        const query = frame.lazy().groupBy(key, true).agg(col("v").topK(3), col("v").bottomK(5).alias("w"), col("s").topK(1));
        const result = await query.collect();
        const [v, w, s] = ["v", "w", "s"].map((name) => (result.getColumn(name).toArray() as unknown[][]).map(bitsOf));
        result.dispose();
        first ??= { v, w, s };
        expect({ v, w, s }).toEqual(first);
      }
      const groups = [...groupsOf(frame.select(key, "v").toRecords(), key).values()].map((group) => group.map(({ v }) => v));
      expect((first as { v: unknown[][] }).v.map((list) => plain(list.map((value) => (value === "-0" ? 0 : value))))).toEqual(
        groups.map((values) => best(values, 3, -1)),
      );
    }
    pl.setThreadPoolSize(threads);
  });
});
