// Integer keys of frames: their range is measured, and few possible values are grouped by direct address.

import fc from "fast-check";
import pl from "floe";
import { afterAll, describe, expect, it } from "vitest";
import { buildColumn, type Column, concatColumns, sliceColumn } from "../../src/column/index.js";
import { DIRECT_SLOTS_MAX } from "../../src/physical/grouping/index.js";
import { columnRange } from "../../src/physical/sources/column-range.js";
import { type ColumnType, Date_, Float64, Int8, Int16, Int32, Int64, UInt16, UInt32, UInt64, Utf8 } from "../../src/types/index.js";
import { instance } from "../kernels/support.js";

const { heap } = instance;

const bounds: readonly (readonly [ColumnType, bigint, bigint])[] = [
  [Int16, -(2n ** 15n), 2n ** 15n - 1n],
  [UInt16, 0n, 2n ** 16n - 1n],
  [Int32, -(2n ** 31n), 2n ** 31n - 1n],
  [UInt32, 0n, 2n ** 32n - 1n],
  [Int64, -(2n ** 63n), 2n ** 63n - 1n],
  [UInt64, 0n, 2n ** 64n - 1n],
];

type Cells = readonly (bigint | null)[];

function columnOf(dtype: ColumnType, cells: Cells): Column {
  const wide = dtype.kind === "Int64" || dtype.kind === "UInt64";
  return buildColumn(wide ? cells : cells.map((cell) => (cell === null ? null : Number(cell))), heap, dtype);
}

function rangeOf(cells: Cells) {
  const values = cells.filter((cell) => cell !== null);
  if (values.length === 0) return undefined;
  const ordered = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const [min, max] = [ordered[0] as bigint, ordered.at(-1) as bigint];
  return max - min < DIRECT_SLOTS_MAX ? { min, max } : undefined;
}

describe("the range of a column", () => {
  it.each(bounds)("of %o is that of its values, over chunks and slices", (dtype, least, greatest) => {
    const cell = fc.oneof(fc.bigInt(least, least + 100n), fc.bigInt(greatest - 100n, greatest), fc.constant((least + greatest) / 2n));
    const near = fc.bigInt(least, greatest).chain((from) => fc.bigInt(from, from + 300n > greatest ? greatest : from + 300n));
    const cells = fc.oneof(fc.array(fc.option(cell)), fc.array(fc.option(near)), fc.constant([greatest]), fc.array(fc.constant(null)));
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 3 }), fc.nat(9), (parts, skipped) => {
        const all = parts.flat();
        const [first, ...rest] = parts.map((part) => columnOf(dtype, part)) as [Column, ...Column[]];
        const column = concatColumns([first, ...rest], heap);
        const from = Math.min(skipped, all.length);
        expect(columnRange(column, instance)).toEqual(rangeOf(all));
        expect(columnRange(sliceColumn(column, from, all.length - from, heap), instance)).toEqual(rangeOf(all.slice(from)));
      }),
    );
  });

  it("has the values that a sample leaves out", () => {
    const rows = 200_001;
    const cells = Array.from({ length: rows }, (_, row) => BigInt(row % 10));
    const withOne = (value: bigint) => columnRange(columnOf(Int32, cells.with(150_001, value)), instance);
    expect(withOne(5n)).toEqual({ min: 0n, max: 9n });
    expect(withOne(-3n)).toEqual({ min: -3n, max: 9n });
    expect(withOne(BigInt(DIRECT_SLOTS_MAX - 1))).toEqual({ min: 0n, max: BigInt(DIRECT_SLOTS_MAX - 1) });
    expect(withOne(BigInt(DIRECT_SLOTS_MAX))).toBeUndefined();
  });

  it("is of integers, dates and times that need one", () => {
    expect(columnRange(columnOf(Date_, [3n, null, 9n]), instance)).toEqual({ min: 3n, max: 9n });
    for (const column of [columnOf(Int8, [3n]), buildColumn([1, 2], heap, Float64), buildColumn(["a"], heap, Utf8)]) {
      expect(columnRange(column, instance)).toBeUndefined();
    }
  });
});

const ROWS = 120_000;
const keyTypes: readonly (readonly [string, typeof pl.Int64 | typeof pl.Int32 | typeof pl.UInt64, bigint])[] = [
  ["least of Int64", pl.Int64, -(2n ** 63n)],
  ["greatest of UInt64", pl.UInt64, 2n ** 64n - 50_000n],
  ["around zero", pl.Int32, -25_000n],
];

describe.each(keyTypes)("groups of keys %s", (_, dtype, least) => {
  const threads = pl.threadPoolSize();
  afterAll(() => pl.setThreadPoolSize(threads));
  /** Rows with few keys, and with many. */
  const keysOf = (count: number) =>
    Array.from({ length: ROWS }, (_, row) => (row % 1001 === 7 ? null : least + BigInt((row * 7919) % count)));

  it.each([3, 100, 50_000])("of %i values come with their sums, whatever the threads", (count) => {
    const keys = keysOf(count);
    const cells = dtype === pl.Int32 ? keys.map((key) => (key === null ? null : Number(key))) : keys;
    const frame = pl.DataFrame(
      {
        k: cells,
        fifth: Int32Array.from(keys, (_, row) => row % 5),
        v: Float64Array.from(keys, (_, row) => row / 4),
        noise: Float64Array.from(keys, (_, row) => Math.sin(row) * 10 ** (row % 17)),
      },
      { schema: { k: dtype, fifth: pl.Int32, v: pl.Float64, noise: pl.Float64 } },
    );
    const wanted = new Map<bigint | null, { n: number; last: number; total: number }>();
    for (const [row, key] of keys.entries()) {
      if (row % 5 === 0) continue;
      const group = wanted.get(key) ?? { n: 0, last: 0, total: 0 };
      wanted.set(key, { n: group.n + 1, last: row / 4, total: group.total + row / 4 });
    }
    const grouped = () =>
      frame
        .lazy()
        .filter(pl.col("fifth").neq(0))
        .groupBy("k", { maintainOrder: true })
        .agg(pl.len().alias("n"), pl.col("v").last().alias("last"), pl.col("v").sum().alias("total"), pl.col("noise").sum())
        .collectSync();
    const results = [1, 2, 4].map((threadCount) => {
      pl.setThreadPoolSize(threadCount);
      return grouped();
    });
    for (const result of results) {
      const toKey = (key: unknown) => (key === null ? null : BigInt(key as number | bigint));
      expect(result.getColumn("k").toArray().map(toKey)).toEqual([...wanted.keys()]);
      expect(result.getColumn("n").toArray().map(Number)).toEqual([...wanted.values()].map(({ n }) => n));
      expect([...result.getColumn("last").toArray()]).toEqual([...wanted.values()].map(({ last }) => last));
      expect([...result.getColumn("total").toArray()]).toEqual([...wanted.values()].map(({ total }) => total));
      expect([...result.getColumn("noise").toArray()]).toEqual([...(results[0] as typeof result).getColumn("noise").toArray()]);
    }
  });
});
