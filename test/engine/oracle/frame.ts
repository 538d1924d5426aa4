// Random frames of every dtype, and the same frame in nodejs-polars.

import * as arrow from "apache-arrow";
import pl, { type ColumnType, type DataFrame } from "floe";
import polars from "nodejs-polars";
import { type Result, resultOf } from "./result.js";

export interface RandomSource {
  /** From 0 to below `count`. */
  below(count: number): number;
}

/** Quick, and the same for the same seed: the cells of large frames are too many to be drawn by fast-check. */
export function mulberry(seed: number): RandomSource {
  let state = seed;
  return {
    below(count) {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * count);
    },
  };
}

type Cell = number | bigint | boolean | string | null;

/** Whole numbers and eighths: their sums are the same in any order of adding. */
const eighths = (range: number) => (random: RandomSource) => (random.below(2 * range) - range) / 8;
const special = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0];
const few = [
  "",
  "a",
  "B",
  "é",
  "zz",
  "a long string, longer than a view",
  "a long string, longer than a vie",
  "日本語の長い文字列です",
  "😀",
];
const integers = (low: bigint, high: bigint) => (random: RandomSource) =>
  random.below(8) === 0 ? [low, high, low + 1n, high - 1n][random.below(4)]! : BigInt(random.below(Number(high > 100n ? 100n : high)));
const signed = (low: bigint, high: bigint) => (random: RandomSource) => {
  const value = integers(low, high)(random);
  return random.below(3) === 0 && value > 0n ? -value : value;
};
const floats = (range: number) => (random: RandomSource) =>
  random.below(10) === 0 ? special[random.below(special.length)]! : eighths(range)(random);
const text = (random: RandomSource) => (random.below(4) === 0 ? `name ${random.below(50)} of many` : few[random.below(few.length)]!);
const ticks = (perDay: bigint) => (random: RandomSource) =>
  BigInt(random.below(40_000) - 10_000) * perDay + (random.below(2) === 0 ? 0n : (BigInt(random.below(86_400_000)) * perDay) / 86_400_000n);

interface ColumnMaker {
  readonly dtype: ColumnType;
  /** What values are made as before they are cast to `dtype`. */
  readonly built?: ColumnType;
  readonly cell: (random: RandomSource) => Cell;
}

const DAY_MS = 86_400_000n;
export const makers: Readonly<Record<string, ColumnMaker>> = {
  b: { dtype: pl.Bool, cell: (random) => random.below(2) === 0 },
  i8: { dtype: pl.Int8, cell: signed(-128n, 127n) },
  i16: { dtype: pl.Int16, cell: signed(-32768n, 32767n) },
  i32: { dtype: pl.Int32, cell: signed(-(2n ** 31n), 2n ** 31n - 1n) },
  i64: { dtype: pl.Int64, cell: signed(-(2n ** 63n), 2n ** 63n - 1n) },
  u8: { dtype: pl.UInt8, cell: integers(0n, 255n) },
  u16: { dtype: pl.UInt16, cell: integers(0n, 65535n) },
  u32: { dtype: pl.UInt32, cell: integers(0n, 2n ** 32n - 1n) },
  u64: { dtype: pl.UInt64, cell: integers(0n, 2n ** 64n - 1n) },
  f32: { dtype: pl.Float32, cell: floats(1000) },
  f64: { dtype: pl.Float64, cell: floats(100_000) },
  s: { dtype: pl.Utf8, cell: text },
  c: { dtype: pl.Categorical, cell: text },
  d: { dtype: pl.Date, built: pl.Int32, cell: (random) => random.below(40_000) - 10_000 },
  tms: { dtype: pl.Datetime("ms"), built: pl.Int64, cell: ticks(DAY_MS) },
  tus: { dtype: pl.Datetime("us"), built: pl.Int64, cell: ticks(DAY_MS * 1000n) },
  tns: { dtype: pl.Datetime("ns"), built: pl.Int64, cell: ticks(DAY_MS * 1_000_000n) },
  p: { dtype: pl.Duration("us"), built: pl.Int64, cell: ticks(3_600_000n) },
};

function cells(maker: ColumnMaker, rows: number, random: RandomSource): Cell[] {
  const nullPercent = [0, 10, 10, 50, 100][random.below(5)]!;
  const pool = random.below(2) === 0 ? undefined : Array.from({ length: 1 + random.below(6) }, () => maker.cell(random));
  return Array.from({ length: rows }, () => {
    if (random.below(100) < nullPercent) return null;
    return pool === undefined ? maker.cell(random) : pool[random.below(pool.length)]!;
  });
}

const plainNumber = (cell: Cell, dtype: ColumnType): Cell =>
  typeof cell === "bigint" && !["Int64", "UInt64"].includes(dtype.kind) ? Number(cell) : cell;

/** A frame of these columns, some rows of it out of a larger one, some in several chunks. */
export function randomFrame(names: readonly string[], rows: number, random: RandomSource): DataFrame {
  const before = random.below(3) === 0 ? random.below(70) : 0;
  const built = names.map((name) => {
    const maker = makers[name]!;
    const dtype = maker.built ?? maker.dtype;
    return { name, dtype, wanted: maker.dtype, values: cells(maker, before + rows, random).map((cell) => plainNumber(cell, dtype)) };
  });
  const all = pl
    .DataFrame(Object.fromEntries(built.map(({ name, values }) => [name, values])), {
      schema: Object.fromEntries(built.map(({ name, dtype }) => [name, dtype])),
    })
    .select(...built.map(({ name, wanted }) => pl.col(name).cast(wanted))) as DataFrame;
  const frame = before > 0 ? all.slice(before) : all;
  return rows > 1 && random.below(3) === 0 ? chunked(frame, 1 + random.below(rows - 1)) : frame;
}

function chunked(frame: DataFrame, cut: number): DataFrame {
  return pl.fromArrow(frame.slice(0, cut).toArrow(arrow).concat(frame.slice(cut).toArrow(arrow)));
}

export function fromFloe(frame: DataFrame): Result {
  const schema = frame.schema as Readonly<Record<string, ColumnType>>;
  const result = resultOf(frame.toArrow(arrow));
  // Arrow's type says whether strings are held as a dictionary, not which dtype they have.
  const dtypeOf = (name: string, dtype: string) => ({ Utf8: "Utf8", Categorical: CATEGORICAL })[schema[name]!.kind as string] ?? dtype;
  return { ...result, dtypes: result.dtypes.map((dtype, index) => dtypeOf(result.names[index]!, dtype)) };
}

export function fromPolars(frame: polars.DataFrame): Result {
  const categories = frame.columns.filter((name) => String(frame.schema[name]).includes("Categorical"));
  // Dictionaries of several chunks can't be written to a file.
  const plain = categories.length === 0 ? frame : frame.withColumns(...categories.map((name) => polars.col(name).cast(polars.Utf8)));
  const result = resultOf(arrow.tableFromIPC(plain.writeIPC()));
  return { ...result, dtypes: result.dtypes.map((dtype, index) => (categories.includes(result.names[index]!) ? CATEGORICAL : dtype)) };
}

const CATEGORICAL = "Dictionary<Uint32, Utf8>";

export async function toPolars(frame: DataFrame) {
  return polars.readIPC(Buffer.from(await frame.toIPC("file")));
}
