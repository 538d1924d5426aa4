// Columns of lists: made and read out, moved by every verb, exploded, collected, and their functions; against plain JavaScript and
// nodejs-polars, on random lists with nulls, of every dtype of elements, in chunks and slices, around the lengths of batches.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import pl, { type ColumnType, type DataFrame } from "floe";
import polars from "nodejs-polars";
import { afterAll, describe, expect, it } from "vitest";
import { mulberry, type RandomSource } from "./oracle/frame.js";

// biome-ignore lint/suspicious/noExplicitAny: queries over frames of all kinds; types are tested elsewhere.
type Loose = any;
type Row = Record<string, unknown>;
const { col, lit } = pl as Loose;
const threads = pl.threadPoolSize();
afterAll(() => {
  pl.setThreadPoolSize(threads);
  pl.configure({ fusedRowsMin: 100_000 });
});

const texts = ["", "a", "é", "twelve bytes", "a string of more than twelve bytes", "a string of more than twelve bytez"];
const pick =
  <T>(...values: readonly T[]) =>
  (random: RandomSource): T =>
    values[random.below(values.length)] as T;
const day = 86_400_000;
type Make = (random: RandomSource) => unknown;
const elements: readonly (readonly [name: string, dtype: ColumnType, make: Make])[] = [
  ["Bool", pl.Bool, pick(true, false)],
  ["Int8", pl.Int8, pick(-128, -1, 0, 1, 127)],
  ["Int16", pl.Int16, pick(-32768, -1, 0, 1, 32767)],
  ["Int32", pl.Int32, pick(-(2 ** 31), -1, 0, 1, 2 ** 31 - 1)],
  ["Int64", pl.Int64, pick(-5, -1, 0, 1, 2 ** 40)],
  ["UInt8", pl.UInt8, pick(0, 1, 255)],
  ["UInt16", pl.UInt16, pick(0, 1, 65535)],
  ["UInt32", pl.UInt32, pick(0, 1, 2 ** 32 - 1)],
  ["UInt64", pl.UInt64, pick(0, 1, 2 ** 40)],
  ["Float32", pl.Float32, pick(-1.5, 0, 0.25, 2, Number.NaN)],
  ["Float64", pl.Float64, pick(-1.5, 0, 0.125, 2, Number.NaN, Number.NEGATIVE_INFINITY)],
  ["Utf8", pl.Utf8, pick(...texts)],
  ["Categorical", pl.Categorical, pick(...texts)],
  ["Date", pl.Date, pick(new Date(0), new Date(-day), new Date(20_000 * day))],
  ["Datetime", pl.Datetime("ms"), pick(new Date(0), new Date(-1), new Date(2e12))],
  ["Duration", pl.Duration("us"), pick(-1, 0, 5)],
  ["List(Int8)", pl.List(pl.Int8), (random) => (random.below(4) === 0 ? [] : [random.below(5), null])],
  ["List(Utf8)", pl.List(pl.Utf8), (random) => [pick(...texts)(random)]],
];
const lengths = [0, 1, 2, 7, 8, 9, 63, 64, 65, 300] as const;

/** Null, empty, short and long lists. */
function randomList(make: Make, random: RandomSource): unknown[] | null {
  const kind = random.below(8);
  if (kind === 0) return null;
  if (kind === 1) return [];
  return Array.from({ length: kind === 2 ? 20 : random.below(4) }, () => (random.below(5) === 0 ? null : make(random)));
}

interface Made {
  readonly frame: DataFrame;
  readonly rows: readonly Row[];
}

/** A frame of a number, a key, lists, and lists equally long as those; in one chunk or two, whole or cut. */
function made(dtype: ColumnType, make: Make, height: number, random: RandomSource): Made {
  const whole = Array.from({ length: height + 70 }, (_, id) => {
    const l = randomList(make, random);
    return { id, k: random.below(5) === 0 ? null : random.below(4), l, same: l === null ? null : l.map((_item, index) => index % 2 === 0) };
  });
  const schema = { id: pl.Int32, k: pl.Int32, l: pl.List(dtype), same: pl.List(pl.Bool) };
  const frameOf = (rows: readonly Row[]): Loose => (pl as Loose).DataFrame(rows, { schema });
  const offset = [0, 64, 5][random.below(3)] as number;
  const rows = whole.slice(offset, offset + height);
  const cut = random.below(height + 1);
  if (height > 0 && random.below(2) === 0)
    return { frame: pl.concat([frameOf(rows.slice(0, cut)), frameOf(rows.slice(cut))]) as Loose, rows };
  return { frame: frameOf(whole).slice(offset, height), rows };
}

/** Runs `check` on random frames of each dtype of elements. */
function onRandomFrames(check: (frame: Loose, rows: readonly Row[], random: RandomSource) => void): void {
  const cases = fc.tuple(fc.constantFrom(...elements), fc.constantFrom(...lengths), fc.nat(2 ** 31 - 1));
  fc.assert(
    fc.property(cases, ([[, dtype, make], height, seed]) => {
      const random = mulberry(seed);
      pl.configure({ fusedRowsMin: random.below(2) === 0 ? 0 : Number.POSITIVE_INFINITY });
      const { frame, rows } = made(dtype, make, height, random);
      check(frame, rows, random);
    }),
    { numRuns: 60 },
  );
}

const explodedRows = (rows: readonly Row[], ...names: readonly string[]): Row[] =>
  rows.flatMap((row) => {
    const lists = names.map((name) => row[name] as readonly unknown[] | null);
    const count = Math.max(1, lists[0]?.length ?? 0);
    return Array.from({ length: count }, (_, index) => ({
      ...row,
      ...Object.fromEntries(names.map((name, at) => [name, lists[at]?.[index] ?? null])),
    }));
  });

describe("columns of lists", () => {
  it("read out what they were made of", () => {
    onRandomFrames((frame, rows) => {
      expect(frame.toRecords()).toEqual(rows);
      expect(frame.rows().map((row: unknown[]) => row[2])).toEqual(rows.map((row) => row.l));
      if (rows.length > 0) expect(frame.row(-1)[2]).toEqual(rows.at(-1)?.l);
    });
  });

  it("are moved by filters, sorts, slices, selections, concatenation and when", () => {
    onRandomFrames((frame, rows, random) => {
      const least = random.below(4);
      const wanted = rows.filter((row) => row.k !== null && (row.k as number) >= least).reverse();
      const moved = frame.lazy().filter(col("k").gtEq(least)).sort("id", true);
      expect(moved.collectSync().toRecords()).toEqual(wanted);
      expect(moved.limit(3).select("l", "id").collectSync().toRecords()).toEqual(wanted.slice(0, 3).map(({ id, l }) => ({ l, id })));
      expect(frame.slice(2, 9).toRecords()).toEqual(rows.slice(2, 11));
      expect((pl as Loose).concat([frame, frame.tail(3)]).toRecords()).toEqual([...rows, ...rows.slice(-3)]);
      const chosen = frame.select(pl.when(col("k").gt(1)).then(col("l")).otherwise(null), col("l").isNull().alias("n"));
      expect(chosen.toRecords()).toEqual(rows.map(({ k, l }) => ({ l: (k as number) > 1 ? l : null, n: l === null })));
      expect(frame.unique("k", "first", true).toRecords()).toEqual(
        rows.filter((row, index) => rows.findIndex((other) => other.k === row.k) === index),
      );
    });
  });

  it("are carried by both sides of joins", () => {
    onRandomFrames((frame, rows) => {
      const other = frame.select(col("id").mul(2).alias("id"), col("l").alias("m")).limit(40);
      const others = rows.slice(0, 40).map(({ id, l }) => ({ id: (id as number) * 2, m: l }));
      const wanted = rows.flatMap((row) => {
        const matches = others.filter(({ id }) => id === row.id);
        return (matches.length > 0 ? matches : [{ m: null }]).map(({ m }) => ({ ...row, m }));
      });
      expect(frame.join(other, { on: "id", how: "left" }).toRecords()).toEqual(wanted);
      const full = frame.join(other, { on: "id", how: "full" }).toRecords();
      expect(full.filter((row: Row) => row.id_right !== null).map((row: Row) => row.m)).toEqual(
        expect.arrayContaining(others.map(({ m }) => m)),
      );
      expect(full.filter((row: Row) => row.id !== null).map((row: Row) => row.l)).toEqual(rows.map(({ l }) => l));
    });
  });

  it("outlive the frames they come from, and leave nothing behind", () => {
    const rows = Array.from({ length: 300 }, (_, id) => ({
      id,
      l: id % 3 === 0 ? null : texts.slice(0, id % 5).map((text) => [text, null]),
    }));
    const used = (): number => {
      const frame: Loose = pl.DataFrame(rows);
      const result = frame.lazy().filter(col("id").gt(0)).explode("l").collectSync();
      frame.dispose();
      expect(result.toRecords()).toEqual(explodedRows(rows.slice(1), "l"));
      result.dispose();
      return pl.memoryUsage().usedBytes;
    };
    // What threads keep for later is there after the first.
    const before = used();
    expect(used()).toBeLessThanOrEqual(before);
  });
});

describe("lists in Parquet files", () => {
  const folder = mkdtempSync(join(tmpdir(), "floe-lists-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("are written and read, over several row groups, at once and awaited", async () => {
    const path = join(folder, "lists.parquet");
    const random = mulberry(11);
    const rows = Array.from({ length: 20_000 }, (_, id) => ({
      id,
      words: randomList(pick(...texts), random),
      nested: randomList((each) => (each.below(3) === 0 ? [] : [each.below(9), null]), random),
    }));
    const schema = { id: pl.Int32, words: pl.List(pl.Utf8), nested: pl.List(pl.List(pl.Int64)) };
    await (pl as Loose).DataFrame(rows, { schema }).writeParquet(path, { rowGroupSize: 3000 });
    const scan: Loose = pl.scanParquet(path);
    expect(scan.explain()).toContain('READ BY parquet-wasm: ["words","nested"]');
    expect(await scan.collectSchema()).toEqual(schema);
    for (const frame of [await scan.collect(), scan.collectSync()]) expect(frame.toRecords()).toEqual(rows);
    const some = await scan.filter(col("id").gtEq(17_995)).explode("words").collect();
    expect(some.toRecords()).toEqual(explodedRows(rows.slice(17_995), "words"));
  });
});

describe("explode", () => {
  it("gives a row for each element, and one with null where there is none", () => {
    onRandomFrames((frame, rows) => {
      expect(frame.explode("l").toRecords()).toEqual(explodedRows(rows, "l"));
      expect(frame.explode("l", col("same")).toRecords()).toEqual(explodedRows(rows, "l", "same"));
      const filtered = frame
        .lazy()
        .explode("same")
        .filter(col("same").and(col("k").gt(1)))
        .select("id", "l");
      const wanted = explodedRows(rows, "same").filter(({ same, k }) => same === true && (k as number) > 1);
      expect(filtered.collectSync().toRecords()).toEqual(wanted.map(({ id, l }) => ({ id, l })));
      expect(frame.lazy().explode("l").limit(5).collectSync().toRecords()).toEqual(explodedRows(rows, "l").slice(0, 5));
    });
  });

  it("of lists longer than a batch, and of more rows than one", () => {
    const long = Array.from({ length: 40_000 }, (_, index) => index);
    expect(
      pl
        .DataFrame({ id: [1, 2], l: [long, [7]] })
        .explode("l")
        .toObject(),
    ).toEqual({
      id: [...long.map(() => 1), 2],
      l: [...long, 7],
    });
    const many = Array.from({ length: 40_000 }, (_, id) => ({ id, l: id % 3 === 0 ? null : long.slice(0, id % 4) }));
    expect((pl.DataFrame(many) as Loose).explode("l").toRecords()).toEqual(explodedRows(many, "l"));
  });

  it("undoes what agg collects", () => {
    onRandomFrames((frame, rows) => {
      const collected = frame.lazy().groupBy("k", true).agg(col("id"), col("l"));
      const wanted = [...groupsOf(rows)].flatMap(([, group]) => group.map(({ k, id, l }) => ({ k, id, l })));
      expect(collected.explode("id", "l").collectSync().toRecords()).toEqual(wanted);
    });
  });
});

function groupsOf(rows: readonly Row[]): Map<unknown, Row[]> {
  const groups = new Map<unknown, Row[]>();
  for (const row of rows) groups.set(row.k, [...(groups.get(row.k) ?? []), row]);
  return groups;
}

describe("collecting to lists", () => {
  const single = elements.filter(([, dtype]) => dtype.kind !== "List");

  it("keeps all values of a group in the order of the rows", () => {
    const cases = fc.tuple(
      fc.constantFrom(...single),
      fc.constantFrom(...lengths, 20_000),
      fc.nat(2 ** 31 - 1),
      fc.constantFrom(1, 3, 1e6),
    );
    fc.assert(
      fc.property(cases, ([[, dtype, make], height, seed, keys]) => {
        const random = mulberry(seed);
        const rows: Row[] = Array.from({ length: height }, () => ({
          k: random.below(6) === 0 ? null : random.below(keys),
          v: random.below(5) === 0 ? null : make(random),
          b: random.below(3) > 0,
        }));
        const frame: Loose = (pl as Loose).DataFrame(rows, { schema: { k: pl.Int32, v: dtype, b: pl.Bool } });
        const kept = rows.filter(({ b }) => b);
        const wanted = [...groupsOf(kept)].map(([k, group]) => ({ k, v: group.map(({ v }) => v), n: group.length }));
        const query = frame.lazy().filter("b").groupBy("k", true).agg(col("v"), pl.len().alias("n"));
        expect(query.collectSync().toRecords()).toEqual(wanted);
        expect(frame.filter(col("b")).select(col("v").implode()).toObject()).toEqual({ v: [kept.map(({ v }) => v)] });
      }),
      { numRuns: 60 },
    );
  });

  it("collects expressions, aggregates inside them, and over", () => {
    const frame: Loose = pl.DataFrame({ k: ["x", "y", "x"], v: [1, 5, 3] });
    const agg = frame.groupBy("k", true).agg(col("v").sub(col("v").mean()).alias("d"), col("v").max().alias("m"), lit(1).alias("one"));
    expect(agg.toObject()).toEqual({ k: ["x", "y"], d: [[-1, 1], [0]], m: [3, 5], one: [1, 1] });
    expect(frame.select(col("v").implode().over("k")).toObject()).toEqual({ v: [[1, 3], [5], [1, 3]] });
    const lists = frame.groupBy("k", true).agg("v");
    expect(lists.select(col("v").first(), col("v").last().alias("l")).toObject()).toEqual({ v: [[1, 3]], l: [[5]] });
    expect((pl as Loose).concat([lists, lists]).groupBy("k", true).first().toObject()).toEqual({ k: ["x", "y"], v: [[1, 3], [5]] });
    expect(() => frame.select(col("v").max().implode())).toThrow("implode needs a value for each row, not one value");
    expect(frame.filter(col("v").gt(9)).groupBy("k").agg("v").toObject()).toEqual({ k: [], v: [] });
    expect(frame.filter(col("v").gt(9)).select(col("v").implode()).toObject()).toEqual({ v: [[]] });
  });

  it("has the same bits with 1, 2 and 4 threads", async () => {
    const rows = 150_000;
    const frame: Loose = pl.DataFrame({
      few: Int32Array.from({ length: rows }, (_, row) => (row * 7919) % 13),
      many: Int32Array.from({ length: rows }, (_, row) => (row * 7919) % 50_021),
      s: Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? null : `name ${row} that is long`)),
    });
    for (const key of ["few", "many"]) {
      const wanted = new Map<number, (string | null)[]>();
      const [keys, values] = [frame.getColumn(key).toArray(), frame.getColumn("s").toArray()];
      for (const [row, value] of keys.entries()) {
        const list = wanted.get(value) ?? [];
        list.push(values[row]);
        wanted.set(value, list);
      }
      for (const count of [1, 2, 4]) {
        pl.setThreadPoolSize(count);
        const result = await frame.lazy().groupBy(key, true).agg(col("s")).collect();
        expect(result.getColumn(key).toArray()).toEqual([...wanted.keys()]);
        expect(result.getColumn("s").toArray()).toEqual([...wanted.values()]);
        const lengthsOf = await result.lazy().explode("s").select(col("s").isNotNull().sum()).collect();
        expect(lengthsOf.toObject()).toEqual({ s: [values.filter((value: unknown) => value !== null).length] });
        result.dispose();
      }
    }
    pl.setThreadPoolSize(threads);
  });
});

type List = readonly unknown[];
const orderOf = (left: unknown, right: unknown): number => {
  if (typeof left === "string") return Buffer.compare(Buffer.from(left), Buffer.from(right as string));
  if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
  return Number(left) - Number(right);
};
const present = (list: List): unknown[] => list.filter((item) => item !== null);
const extreme = (list: List, sign: number): unknown => {
  const numbers = present(list).filter((item) => !Number.isNaN(item));
  return (numbers.length > 0 ? numbers : present(list)).sort((left, right) => sign * orderOf(left, right))[0] ?? null;
};
const same = (left: unknown, right: unknown): boolean => left === right || (left !== null && right !== null && orderOf(left, right) === 0);
const sorted = (list: List, sign: number): unknown[] => [
  ...list.filter((item) => item === null),
  ...present(list).sort((left, right) => sign * orderOf(left, right)),
];

const ofAny: Record<string, readonly [(lists: Loose) => Loose, (list: List) => unknown]> = {
  lengths: [(l) => l.lengths(), (list) => list.length],
  first: [(l) => l.first(), (list) => list[0] ?? null],
  last: [(l) => l.last(), (list) => list.at(-1) ?? null],
  get: [(l) => l.get(1), (list) => list[1] ?? null],
  "get from the end": [(l) => l.get(-2), (list) => list.at(-2) ?? null],
  reverse: [(l) => l.reverse(), (list) => [...list].reverse()],
  slice: [(l) => l.slice(1, 2), (list) => list.slice(1, 3)],
  "slice from the end": [(l) => l.slice(-2), (list) => list.slice(list.length < 2 ? 0 : -2)],
  head: [(l) => l.head(2), (list) => list.slice(0, 2)],
  tail: [(l) => l.tail(2), (list) => list.slice(Math.max(0, list.length - 2))],
};
const ofSingle: typeof ofAny = {
  min: [(l) => l.min(), (list) => extreme(list, 1)],
  max: [(l) => l.max(), (list) => extreme(list, -1)],
  sort: [(l) => l.sort(), (list) => sorted(list, 1)],
  "sort descending": [(l) => l.sort(true), (list) => sorted(list, -1)],
  unique: [(l) => l.unique(), (list) => list.filter((item, at) => list.findIndex((other) => same(item, other)) === at)],
  "contains null": [(l) => l.contains(null), (list) => list.includes(null)],
};

describe("functions of lists", () => {
  it.each(Object.entries(ofAny))("%s, of every dtype", (_, [apply, oracle]) => {
    onRandomFrames((frame, rows) => {
      const wanted = rows.map(({ l }) => (l === null ? null : oracle(l as List)));
      expect(frame.select(apply(col("l").lst)).toObject().l).toEqual(wanted);
    });
  });

  it.each(Object.entries(ofSingle))("%s, of every dtype but lists", (_, [apply, oracle]) => {
    onRandomFrames((frame, rows) => {
      if (frame.schema.l.inner.kind === "List") return;
      const wanted = rows.map(({ l }) => (l === null ? null : oracle(l as List)));
      expect(frame.select(apply(col("l").lst)).toObject().l).toEqual(wanted);
    });
  });

  it("contains finds what is among the elements", () => {
    onRandomFrames((frame, rows) => {
      if (frame.schema.l.inner.kind === "List") return;
      const found = (item: (list: List) => unknown) => rows.map(({ l }) => l && (l as List).some((other) => same(other, item(l as List))));
      const first = col("l").lst.contains(col("l").lst.first());
      const last = col("l").lst.reverse().lst.contains(col("l").lst.last());
      const item = (list: List, at: number) => list.at(at) ?? null;
      expect(frame.select(first, last.alias("last")).toObject()).toEqual({ l: found((l) => item(l, 0)), last: found((l) => item(l, -1)) });
    });
  });

  it("sum and mean skip nulls", () => {
    const numbers = elements.filter(([, { kind }]) => /^(U?Int(8|16|32|64)|Float|Bool)/.test(kind));
    fc.assert(
      fc.property(fc.constantFrom(...numbers), fc.constantFrom(...lengths), fc.nat(2 ** 31 - 1), ([, dtype, make], height, seed) => {
        const { frame, rows } = made(dtype, make, height, mulberry(seed));
        const values = rows.map(({ l }) => (l === null ? null : present(l as List).map(Number)));
        const result: Loose = (frame as Loose).select(col("l").lst.sum(), col("l").lst.mean().alias("mean")).toObject();
        const total = (list: readonly number[]) => list.reduce((sum, item) => sum + item, 0);
        const wrap = { Int32: (sum: number) => Number(BigInt.asIntN(32, BigInt(sum))), UInt32: (sum: number) => sum % 2 ** 32 };
        const wrapped = wrap[dtype.kind as keyof typeof wrap] ?? ((sum: number) => (dtype.kind === "Float32" ? Math.fround(sum) : sum));
        expect(result.l).toEqual(values.map((list) => list && wrapped(total(list))));
        const round = dtype.kind === "Float32" ? Math.fround : (mean: number) => mean;
        expect(result.mean).toEqual(values.map((list) => (list === null || list.length === 0 ? null : round(total(list) / list.length))));
      }),
      { numRuns: 100 },
    );
  });

  it("join and split strings", () => {
    const strings = fc.array(fc.option(fc.array(fc.option(fc.constantFrom(...texts, "x,y"), { nil: null })), { nil: null }), {
      maxLength: 70,
    });
    fc.assert(
      fc.property(strings, fc.constantFrom(",", "", "a string", ", é"), fc.boolean(), (l, separator, ignoreNulls) => {
        const frame: Loose = (pl as Loose).DataFrame({ l }, { schema: { l: pl.List(pl.Utf8) } });
        const joined = l.map((list) => {
          if (list === null || (!ignoreNulls && list.includes(null))) return null;
          return present(list).join(separator);
        });
        expect(frame.select(col("l").lst.join(separator, ignoreNulls)).toObject().l).toEqual(joined);
        const s: Loose = (pl as Loose).DataFrame({ s: joined, by: joined.map(() => separator) }, { schema: { s: pl.Utf8 } });
        const parts = joined.map((text) => text && (separator === "" ? [...text] : text.split(separator)));
        const wanted = parts.map((list) => (list === "" ? (separator === "" ? [] : [""]) : list));
        const result = s.select(col("s").str.split(separator), col("s").str.split(col("by")).alias("v")).toObject();
        expect(result).toEqual({ s: wanted, v: wanted });
        const inclusive = wanted.map(
          (list) =>
            list &&
            (separator === ""
              ? list
              : list
                  .map((part, at) => (at + 1 < list.length ? part + separator : part))
                  .filter((part, at) => part !== "" || at + 1 < list.length)),
        );
        expect(s.select(col("s").str.split(separator, true)).toObject().s).toEqual(inclusive);
      }),
      { numRuns: 150 },
    );
  });

  it("on strings of a dictionary", () => {
    const frame: Loose = (pl as Loose).DataFrame({ s: ["a,b", "c", "a,b", null] }, { schema: { s: pl.Categorical } }).lazy();
    const utf8 = frame.select(col("s").cast(pl.Utf8).alias("s"));
    const parts = utf8.select(col("s").str.split(","), col("s").str.split(",").lst.get(1).alias("second")).collectSync();
    expect(parts.toObject()).toEqual({ s: [["a", "b"], ["c"], ["a", "b"], null], second: ["b", null, "b", null] });
    expect(frame.groupBy(col("s").isNull().alias("n"), true).agg(col("s")).collectSync().toObject()).toEqual({
      n: [false, true],
      s: [["a,b", "c", "a,b"], [null]],
    });
  });

  it("of Categoricals go out to Arrow once they are exploded", async () => {
    const frame: Loose = (pl as Loose)
      .DataFrame(
        {
          l: [
            ["x", "y"],
            ["x", null],
          ],
        },
        { schema: { l: pl.List(pl.Categorical) } },
      )
      .explode("l");
    expect([...(await frame.toArrow()).getChild("l")]).toEqual(["x", "y", "x", null]);
  });

  it("get out of bounds raises if asked to, in selected rows only", () => {
    const frame: Loose = pl.DataFrame({ k: [1, 2, 3], l: [[1, 2], [3], [null, 4]] });
    expect(frame.filter(col("k").neq(2)).select(col("l").lst.get(1, false)).toObject()).toEqual({ l: [2, 4] });
    expect(frame.filter(col("k").neq(2)).select(col("l").lst.get(0, false)).toObject()).toEqual({ l: [1, null] });
    expect(() => frame.select(col("l").lst.get(1, false))).toThrow(
      'index out of bounds in col("l").lst.get(1, false) for 1 of 3 values: [1]',
    );
    expect(frame.select(col("l").lst.get(col("k").sub(1).cast(pl.Int64))).toObject()).toEqual({ l: [1, null, null] });
  });
});

describe("as nodejs-polars", () => {
  const values = {
    k: [1, 1, 2, null, 3],
    l: [[3, 1, null, 1, Number.NaN], [], null, [2], [-1, 0]],
    s: [["b", "a", "b"], [null], [], null, ["a long string, longer than a view"]],
    t: ["a,b,,c", "", null, ",", "é"],
  };
  const queries: Record<string, (frame: Loose, library: Loose) => Loose> = {
    explode: (frame) => frame.explode("l"),
    "explode of two": (frame) => frame.select("k", "l").explode("l").select("l", "k"),
    agg: (frame, { col: c }) => frame.filter(c("k").isNotNull()).groupBy("k").agg(c("l").lst.sum().alias("x"), c("t")).sort("k"),
    unpivot: (frame) => frame.unpivot(["t"], ["k"]),
    lengths: (frame, { col: c }) => frame.select(c("l").lst.lengths(), c("s").lst.lengths()),
    ends: (frame, { col: c }) => frame.select(c("l").lst.first(), c("s").lst.last()),
    get: (frame, { col: c }) => frame.select(c("l").lst.get(0), c("s").lst.get(-1)),
    extremes: (frame, { col: c }) => frame.select(c("l").lst.min(), c("s").lst.max(), c("l").lst.max().alias("m")),
    sum: (frame, { col: c }) => frame.select(c("l").lst.sum(), c("l").lst.mean().alias("m")),
    sort: (frame, { col: c }) => frame.select(c("l").lst.sort(), c("s").lst.sort(), c("l").lst.sort(true).alias("d")),
    reverse: (frame, { col: c }) => frame.select(c("l").lst.reverse(), c("s").lst.reverse()),
    slices: (frame, { col: c }) => frame.select(c("l").lst.slice(-2, 1), c("s").lst.head(1), c("l").lst.tail(2).alias("t2")),
    contains: (frame, { col: c }) => frame.select(c("l").lst.contains(1), c("s").lst.contains("b")),
    join: (frame, { col: c }) => frame.select(c("s").lst.join("-")),
    split: (frame, { col: c }) => frame.select(c("t").str.split(","), c("t").str.split("").alias("c")),
  };
  it.each(Object.entries(queries))("%s", (_, query) => {
    // Without a reading of NaN in lists, nodejs-polars gives null.
    const plain = (text: unknown): string => JSON.stringify(text);
    const [floe, other] = [query(pl.DataFrame(values), pl), query(polars.DataFrame(values as Loose), polars)];
    expect(plain(floe.toRecords())).toBe(plain(other.toRecords()));
  });
});

describe("lists are refused", () => {
  const frame: Loose = pl.DataFrame({ k: [1, 2], l: [[1], [2, 3]], m: [[1], [2]], s: [["a"], []] });
  const refusals: readonly (readonly [string, () => unknown, string, string])[] = [
    [
      "as keys of groups",
      () => frame.groupBy("l").len(),
      "InvalidOperationError",
      'the key "l" can\'t be a List, but is List(Float64)\n  in: GROUP BY col("l")',
    ],
    [
      "as keys of sorts",
      () => frame.sort("l"),
      "InvalidOperationError",
      'the key "l" can\'t be a List, but is List(Float64)\n  in: SORT BY col("l")',
    ],
    [
      "as keys of joins",
      () => frame.join(frame, { on: "l" }),
      "InvalidOperationError",
      'the key "l" can\'t be a List, but is List(Float64)\n  in: JOIN LEFT ON col("l")',
    ],
    [
      "as keys of over",
      () => frame.select(col("k").sum().over("l")),
      "InvalidOperationError",
      'a key of over can\'t be a List, but is List(Float64)\n  in: SELECT col("k").sum().over(col("l"))',
    ],
    ["by unique", () => frame.unique(), "InvalidOperationError", 'unique: column "l" can\'t be a List, but is List(Float64)'],
    [
      "by comparisons",
      () => frame.filter(col("l").eq(col("m"))),
      "SchemaError",
      'eq cannot compare List(Float64) with List(Float64)\n  in: FILTER col("l") == col("m")',
    ],
    [
      "by aggregates of single values",
      () => frame.select(col("l").max()),
      "InvalidOperationError",
      'max needs any dtype but List, not List(Float64)\n  in: SELECT col("l").max()',
    ],
    [
      "by casts",
      () => frame.select(col("l").cast(pl.Utf8)),
      "InvalidOperationError",
      'cannot cast List(Float64) to Utf8\n  in: SELECT col("l").cast(Utf8)',
    ],
    ["by explode, where there are none", () => frame.explode("k"), "InvalidOperationError", 'explode needs a List, not Float64 of "k"'],
    [
      "by explode, of different lengths",
      () => frame.explode("l", "m"),
      "ShapeError",
      'explode: lists of one row must be equally long, but in a row "l" has 2 elements, "m" has 1 elements',
    ],
    [
      "by sums of other than numbers",
      () => frame.select(col("s").lst.sum()),
      "SchemaError",
      'lst.sum needs a List of numbers, Bools or Durations, not List(Utf8)\n  in: SELECT col("s").lst.sum()',
    ],
    [
      "by functions of lists, where there are none",
      () => frame.select(col("k").lst.first()),
      "SchemaError",
      'lst.first needs a List, not Float64\n  in: SELECT col("k").lst.first()',
    ],
    [
      "by contains of another dtype",
      () => frame.select(col("s").lst.contains(1)),
      "SchemaError",
      'lst.contains cannot look for an integer among elements of Utf8\n  in: SELECT col("s").lst.contains(1)',
    ],
    [
      "where elements are of several kinds",
      () => pl.DataFrame({ l: [[1], ["x"]] } as Loose),
      "SchemaError",
      'column "l": among the elements of the lists: the values are of several kinds: number at index 0, string at index 1',
    ],
    [
      "where an element doesn't fit",
      () => pl.DataFrame({ l: [[1], [300]] }, { schema: { l: pl.List(pl.Int8) } }),
      "InvalidOperationError",
      'column "l": among the elements of the lists: Int8 does not hold 300 (number) at index 1; allowed: integers from -128 to 127',
    ],
    [
      "where a value is no list",
      () => (pl as Loose).DataFrame({ l: [[1], 2] }, { schema: { l: pl.List(pl.Int8) } }),
      "SchemaError",
      'column "l": List(Int8) does not hold 2 (number) at index 1; allowed: arrays',
    ],
  ];
  it.each(refusals)("%s", (_, run, name, message) => {
    expect(run).toThrow(expect.objectContaining({ name, message }));
  });
});
