// Order: sorting, which row of equal ones stays, the order of groups.

import pl from "floe";
import { bools, floats, givesValues, INF, ints, NaN_, of, texts } from "./support.js";

const numbers = ints(3, null, 1, 2);
const pairs = of({ k: ["x", "y", null, "x", null], v: [1, 2, 3, null, 5] });
const duplicates = of({ a: [1, 1, 2, null, null, 3], b: [1, 2, 3, 4, 5, 6] });

givesValues([
  [15, "sort: nulls first", () => numbers.sort("a"), { a: [null, 1, 2, 3] }],
  [15, "sort descending: nulls first", () => numbers.sort("a", true), { a: [null, 3, 2, 1] }],
  [15, "sort: nulls last", () => numbers.sort("a", true, true), { a: [3, 2, 1, null] }],
  [15, "sort: NaN after infinity", () => floats(NaN_, INF, -INF, null).sort("a"), { a: [null, -INF, INF, NaN_] }],
  [15, "sort descending: NaN first of the values", () => floats(NaN_, INF, -INF, null).sort("a", true), { a: [null, NaN_, INF, -INF] }],
  [
    16,
    "strings sort by bytes",
    () => texts("é", "a", "B", "", "ab", "😀", "\uffee").sort("a"),
    { a: ["", "B", "a", "ab", "é", "\uffee", "😀"] },
  ],
  [16, "false before true", () => bools(true, false, null).sort("a"), { a: [null, false, true] }],
  [
    17,
    "several keys",
    () => pairs.sort(["k", "v"], [true, false], [true, false]),
    { k: ["y", "x", "x", null, null], v: [2, null, 1, 3, 5] },
  ],
  [17, "equal rows keep their order", () => of({ a: [2, 1, 2, 1], b: [1, 2, 3, 4] }).sort("a"), { a: [1, 1, 2, 2], b: [2, 4, 1, 3] }],
  [18, "groups by first appearance", () => pairs.groupBy("k", true).agg(pl.len()), { k: ["x", "y", null], len: [2, 1, 2] }],
  [19, "unique: first", () => duplicates.unique("a", "first", true), { a: [1, 2, null, 3], b: [1, 3, 4, 6] }],
  [19, "unique: last", () => duplicates.unique("a", "last", true), { a: [1, 2, null, 3], b: [2, 3, 5, 6] }],
  [19, "unique: none", () => duplicates.unique("a", "none", true), { a: [2, 3], b: [3, 6] }],
]);
