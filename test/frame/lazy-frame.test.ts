// Lazy frames: the plan each verb builds, and the arguments it refuses at once.

import { describe, expect, test } from "vitest";
import { InvalidOperationError, ShapeError } from "../../src/errors/index.js";
import { col, len } from "../../src/expr/index.js";
import { LazyFrame, expressions as pl, type Runner, setEagerFrame, setRunner } from "../../src/frame/index.js";
import type { Plan, Source } from "../../src/plan/index.js";
import { type ColumnType, Float64, Utf8 } from "../../src/types/index.js";

const source: Source = {
  kind: "test",
  label: "TEST",
  schema: new Map<string, ColumnType>([
    ["a", Float64],
    ["g", Utf8],
  ]),
  rowCount: undefined,
  open: () => undefined,
  plan: () => {
    throw new Error("not run");
  },
};
const input: Plan = { kind: "Scan", source };
const lf = new LazyFrame(input);
const other = new LazyFrame({ kind: "Slice", input, offset: 1 });
const a = { kind: "Column", name: "a" } as const;
const g = { kind: "Column", name: "g" } as const;
const rows = { kind: "Call", fn: "len", args: [], options: [] } as const;
const up = { descending: false, nullsLast: false };

const plans: readonly (readonly [string, LazyFrame, Plan])[] = [
  ["select", lf.select("a", pl.col("g")), { kind: "Select", input, exprs: [a, g] }],
  ["select of an array", lf.select(["a", pl.col("g")]), { kind: "Select", input, exprs: [a, g] }],
  ["select of nothing", lf.select(), { kind: "Select", input, exprs: [] }],
  ["withColumns", lf.withColumns(pl.lit(1)), { kind: "WithColumns", input, exprs: [{ kind: "Literal", value: 1 }] }],
  ["withColumn", lf.withColumn(pl.col("a")), { kind: "WithColumns", input, exprs: [a] }],
  ["filter by an expression", lf.filter(col("a")), { kind: "Filter", input, predicate: a }],
  ["filter by a name", lf.filter("a"), { kind: "Filter", input, predicate: a }],
  ["filter by a callback", lf.filter((columns) => columns.a), { kind: "Filter", input, predicate: a }],
  ["a callback's columns, destructured", lf.filter(({ g }) => g), { kind: "Filter", input, predicate: g }],
  ["groupBy", lf.groupBy("g", col("a")).agg(len()), { kind: "Aggregate", input, keys: [g, a], aggs: [rows], maintainOrder: false }],
  [
    "groupBy of an array",
    lf.groupBy(["g", "a"], true).len(),
    { kind: "Aggregate", input, keys: [g, a], aggs: [rows], maintainOrder: true },
  ],
  [
    "groupBy with options",
    lf.groupBy("g", { maintainOrder: true }).agg([len()]),
    { kind: "Aggregate", input, keys: [g], aggs: [rows], maintainOrder: true },
  ],
  ["sort", lf.sort("a"), { kind: "Sort", input, keys: [{ expr: a, ...up }] }],
  ["sort by an expression", lf.sort(col("a"), true), { kind: "Sort", input, keys: [{ expr: a, descending: true, nullsLast: false }] }],
  [
    "sort by two keys",
    lf.sort(["a", "g"], [true, false], true),
    {
      kind: "Sort",
      input,
      keys: [
        { expr: a, descending: true, nullsLast: true },
        { expr: g, descending: false, nullsLast: true },
      ],
    },
  ],
  [
    "sort with options",
    lf.sort("a", { descending: true, nullsLast: [true] }),
    { kind: "Sort", input, keys: [{ expr: a, descending: true, nullsLast: true }] },
  ],
  [
    "sort by options alone",
    lf.sort({ by: "a", descending: true }),
    { kind: "Sort", input, keys: [{ expr: a, descending: true, nullsLast: false }] },
  ],
  ["limit", lf.limit(3), { kind: "Slice", input, offset: 0, length: 3 }],
  ["limit 0", lf.limit(0), { kind: "Slice", input, offset: 0, length: 0 }],
  ["head", lf.head(), { kind: "Slice", input, offset: 0, length: 5 }],
  ["tail", lf.tail(2), { kind: "Slice", input, offset: -2, length: 2 }],
  ["tail 0", lf.tail(0), { kind: "Slice", input, offset: 0, length: 0 }],
  ["first", lf.first(), { kind: "Slice", input, offset: 0, length: 1 }],
  ["last", lf.last(), { kind: "Slice", input, offset: -1, length: 1 }],
  ["slice", lf.slice(-3), { kind: "Slice", input, offset: -3 }],
  ["slice with options", lf.slice({ offset: 1, length: 2 }), { kind: "Slice", input, offset: 1, length: 2 }],
  [
    "join",
    lf.join(other, { on: "g" }),
    { kind: "Join", left: input, right: other.plan, how: "inner", leftOn: [g], rightOn: [g], suffix: "_right" },
  ],
  [
    "join on different names",
    lf.join(other, { leftOn: ["a"], rightOn: ["g"], how: "left", suffix: "_r" }),
    { kind: "Join", left: input, right: other.plan, how: "left", leftOn: [a], rightOn: [g], suffix: "_r" },
  ],
  [
    "cross join",
    lf.join(other, { how: "cross" }),
    { kind: "Join", left: input, right: other.plan, how: "cross", leftOn: [], rightOn: [], suffix: "_right" },
  ],
  [
    "unpivot",
    lf.unpivot("g", ["a"], { variableName: "v" }),
    { kind: "Unpivot", input, idVars: ["g"], valueVars: ["a"], variableName: "v", valueName: "value" },
  ],
  ["unpivot of all others", lf.unpivot([]), { kind: "Unpivot", input, idVars: [], variableName: "variable", valueName: "value" }],
  ["unique", lf.unique(), { kind: "Unique", input, keep: "any", maintainOrder: false }],
  ["unique of a column", lf.unique("a", "first", true), { kind: "Unique", input, subset: ["a"], keep: "first", maintainOrder: true }],
  [
    "unique with options",
    lf.unique({ subset: ["a", "g"], keep: "none" }),
    { kind: "Unique", input, subset: ["a", "g"], keep: "none", maintainOrder: false },
  ],
  ["drop", lf.drop("a", ["g"]), { kind: "Drop", input, columns: ["a", "g"] }],
  ["rename", lf.rename({ a: "b" }), { kind: "Rename", input, names: { a: "b" } }],
  ["concat", pl.concat([lf, other]), { kind: "Union", inputs: [input, other.plan] }],
];

test.each(plans)("%s", (_, frame, plan) => {
  expect(frame.plan).toEqual(plan);
});

const mistakes: readonly (readonly [string, () => unknown, Error])[] = [
  ["a negative limit", () => lf.limit(-1), new InvalidOperationError("limit needs a whole number of rows from 0 on, not -1")],
  ["a limit with a fraction", () => lf.head(1.5), new InvalidOperationError("head needs a whole number of rows from 0 on, not 1.5")],
  ["a negative tail", () => lf.tail(-2), new InvalidOperationError("tail needs a whole number of rows from 0 on, not -2")],
  ["an offset that is no number", () => lf.slice("1" as never), new InvalidOperationError('slice needs a whole number as offset, not "1"')],
  ["a negative length", () => lf.slice(0, -1), new InvalidOperationError("slice needs a whole number of rows from 0 on, not -1")],
  ["a number as column", () => lf.select(1 as never), new InvalidOperationError("select needs column names or expressions, not 1")],
  [
    "a callback without a result",
    () => lf.filter((() => undefined) as never),
    new InvalidOperationError("the callback of filter must return an expression, not undefined"),
  ],
  ["flags that don't match the keys", () => lf.sort(["a", "g"], [true]), new ShapeError("sort: descending has 1 values for 2 keys")],
  [
    "a join without options",
    () => lf.join(other, undefined as never),
    new InvalidOperationError('join needs options such as { on: "id" }, not undefined'),
  ],
  [
    "a join without keys",
    () => lf.join(other, {} as never),
    new InvalidOperationError("join needs either `on`, or both `leftOn` and `rightOn`"),
  ],
  [
    "keys on one side",
    () => lf.join(other, { leftOn: "a" } as never),
    new InvalidOperationError("join needs either `on`, or both `leftOn` and `rightOn`"),
  ],
  [
    "keys twice",
    () => lf.join(other, { on: "a", leftOn: "a" } as never),
    new InvalidOperationError("join needs either `on`, or both `leftOn` and `rightOn`"),
  ],
  ["an empty list of keys", () => lf.join(other, { on: [] }), new InvalidOperationError("join needs at least one key")],
  [
    "keys of different counts",
    () => lf.join(other, { leftOn: ["a", "g"], rightOn: ["a"] }),
    new ShapeError("join has 2 keys on the left and 1 on the right"),
  ],
  [
    "a cross join with keys",
    () => lf.join(other, { on: "g", how: "cross" } as never),
    new InvalidOperationError("a cross join has no keys"),
  ],
  [
    "an unknown join",
    () => lf.join(other, { on: "g", how: "outer" as never }),
    new InvalidOperationError('join: how must be "inner", "left", "right", "full", "semi", "anti", "cross", not "outer"'),
  ],
  [
    "a join with what is no frame",
    () => lf.join([] as never, { on: "g" }),
    new InvalidOperationError("join needs a LazyFrame, not an array"),
  ],
  [
    "an unknown keep",
    () => lf.unique("a", "best" as never),
    new InvalidOperationError('unique: keep must be "any", "first", "last", "none", not "best"'),
  ],
  ["a new name that is none", () => lf.rename({ a: 1 as never }), new InvalidOperationError("rename needs column names, not 1")],
  ["a concat of nothing", () => pl.concat([]), new InvalidOperationError("concat needs at least one frame")],
];

test.each(mistakes)("refuses %s", (_, make, error) => {
  expect(make).toThrow(error);
});

describe("running", () => {
  const asked: unknown[] = [];
  const data = { columns: [], height: 0 };
  const answer = <T>(result: T, ...question: unknown[]): T => {
    asked.push(question);
    return result;
  };
  const runner: Runner = {
    collect: async (plan, options) => answer(data, "collect", plan, options),
    collectSync: (plan, options) => answer(data, "collectSync", plan, options),
    profile: async (plan, options) => answer({ data, profile: [] }, "profile", plan, options),
    explain: (plan, options) => answer("PLAN", "explain", plan, options),
    schema: () => source.schema!,
    openSchema: async () => source.schema!,
  };
  setRunner(runner);
  setEagerFrame((given) => ({ eager: given }));

  test("is the runner's, and the result an eager frame", async () => {
    const { signal } = new AbortController();
    expect(await lf.collect({ signal, memoryLimit: 1 })).toEqual({ eager: data });
    expect(lf.collectSync()).toEqual({ eager: data });
    expect(await lf.profile({ memoryLimit: 2 })).toEqual({ frame: { eager: data }, steps: [] });
    expect(lf.explain()).toBe("PLAN");
    expect(String(lf)).toBe("LazyFrame\nPLAN");
    expect(asked).toEqual([
      ["collect", input, { signal, memoryLimit: 1 }],
      ["collectSync", input, {}],
      ["profile", input, { memoryLimit: 2 }],
      ["explain", input, { optimized: true, physical: false }],
      ["explain", input, { optimized: false, physical: false }],
    ]);
  });

  test("schema and columns come in the columns' order", async () => {
    expect(Object.entries(lf.schema)).toEqual([
      ["a", Float64],
      ["g", Utf8],
    ]);
    expect(await lf.collectSchema()).toEqual({ a: Float64, g: Utf8 });
    expect(lf.columns).toEqual(["a", "g"]);
  });

  test("pipe and col", () => {
    expect(lf.pipe((frame) => frame.limit(1)).plan).toEqual({ kind: "Slice", input, offset: 0, length: 1 });
    const { col } = lf;
    expect(col("a").node).toEqual(a);
  });
});
