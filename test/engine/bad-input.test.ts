// What users do wrong: an error of its own class that says what was found, what is allowed and where. Afterwards queries work,
// and nothing is left in memory.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pl, {
  ColumnNotFoundError,
  ComputeError,
  DisposedError,
  DuplicateError,
  type FloeError,
  InvalidOperationError,
  IoError,
  type LazyFrame,
  OutOfBoundsError,
  SchemaError,
  ShapeError,
} from "floe";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const path = fileURLToPath(new URL("../fixtures/tpch-sf001/orders.parquet", import.meta.url));
const bytes = new Uint8Array(readFileSync(path));

/** As users of plain JavaScript see it: nothing is checked before it runs. */
// biome-ignore lint/suspicious/noExplicitAny: all of this is wrong on purpose.
type Loose = any;
const any = pl as Loose;

const frame = pl.DataFrame(
  {
    id: [1, 2, null],
    word: ["a", "b", null],
    ok: [true, false, null],
    day: [new Date(0), null, new Date(86_400_000)],
  },
  { schema: { id: pl.Int64, day: pl.Date } },
) as Loose;
const lazy = frame.lazy() as Loose;
const COLUMNS = '["id","word","ok","day"]';

function missing(where: string, column = "ix"): string {
  return `unable to find column "${column}"; valid columns: ${COLUMNS}. Did you mean "id"?\n  in: ${where}`;
}

type Case = readonly [name: string, query: () => Loose, type: new (...args: never[]) => FloeError, message: string];

const queries: readonly Case[] = [
  ["select a missing column", () => lazy.select("ix"), ColumnNotFoundError, missing('SELECT col("ix")')],
  ["filter by one", () => lazy.filter(any.col("ix").gt(1)), ColumnNotFoundError, missing('FILTER col("ix") > 1')],
  ["add one", () => lazy.withColumns(any.col("ix").add(1)), ColumnNotFoundError, missing('WITH COLUMNS col("ix") + 1')],
  ["group by one", () => lazy.groupBy("ix").agg(any.len()), ColumnNotFoundError, missing('GROUP BY col("ix")')],
  ["aggregate one", () => lazy.groupBy("id").agg(any.col("ix").sum()), ColumnNotFoundError, missing('AGG col("ix").sum()')],
  ["sort by one", () => lazy.sort("ix"), ColumnNotFoundError, missing('SORT BY col("ix")')],
  ["join on one", () => lazy.join(lazy, { on: "ix" }), ColumnNotFoundError, missing('JOIN LEFT ON col("ix")')],
  ["unique by one", () => lazy.unique("ix"), ColumnNotFoundError, missing('UNIQUE ["ix"]')],
  ["drop one", () => lazy.drop("ix"), ColumnNotFoundError, missing('DROP ["ix"]')],
  ["rename one", () => lazy.rename({ ix: "y" }), ColumnNotFoundError, missing('RENAME ["ix"]')],
  [
    "a window by one",
    () => lazy.select(any.col("id").sum().over("ix")),
    ColumnNotFoundError,
    missing('SELECT col("id").sum().over(col("ix"))'),
  ],
  [
    "a name that is like no other",
    () => lazy.select("x"),
    ColumnNotFoundError,
    `unable to find column "x"; valid columns: ${COLUMNS}\n  in: SELECT col("x")`,
  ],
  [
    "string + number",
    () => lazy.select(any.col("word").add(1)),
    SchemaError,
    'add: Utf8 and an integer have no common type\n  in: SELECT col("word") + 1',
  ],
  [
    "string > number",
    () => lazy.filter(any.col("word").gt(1)),
    SchemaError,
    'gt cannot compare Utf8 with an integer\n  in: FILTER col("word") > 1',
  ],
  [
    "date > string",
    () => lazy.filter(any.col("day").gt("2020-01-01")),
    SchemaError,
    'gt cannot compare Date with Utf8\n  in: FILTER col("day") > "2020-01-01"',
  ],
  [
    "sum of strings",
    () => lazy.select(any.col("word").sum()),
    InvalidOperationError,
    'sum needs a number, Bool or Duration, not Utf8\n  in: SELECT col("word").sum()',
  ],
  [
    "mean of strings",
    () => lazy.groupBy("id").agg(any.col("word").mean()),
    InvalidOperationError,
    'mean needs a number, Bool, date, time or Duration, not Utf8\n  in: AGG col("word").mean()',
  ],
  ["filter by a number", () => lazy.filter(any.col("id")), SchemaError, 'filter needs Bool, not Int64\n  in: FILTER col("id")'],
  [
    "a string's function of a number",
    () => lazy.select(any.col("id").str.lengths()),
    SchemaError,
    'str.lengths needs Utf8, not Int64\n  in: SELECT col("id").str.lengths()',
  ],
  [
    "a date's function of a string",
    () => lazy.select(any.col("word").dt.year()),
    SchemaError,
    'dt.year needs a date or time, not Utf8\n  in: SELECT col("word").dt.year()',
  ],
  [
    "members of another kind",
    () => lazy.filter(any.col("id").isIn(["a"])),
    SchemaError,
    'isIn cannot compare Int64 with Utf8\n  in: FILTER col("id").isIn(["a"])',
  ],
  [
    "branches of two kinds",
    () => lazy.select(any.when(any.col("ok")).then(1).otherwise("x")),
    SchemaError,
    'when/then/otherwise: an integer and Utf8 have no common type\n  in: SELECT when(col("ok")).then(1).otherwise("x")',
  ],
  ["limit(-1)", () => lazy.limit(-1), InvalidOperationError, "limit needs a whole number of rows from 0 on, not -1"],
  ["head(1.5)", () => lazy.head(1.5), InvalidOperationError, "head needs a whole number of rows from 0 on, not 1.5"],
  ["tail(-2)", () => lazy.tail(-2), InvalidOperationError, "tail needs a whole number of rows from 0 on, not -2"],
  ["slice(0, -1)", () => lazy.slice(0, -1), InvalidOperationError, "slice needs a whole number of rows from 0 on, not -1"],
  [
    "one name twice in select",
    () => lazy.select("id", any.col("word").alias("id")),
    DuplicateError,
    'two columns would be named "id"; rename one with alias(), suffix() or prefix()\n  in: SELECT [col("id"), col("word").alias("id")]',
  ],
  [
    "one name twice in agg",
    () => lazy.groupBy("id").agg(any.col("word").count(), any.col("word").max()),
    DuplicateError,
    'two columns would be named "word"; rename one with alias(), suffix() or prefix()\n' +
      '  in: AGG [col("word").count(), col("word").max()] BY [col("id")]',
  ],
  [
    "a new name that is taken",
    () => lazy.rename({ id: "word" }),
    DuplicateError,
    'two columns would be named "word"; rename one with alias(), suffix() or prefix()\n  in: RENAME {"id":"word"}',
  ],
  [
    "keys of two dtypes",
    () => lazy.join(lazy, { leftOn: "id", rightOn: "word" }),
    SchemaError,
    'join keys differ: id is Int64, word is Utf8\n  in: INNER JOIN [col("id")] = [col("word")]',
  ],
  [
    "a join without keys",
    () => lazy.join(lazy, { how: "left" }),
    InvalidOperationError,
    "join needs either `on`, or both `leftOn` and `rightOn`",
  ],
  [
    "more keys on one side",
    () => lazy.join(lazy, { leftOn: ["id", "word"], rightOn: ["id"] }),
    ShapeError,
    "join has 2 keys on the left and 1 on the right",
  ],
  [
    "an unknown join",
    () => lazy.join(lazy, { on: "id", how: "outer" }),
    InvalidOperationError,
    'join: how must be "inner", "left", "right", "full", "semi", "anti", "cross", not "outer"',
  ],
  ["a join with what is no frame", () => lazy.join(5, { on: "id" }), InvalidOperationError, "join needs a LazyFrame, not 5"],
  [
    "frames of several widths in one",
    () => pl.concat([lazy, lazy.drop("id")]),
    ShapeError,
    "concat: the first frame has 4 columns, frame 2 has 3; they must be equal",
  ],
  [
    "frames of several dtypes in one",
    () => pl.concat([lazy.select("id"), lazy.select(any.col("word").alias("id"))]),
    SchemaError,
    'concat: column 1 is "id" Int64 in the first frame, but "id" Utf8 in frame 2; they must be equal',
  ],
  ["no frames in one", () => pl.concat([]), InvalidOperationError, "concat needs at least one frame"],
  ["no name", () => lazy.select(5), InvalidOperationError, "select needs column names or expressions, not 5"],
  ["no dtype", () => lazy.select(any.col("id").cast("Int64")), InvalidOperationError, 'a dtype such as pl.Int64 is needed, not "Int64"'],
  [
    "an integer to a negative power",
    () => lazy.select(any.col("id").pow(-1)),
    ComputeError,
    'an integer to a negative power in col("id") ** -1 for 2 of 3 values: [-1, -1]',
  ],
  [
    "look-around",
    () => lazy.select(any.col("word").str.contains("(?=a)")),
    ComputeError,
    'invalid regular expression "(?=a)": look-around is not supported',
  ],
];

const texts = pl.DataFrame({ s: ["1", "x", null, "3.5", " 2"] }).lazy();
const floats = pl.DataFrame({ f: [Number.NaN, 1, 1e20] }).lazy();

const casts: readonly Case[] = [
  [
    "strings that are no integers",
    () => texts.select(pl.col("s").cast(pl.Int32)),
    ComputeError,
    'conversion from Utf8 to Int32 failed in column "s" for 3 of 5 values: ["x", "3.5", " 2"]',
  ],
  [
    "integers out of range",
    () => lazy.select(any.col("id").add(300).cast(pl.UInt8)),
    ComputeError,
    'conversion from Int64 to UInt8 failed in col("id") + 300 for 2 of 3 values: [301, 302]',
  ],
  [
    "NaN and what is too large",
    () => floats.select(pl.col("f").cast(pl.Int32)),
    ComputeError,
    'conversion from Float64 to Int32 failed in column "f" for 2 of 3 values: [NaN, 100000000000000000000]',
  ],
];

const gone = pl.DataFrame({ x: [1] });
const goneLazy = gone.lazy();
gone.dispose();

const values: readonly Case[] = [
  ["a missing column", () => frame.getColumn("ix"), ColumnNotFoundError, missing("").replace("\n  in: ", "")],
  ["a row that is not there", () => frame.row(9), OutOfBoundsError, "row 9 is out of bounds: the frame has 3 rows"],
  ["a value that is not there", () => frame.getColumn("id").get(-4), OutOfBoundsError, "index -4 is out of bounds: there are 3 rows"],
  [
    "values of several kinds",
    () => any.DataFrame({ a: [1, "x"] }),
    SchemaError,
    'column "a": the values are of several kinds: number at index 0, string at index 1',
  ],
  [
    "columns of several lengths",
    () => any.DataFrame({ a: [1], b: [1, 2] }),
    ShapeError,
    'columns differ in length: "a" has 1 rows, "b" has 2',
  ],
  [
    "a value of another dtype",
    () => any.DataFrame({ a: ["x"] }, { schema: { a: pl.Int8 } }),
    SchemaError,
    'column "a": Int8 does not hold "x" (string) at index 0; allowed: integers from -128 to 127',
  ],
  [
    "a value out of range",
    () => any.DataFrame({ a: [300] }, { schema: { a: pl.Int8 } }),
    InvalidOperationError,
    'column "a": Int8 does not hold 300 (number) at index 0; allowed: integers from -128 to 127',
  ],
  [
    "a schema for no column",
    () => any.DataFrame({ a: [1] }, { schema: { bb: pl.Int8 } }),
    ColumnNotFoundError,
    'unable to find column "bb"; valid columns: ["a"]\n  in: schema',
  ],
  [
    "no columns and no rows",
    () => any.DataFrame(5),
    SchemaError,
    "a frame is made of an object of columns or an array of records, not of number",
  ],
  ["a disposed frame's verb", () => gone.select("x"), DisposedError, "DataFrame.select: the DataFrame was disposed; its memory is gone"],
  [
    "a disposed frame's values",
    () => gone.toRecords(),
    DisposedError,
    "DataFrame.toRecords: the DataFrame was disposed; its memory is gone",
  ],
  ["no number of rows", () => pl.scanParquet(path, { nRows: -1 }), InvalidOperationError, "nRows is -1; allowed are whole numbers from 0"],
  [
    "no file",
    () => any.scanParquet(5),
    InvalidOperationError,
    "can't read from 5: allowed are a path, a URL, a Blob, a File, a Uint8Array or an ArrayBuffer",
  ],
];

const files: readonly Case[] = [
  ["missing", () => pl.scanParquet("/nowhere/x.parquet"), IoError, 'no such file: "/nowhere/x.parquet"'],
  ["a directory", () => pl.scanParquet("/tmp"), IoError, '"/tmp" is not a file'],
  [
    "not Parquet",
    () => pl.scanParquet(new TextEncoder().encode("hello world, this is text")),
    IoError,
    'Uint8Array of 25 bytes is not a Parquet file, or is cut off: it ends with "text" in place of "PAR1"',
  ],
  ["empty", () => pl.scanParquet(new Uint8Array(0)), IoError, "Uint8Array of 0 bytes is not a Parquet file: it has 0 bytes"],
  [
    "cut off",
    () => pl.scanParquet(bytes.subarray(0, bytes.length - 100)),
    IoError,
    'Uint8Array of 544436 bytes is not a Parquet file, or is cut off: it ends with " wa\\u0011" in place of "PAR1"',
  ],
  [
    "without its start",
    () => pl.scanParquet(bytes.subarray(1000)),
    IoError,
    'Uint8Array of 543536 bytes: can\'t read the page of column "o_orderstatus" at byte 83057: its header is damaged',
  ],
  ["disposed", () => goneLazy, DisposedError, "DataFrame.lazy: the DataFrame was disposed; its memory is gone"],
];

function thrown(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}

function expectError(error: unknown, type: Case[2], message: string): void {
  expect(error).toBeInstanceOf(type);
  expect((error as Error).message).toBe(message);
  expect((error as Error).name).toBe(type.name);
}

describe("an error", () => {
  let usedBefore = 0;
  beforeEach(() => {
    frame.filter(any.col("id").gt(0)).dispose();
    usedBefore = pl.memoryUsage().usedBytes;
  });
  afterEach(async () => {
    const works = lazy.filter(any.col("id").gt(1)).select("word");
    const results = [works.collectSync(), await works.collect()];
    for (const result of results) {
      expect(result.toObject()).toEqual({ word: ["b"] });
      result.dispose();
    }
    expect(pl.memoryUsage().usedBytes).toBeLessThanOrEqual(usedBefore);
  });

  describe.each([
    ["a query", queries],
    ["a strict cast", casts],
    ["a source", files],
  ])("%s", (_, cases) => {
    it.each(cases)("%s", async (_, query, type, message) => {
      expectError(
        thrown(() => (query() as LazyFrame).collectSync()),
        type,
        message,
      );
      const awaited = await (async () => query().collect())().catch((error: unknown) => error);
      expectError(awaited, type, message);
    });
  });

  it.each(values)("%s", (_, action, type, message) => expectError(thrown(action), type, message));
});
