// Tables are compared with those that nodejs-polars prints.
import fc from "fast-check";
import pl from "nodejs-polars";
import { describe, expect, test } from "vitest";
import { buildColumn } from "../../src/column/index.js";
import { formatSeries, formatTable } from "../../src/display/index.js";
import { type ColumnType, Date_, Datetime, Duration, Float32, Float64, type TimeUnit } from "../../src/types/index.js";
import { heap } from "../column/heap.js";

const ours = (values: readonly unknown[], dtype?: ColumnType) => {
  const column = buildColumn(values, heap, dtype);
  return formatTable({ columns: [{ name: "x", column }], height: values.length }, heap);
};
const theirs = (values: readonly unknown[], dtype: unknown) =>
  pl
    .DataFrame({ x: pl.Series("x", values as number[], pl.Float64) })
    .withColumns(pl.col("x").cast(dtype as typeof pl.Float64))
    .toString();

describe("floats", () => {
  const some = [
    0,
    -0,
    1,
    -1,
    1e5,
    999_999,
    1e6,
    -1e6,
    123456.789,
    1234567.5,
    1e-5,
    1e-7,
    1.5e-7,
    0.1234567,
    0.12345678,
    1 / 3,
    1e20,
    1e21,
    1e300,
    5e-324,
  ];
  test.each([
    [some.slice(0, 10)],
    [some.slice(10)],
    [
      [
        Number.NaN,
        Number.POSITIVE_INFINITY,
        Number.NEGATIVE_INFINITY,
        12.0000000001,
        43735.0703125,
        -17228.0390625,
        0.00000095,
        1_000_005_000,
      ],
    ],
  ])("%j", (values) => {
    expect(ours(values)).toBe(theirs(values, pl.Float64));
  });

  test("any", () => {
    const float = fc.oneof(fc.double(), fc.float(), fc.integer(), fc.double({ min: -1e7, max: 1e7 }), fc.double({ min: -1e-4, max: 1e-4 }));
    fc.assert(
      fc.property(fc.array(float, { minLength: 1, maxLength: 10 }), (values) => {
        expect(ours(values)).toBe(theirs(values, pl.Float64));
      }),
      { numRuns: 300 },
    );
  });

  test("Float32", () => {
    fc.assert(
      fc.property(fc.array(fc.float(), { minLength: 1, maxLength: 10 }), (values) => {
        expect(ours(values, Float32)).toBe(theirs(values, pl.Float32));
      }),
    );
  });
});

describe("dates and times", () => {
  const narrow = fc.integer({ min: -(2 ** 45), max: 2 ** 45 });
  const zeros = fc.tuple(narrow, fc.constantFrom(1, 1000, 1_000_000, 86_400_000)).map(([ticks, unit]) => Math.trunc(ticks / unit) * unit);
  const values = fc.array(zeros, { minLength: 1, maxLength: 5 });
  for (const unit of ["ms", "us", "ns"] as const satisfies TimeUnit[]) {
    test(`Datetime(${unit})`, () => {
      fc.assert(
        fc.property(values, (ticks) => {
          expect(ours(ticks, Datetime(unit))).toBe(theirs(ticks, pl.Datetime(unit)));
        }),
      );
    });
    test(`Duration(${unit})`, () => {
      fc.assert(
        fc.property(values, (ticks) => {
          expect(ours(ticks, Duration(unit))).toBe(theirs(ticks, pl.Duration(unit)));
        }),
      );
    });
  }
  test("Date", () => {
    const days = fc.array(fc.integer({ min: -3_000_000, max: 3_000_000 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(days, (ticks) => {
        expect(ours(ticks, Date_)).toBe(theirs(ticks, pl.Date));
      }),
    );
  });
});

test("shape, ellipses and text", () => {
  const frame = (columnCount: number, height: number) => {
    const values = (column: number) =>
      Array.from({ length: height }, (_, row) => (row % 3 === 2 ? null : `${"é".repeat(column * 4)}${row}`));
    const names = Array.from({ length: columnCount }, (_, column) => `c${column}`);
    const columns = names.map((name, column) => ({ name, column: buildColumn(values(column), heap, undefined, name) }));
    const polars = pl.DataFrame(Object.fromEntries(names.map((name, column) => [name, values(column)])));
    return [formatTable({ columns, height }, heap), polars.toString()];
  };
  for (const [columns, height] of [
    [1, 3],
    [2, 10],
    [3, 11],
    [4, 25],
  ] as const) {
    const [mine, polars] = frame(columns, height);
    expect(mine).toBe(polars);
  }
});

test("columns beyond the eighth", () => {
  const names = Array.from({ length: 11 }, (_, column) => `c${column}`);
  const columns = names.map((name) => ({ name, column: buildColumn([1, 2], heap, Float64) }));
  expect(formatTable({ columns, height: 2 }, heap)).toBe(pl.DataFrame(Object.fromEntries(names.map((name) => [name, [1, 2]]))).toString());
});

test("lines, long texts, wide characters", () => {
  const values = ["a\nbcd", "日本語", "a long string that exceeds what is shown of it", "e\u0301", ""];
  expect(ours(values)).toBe(pl.DataFrame({ x: values }).toString());
});

test("series", () => {
  for (const values of [[1, 2.5, null], ["a", null, "b"], Array.from({ length: 30 }, (_, row) => `s${row}`), [true, null], [1]]) {
    const column = buildColumn(values, heap);
    expect(`${formatSeries({ name: "s", column }, heap)}\n`).toBe(
      pl
        .Series("s", values as string[])
        .toString()
        .trimEnd()
        .concat("\n"),
    );
  }
});
