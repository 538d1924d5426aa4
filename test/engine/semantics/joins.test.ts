// Joins: which keys meet, the columns of the result.

import pl, { InvalidOperationError, SchemaError } from "floe";
import { col, floats, givesValues, ints, NaN_, of, raisesErrors, texts } from "./support.js";

const left = of({ k: [1, 2, null, 2], a: ["p", "q", "r", "s"] });
const right = of({ k: [2, null, 3, 2], a: ["t", "u", "v", "w"], b: [true, false, null, true] });

givesValues([
  [
    61,
    "inner join: null meets nothing",
    () => left.join(right, { on: "k" }).sort(["a", "a_right"]),
    { k: [2, 2, 2, 2], a: ["q", "q", "s", "s"], a_right: ["t", "w", "t", "w"], b: [true, true, true, true] },
  ],
  [61, "semi", () => left.join(right, { on: "k", how: "semi" }), { k: [2, 2], a: ["q", "s"] }],
  [61, "anti", () => left.join(right, { on: "k", how: "anti" }), { k: [1, null], a: ["p", "r"] }],
  [61, "NaN meets NaN, 0 meets -0", () => floats(NaN_, -0, 1).join(floats(NaN_, 0), { on: "a" }).select(col("a").abs()), { a: [NaN_, 0] }],
  [
    62,
    "left",
    () => left.join(right.unique("k", "first", true), { on: "k", how: "left" }),
    { k: [1, 2, null, 2], a: ["p", "q", "r", "s"], a_right: [null, "t", null, "t"], b: [null, true, null, true] },
  ],
  [
    62,
    "full keeps the keys of both",
    () => left.join(right.filter(col("a").neq("w")), { on: "k", how: "full" }).sort(["a", "a_right"]),
    {
      k: [null, null, 1, 2, null, 2],
      a: [null, null, "p", "q", "r", "s"],
      k_right: [null, 3, null, 2, null, 2],
      a_right: ["u", "v", null, "t", null, "t"],
      b: [false, null, null, true, null, true],
    },
  ],
  [
    63,
    "keys of different names",
    () =>
      left
        .join(right.rename({ k: "l" }), { leftOn: "k", rightOn: "l", how: "inner", suffix: "_2" })
        .select(pl.all())
        .limit(0),
    { k: [], a: [], a_2: [], b: [] },
  ],
  [
    64,
    "integers of two widths",
    () => of({ k: [1, 2] }, { k: pl.Int32 }).join(of({ k: [2, 3] }, { k: pl.Int64 }), { on: "k" }),
    { k: [2] },
    { k: "Int32" },
  ],
  [
    65,
    "cross, of which no column is wanted",
    () =>
      ints(1, 2)
        .join(ints(3, 4).filter(col("a").eq(4)), { how: "cross" })
        .select("a"),
    { a: [1, 2] },
  ],
  [
    65,
    "cross with nothing",
    () =>
      ints(1, 2)
        .lazy()
        .join(ints(3).lazy().filter(col("a").eq(4)), { how: "cross" })
        .select(pl.len())
        .collectSync(),
    { len: [0] },
  ],
  [65, "cross", () => ints(1, 2).join(ints(3), { how: "cross" }), { a: [1, 2], a_right: [3, 3] }],
]);

raisesErrors([
  [64, "string and number as keys", () => ints(1).join(texts("x"), { on: "a" }), SchemaError],
  [65, "cross with keys", () => ints(1).join(ints(1), { how: "cross", on: "a" }), InvalidOperationError],
]);
