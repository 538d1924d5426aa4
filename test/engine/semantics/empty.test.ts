// Frames without rows, of every dtype, go through every operation.

import pl, { type LazyFrame } from "floe";
import { describe, expect, it } from "vitest";
import { col, of } from "./support.js";

describe("frames without rows, of every dtype, go through", () => {
  const empty = of(
    { i: [], f: [], s: [], c: [], b: [], d: [], t: [], p: [] },
    { i: pl.Int64, f: pl.Float32, s: pl.Utf8, c: pl.Categorical, b: pl.Bool, d: pl.Date, t: pl.Datetime("ns"), p: pl.Duration("ms") },
  ).lazy();
  const columns = ["i", "f", "s", "c", "b", "d", "t", "p"];
  const none = Object.fromEntries(columns.map((name) => [name, []]));
  const queries: readonly [name: string, query: () => LazyFrame, wanted?: Record<string, readonly unknown[]>][] = [
    ["filter", () => empty.filter(col("i").gt(1))],
    ["withColumns", () => empty.withColumns(col("i").add(1), col("s").str.toUpperCase())],
    ["sort", () => empty.sort(columns)],
    ["slice", () => empty.slice(-3, 2)],
    ["unique", () => empty.unique()],
    ["unique, kept in order", () => empty.unique(["s", "c"], "none", true)],
    ["concat", () => pl.concat([empty, empty])],
    ["a semi-join", () => empty.join(empty, { on: "s", how: "semi" })],
    ["an anti-join", () => empty.join(empty, { on: ["i", "c"], how: "anti" })],
    ["windows", () => empty.withColumns(col("i").sum().over("s"))],
    ["groups", () => empty.groupBy("s").agg(pl.all().exclude("s").first()).select(columns)],
    ["an inner join", () => empty.join(empty, { on: "i" }).select(columns)],
    ["a left join", () => empty.join(empty, { on: "d", how: "left" }).select(columns)],
    ["a full join", () => empty.join(empty, { on: "t", how: "full" }).select(columns)],
    ["a cross join", () => empty.join(empty, { how: "cross" }).select(columns)],
    [
      "aggregates",
      () => empty.select(pl.len(), col("i").sum(), col("s").max(), col("b").any()),
      { len: [0], i: [0], s: [null], b: [false] },
    ],
  ];
  it.each(queries)("%s", async (_, query, wanted = none) => {
    const frame = query().collectSync();
    expect(frame.toObject()).toEqual(wanted);
    expect(frame.schema).toEqual(query().schema);
    expect((await query().collect()).toObject()).toEqual(wanted);
  });
});
