import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  call,
  cellOf,
  check,
  columnOf,
  get,
  getBits,
  instance,
  integers,
  isBig,
  isFloat,
  type Numeric,
  numerics,
  put,
  putBits,
  room,
  text,
  wrap,
} from "./support.js";

/** What a number becomes, or null where it does not fit. */
function converted(from: Numeric, to: Numeric, x: number | bigint): number | bigint | null {
  if (to === "f32") return Math.fround(Number(x));
  if (to === "f64") return Number(x);
  if (isFloat(from) && !Number.isFinite(x)) return null;
  const whole = BigInt(isFloat(from) ? Math.trunc(x as number) : x);
  const wrapped = wrap(to, whole);
  return BigInt(wrapped) === whole ? wrapped : null;
}

describe.each(numerics)("from %s", (from) => {
  test.each(numerics.filter((to) => to !== from))("to %s", (to) => {
    check(
      columnOf(cellOf(from)),
      (values) => {
        const out = room(values.length * 8);
        const validity = putBits(values.map(() => true));
        const name = `cast_${from}_${to}`;
        const kernel = (instance.kernels as unknown as Record<string, { length: number }>)[name];
        call(name, put(from, values), out, ...(kernel?.length === 4 ? [validity] : []), values.length);
        const valid = getBits(validity, values.length);
        const got = get(to, out, values.length).map((value, row) => (valid[row] ? value : null));
        const expected = (values as (number | bigint)[]).map((x) => converted(from, to, x));
        // A u64 or i64 rounds to f32 once, which Number() and then fround() may do twice.
        if (isBig(from) && to === "f32")
          for (const [row, value] of got.entries()) {
            expect(Math.abs(Number(value) / Number(expected[row] || 1) - Number(!!expected[row]))).toBeLessThan(1e-6);
          }
        else expect(got.map((value) => (Object.is(value, -0) && !isFloat(to) ? 0 : value))).toEqual(expected);
      },
      20,
    );
  });

  test("from bool", () => {
    check(
      columnOf(cellOf("bool")),
      (values) => {
        const out = room(values.length * 8);
        call(`cast_bool_${from}`, put("bool", values), out, values.length);
        expect(get(from, out, values.length)).toEqual(values.map((bit) => (isBig(from) ? BigInt(bit) : Number(bit))));
      },
      10,
    );
  });
});

describe.each(integers)("strings and %s", (type) => {
  test("print", () => {
    check(columnOf(cellOf(type)), (values) => {
      const out = room(values.length * 16);
      call(`cast_${type}_view`, put(type, values), out, values.length);
      expect(get("view", out, values.length)).toEqual(values.map(String));
    });
  });

  test("parse digits with a sign, in range, and nothing else", () => {
    const edges = fc.constantFrom(
      "",
      "-",
      "+",
      "-0",
      "+7",
      "007",
      " 2",
      "3.5",
      "1e3",
      "-1",
      "127",
      "128",
      "-128",
      "-129",
      "256",
      "255",
      "65536",
      "4294967296",
    );
    const huge = fc.constantFrom(
      "9223372036854775807",
      "9223372036854775808",
      "-9223372036854775808",
      "-9223372036854775809",
      "18446744073709551615",
      "18446744073709551616",
      "99999999999999999999999",
    );
    check(columnOf(fc.oneof(edges, huge, text, cellOf(type).map(String))), (strings) => {
      const out = room(strings.length * 8);
      const validity = putBits(strings.map(() => true));
      call(`cast_view_${type}`, put("view", strings), out, validity, strings.length);
      const valid = getBits(validity, strings.length);
      const expected = strings.map((string) => {
        if (!/^[+-]?[0-9]+$/.test(string)) return null;
        const value = BigInt(string.replace("+", ""));
        return BigInt(wrap(type, value)) === value ? wrap(type, value) : null;
      });
      expect(get(type, out, strings.length).map((value, row) => (valid[row] ? value : null))).toEqual(expected);
    });
  });
});

test("bools print as words", () => {
  const out = room(3 * 16);
  call("cast_bool_view", put("bool", [true, false, true]), out, 3);
  expect(get("view", out, 3)).toEqual(["true", "false", "true"]);
});
