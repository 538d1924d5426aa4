// The schemas that verbs give.

import type { Bool, Datetime, Float64, Int8, Int32, Int64, List, Null, UInt32, Utf8 } from "floe";
import pl from "floe";
import { schema } from "./assert.js";
import { df, lf, open, other, type Sales } from "./frames.js";

// select, withColumns, filter, sort
schema<{ total: Float64; g: Utf8 }>()(lf.select(pl.col("price").mul(pl.col("qty")).alias("total"), pl.col("g")));
schema<{ total: Float64; g: Utf8 }>()(lf.select(pl.col("price").mul(pl.col("qty")).alias("total"), "g"));
schema<{ total: Float64; g: Utf8 }>()(lf.select([pl.col("price").mul(pl.col("qty")).alias("total"), "g"]));
schema<{ a: Int8; b: Utf8 }>()(pl.scanParquet("x", { schema: { a: pl.Int8, b: pl.Utf8 } }).withColumns(pl.col("b").str.reverse()));
schema<{ price: Float64; qty: Float64; g: Utf8; ok: Bool; at: Datetime; tags: List<Utf8> }>()(lf.withColumns(pl.col("qty").div(2)));
schema<{ price: Float64; qty: Float64; g: Utf8; ok: Bool; at: Datetime; tags: List<Utf8> }>()(lf.withColumn(pl.col("qty").div(2)));
schema<Sales>()(lf.filter(pl.col("price").gt(3).and(pl.col("g").eq("x"))));
schema<Sales>()(lf.filter("ok").sort(["g", "price"], true));
schema<Sales>()(lf.sort(pl.col("price").neg(), { descending: true, nullsLast: true }).sort("g", [true], [false]));
schema<Sales>()(lf.sort({ by: ["g", "price"], descending: [true, false] }));
schema<Sales>()(lf.limit(3).head().tail(1).slice(1, 2).slice({ offset: 1, length: 2 }).first().last());
schema<Sales>()(
  lf
    .unique()
    .unique("g")
    .unique(["g", "price"], "first", true)
    .unique({ subset: ["g"], keep: "none" }),
);

// groupBy
schema<{ g: Utf8; price: Float64; s: Float64 }>()(
  lf.groupBy("g").agg(pl.col("price").max(), pl.col("price").sum().div(pl.col("qty").count()).alias("s")),
);
schema<{ g: Utf8; ok: Bool; n: UInt32 }>()(lf.groupBy("g", "ok").agg(pl.len().alias("n")));
schema<{ g: Utf8; ok: Bool; qty: Int64 }>()(lf.groupBy(["g", "ok"], true).agg(pl.col("qty").sum()));
schema<{ g: Utf8; qty: Int64 }>()(lf.groupBy("g", { maintainOrder: true }).agg(pl.col("qty").sum()));
schema<{ big: Bool; qty: Int64 }>()(lf.groupBy(pl.col("price").gt(3).alias("big")).agg([pl.col("qty").sum()]));
schema<{ g: Utf8; len: UInt32 }>()(lf.groupBy("g").len());
schema<{ g: Utf8; price: Float64; qty: List<Int8>; d: List<Float64>; s: Float64 }>()(
  lf
    .groupBy("g")
    .agg(
      pl.col("price").max(),
      pl.col("qty"),
      pl.col("price").sub(pl.col("price").mean()).alias("d"),
      pl.col("price").sum().div(pl.col("qty").count()).alias("s"),
    ),
);
schema<{ g: Utf8; price: List<Float64>; ok: List<Bool>; qty_all: List<Int8>; one: Int32 }>()(
  lf.groupBy("g").agg("price", pl.col("ok").implode(), pl.col(["qty"]).suffix("_all"), pl.lit(1).alias("one")),
);
schema<{ g: Utf8; price: List<Float64>; qty: List<Int8>; at: Datetime }>()(
  lf.groupBy("g").agg(pl.col("price").topK(2), pl.col("qty").head(), pl.col("at").bottomK(1).lst.first()),
);

// Reshaping, joins
schema<{ p: Float64; g: Utf8 }>()(lf.select("price", "g").rename({ price: "p" }));
schema<{ g: Utf8 }>()(lf.select("price", "g").drop("price"));
schema<{ g: Utf8 }>()(lf.select("price", "qty", "g").drop(["price", "qty"]));
schema<{ g: Utf8; tags: Utf8 }>()(lf.select("g", "tags").explode("tags"));
schema<{ g: Utf8; tags: Utf8; l: Int8 }>()(
  lf.groupBy("g").agg(pl.col("qty").alias("l"), pl.col("g").first().alias("tags")).explode(pl.col("l")),
);
schema<{ g: Utf8; qty: Int8; price: Float64 }>()(
  lf
    .groupBy("g")
    .agg("qty", "price")
    .explode(["qty", pl.col("price")]),
);
schema<{ g: Utf8; variable: Utf8; value: Float64 }>()(lf.unpivot(["g"], ["price", "qty"]));
schema<{ g: Utf8; variable: Utf8; value: Utf8 }>()(lf.unpivot("g", ["price", "g"]));
schema<{ what: Utf8; v: Int8 }>()(lf.select("qty").unpivot([], undefined, { variableName: "what", valueName: "v" }));
schema<{ g: Utf8; variable: Utf8; value: Null }>()(lf.unpivot("g", []));
schema<{ g: Utf8; variable: Utf8; v: Float64 }>()(lf.select("g", "price", "qty").unpivot("g", undefined, { valueName: "v" }));
const ab = lf.select("g", "price");
schema<{ g: Utf8; price: Float64; price_right: Float64; z: Int8 }>()(ab.join(other, { on: "g" }));
schema<{ g: Utf8; price: Float64; price_o: Float64; z: Int8 }>()(ab.join(other, { on: ["g"], how: "left", suffix: "_o" }));
schema<{ g: Utf8; price: Float64; g_right: Utf8; price_right: Float64; z: Int8 }>()(ab.join(other, { on: "g", how: "full" }));
schema<{ g: Utf8; price: Float64; price_right: Float64; z: Int8 }>()(ab.join(other, { on: "g", how: "right" }));
schema<{ g: Utf8; price: Float64; g_right: Utf8; price_right: Float64; z: Int8 }>()(ab.join(other, { how: "cross" }));
schema<{ g: Utf8; price: Float64 }>()(ab.join(other, { on: "g", how: "anti" }));
schema<{ g: Utf8; price: Float64; g_right: Utf8; z: Int8 }>()(ab.join(other, { leftOn: "price", rightOn: "price" }));
schema<{ g: Utf8; price: Float64 }>()(pl.concat([ab, other.drop("z")]));
schema<{ n: UInt32 }>()(lf.pipe((frame) => frame.select(pl.len().alias("n"))));

// Columns of the frame at hand: these complete, `pl.col("|").gt(3)` cannot.
const { col } = lf;
lf.filter(col("price").gt(3));
lf.filter((columns) => columns.price.gt(3));
lf.filter(({ price, qty }) => price.gt(qty));

// Open frames
open.explode("x", pl.col("y")).unpivot("z").filter(pl.col("value").gt(1));
open.filter(pl.col("whatever").gt(1)).groupBy("k").agg(pl.col("v").sum()).sort("v");
open.join(lf, { on: "anything" }).filter(({ x }) => x.gt(1));
declare const names: string[];
open.select(...names).sort(names);
lf.select(names).filter(pl.col("whatever").gt(1)); // names that the compiler doesn't know open the schema

schema<{ price: Float64; qty: Int64; g: Utf8; ok: UInt32; at: Datetime; tags: List<Utf8> }>()(lf.sum());
schema<{ price: Float64; qty: Float64; g: Utf8; ok: Float64; at: Datetime; tags: List<Utf8> }>()(lf.mean());
schema<Sales>()(lf.max());
schema<{ price: Float64; g: Utf8 }>()(df.dropNulls("g").fillNull(0).vstack(df).sample(1));
schema<{ g: Utf8; price: Float64; qty: Int64; ok: UInt32 }>()(lf.drop("at", "tags").groupBy("g").sum());
schema<{ g: Utf8; price: Float64 }>()(df.groupBy("g").first());
schema<{ statistic: Utf8; price: Float64; g: Utf8 }>()(df.describe());
schema<{ price: Float64; g: Utf8; z: Int32 }>()(df.hstack(pl.select(pl.lit(1).alias("z"))));
schema<{ g: Utf8; price: Float64 }>()(lf.groupBy("g").agg(pl.col("price").filter(pl.col("ok")).sum()));
schema<{ price: Float64; qty: Int8 }>()(lf.select(pl.cols("price", "qty")));
// @ts-expect-error '"nope"' is no column
lf.dropNulls("nope");

schema<Sales & { z: Int8; g_right: Utf8 } extends infer T ? { [K in keyof T]: T[K] } : never>()(lf.joinAsof(other, { on: "price" }));
schema<{ price: Float64; g: Utf8; price_right: Float64; z: Int8 }>()(df.lazy().joinAsof(other, { leftOn: "price", rightOn: "z", by: "g" }));
// @ts-expect-error '"nope"' is no column
lf.joinAsof(other, { on: "nope" });
