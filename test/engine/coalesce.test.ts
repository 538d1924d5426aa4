// Small batches that filters and joins leave are put together before their rows are aggregated: the same rows, in the same order, and the
// same bits for any number of threads and in both tiers.

import pl from "floe";
import { afterAll, expect, it } from "vitest";
import { BATCH_ROWS, type Batch } from "../../src/column/index.js";
import { Coalesce } from "../../src/physical/operators/coalesce.js";
import { LazyBatch, type Operator, SelectedBatch } from "../../src/physical/operators/operator.js";
import { kernelInstance, Vectors } from "../support/vectors.js";

const ROWS = 64 * BATCH_ROWS + 77;
const KEYS = 13;
/** Few rows stay of a batch, then most, then none, then every other, again and again. */
const stays = (row: number): boolean => {
  const share = [400, 1, 0, 2][Math.floor(row / 150_000) % 4]!;
  return share > 0 && row % share === 0;
};
const isNull = (row: number): boolean => row % 7 === 3;
const value = (row: number): number => Math.sin(row) * 10 ** (row % 5);

const rows = pl.DataFrame({
  row: Int32Array.from({ length: ROWS }, (_, row) => row),
  k: Int32Array.from({ length: ROWS }, (_, row) => (row * 7919) % KEYS),
  f: Int32Array.from({ length: ROWS }, (_, row) => Number(stays(row))),
  v: Float64Array.from({ length: ROWS }, (_, row) => value(row)),
});
const named = pl.DataFrame({ f: Int32Array.of(1, 5), name: ["stays", "occurs never"] }).lazy();
type Frame = ReturnType<typeof rows.lazy>;

const thinned: Record<string, (frame: Frame) => Frame> = {
  "a filter": (frame) => frame.filter(pl.col("f").eq(1)),
  "a semi join": (frame) => frame.join(named, { on: "f", how: "semi" }),
  "an inner join": (frame) => frame.join(named, { on: "f" }).select("row", "k", "f", "v"),
};
const threads = pl.threadPoolSize();
afterAll(() => {
  pl.setThreadPoolSize(threads);
  pl.configure({ fusedRowsMin: 100_000 });
});

const expected = Array.from({ length: KEYS }, (_, k) => ({ k, rows: 0, valid: 0, first: -1, last: -1, sum: 0 }));
for (let row = 0; row < ROWS; row++) {
  if (!stays(row)) continue;
  const group = expected[(row * 7919) % KEYS]!;
  if (group.rows === 0) group.first = row;
  group.last = row;
  group.rows++;
  if (isNull(row)) continue;
  group.valid++;
  group.sum += value(row) + 1;
}

it.each(Object.entries(thinned))("after %s", (_, thin) => {
  const query = thin(rows.lazy())
    .withColumns(pl.when(pl.col("row").modulo(7).neq(3)).then(pl.col("v").add(1)).otherwise(null).alias("w"))
    .groupBy("k")
    .agg(
      pl.len().alias("rows"),
      pl.col("w").count().alias("valid"),
      pl.col("row").first().alias("first"),
      pl.col("row").last().alias("last"),
      pl.col("w").sum().alias("sum"),
    )
    .sort("k");
  const results = [1, 2, 4].flatMap((count) =>
    [0, Number.POSITIVE_INFINITY].map((fusedRowsMin) => {
      pl.setThreadPoolSize(count);
      pl.configure({ fusedRowsMin });
      return query.collectSync().toRecords();
    }),
  );
  const [first] = results;
  for (const result of results) expect(result).toStrictEqual(first);
  for (const [k, group] of (first as unknown as typeof expected).entries()) {
    const { sum, ...exact } = expected[k]!;
    expect({ ...group, sum: undefined, rows: Number(group.rows), valid: Number(group.valid) }).toStrictEqual({ ...exact, sum: undefined });
    expect(Math.abs(group.sum - sum)).toBeLessThan(1e-3);
  }
});

it("hands on what fits together, in order, and nothing of columns that are not needed", () => {
  const instance = kernelInstance();
  const vectors = new Vectors(instance, 0);
  const { vector, type } = vectors.make(
    "i32",
    Array.from({ length: 6000 }, (_, row) => (row % 5 === 0 ? null : row)),
  );
  const { heap } = instance;
  const seen: (number | null)[][] = [];
  const next: Operator = {
    push(batch: Batch) {
      const { values, validity } = batch.vector(1);
      const numbers = heap.i32s(values, batch.rowCount);
      seen.push(Array.from(numbers, (number, row) => (validity === 0 || heap.getBit(validity, row) ? number : null)));
      expect(batch.selection).toBe(0);
    },
  };
  const coalesce = new Coalesce(instance, [type, type], [1], 0, next);
  const push = (rowCount: number) => {
    const batch = new LazyBatch(rowCount, 0, rowCount, (column) => {
      expect(column).toBe(1);
      return vector;
    });
    const every = vectors.bitmap(Array.from({ length: rowCount }, (_, row) => row % 2 === 1));
    coalesce.push(rowCount === 11 ? new SelectedBatch(batch, every, 5) : batch);
    heap.free(every);
  };
  // Scratch memory is there from now on.
  push(11);
  coalesce.end();
  seen.length = 0;
  const before = instance.kernels.bytes_in_use();
  const some = (count: number) => Array.from({ length: count }, (_, row) => (row % 5 === 0 ? null : row));
  for (const rowCount of [3, 11, 1, 6000, 2000, 2000, 200, 64]) push(rowCount);
  expect(seen).toStrictEqual([[...some(3), 1, 3, null, 7, 9, ...some(1)], some(6000), [...some(2000), ...some(2000), ...some(200)]]);
  coalesce.end();
  coalesce.end();
  expect(seen.slice(3)).toStrictEqual([some(64)]);
  expect(instance.kernels.bytes_in_use()).toBe(before);
});
