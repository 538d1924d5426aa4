// Aggregates that the footer of a Parquet file answers: as reading answers them, and without reading.

import fc from "fast-check";
import pl, { IoError } from "floe";
import { describe, expect, test } from "vitest";

const NAMES = ["i64", "u64", "i32", "u8", "date", "time", "ok", "x", "s", "nothing"] as const;

const nullable = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(values, { freq: 4 });
const row = fc.record({
  i64: nullable(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  u64: nullable(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
  i32: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  u8: nullable(fc.integer({ min: 0, max: 255 })),
  date: nullable(fc.integer({ min: -40_000, max: 40_000 })),
  time: nullable(fc.bigInt({ min: -(2n ** 50n), max: 2n ** 50n })),
  ok: nullable(fc.boolean()),
  x: nullable(fc.oneof(fc.double(), fc.constantFrom(Number.NaN, -0, 0))),
  s: nullable(fc.string({ maxLength: 90 })),
  nothing: fc.constant(null),
});
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never;

const dtypes = {
  i64: pl.Int64,
  u64: pl.UInt64,
  i32: pl.Int32,
  u8: pl.UInt8,
  date: pl.Int32,
  time: pl.Int64,
  ok: pl.Bool,
  x: pl.Float64,
  s: pl.Utf8,
  nothing: pl.Int16,
};

function frameOf(rows: readonly Row[]) {
  const columns = NAMES.map((name) =>
    pl.Series(name, rows.map((each) => each[name]) as (number | null)[], dtypes[name] as typeof pl.Int32),
  );
  return pl.DataFrame(columns).withColumns(pl.col("date").cast(pl.Date), pl.col("time").cast(pl.Datetime("us")));
}

const aggregates = NAMES.flatMap((name) => [
  pl.col(name).min().alias(`min ${name}`),
  pl.col(name).max().alias(`max ${name}`),
  pl.col(name).count().alias(`count ${name}`),
]);

/** A file whose data are lost: only the footer can be read. */
function withoutData(file: Uint8Array): Uint8Array {
  const footerBytes = new DataView(file.buffer, file.byteOffset).getUint32(file.byteLength - 8, true);
  const bytes = file.slice();
  bytes.fill(0xff, 4, file.byteLength - 8 - footerBytes);
  return bytes;
}

test("are what reading gives", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 40 }),
      fc.integer({ min: 1, max: 20 }),
      fc.boolean(),
      async (rows, rowGroupSize, statistics) => {
        const frame = frameOf(rows);
        const file = await frame.writeParquet({ rowGroupSize, statistics });
        const answer = await pl
          .scanParquet(file)
          .select(...aggregates, pl.len())
          .collect();
        expect(answer.toRecords()).toEqual(frame.select(...aggregates, pl.len()).toRecords());
        expect(answer.schema).toEqual(frame.select(...aggregates, pl.len()).schema);
      },
    ),
    { numRuns: 30 },
  );
});

describe("of a file whose data are lost", async () => {
  const frame = frameOf(fc.sample(row, { numRuns: 30, seed: 7 }));
  const file = withoutData(await frame.writeParquet({ rowGroupSize: 8 }));
  const scanned = pl.scanParquet(file);
  const certain = NAMES.filter((name) => name !== "x" && name !== "s");

  test("counts and ranges of all but floats and strings", async () => {
    const wanted = [
      ...certain.flatMap((name) => [pl.col(name).min().alias(`${name} min`), pl.col(name).max()]),
      pl.col("s").count(),
      pl.len(),
    ];
    expect((await scanned.select(...wanted).collect()).toRecords()).toEqual(frame.select(...wanted).toRecords());
  });

  test.each([
    ["floats", scanned.select(pl.col("x").max())],
    ["strings", scanned.select(pl.col("s").min())],
    ["a filter", scanned.filter(pl.col("u8").gt(3)).select(pl.col("i32").max())],
    ["another aggregate", scanned.select(pl.col("i32").sum())],
    ["groups", scanned.groupBy("u8").agg(pl.col("i32").max())],
    ["an expression", scanned.select(pl.col("i32").abs().max())],
    ["a part of the rows", scanned.head(5).select(pl.col("i32").max())],
    ["some rows of the file", pl.scanParquet(file, { nRows: 9 }).select(pl.col("i32").max())],
  ])("%s must be read", async (_, query) => {
    await expect(query.collect()).rejects.toThrow(IoError);
  });
});

test("lists are counted, not their elements", async () => {
  const frame = pl.DataFrame({ l: [[1, null], [], null, [2]] });
  const answer = await pl
    .scanParquet(await frame.writeParquet())
    .select(pl.col("l").count())
    .collect();
  expect(answer.toRecords()).toEqual([{ l: 3 }]);
});
