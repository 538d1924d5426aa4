import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PhysicalType } from "../../src/types/index.js";
import { type Cell, call, cellOf, check, columnOf, get, getBits, put, putBits, room, rowsOf } from "./support.js";

type Nullable<T> = T | null;

/** A nullable column: values, garbage where null, and validity; 0 when nothing is null, as batches have it. */
function putNullable(type: PhysicalType, cells: readonly Nullable<Cell>[], garbage: Cell): [number, number] {
  const values = put(
    type,
    cells.map((cell) => cell ?? garbage),
  );
  return [values, cells.includes(null) ? putBits(cells.map((cell) => cell !== null)) : 0];
}

const getNullable = (type: PhysicalType, out: number, validity: number, rows: number): Nullable<Cell>[] => {
  const valid = getBits(validity, rows);
  return get(type, out, rows).map((value, row) => (valid[row] ? value : null));
};

const nullable = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Nullable<T>> => fc.option(value, { nil: null, freq: 3 });
const bool = nullable(fc.boolean());

describe("Kleene logic", () => {
  const and = (x: Nullable<boolean>, y: Nullable<boolean>) => (x === false || y === false ? false : x === null || y === null ? null : true);
  const or = (x: Nullable<boolean>, y: Nullable<boolean>) => (x === true || y === true ? true : x === null || y === null ? null : false);
  test.each([
    ["and", and],
    ["or", or],
  ])("%s", (name, oracle) => {
    check(fc.tuple(rowsOf(bool, bool), fc.boolean()), ([rows, garbage]) => {
      const [a, aValidity] = putNullable(
        "bool",
        rows.map(([x]) => x),
        garbage,
      );
      const [b, bValidity] = putNullable(
        "bool",
        rows.map(([, y]) => y),
        garbage,
      );
      const out = room(rows.length >> 3);
      const validity = room(rows.length >> 3);
      call(`${name}_bool_vv`, a, aValidity, b, bValidity, out, validity, rows.length);
      expect(getNullable("bool", out, validity, rows.length)).toEqual(rows.map(([x, y]) => oracle(x, y)));
    });
  });
});

test("tells null from value", () => {
  check(columnOf(bool), (cells) => {
    const [a, aValidity] = putNullable("bool", cells, true);
    const out = room(cells.length >> 3);
    const validity = room(cells.length >> 3);
    call("is_null", a, aValidity, out, validity, cells.length);
    expect(getNullable("bool", out, validity, cells.length)).toEqual(cells.map((cell) => cell === null));
    call("is_not_null", a, aValidity, out, validity, cells.length);
    expect(getNullable("bool", out, validity, cells.length)).toEqual(cells.map((cell) => cell !== null));
  });
});

const types: readonly PhysicalType[] = ["bool", "i8", "u16", "i32", "f64", "view", "codes"];

describe.each(types)("of %s", (type) => {
  const cell = nullable(cellOf(type));
  const garbageOf = cellOf(type);

  test("select takes values and nulls from the side its mask says", () => {
    check(fc.tuple(rowsOf(fc.boolean(), cell, cell), garbageOf), ([rows, garbage]) => {
      const mask = putBits(rows.map(([bit]) => bit));
      for (const form of ["vv", "vs", "sv", "ss"]) {
        if (rows.length === 0 && form !== "vv") continue;
        const x = rows.map(([, value]) => (form[0] === "s" ? (rows[0]?.[1] ?? null) : value));
        const y = rows.map(([, , value]) => (form[1] === "s" ? (rows[0]?.[2] ?? null) : value));
        const a = putNullable(type, form[0] === "s" ? x.slice(0, 1) : x, garbage);
        const b = putNullable(type, form[1] === "s" ? y.slice(0, 1) : y, garbage);
        const out = room(rows.length * 16);
        const validity = room(rows.length >> 3);
        call(`select_${type}_${form}`, mask, ...a, ...b, out, validity, rows.length);
        expect(getNullable(type, out, validity, rows.length)).toEqual(rows.map(([bit], row) => (bit ? x[row] : y[row])));
      }
    });
  });

  test("fill_null fills nulls", () => {
    check(fc.tuple(rowsOf(cell, cell), garbageOf), ([rows, garbage]) => {
      const a = putNullable(
        type,
        rows.map(([x]) => x),
        garbage,
      );
      for (const form of ["vv", "vs"]) {
        if (rows.length === 0 && form !== "vv") continue;
        const y = rows.map(([, value]) => (form === "vs" ? (rows[0]?.[1] ?? null) : value));
        const b = putNullable(type, form === "vs" ? y.slice(0, 1) : y, garbage);
        const out = room(rows.length * 16);
        const validity = room(rows.length >> 3);
        call(`fill_null_${type}_${form}`, ...a, ...b, out, validity, rows.length);
        expect(getNullable(type, out, validity, rows.length)).toEqual(rows.map(([x], row) => x ?? y[row]));
      }
    });
  });
});
