// Dtypes of expressions: of operators, functions, literals, and of several columns at once.

import type {
  Bool,
  Date_,
  Datetime,
  Duration,
  Dynamic,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  LazyFrame,
  List,
  UInt8,
  UInt32,
  Utf8,
} from "floe";
import pl from "floe";
import { schema } from "./assert.js";
import { lf, open, type Sales } from "./frames.js";

declare const n: number;

// An expression stands alone, and is checked where it is used.
const total = pl.col("price").mul(pl.col("qty")).alias("total");
schema<{ total: Float64 }>()(lf.select(total));

// Literals take on the dtype of what they meet.
schema<{ qty: Int8 }>()(lf.select(pl.col("qty").add(1)));
schema<{ qty: Float64 }>()(lf.select(pl.col("qty").add(1.5)));
schema<{ qty: Int8 | Float64 }>()(lf.select(pl.col("qty").add(n))); // a `number` may be either
schema<{ literal: Int32; x: Float64 }>()(lf.select(pl.lit(1), pl.lit(1.5).alias("x")));
schema<{ literal: Int32 }>()(lf.select(pl.lit(1).add(2)));
schema<{ literal: Float64 }>()(lf.select(pl.lit(1).div(2)));

// Supertypes and results.
schema<{ qty: Int64; c: UInt32; m: Float64; at: Datetime }>()(
  lf.select(pl.col("qty").sum(), pl.col("g").count().alias("c"), pl.col("qty").mean().alias("m"), pl.col("at").max()),
);
schema<{ qty: Int16 }>()(lf.select(pl.col("qty").cast(pl.Int16).add(pl.col("qty"))));
schema<{ qty: Float64 }>()(lf.select(pl.col("qty").div(2)));
schema<{ price: Float64; qty: Int64 }>()(lf.select(pl.col("price"), pl.col("qty").sum().over("g")));
schema<{ qty: Int8; f: Float64 }>()(lf.select(pl.col("qty").pow(2), pl.col("qty").pow(0.5).alias("f")));
schema<{ ok: UInt32 }>()(lf.select(pl.col("ok").sum()));
schema<{ qty: Float64; s: Float64 }>()(lf.select(pl.col("qty").std(), pl.col("qty").sqrt().alias("s")));
schema<{ qty: Bool; price: Bool; at: Bool }>()(
  lf.select(pl.col("qty").isIn([1, 2]), pl.col("price").isBetween(1, 2, "left"), pl.col("at").isBetween(new Date(0), null)),
);
schema<{ qty: Int8 }>()(lf.select(pl.col("qty").clip(0, 10)));
schema<{ qty: Int8; g: Utf8 }>()(lf.select(pl.col("qty").fillNull(0), pl.coalesce(pl.col("g"), "x")));
schema<{ len: UInt32 }>()(lf.select(pl.len()));
schema<{ price: Float64; g: Utf8 }>()(lf.select(pl.sum("price"), pl.first("g")));
schema<{ qty: Int8; a: Bool; b: Float64 }>()(
  lf.select(pl.col("qty").plus(1), pl.col("qty").greaterThan(1).alias("a"), pl.col("qty").divideBy(2).alias("b")),
);

// Lists
schema<{ tags: Utf8 }>()(lf.select(pl.col("tags").lst.get(0)));
schema<{ tags: Utf8; n: UInt32; has: Bool; s: List<Utf8>; j: Utf8 }>()(
  lf.select(
    pl.col("tags").lst.first(),
    pl.col("tags").lst.lengths().alias("n"),
    pl.col("tags").lst.contains("x").alias("has"),
    pl.col("tags").lst.sort(true).lst.head(2).alias("s"),
    pl.col("tags").lst.join("-").alias("j"),
  ),
);
const lists = lf.groupBy("g").agg("qty", "ok", pl.col("at"));
schema<{ qty: Int64; m: Float64; ok: UInt32; at: Datetime; g: List<Utf8> }>()(
  lists.select(
    pl.col("qty").lst.sum(),
    pl.col("qty").lst.mean().alias("m"),
    pl.col("ok").lst.sum(),
    pl.col("at").lst.max(),
    pl.col("g").str.split(","),
  ),
);
schema<{ qty: Bool; g: List<List<Int8>> }>()(lists.select(pl.col("qty").lst.contains(n), pl.col("qty").implode().alias("g")));
schema<{ x: Dynamic; y: Utf8; z: Bool }>()(
  open.select(pl.col("x").lst.get(0), pl.col("y").lst.join(), pl.col("z").lst.contains(pl.col("w"))),
);

// when / then / otherwise
schema<{ x: Float64; y: Utf8 }>()(
  lf.select(
    pl.when(pl.col("ok")).then(pl.col("qty")).otherwise(1.5).alias("x"),
    pl.when(pl.col("ok")).then(pl.col("g")).otherwise(null).alias("y"),
  ),
);
schema<{ literal: Utf8; qty: Int8 }>()(
  lf.select(
    pl.when(pl.col("price").gt(3)).then("dear").when(pl.col("price").gt(1)).then("fair").otherwise("cheap"),
    pl.when(pl.col("ok")).then(pl.col("qty")),
  ),
);

// Strings, dates and times.
schema<{ g: Utf8; n: UInt32; m: UInt32; c: Bool; y: Int32; d: Int8; o: Int16; t: Date_ }>()(
  lf.select(
    pl.col("g").str.reverse(),
    pl.col("g").str.lengths().alias("n"),
    pl.col("g").str.lenChars().alias("m"),
    pl.col("g").str.contains("x", true).alias("c"),
    pl.col("at").dt.year().alias("y"),
    pl.col("at").dt.weekday().alias("d"),
    pl.col("at").dt.ordinalDay().alias("o"),
    pl.col("at").dt.date().alias("t"),
  ),
);
schema<{ g: Utf8 }>()(lf.select(pl.col("g").add("x")));
declare const times: LazyFrame<{ d: Date_; t: Datetime; s: Duration; f: Float32; u: UInt8 }>;
schema<{ d: Duration; t: Duration; s: Datetime; f: Float32; u: Int16 }>()(
  times.select(
    pl.col("d").sub(pl.col("d")),
    pl.col("t").sub(pl.col("d")),
    pl.col("s").add(pl.col("t")),
    pl.col("f").add(1.5),
    pl.col("u").add(pl.lit(1).cast(pl.Int8)),
  ),
);
schema<{ d: Date_; t: Datetime; s: Duration; m: Datetime; k: Datetime }>()(
  times.select(
    pl.col("d").add(pl.col("s")),
    pl.col("t").sub(pl.col("s")),
    pl.col("s").add(pl.col("s")),
    pl.col("d").mean().alias("m"),
    pl.col("d").cast(pl.Datetime).alias("k"),
  ),
);

// Several columns at once.
schema<{ price_max: Float64; qty_max: Int8 }>()(lf.select(pl.col(["price", "qty"]).max().suffix("_max")));
schema<{ price: Float64; at: Datetime }>()(lf.select(pl.exclude("g", "ok", "tags", "qty")));
schema<{ price: Float64; at: Datetime }>()(lf.select(pl.all().exclude("g", "ok", "qty", "tags")));
schema<{ g: Utf8; price: Float64 }>()(lf.select("g", pl.col(pl.Float64)));
schema<Sales>()(lf.select(pl.all()));
// biome-ignore lint/suspicious/noExplicitAny: a pattern opens the schema.
schema<any>()(lf.select(pl.col("^p.*$")));

// Open frames allow everything, and still know the names they make.
schema<{ s: Dynamic; u: Utf8; t: Bool; v: Dynamic }>()(
  open.select(
    pl.col("x").sum().alias("s"),
    pl.col("y").str.reverse().alias("u"),
    pl.col("x").gt(1).alias("t"),
    pl.col("x").add(1).alias("v"),
  ),
);
