// Eager frames: the dtypes of JavaScript values, and typed rows.

import type { Bool, DataFrame, Float32, Float64, Int8, Int32, Int64, List, Null, Series, Utf8 } from "floe";
import pl from "floe";
import { is, schema } from "./assert.js";
import { df, lf } from "./frames.js";

const made = pl.DataFrame({ a: [1, 2], b: ["x", null], c: new Float32Array(2), d: [1n], e: [[1], [2]] });
is<DataFrame<{ a: Float64; b: Utf8; c: Float32; d: Int64; e: List<Float64> }>>()(made);
is<DataFrame<{ a: List<Utf8>; b: List<Int32>; c: List<List<Bool>>; d: List<Null> }>>()(
  pl.DataFrame({ a: [["x", null], null, []], b: [new Int32Array(1)], c: [[[true]]], d: [[]] }),
);
is<DataFrame<{ a: List<Int8> }>>()(pl.DataFrame({ a: [[1]] }, { schema: { a: pl.List(pl.Int8) } }));
for (const row of made) is<(number | null)[] | null>()(row.e);
is<DataFrame<{ a: Int64; b: Utf8 }>>()(pl.DataFrame({ a: [1, 2], b: ["x"] }, { schema: { a: pl.Int64 } }));
is<DataFrame<{ a: Float64; b: Utf8 }>>()(
  pl.DataFrame([
    { a: 1, b: "x" },
    { a: 2, b: "y" },
  ]),
);
is<{ a: number | null; b: string | null } | undefined>()(pl.DataFrame({ a: [1], b: ["x"] }).toRecords()[0]);
for (const row of made) is<string | null>()(row.b);
is<number | bigint | null>()((made.toRecords()[0] as { d: number | bigint | null }).d);
is<Series<Float64>>()(made.getColumn("a"));
is<Series<Float64>>()(made.a);
is<(string | null)[]>()(made.b.toArray());
schema<{ a: Float64; b: Utf8; c: Float32; d: Int64; e: List<Float64> }>()(made.lazy());

export async function collected() {
  for (const row of await lf.select("price", "g").collect()) is<{ price: number | null; g: string | null }>()(row);
  is<(number | null)[]>()(lf.collectSync().price.toArray());
}

function show(frame: DataFrame): unknown {
  return frame.toRecords()[0]?.anything;
}
show(df);

schema<{ g: Utf8; price: Float64 }>()(df.filter(pl.col("price").gt(3)).groupBy("g").agg(pl.col("price").sum()));
schema<{ g: Utf8; n: Float64 }>()(df.select("g", pl.col("price").mul(2).alias("n")).sort("n"));
