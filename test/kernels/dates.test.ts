import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { call, check, columnOf, get, getBits, type Numeric, put, putBits, room } from "./support.js";

const DAY_MS = 86_400_000;

/** The ISO week by its definition: that of the Thursday, counted from the first Thursday of the year. */
function isoWeek(date: Date): number {
  const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * DAY_MS);
  return Math.floor((thursday.getTime() - yearStart(thursday)) / DAY_MS / 7) + 1;
}

function yearStart(date: Date): number {
  const start = new Date(0);
  start.setUTCFullYear(date.getUTCFullYear(), 0, 1);
  return start.getTime();
}

const fields: Record<string, [Numeric, (date: Date) => number]> = {
  year: ["i32", (date) => date.getUTCFullYear()],
  quarter: ["i8", (date) => Math.floor(date.getUTCMonth() / 3) + 1],
  month: ["i8", (date) => date.getUTCMonth() + 1],
  week: ["i8", isoWeek],
  day: ["i8", (date) => date.getUTCDate()],
  weekday: ["i8", (date) => date.getUTCDay() || 7],
  ordinal_day: ["i16", (date) => Math.round((date.getTime() - yearStart(date)) / DAY_MS) + 1],
};

const dates = fc.oneof(
  fc.integer({ min: -99_000_000, max: 99_000_000 }),
  fc.integer({ min: -800_000, max: 800_000 }),
  fc.integer({ min: -800, max: 20_000 }),
);

test.each(Object.keys(fields))("%s of a date", (name) => {
  const [type, oracle] = fields[name]!;
  check(
    columnOf(dates),
    (days) => {
      const out = room(days.length * 4);
      call(`dt_${name}_i32`, put("i32", days), out, days.length);
      expect(get(type, out, days.length)).toEqual(days.map((day) => oracle(new Date(day * DAY_MS))));
    },
    200,
  );
});

test("the ends of the range don't trap", () => {
  for (const name of Object.keys(fields)) call(`dt_${name}_i32`, put("i32", [2147483647, -2147483648]), room(8), 2);
});

describe.each([
  ["ms", 1000],
  ["us", 1_000_000],
  ["ns", 1_000_000_000],
] as const)("time in %s", (_, perSecond) => {
  const times: Record<string, [Numeric, (date: Date) => number]> = {
    date: ["i32", (date) => Math.floor(date.getTime() / DAY_MS)],
    hour: ["i8", (date) => date.getUTCHours()],
    minute: ["i8", (date) => date.getUTCMinutes()],
    second: ["i8", (date) => date.getUTCSeconds()],
    millisecond: ["i32", (date) => date.getUTCMilliseconds()],
  };
  test.each(Object.keys(times))("%s", (name) => {
    const [type, oracle] = times[name]!;
    // What i64 nanoseconds reach, in milliseconds.
    check(columnOf(fc.tuple(fc.integer({ min: -9_000_000_000_000, max: 9_000_000_000_000 }), fc.nat(perSecond / 1000 - 1))), (rows) => {
      const units = rows.map(([ms, rest]) => (BigInt(ms) * BigInt(perSecond)) / 1000n + BigInt(rest));
      const out = room(rows.length * 4);
      call(`dt_${name}_i64`, put("i64", units), out, perSecond, rows.length);
      expect(get(type, out, rows.length)).toEqual(rows.map(([ms]) => oracle(new Date(ms))));
    });
  });
});

test.each([1000, 1_000_000, 86_400_000_000_000])("times of a unit of which %i make one, where 64 bits hold them", (factor) => {
  const [least, greatest] = [-(2n ** 63n), 2n ** 63n - 1n];
  const edge = greatest / BigInt(factor);
  const near = fc
    .constantFrom(0n, edge, -edge, edge + 1n, -edge - 1n, least, greatest)
    .chain((at) => fc.constantFrom(at, at > 0n ? at - 1n : at + 1n));
  check(columnOf(fc.oneof(near, fc.bigInt({ min: least, max: greatest }))), (times) => {
    const [out, validity] = [room(times.length * 8), putBits(times.map(() => true))];
    call("dt_finer_i64", put("i64", times), out, validity, factor, times.length);
    const exact = times.map((time) => time * BigInt(factor));
    expect(getBits(validity, times.length)).toEqual(exact.map((time) => time >= least && time <= greatest));
    expect(get("i64", out, times.length)).toEqual(exact.map((time) => BigInt.asIntN(64, time)));
  });
});
