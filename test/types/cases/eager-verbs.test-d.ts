// Eager verbs and the functions of series: the same types as lazily.

import type { Bool, DataFrame, Dynamic, Float64, Int32, Int64, Series, UInt32, Utf8 } from "floe";
import pl from "floe";
import { is, schema } from "./assert.js";
import { df, lf } from "./frames.js";

schema<{ total: Float64; g: Utf8 }>()(df.select(pl.col("price").mul(2).alias("total"), "g"));
schema<{ price: Float64; g: Utf8; one: Int32 }>()(df.withColumns(pl.lit(1).alias("one")));
schema<{ price: Float64; g: Utf8 }>()(
  df
    .filter(({ price }) => price.gt(3))
    .sort("g")
    .unique("g")
    .head(),
);
schema<{ g: Utf8; price: Float64; len: UInt32 }>()(df.groupBy("g").agg(pl.col("price").sum(), pl.len()));
schema<{ g: Utf8; len: UInt32 }>()(df.groupBy("g").len());
schema<{ p: Float64 }>()(df.rename({ price: "p" }).drop("g"));
schema<{ price: Float64; g: Utf8; z: Int64 }>()(df.join(pl.DataFrame({ g: ["x"], z: [1n] }), { on: "g" }));
schema<{ price: Float64; g: Utf8 }>()(pl.concat([df, df]));
is<DataFrame<{ price: UInt32; g: UInt32 }>>()(df.nullCount());
is<(number | null)[]>()(df.toObject().price);

const { price, g } = df;
is<Series<Float64>>()(price.add(1));
is<Series<Float64>>()(price.add(price));
is<Series<Bool>>()(price.gt(price));
is<number | null>()(price.sum());
is<number | null>()(g.nUnique());
is<string | null>()(g.max());
is<Series<Utf8>>()(g.str.toUpperCase());
is<Series<Bool>>()(g.str.contains("x"));
is<Series<Int64>>()(price.cast(pl.Int64));
is<number | null>()(price.get(0));
is<Series<Float64>>()(price.filter(price.isNotNull()).sort().head());

declare const open: DataFrame;
is<Series<Bool>>()(open.getColumn("x").isNull());
open.select("anything");
open.groupBy("k").agg(pl.col("v").sum());
is<Series<Dynamic>>()(open.getColumn("x").add(1));

// @ts-expect-error "no column nope in g, price"
df.select("nope");
// @ts-expect-error "needs Bool, not Float64"
df.filter(pl.col("price"));
// @ts-expect-error '"zzz"' is no column
df.getColumn("zzz");
// @ts-expect-error "sum needs a number, Bool or Duration, not Utf8"
is<number | null>()(g.sum());
// @ts-expect-error a mask is a Series of Bool
price.filter(price);
// @ts-expect-error join keys differ
df.join(lf, { leftOn: "g", rightOn: "price" });
