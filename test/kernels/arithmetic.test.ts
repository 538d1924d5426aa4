import { describe, expect, test } from "vitest";
import {
  call,
  cellOf,
  check,
  columnOf,
  get,
  getBits,
  isFloat,
  type Numeric,
  numerics,
  put,
  putBits,
  room,
  rowsOf,
  wrap,
} from "./support.js";

type Operator = (type: Numeric, x: number | bigint, y: number | bigint) => number | bigint;

const narrow = (type: Numeric, value: number): number => (type === "f32" ? Math.fround(value) : value);

const whole =
  (floats: (x: number, y: number) => number, ints: (x: bigint, y: bigint) => bigint): Operator =>
  (type, x, y) =>
    isFloat(type) ? narrow(type, floats(x as number, y as number)) : wrap(type, ints(BigInt(x), BigInt(y)));

const floorDiv = (x: bigint, y: bigint): bigint => (x % y !== 0n && x < 0n !== y < 0n ? x / y - 1n : x / y);

const operators: Record<string, Operator> = {
  add: whole(
    (x, y) => x + y,
    (x, y) => x + y,
  ),
  sub: whole(
    (x, y) => x - y,
    (x, y) => x - y,
  ),
  mul: whole(
    (x, y) => x * y,
    (x, y) => x * y,
  ),
  div: (type, x, y) => narrow(type, (x as number) / (y as number)),
  floor_div: (type, x, y) =>
    isFloat(type) ? Math.floor(narrow(type, (x as number) / (y as number))) : wrap(type, floorDiv(BigInt(x), BigInt(y))),
  rem: (type, x, y) => {
    if (!isFloat(type)) return wrap(type, BigInt(x) - floorDiv(BigInt(x), BigInt(y)) * BigInt(y));
    const quotient = Math.floor(narrow(type, (x as number) / (y as number)));
    return narrow(type, (x as number) - narrow(type, quotient * (y as number)));
  },
};

const makesNulls = new Set(["floor_div", "rem"]);

describe.each(Object.keys(operators))("%s", (name) => {
  const operator = operators[name] as Operator;
  const types = name === "div" ? (["f32", "f64"] as const) : numerics;
  test.each(types)("agrees with JavaScript on %s", (type) => {
    check(
      rowsOf(cellOf(type), cellOf(type)),
      (rows) => {
        const a = rows.map(([x]) => x as number | bigint);
        const b = rows.map(([, y]) => y as number | bigint);
        for (const form of ["vv", "vs", "sv"]) {
          if (form !== "vv" && rows.length === 0) continue;
          const x = form === "sv" ? a.map(() => a[0] as number | bigint) : a;
          const y = form === "vs" ? b.map(() => b[0] as number | bigint) : b;
          const out = room(rows.length * 8);
          const validity = putBits(rows.map(() => true));
          const operands = [put(type, form === "sv" ? a.slice(0, 1) : a), put(type, form === "vs" ? b.slice(0, 1) : b)];
          call(`${name}_${type}_${form}`, ...operands, out, ...(makesNulls.has(name) ? [validity] : []), rows.length);
          const valid = y.map((divisor) => !makesNulls.has(name) || isFloat(type) || BigInt(divisor) !== 0n);
          const expected = x.map((value, row) => (valid[row] ? operator(type, value, y[row] as number) : null));
          const gotValid = getBits(validity, rows.length);
          const got = get(type, out, rows.length).map((value, row) => (gotValid[row] ? value : null));
          expect(got).toEqual(expected);
        }
      },
      25,
    );
  });
});

test("bitmaps and, or, andnot, not", () => {
  check(rowsOf(cellOf("bool"), cellOf("bool")), (rows) => {
    const a = putBits(rows.map(([x]) => x as boolean));
    const b = putBits(rows.map(([, y]) => y as boolean));
    const out = room(rows.length >> 3);
    const oracle: Record<string, (x: boolean, y: boolean) => boolean> = {
      and: (x, y) => x && y,
      or: (x, y) => x || y,
      andnot: (x, y) => x && !y,
    };
    for (const [name, apply] of Object.entries(oracle)) {
      call(`bitmap_${name}`, a, b, out, rows.length);
      expect(getBits(out, rows.length)).toEqual(rows.map(([x, y]) => apply(x as boolean, y as boolean)));
    }
    call("bitmap_not", a, out, rows.length);
    expect(getBits(out, rows.length)).toEqual(rows.map(([x]) => !x));
  });
});

test("counts bits and clears the tail", () => {
  check(columnOf(cellOf("bool")), (bits) => {
    const bitmap = putBits(bits as boolean[]);
    expect(call("bitmap_count", bitmap, bits.length)).toBe(bits.filter(Boolean).length);
    call("bitmap_clear_tail", bitmap, bits.length);
    const words = Math.ceil(bits.length / 64) * 64;
    expect(getBits(bitmap, words)).toEqual([...bits, ...Array(words - bits.length).fill(false)]);
  });
  const long = putBits(Array.from({ length: 16384 }, () => true));
  expect(call("bitmap_count", long, 16384)).toBe(16384);
});

test("copies bits between any offsets, and nothing else", () => {
  check(
    columnOf(cellOf("bool")),
    (bits) => {
      for (const from of [0, 1, 7, 13]) {
        for (const to of [0, 3, 7, 9]) {
          const rows = Math.max(0, bits.length - from);
          const bitmap = putBits(bits as boolean[]);
          const before = Array.from({ length: rows + 80 }, (_, index) => index % 3 === 0);
          const out = putBits(before);
          call("bitmap_copy", bitmap, from, out, to, rows);
          const expected = [...before];
          expected.splice(to, rows, ...(bits.slice(from, from + rows) as boolean[]));
          expect(getBits(out, before.length)).toEqual(expected);
        }
      }
    },
    30,
  );
});
