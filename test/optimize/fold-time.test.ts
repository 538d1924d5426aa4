import { describe, expect, it } from "vitest";
import { foldTimeCast } from "../../src/optimize/fold-time.js";
import { Date_, Datetime, Int64 } from "../../src/types/index.js";

describe("casts of time literals", () => {
  it.each([
    ["a datetime's day", 86_400_000n * 3n + 1n, Datetime("ms"), Date_, 3],
    ["the day before 1970, rounded down", -1n, Datetime("us"), Date_, -1],
    ["a date's midnight", 2, Date_, Datetime("us"), 172_800_000_000n],
    ["a coarser unit, rounded down", -1_500n, Datetime("us"), Datetime("ms"), -2n],
    ["a finer unit", 5n, Datetime("ms"), Datetime("ns"), 5_000_000n],
    ["UTC to naive", 7n, Datetime("ms", "UTC"), Datetime("ms"), 7n],
  ] as const)("%s", (_, value, from, to, expected) => {
    expect(foldTimeCast(value, from, to)).toEqual({ kind: "Literal", value: expected, dtype: to });
  });

  it.each([
    ["other dtypes", 1n, Int64, Date_],
    ["zones with offsets", 1n, Datetime("ms", "Europe/Berlin"), Date_],
    ["what overflows", 10n ** 17n, Datetime("ms"), Datetime("ns")],
    ["null", null, Datetime("ms"), Date_],
  ] as const)("leaves %s to the kernels", (_, value, from, to) => {
    expect(foldTimeCast(value, from, to)).toBeUndefined();
  });
});
