// What must not compile. Each comment holds the sentence that the error shows; the test finds it in the compiler's output.

import type { Float64, LazyFrame, Utf8 } from "floe";
import pl from "floe";
import { df, lf, other } from "./frames.js";

// Columns that are not there.
// @ts-expect-error "no column nope in at, g, ok, price, qty, tags"
lf.select("g", pl.col("nope"));
// @ts-expect-error "no column nope in at, g, ok, price, qty, tags"
lf.select("nope");
// @ts-expect-error "no column nope in at, g, ok, price, qty, tags"
lf.select(["g", "nope"]);
// @ts-expect-error "no column nope in at, g, ok, price, qty, tags"
lf.select(pl.col("price").add(pl.col("nope").sum()).alias("q"));
// @ts-expect-error "no column zzz in at, g, ok, price, qty, tags"
lf.withColumns(pl.col("price").sum().over("zzz"));
// @ts-expect-error "no column nope in at, g, ok, price, qty, tags"
lf.groupBy("nope");
// @ts-expect-error "no column nope in at, g, ok, price, qty, tags"
lf.sort("nope");
// @ts-expect-error "no column nope in at, g, ok, price, qty, tags"
lf.sort(["g", pl.col("nope")]);
// @ts-expect-error 'nope' does not exist in
lf.rename({ nope: "x" });
// @ts-expect-error "no column nope in at, g, ok, price, qty, tags"
lf.filter(lf.col("nope").gt(3));
// @ts-expect-error Property 'nope' does not exist
lf.filter(({ nope }) => nope);
// @ts-expect-error "no column price in at, g, ok, qty, tags"
lf.drop("price").filter(pl.col("price").gt(3));
// @ts-expect-error '"nope"' is not assignable to
lf.drop("nope");
// @ts-expect-error '"nope"' is not assignable to
lf.unique("nope");
// @ts-expect-error '"nope"' is not assignable to
df.getColumn("nope");

// Dtypes that don't fit.
// @ts-expect-error "add: Utf8 and an integer have no common type"
lf.withColumns(pl.col("g").add(1));
// @ts-expect-error "mul needs a number, not Utf8"
lf.withColumns(pl.col("price").mul(pl.col("g")));
// @ts-expect-error "sum needs a number, Bool or Duration, not Utf8"
lf.select(pl.col("g").sum());
// @ts-expect-error "sum needs a number, Bool or Duration, not Datetime"
lf.select(pl.all().sum());
// @ts-expect-error "sum needs a number, Bool or Duration, not Utf8"
lf.select(pl.sum("g"));
// @ts-expect-error "gt cannot compare Utf8 with an integer"
lf.filter(pl.col("g").gt(3));
// @ts-expect-error "isIn cannot compare Utf8 with an integer"
lf.filter(pl.col("g").isIn([1, 2]));
// @ts-expect-error "isBetween cannot compare Float64 with Utf8"
lf.filter(pl.col("price").isBetween(1, "x"));
// @ts-expect-error "clip needs a number, not Utf8"
lf.select(pl.col("price").clip(1, pl.col("g")));
// @ts-expect-error "needs Bool, not Float64"
lf.filter(pl.col("price"));
// @ts-expect-error "g is not a Bool column"
lf.filter("g");
// @ts-expect-error "needs Bool, not Float64"
lf.filter((columns) => columns.price);
// @ts-expect-error "str.reverse needs Utf8, not Float64"
lf.select(pl.col("price").str.reverse());
// @ts-expect-error "str.contains needs Utf8, not Int8"
lf.select(pl.col("g").str.contains(pl.col("qty")));
// @ts-expect-error Argument of type '3' is not assignable to parameter of type 'string | AnyExpr | null'
pl.col("g").str.contains(3);
// @ts-expect-error "dt.year needs a date or time, not Utf8"
lf.select(pl.col("g").dt.year());
// @ts-expect-error "add: Datetime and Datetime have no common type"
lf.select(pl.col("at").add(pl.col("at")));
// @ts-expect-error "when needs a Bool, not Float64"
lf.select(pl.when(pl.col("price")).then(1).otherwise(2));
// @ts-expect-error "then and otherwise have no common type: Utf8 and an integer"
lf.select(pl.when(pl.col("ok")).then("x").otherwise(2));
// @ts-expect-error "str.reverse needs Utf8, not Bool"
lf.groupBy("g").agg(pl.col("ok").str.reverse());

// Options of functions.
// @ts-expect-error '"up"' is not assignable to
pl.col("price").round(1, "up");
// @ts-expect-error Expected 1
pl.col("price").add();

// Lists.
// @ts-expect-error "lst.get needs a List, not Utf8"
lf.select(pl.col("g").lst.get(0));
// @ts-expect-error "lst.sum needs a List of numbers, Bools or Durations, not List"
lf.select(pl.col("tags").lst.sum());
// @ts-expect-error "lst.contains cannot look for an integer among Utf8"
lf.select(pl.col("tags").lst.contains(1));
// @ts-expect-error "max needs any dtype but List, not List"
lf.select(pl.col("tags").max());
// @ts-expect-error "eq cannot compare List with List"
lf.filter(pl.col("tags").eq(pl.col("tags")));
// @ts-expect-error '"g"' is not assignable to parameter of type
lf.explode("g");

// Reshaping.
// @ts-expect-error '"nope"' is not assignable to
lf.unpivot(["nope"], ["price"]);
// @ts-expect-error '"nope"' is not assignable to
lf.unpivot("g", ["price", "nope"]);

// Joins and concatenation.
// @ts-expect-error "join keys differ: g is Utf8, z is Int8"
lf.join(other, { leftOn: "g", rightOn: "z" });
// @ts-expect-error "join keys differ: g is Utf8, z is Int8"
lf.join(other, { leftOn: ["price", "g"], rightOn: ["price", "z"] });
// @ts-expect-error "no column qty in g, price, z"
lf.join(other, { on: "qty" });
// @ts-expect-error "no column z in at, g, ok, price, qty, tags"
lf.join(other, { on: "z" });
// @ts-expect-error is missing the following properties
pl.concat([lf, other]);

// Frames of other schemas.
// @ts-expect-error 'Float64' is not assignable to type 'Utf8'
export const wrong: LazyFrame<{ price: Utf8 }> = lf;
// @ts-expect-error is not assignable to type
export const wider: LazyFrame<{ price: Float64 }> = lf;

// Eager frames refuse the same.
// @ts-expect-error "no column nope in g, price"
df.select("nope");
// @ts-expect-error "needs Bool, not Float64"
df.filter(pl.col("price"));

// A known limit: inside a generic function the check can't be decided. Take a concrete or an open frame there.
export function limit<S extends { price: Float64 }>(frame: LazyFrame<S>) {
  // @ts-expect-error is not assignable to parameter
  return frame.filter(pl.col("price").gt(1));
}
