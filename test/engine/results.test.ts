// A result refers to nothing but its own memory and what it holds: not the query's arena, and not frames that are gone.

import pl, { type LazyFrame } from "floe";
import { expect, it } from "vitest";

const ROWS = 3000;
/** Distinct, so that they are views, and too long to stand in them. */
const keys = Array.from({ length: ROWS }, (_, row) => `the long name of group ${String(row).padStart(5, "0")}`);

function source() {
  return pl.DataFrame({ k: keys, v: Int32Array.from(keys, (_, row) => row) });
}

/** Takes the memory that others gave back, and writes over it. */
function overwrite(): void {
  for (let round = 0; round < 20; round++) pl.DataFrame({ junk: keys.map((key) => `${round} ${key} ${"x".repeat(40)}`) });
}

type Case = readonly [name: string, query: (frame: LazyFrame) => LazyFrame, expected?: (key: string) => string];

// biome-ignore format: a table
const queries: readonly Case[] = [
  ["the frame", (frame) => frame],
  ["a filter", (frame) => frame.filter(pl.col("v").gtEq(0))],
  ["keys", (frame) => frame.groupBy("k").agg(pl.col("v").sum())],
  ["keys by two", (frame) => frame.groupBy("k", "v").agg(pl.len().alias("n"))],
  ["keys in order", (frame) => frame.groupBy("k", { maintainOrder: true }).agg(pl.col("v").sum())],
  ["keys, sorted", (frame) => frame.groupBy("k").agg(pl.col("v").sum()).sort("v")],
  ["keys, joined", (frame) => frame.select("v").join(frame.groupBy("k").agg(pl.col("v").sum()), { on: "v" })],
  ["min", (frame) => frame.groupBy("v").agg(pl.col("k").min())],
  ["max", (frame) => frame.groupBy("v").agg(pl.col("k").max())],
  ["first", (frame) => frame.groupBy("v").agg(pl.col("k").first())],
  ["last", (frame) => frame.groupBy("v").agg(pl.col("k").last())],
  ["max over", (frame) => frame.withColumns(pl.col("k").max().over("v"))],
  ["unique", (frame) => frame.unique("k")],
  ["a sort", (frame) => frame.sort("k", true)],
  ["top-k", (frame) => frame.sort("k", true).limit(ROWS)],
  ["a join", (frame) => frame.select("v").join(frame, { on: "v" })],
  ["a full join", (frame) => frame.select("v").join(frame, { on: "v", how: "full", coalesce: true })],
  ["concat", (frame) => pl.concat([frame.filter(pl.col("v").lt(7)), frame.filter(pl.col("v").gtEq(7))])],
  ["concat of groups", (frame) => pl.concat([frame.filter(pl.col("v").lt(7)), frame.filter(pl.col("v").gtEq(7)).groupBy("k").agg(pl.col("v").sum())])],
  ["slices", (frame) => frame.select(pl.col("k").str.slice(4), "v"), (key) => key.slice(4)],
  ["either", (frame) => frame.select(pl.when(pl.col("v").lt(7)).then(pl.lit("a literal of more than twelve")).otherwise(pl.col("k")).alias("k"), "v"),
    (key) => Number(key.slice(-5)) < 7 ? "a literal of more than twelve" : key],
];

it.each(queries.map((entry) => [entry[0], entry] as const))("keeps the strings of %s", (_name, [, query, expected = (key) => key]) => {
  const frame = source();
  const result = query(frame.lazy() as LazyFrame).collectSync();
  frame.dispose();
  overwrite();
  const { k } = result.sort("v").toObject();
  expect(k).toEqual(keys.map((key) => expected(key)));
  result.dispose();
});
