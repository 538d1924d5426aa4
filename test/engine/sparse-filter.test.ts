// How the rows that a filter leaves are put together depends on how many they are; which rows these are does not.

import pl, { type DataFrame } from "floe";
import { describe, expect, it } from "vitest";

const ROWS = 40_000;
/** Rows in a thousand, on both sides of where rows are gathered, moved, and only marked. */
const SHARES = [0, 1, 30, 120, 180, 195, 240, 260, 900, 1000];

/** Spread evenly, without a pattern in the bits of a word. */
const lotOf = (row: number): number => ((row * 2654435761) >>> 0) % 1000;

const columns = {
  lot: Array.from({ length: ROWS }, (_, row) => lotOf(row)),
  int: Array.from({ length: ROWS }, (_, row) => BigInt(row) * 3n - 7n),
  float: Array.from({ length: ROWS }, (_, row) => [Number.NaN, -0, row / 8][row % 3] as number),
  some: Array.from({ length: ROWS }, (_, row) => (row % 5 === 2 ? null : row)),
  flag: Array.from({ length: ROWS }, (_, row) => row % 7 === 0),
  maybe: Array.from({ length: ROWS }, (_, row) => (row % 11 === 0 ? null : row % 2 === 0)),
  text: Array.from({ length: ROWS }, (_, row) => (row % 13 === 0 ? null : `${"long text ".repeat(row % 3)}${row}`)),
  small: Array.from({ length: ROWS }, (_, row) => row % 100),
};
const schema = {
  lot: pl.Int32,
  int: pl.Int64,
  float: pl.Float64,
  some: pl.Int32,
  flag: pl.Bool,
  maybe: pl.Bool,
  text: pl.Utf8,
  small: pl.Int8,
};
const names = Object.keys(columns) as (keyof typeof columns)[];

function expectRows(result: DataFrame, kept: readonly number[]): void {
  expect(result.height).toBe(kept.length);
  for (const name of names) {
    const expected = kept.map((row) => columns[name][row]);
    const found = result.getColumn(name).toArray();
    expect(found.length).toBe(expected.length);
    const different = expected.findIndex(
      (value, index) => !Object.is(typeof value === "bigint" ? Number(value) : value, plain(found[index])),
    );
    expect(different === -1 ? undefined : { name, row: kept[different], value: found[different] }).toBe(undefined);
  }
}

const plain = (value: unknown): unknown => (typeof value === "bigint" ? Number(value) : value);

describe.each(SHARES)("%i of 1000 rows", (share) => {
  const rows = [...columns.lot.keys()];
  const passing = rows.filter((row) => lotOf(row) < share);

  it("stay as they are", () => {
    using frame = pl.DataFrame(columns, { schema });
    using result = frame.filter(pl.col("lot").lt(share));
    expectRows(result, passing);
  });

  it("stay as they are where others of a slice, or of a filter before, are left out", () => {
    using frame = pl.DataFrame(columns, { schema });
    using sliced = frame.slice(77, ROWS - 100);
    using result = sliced
      .lazy()
      .filter(pl.col("some").isNotNull())
      .select(...names)
      .filter(pl.col("lot").lt(share))
      .collectSync();
    expectRows(
      result,
      passing.filter((row) => row % 5 !== 2 && row >= 77 && row < ROWS - 23),
    );
  });
});
