// Random typed expressions against an evaluator that goes row by row in plain JavaScript.

import fc from "fast-check";
import { expect, test } from "vitest";
import { BATCH_ROWS } from "../../src/column/index.js";
import type { ExprNode } from "../../src/expr/index.js";
import { Bool, type ColumnType, Float64, Int32, Int64, Utf8 } from "../../src/types/index.js";
import { type Cell, cellOf, check, columnOf, LENGTHS, order } from "../kernels/support.js";
import { cast, cellsOf, col, fn, list, lit, type Nullable, type TestColumns, when } from "./support.js";

type Row = Readonly<Record<string, Nullable>>;
interface Random {
  readonly node: ExprNode;
  of(row: Row): Nullable;
}
type Kind = "long" | "int" | "float" | "bool" | "text";

const dtypes: Readonly<Record<Kind, ColumnType>> = { long: Int64, int: Int32, float: Float64, bool: Bool, text: Utf8 };
const physical = { long: "i64", int: "i32", float: "f64", bool: "bool", text: "view" } as const;
const kinds = ["long", "int", "float", "bool", "text"] as const;

const wrapped = (kind: Kind, value: bigint): Cell => (kind === "long" ? BigInt.asIntN(64, value) : Number(BigInt.asIntN(32, value)));

/** Null where an operand is. */
function strictly(node: ExprNode, operands: readonly Random[], apply: (...values: Cell[]) => Nullable): Random {
  return {
    node,
    of: (row) => {
      const values = operands.map((operand) => operand.of(row));
      return values.includes(null) ? null : apply(...(values as Cell[]));
    },
  };
}

const literal = (kind: Kind): fc.Arbitrary<Random> =>
  fc.option(cellOf(physical[kind]), { freq: 8 }).map((value) => ({ node: lit(value, dtypes[kind]), of: () => value }));

const column = (name: string): Random => ({ node: col(name), of: (row) => row[name] as Nullable });

const leaf = (kind: Kind): fc.Arbitrary<Random> => {
  const columns = kind === "text" ? ["text", "text2", "dict", "dict2"] : [kind, `${kind}2`];
  return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...columns).map(column) }, { weight: 1, arbitrary: literal(kind) });
};

const floorDiv = (x: bigint, y: bigint): bigint => (x % y !== 0n && x < 0n !== y < 0n ? x / y - 1n : x / y);
const integers: Record<string, (x: bigint, y: bigint) => bigint | null> = {
  add: (x, y) => x + y,
  sub: (x, y) => x - y,
  mul: (x, y) => x * y,
  floorDiv: (x, y) => (y === 0n ? null : floorDiv(x, y)),
  rem: (x, y) => (y === 0n ? null : x - floorDiv(x, y) * y),
};
const floats: Record<string, (x: number, y: number) => number> = {
  add: (x, y) => x + y,
  sub: (x, y) => x - y,
  mul: (x, y) => x * y,
  div: (x, y) => x / y,
  floorDiv: (x, y) => Math.floor(x / y),
};
const comparisons: Record<string, (order: number) => boolean> = {
  eq: (order) => order === 0,
  neq: (order) => order !== 0,
  lt: (order) => order < 0,
  ltEq: (order) => order <= 0,
  gt: (order) => order > 0,
  gtEq: (order) => order >= 0,
};
const kleene: Record<string, (x: Nullable, y: Nullable) => Nullable> = {
  and: (x, y) => (x === false || y === false ? false : x === null || y === null ? null : true),
  or: (x, y) => (x === true || y === true ? true : x === null || y === null ? null : false),
};
const tests: Record<string, (x: string, y: string) => boolean> = {
  contains: (x, y) => x.includes(y),
  startsWith: (x, y) => x.startsWith(y),
  endsWith: (x, y) => x.endsWith(y),
};

function ofAnyKind(kind: Kind, depth: number): fc.Arbitrary<Random>[] {
  const self = () => expression(kind, depth - 1);
  return [
    fc.tuple(expression("bool", depth - 1), self(), self()).map(([predicate, then, otherwise]) => ({
      node: when(predicate.node, then.node, otherwise.node),
      of: (row) => (predicate.of(row) === true ? then.of(row) : otherwise.of(row)),
    })),
    fc.tuple(self(), self()).map(([x, y]) => ({ node: fn("fillNull", [x.node, y.node]), of: (row) => x.of(row) ?? y.of(row) })),
  ];
}

function ofIntegers(kind: "long" | "int", depth: number): fc.Arbitrary<Random>[] {
  const self = () => expression(kind, depth - 1);
  return [
    fc.tuple(fc.constantFrom("add", "sub", "mul", "floorDiv", "rem"), self(), self()).map(([name, x, y]) =>
      strictly(fn(name as "add", [x.node, y.node]), [x, y], (a, b) => {
        const result = integers[name]!(BigInt(a as bigint), BigInt(b as bigint));
        return result === null ? null : wrapped(kind, result);
      }),
    ),
    self().map((x) => strictly(fn("neg", [x.node]), [x], (a) => wrapped(kind, -BigInt(a as bigint)))),
    kind === "long"
      ? fc.oneof(
          expression("int", depth - 1).map((x) => strictly(cast(x.node, Int64), [x], (a) => BigInt(a as number))),
          expression("text", depth - 1).map((x) =>
            strictly(cast(fn("str.lengths", [x.node]), Int64), [x], (a) => BigInt([...(a as string)].length)),
          ),
        )
      : expression("long", depth - 1).map((x) =>
          strictly(cast(x.node, Int32, false), [x], (a) => (BigInt.asIntN(32, a as bigint) === a ? Number(a) : null)),
        ),
  ];
}

function ofFloats(depth: number): fc.Arbitrary<Random>[] {
  const self = () => expression("float", depth - 1);
  return [
    fc
      .tuple(fc.constantFrom("add", "sub", "mul", "div", "floorDiv"), self(), self())
      .map(([name, x, y]) => strictly(fn(name as "add", [x.node, y.node]), [x, y], (a, b) => floats[name]!(a as number, b as number))),
    self().map((x) => strictly(fn("floor", [x.node]), [x], (a) => Math.floor(a as number))),
    expression("int", depth - 1).map((x) => strictly(cast(x.node, Float64), [x], Number)),
    fc.tuple(self(), self()).map(([x, y]) => ({
      node: fn("fillNan", [x.node, y.node]),
      of: (row) => (Number.isNaN(x.of(row)) ? y.of(row) : x.of(row)),
    })),
  ];
}

function ofBools(depth: number): fc.Arbitrary<Random>[] {
  const self = () => expression("bool", depth - 1);
  const text = () => expression("text", depth - 1);
  const compared = (kind: Kind) =>
    fc
      .tuple(fc.constantFrom(...Object.keys(comparisons)), expression(kind, depth - 1), expression(kind, depth - 1))
      .map(([name, x, y]) => strictly(fn(name as "eq", [x.node, y.node]), [x, y], (a, b) => comparisons[name]!(order(a, b))));
  const member = (kind: Kind) =>
    fc.tuple(expression(kind, depth - 1), fc.array(cellOf(physical[kind]), { maxLength: 20 })).map(([x, members]) => ({
      ...strictly(fn("isIn", [x.node, { ...list(members), dtype: dtypes[kind] } as ExprNode]), [x], (a) =>
        members.some((other) => order(a, other) === 0),
      ),
    }));
  return [
    ...kinds.map(compared),
    member("int"),
    member("float"),
    member("text"),
    fc.tuple(fc.constantFrom("and", "or"), self(), self()).map(([name, x, y]) => ({
      node: fn(name as "and", [x.node, y.node]),
      of: (row) => kleene[name]!(x.of(row), y.of(row)),
    })),
    self().map((x) => strictly(fn("not", [x.node]), [x], (a) => !a)),
    fc
      .constantFrom(...kinds)
      .chain((kind) => expression(kind, depth - 1))
      .map((x) => ({ node: fn("isNull", [x.node]), of: (row) => x.of(row) === null })),
    fc
      .tuple(fc.constantFrom(...Object.keys(tests)), text(), text())
      .map(([name, x, y]) =>
        strictly(fn(`str.${name}` as "str.contains", [x.node, y.node], name === "contains" ? [true] : []), [x, y], (a, b) =>
          tests[name]!(a as string, b as string),
        ),
      ),
  ];
}

function ofTexts(depth: number): fc.Arbitrary<Random>[] {
  const self = () => expression("text", depth - 1);
  return [
    fc.tuple(self(), self()).map(([x, y]) => strictly(fn("add", [x.node, y.node]), [x, y], (a, b) => `${a}${b}`)),
    self().map((x) => strictly(fn("str.toUpperCase", [x.node]), [x], (a) => String(a).toUpperCase())),
    self().map((x) => strictly(fn("str.reverse", [x.node]), [x], (a) => [...String(a)].reverse().join(""))),
    fc
      .tuple(self(), fc.nat(4), fc.nat(14))
      .map(([x, offset, length]) =>
        strictly(fn("str.slice", [x.node], [offset, length]), [x], (a) => [...String(a)].slice(offset, offset + length).join("")),
      ),
    expression("long", depth - 1).map((x) => strictly(cast(x.node, Utf8), [x], String)),
  ];
}

const made = new Map<string, fc.Arbitrary<Random>>();

function expression(kind: Kind, depth: number): fc.Arbitrary<Random> {
  const key = `${kind} ${depth}`;
  const arbitrary = made.get(key) ?? makeExpression(kind, depth);
  made.set(key, arbitrary);
  return arbitrary;
}

function makeExpression(kind: Kind, depth: number): fc.Arbitrary<Random> {
  if (depth <= 0) return leaf(kind);
  const own =
    kind === "float" ? ofFloats(depth) : kind === "bool" ? ofBools(depth) : kind === "text" ? ofTexts(depth) : ofIntegers(kind, depth);
  return fc.oneof(
    { weight: 1, arbitrary: leaf(kind) },
    ...[...own, ...ofAnyKind(kind, depth)].map((arbitrary) => ({ weight: 1, arbitrary })),
  );
}

const sources: Readonly<Record<string, Kind>> = Object.fromEntries([
  ...kinds.flatMap((kind) => [[kind, kind] as const, [`${kind}2`, kind] as const]),
  ["dict", "text"] as const,
  ["dict2", "text"] as const,
]);
const names = Object.keys(sources);

const rowsOf = columnOf(fc.tuple(...names.map((name) => fc.option(cellOf(physical[sources[name]!]), { freq: 4 }))));

const columnsOf = (rows: readonly (readonly Nullable[])[], nullable: readonly boolean[]): TestColumns =>
  Object.fromEntries(
    names.map((name, index) => {
      const cells = rows.map(
        (row) =>
          row[index] ??
          (nullable[index] ? null : ({ i64: 1n, i32: 1, f64: 1, bool: true, view: "one" } as const)[physical[sources[name]!]]),
      );
      return [name, { dtype: dtypes[sources[name]!], cells, ...(name.startsWith("dict") ? { dictionary: true } : {}) }];
    }),
  );

const expressions = fc.constantFrom(...kinds).chain((kind) => expression(kind, 3));

test("agree with a row-wise evaluator", () => {
  const nullable = fc.array(fc.boolean(), { minLength: names.length, maxLength: names.length });
  check(
    fc.tuple(expressions, rowsOf, nullable),
    ([{ node, of }, rows, nullability]) => {
      const columns = columnsOf(rows as Nullable[][], nullability);
      const expected = rows.map((_, row) => of(Object.fromEntries(names.map((name) => [name, columns[name]!.cells[row] as Nullable]))));
      expect(cellsOf(node, columns)).toEqual(expected);
    },
    700,
  );
}, 120_000);

test("of whole batches", () => {
  expect(LENGTHS.every((length) => length < BATCH_ROWS)).toBe(true);
  const cells = Array.from({ length: BATCH_ROWS }, (_, row) => (row % 7 === 0 ? null : row));
  const columns: TestColumns = {
    x: { dtype: Int32, cells },
    s: { dtype: Utf8, cells: cells.map((cell) => (cell === null ? null : `row number ${cell}`)) },
  };
  const expected = cells.map((cell) =>
    cell === null ? null : `row number ${cell}${cell * 2.5}${Number.isInteger(cell * 2.5) ? ".0" : ""}`,
  );
  // Strings past what is in memory so far: it grows while they are written.
  expect(cellsOf(fn("add", [col("s"), cast(fn("mul", [col("x"), lit(2.5)]), Utf8)]), columns)).toEqual(expected);
});
