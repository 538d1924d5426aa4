import { describe, expect, test } from "vitest";
import {
  bitsOf,
  call,
  cellOf,
  check,
  columnOf,
  floats,
  get,
  getBits,
  integers,
  isFloat,
  type Numeric,
  numerics,
  put,
  putBits,
  room,
  rowsOf,
  wrap,
} from "./support.js";

const narrow = (type: Numeric, value: number): number => (type === "f32" ? Math.fround(value) : value);

/** Applies a kernel of one operand. */
function unary(kernel: string, type: Numeric, values: readonly (number | bigint)[], ...options: number[]): unknown[] {
  const out = room(values.length * 8);
  call(kernel, put(type, values), out, ...options, values.length);
  return get(type, out, values.length);
}

function halfToEven(x: number): number {
  const low = Math.floor(x);
  if (x - low !== 0.5) return Math.round(x);
  return low % 2 === 0 ? low : low + 1;
}

describe.each(floats)("of %s", (type) => {
  const exact: Record<string, (x: number) => number> = {
    abs: Math.abs,
    neg: (x) => -x,
    sqrt: Math.sqrt,
    floor: Math.floor,
    ceil: Math.ceil,
    sign: Math.sign,
  };
  test.each(Object.keys(exact))("%s", (name) => {
    check(columnOf(cellOf(type)), (values) => {
      const expected = (values as number[]).map((x) => narrow(type, exact[name]!(x)));
      expect(unary(`${name}_${type}`, type, values as number[])).toEqual(expected);
    });
  });

  test.each([
    ["exp", Math.exp],
    ["log", Math.log],
  ] as const)("%s, to the last bits", (name, oracle) => {
    check(columnOf(cellOf(type)), (values) => {
      const got = unary(`${name}_${type}`, type, values as number[], ...(name === "log" ? [Math.E] : [])) as number[];
      (values as number[]).forEach((x, row) => {
        const expected = narrow(type, oracle(x));
        if (Number.isFinite(expected))
          expect(Math.abs(got[row]! - expected)).toBeLessThanOrEqual(Math.abs(expected) * 1e-6 * (type === "f32" ? 1 : 1e-9));
        else expect(got[row]).toBe(expected);
      });
    });
  });

  test("tests for NaN and infinity", () => {
    const tests: Record<string, (x: number) => boolean> = {
      is_nan: Number.isNaN,
      is_not_nan: (x) => !Number.isNaN(x),
      is_finite: Number.isFinite,
      is_infinite: (x) => Math.abs(x) === Infinity,
    };
    check(columnOf(cellOf(type)), (values) => {
      for (const [name, holds] of Object.entries(tests)) {
        const out = room(values.length >> 3);
        call(`${name}_${type}`, put(type, values), out, values.length);
        expect(getBits(out, values.length)).toEqual((values as number[]).map(holds));
      }
    });
  });
});

test("rounds halves to even or away from zero", () => {
  const values = [0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 2.4, 2.6, -0.2, Number.NaN, Infinity, 1e300, 4503599627370497];
  expect(unary("round_f64", "f64", values, 0, 0)).toEqual([0, 2, 2, -0, -2, -2, 2, 3, -0, Number.NaN, Infinity, 1e300, 4503599627370497]);
  expect(unary("round_f64", "f64", values, 0, 1)).toEqual([1, 2, 3, -1, -2, -3, 2, 3, -0, Number.NaN, Infinity, 1e300, 4503599627370497]);
  expect(unary("round_f64", "f64", [1.005, 2.345, 1e308, -2.71, 0.125], 2, 0)).toEqual([1, 2.35, 1e308, -2.71, 0.12]);
  expect(unary("round_f32", "f32", [0.1, 2.25, 1e38].map(Math.fround), 1, 0)).toEqual([0.1, 2.2, 1e38].map(Math.fround));
  check(columnOf(cellOf("f64")), (cells) => {
    expect(unary("round_f64", "f64", cells as number[], 0, 0)).toEqual((cells as number[]).map(halfToEven));
  });
});

test("logarithms to any base", () => {
  expect(unary("log_f64", "f64", [8, 1, 0], 2)).toEqual([3, 0, -Infinity]);
});

describe.each(integers)("of %s", (type) => {
  test("sign, abs and neg", () => {
    check(columnOf(cellOf(type)), (values) => {
      const expected = (values as (number | bigint)[]).map((x) => wrap(type, BigInt(Number(x > 0) - Number(x < 0))));
      expect(unary(`sign_${type}`, type, values as bigint[])).toEqual(expected);
      if (type[0] === "u") return;
      expect(unary(`abs_${type}`, type, values as bigint[])).toEqual(
        values.map((x) => wrap(type, BigInt(x) < 0n ? -BigInt(x) : BigInt(x))),
      );
      expect(unary(`neg_${type}`, type, values as bigint[])).toEqual(values.map((x) => wrap(type, -BigInt(x))));
    });
  });
});

describe.each(numerics)("pow of %s", (type) => {
  test("agrees with JavaScript", () => {
    check(
      rowsOf(cellOf(type), cellOf(type)),
      (rows) => {
        const exponents = rows.map(([, y]) => (isFloat(type) ? y : wrap(type, BigInt(y) > 40n ? BigInt(y) % 40n : BigInt(y)))) as number[];
        const a = put(
          type,
          rows.map(([x]) => x),
        );
        const validity = putBits(rows.map(() => true));
        const out = room(rows.length * 8);
        call(`pow_${type}_vv`, a, put(type, exponents), out, validity, rows.length);
        const got = get(type, out, rows.length);
        const valid = getBits(validity, rows.length);
        rows.forEach(([x], row) => {
          const y = exponents[row]!;
          if (!isFloat(type)) expect(valid[row] ? got[row] : null).toEqual(y < 0 ? null : wrap(type, BigInt(x) ** BigInt(y)));
          else {
            const expected = narrow(type, (x as number) ** y);
            // IEEE 754 has 1 ** NaN and (-1) ** Infinity as 1; JavaScript has NaN.
            if (Number.isNaN(expected)) expect(Number.isNaN(got[row]) || Math.abs(x as number) === 1).toBe(true);
            else if (Number.isFinite(expected) && expected !== 0)
              expect(Math.abs((got[row] as number) / expected - 1)).toBeLessThan(type === "f32" ? 1e-6 : 1e-14);
            else expect(got[row]).toEqual(expected);
          }
        });
      },
      30,
    );
  });
});

test("widths of the types are what the tests think", () => expect(numerics.map(bitsOf)).toEqual([8, 16, 32, 64, 8, 16, 32, 64, 32, 64]));
