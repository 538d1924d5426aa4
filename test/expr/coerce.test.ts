import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coerce, dtypeOf, type ExprNode, exprKey, formatExpr } from "../../src/expr/index.js";
import type { FunctionName } from "../../src/functions/index.js";
import {
  Bool,
  Categorical,
  type ColumnType,
  Date_,
  Datetime,
  Duration,
  Float32,
  Float64,
  formatType,
  Int8,
  Int16,
  Int32,
  Int64,
  Null,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "../../src/types/index.js";
import { cast, col, fn, fnWith, isIn, lit, schemaOfTypes, when } from "./build.js";

const types: Record<string, ColumnType> = {
  nil: Null,
  bool: Bool,
  i8: Int8,
  i16: Int16,
  i32: Int32,
  i64: Int64,
  u8: UInt8,
  u16: UInt16,
  u32: UInt32,
  u64: UInt64,
  f32: Float32,
  f64: Float64,
  text: Utf8,
  cat: Categorical,
  day: Date_,
  ms: Datetime("ms"),
  us: Datetime("us"),
  zoned: Datetime("us", "Europe/Berlin"),
  span: Duration("us"),
};
const schema = schemaOfTypes(types);
const of = (node: ExprNode): string => {
  const { node: coerced, dtype } = coerce(node, schema);
  return `${formatExpr(coerced)} → ${formatType(dtype)}`;
};
const DAY = new Date("2024-05-06");
const NOON = new Date("2024-05-06T12:00Z");

const rows: readonly (readonly [ExprNode, string])[] = [
  // Integer literals take on the type of what they meet, or the smallest that holds both.
  [fn("add", col("i8"), lit(1)), 'col("i8") + 1 → Int8'],
  [fn("add", col("i8"), lit(1000)), 'col("i8").cast(Int16) + 1000 → Int16'],
  [fn("add", col("u8"), lit(-1)), 'col("u8").cast(Int16) + -1 → Int16'],
  [fn("add", col("u8"), lit(300)), 'col("u8").cast(UInt16) + 300 → UInt16'],
  [fn("add", col("u64"), lit(-1)), 'col("u64").cast(Float64) + -1 → Float64'],
  [fn("add", col("i8"), lit(1.5)), 'col("i8").cast(Float64) + 1.5 → Float64'],
  [fn("add", col("f32"), lit(1.5)), 'col("f32") + 1.5 → Float32'],
  [fn("mul", lit(2), col("f64")), '2 * col("f64") → Float64'],
  [fn("add", lit(1), lit(2.5)), "1 + 2.5 → Float64"],
  [lit(1), "1 → Int32"],
  [lit(2 ** 40), "1099511627776 → Int64"],
  [lit(2n ** 63n), "9223372036854775808 → UInt64"],
  [lit(0.5), "0.5 → Float64"],
  [lit(DAY), "2024-05-06T00:00:00.000 → Datetime(ms)"],
  // Supertypes.
  [fn("add", col("i32"), col("i64")), 'col("i32").cast(Int64) + col("i64") → Int64'],
  [fn("add", col("u32"), col("i32")), 'col("u32").cast(Int64) + col("i32").cast(Int64) → Int64'],
  [fn("add", col("u64"), col("i64")), 'col("u64").cast(Float64) + col("i64").cast(Float64) → Float64'],
  [fn("add", col("i8"), col("f32")), 'col("i8").cast(Float32) + col("f32") → Float32'],
  [fn("mul", col("i32"), col("f32")), 'col("i32").cast(Float64) * col("f32").cast(Float64) → Float64'],
  [fn("add", col("bool"), col("bool")), 'col("bool").cast(UInt32) + col("bool").cast(UInt32) → UInt32'],
  [fn("add", col("text"), lit("x")), 'col("text") + "x" → Utf8'],
  // Division is of floats; floor division and remainder stay.
  [fn("div", col("i32"), lit(2)), 'col("i32").cast(Float64) / 2 → Float64'],
  [fn("div", col("f32"), lit(2)), 'col("f32") / 2 → Float32'],
  [fn("floorDiv", col("i32"), lit(2)), 'col("i32") // 2 → Int32'],
  [fn("pow", col("i8"), lit(2)), 'col("i8") ** 2 → Int8'],
  [fn("pow", col("i8"), lit(0.5)), 'col("i8").cast(Float64) ** 0.5 → Float64'],
  [fn("sqrt", col("i8")), 'col("i8").cast(Float64).sqrt() → Float64'],
  // Comparisons with literals never widen whole numbers, and never round.
  [fn("gt", col("i8"), lit(3)), 'col("i8") > 3 → Bool'],
  [fn("gt", col("i8"), lit(1000)), 'col("i8") < -128 → Bool'],
  [fn("neq", col("i8"), lit(1000)), 'col("i8") >= -128 → Bool'],
  [fn("lt", col("u8"), lit(-1)), 'col("u8") < 0 → Bool'],
  [fn("gtEq", col("i64"), lit(2.5)), 'col("i64") > 2 → Bool'],
  [fn("ltEq", col("i64"), lit(-2.5)), 'col("i64") <= -3 → Bool'],
  [fn("eq", col("i64"), lit(2.5)), 'col("i64") < -9223372036854775808 → Bool'],
  [fn("eq", col("i64"), lit(2n ** 63n)), 'col("i64") < -9223372036854775808 → Bool'],
  [fn("eq", col("i64"), lit(2n ** 63n - 1n)), 'col("i64") == 9223372036854775807 → Bool'],
  [fn("lt", col("i64"), lit(Number.NaN)), 'col("i64") >= -9223372036854775808 → Bool'],
  [fn("gt", col("i64"), lit(Number.NEGATIVE_INFINITY)), 'col("i64") >= -9223372036854775808 → Bool'],
  [fn("eqMissing", col("u8"), lit(256)), 'col("u8").isNotNull() and col("u8") < 0 → Bool'],
  [fn("gt", lit(3), col("i8")), 'col("i8") < 3 → Bool'],
  [fn("ltEq", lit("b"), col("text")), 'col("text") >= "b" → Bool'],
  [fn("gt", col("f32"), lit(0.1)), `col("f32") > ${Math.fround(0.1)} → Bool`],
  [fn("gt", col("f64"), lit(3)), 'col("f64") > 3 → Bool'],
  [fn("eq", col("cat"), lit("x")), 'col("cat") == "x" → Bool'],
  [fn("eq", col("cat"), col("text")), 'col("cat").cast(Utf8) == col("text") → Bool'],
  [fnWith("isBetween", ["left"], col("i8"), lit(1), lit(9)), 'col("i8") >= 1 and col("i8") < 9 → Bool'],
  [fnWith("isBetween", ["right"], col("i8"), lit(1), lit(9)), 'col("i8") > 1 and col("i8") <= 9 → Bool'],
  // Dates and times.
  [fn("eq", col("day"), lit(DAY)), 'col("day") == 2024-05-06 → Bool'],
  [fn("gtEq", col("day"), lit(NOON)), 'col("day") > 2024-05-06 → Bool'],
  [fn("gtEq", col("us"), lit(NOON)), 'col("us") >= 2024-05-06T12:00:00.000 → Bool'],
  [fn("gtEq", col("zoned"), lit(NOON)), 'col("zoned") >= 2024-05-06T12:00:00.000 → Bool'],
  [fn("lt", col("ms"), col("us")), 'col("ms") < col("us").cast(Datetime(ms)) → Bool'],
  [fn("lt", col("day"), col("us")), 'col("day").cast(Datetime(us)) < col("us") → Bool'],
  [fn("sub", col("day"), col("day")), 'col("day").cast(Datetime(us)) - col("day").cast(Datetime(us)) → Duration(us)'],
  [fn("sub", col("ms"), col("us")), 'col("ms") - col("us").cast(Datetime(ms)) → Duration(ms)'],
  [fn("add", col("day"), col("span")), '(col("day").cast(Datetime(us)) + col("span")).cast(Date) → Date'],
  [fn("sub", col("ms"), col("span")), 'col("ms") - col("span").cast(Duration(ms)) → Datetime(ms)'],
  // Null fits everywhere.
  [fn("add", col("i8"), lit(null)), 'col("i8") + null → Int8'],
  [fn("add", col("i8"), col("nil")), 'col("nil").cast(Int8) → Int8'],
  [fn("and", col("bool"), col("nil")), 'col("bool") and col("nil") → Bool'],
  [fn("fillNull", col("nil"), lit(1)), 'col("nil").cast(Int32).fillNull(1) → Int32'],
  [fn("or", lit(null), lit(null)), "null or null → Bool"],
  [fn("isNull", col("nil")), 'col("nil").isNull() → Bool'],
  // when, isIn, fill, clip.
  [when(col("bool"), lit(1), lit(2.5)), 'when(col("bool")).then(1).otherwise(2.5) → Float64'],
  [when(col("bool"), col("i8"), lit(null)), 'when(col("bool")).then(col("i8")).otherwise(null) → Int8'],
  [when(col("bool"), col("i8"), col("f64")), 'when(col("bool")).then(col("i8").cast(Float64)).otherwise(col("f64")) → Float64'],
  [isIn(col("i8"), 1, 1, 2.5, 1000, null, 3n), 'col("i8").isIn([1, 3]) → Bool'],
  [isIn(col("day"), DAY, NOON), 'col("day").isIn([2024-05-06]) → Bool'],
  [fn("fillNull", col("i8"), lit(0)), 'col("i8").fillNull(0) → Int8'],
  [fn("clip", col("f64"), lit(0), lit(1)), 'col("f64").clip(0, 1) → Float64'],
  // Aggregates.
  [fn("sum", col("i8")), 'col("i8").sum() → Int64'],
  [fn("sum", col("i32")), 'col("i32").sum() → Int32'],
  [fn("sum", col("f32")), 'col("f32").sum() → Float32'],
  [fn("sum", col("bool")), 'col("bool").sum() → UInt32'],
  [fn("mean", col("bool")), 'col("bool").mean() → Float64'],
  [fn("mean", col("day")), 'col("day").mean() → Datetime(us)'],
  [fn("mean", col("f32")), 'col("f32").mean() → Float32'],
  [fn("count", col("text")), 'col("text").count() → UInt32'],
  // Integers are whole and never NaN.
  [fnWith("round", [0, "halfToEven"], col("i8")), 'col("i8") → Int8'],
  [fn("isNan", col("i8")), 'col("i8").cast(Float64).isNan() → Bool'],
  [fn("abs", col("u8")), 'col("u8") → UInt8'],
  [cast(col("i8"), Int8), 'col("i8") → Int8'],
];

const refusals: readonly (readonly [ExprNode, string])[] = [
  [col("u46"), 'ColumnNotFoundError: unable to find column "u46"; valid columns: ["a","u64"]. Did you mean "u64"?\n  in: FILTER'],
  [fn("add", col("text"), lit(1)), "SchemaError: add: Utf8 and an integer have no common type\n  in: FILTER"],
  [fn("sub", col("text"), lit(1)), "SchemaError: sub needs a number, date, time or Duration, not Utf8\n  in: FILTER"],
  [fn("gt", col("text"), lit(1.5)), "SchemaError: gt cannot compare Utf8 with a float\n  in: FILTER"],
  [fn("eq", col("day"), lit("2024-05-06")), "SchemaError: eq cannot compare Date with Utf8\n  in: FILTER"],
  [fn("eq", col("us"), col("zoned")), "SchemaError: eq cannot compare Datetime(us) with Datetime(us, Europe/Berlin)\n  in: FILTER"],
  [fn("and", col("bool"), col("i8")), "SchemaError: and needs Bool, not Int8\n  in: FILTER"],
  [isIn(col("text"), "a", 1), "SchemaError: isIn cannot compare Utf8 with an integer\n  in: FILTER"],
  [fn("sum", col("text")), "InvalidOperationError: sum needs a number, Bool or Duration, not Utf8\n  in: FILTER"],
  [when(col("i8"), lit(1), lit(2)), "SchemaError: when needs Bool, not Int8\n  in: FILTER"],
  [when(col("bool"), col("text"), col("i64")), "SchemaError: when/then/otherwise: Utf8 and Int64 have no common type\n  in: FILTER"],
  [cast(col("text"), Bool), "InvalidOperationError: cannot cast Utf8 to Bool\n  in: FILTER"],
];

describe("coerce", () => {
  test.each(rows)("row %#", (node, text) => {
    expect(of(node)).toBe(text);
  });

  test.each(rows)("leaves what is coerced, row %#", (node) => {
    const once = coerce(node, schema);
    const twice = coerce(once.node, schema);
    expect(twice).toEqual(once);
    expect(dtypeOf(node, schema)).toEqual(once.dtype);
  });

  test.each(refusals)("refuses, row %#", (node, message) => {
    const small = node.kind === "Column" ? schemaOfTypes({ a: Int8, u64: UInt64 }) : schema;
    let text = "nothing thrown";
    try {
      coerce(node, small, () => "FILTER");
    } catch (error) {
      text = String(error);
    }
    expect(text).toBe(message);
  });

  test("puts literals in physical form", () => {
    const physical = (node: ExprNode): unknown => {
      const coerced = coerce(node, schema).node;
      return coerced.kind === "Call" && coerced.args[1]?.kind === "Literal" ? coerced.args[1].value : undefined;
    };
    expect(physical(fn("eq", col("i64"), lit(3)))).toBe(3n);
    expect(physical(fn("eq", col("u8"), lit(3n)))).toBe(3);
    expect(physical(fn("eq", col("f64"), lit(3n)))).toBe(3);
    expect(physical(fn("eq", col("day"), lit(DAY)))).toBe(19_849);
    expect(physical(fn("eq", col("us"), lit(NOON)))).toBe(1_714_996_800_000_000n);
    expect(physical(fn("add", col("i8"), lit(true)))).toBe(1);
  });

  test("compares integers with any literal as mathematics does", () => {
    const compares = {
      eq: (o: number) => o === 0,
      neq: (o: number) => o !== 0,
      lt: (o: number) => o < 0,
      ltEq: (o: number) => o <= 0,
      gt: (o: number) => o > 0,
      gtEq: (o: number) => o >= 0,
    };
    const exact = (name: string, left: bigint, right: number | bigint): boolean => {
      const order = Number.isNaN(right) || left < right ? -1 : left > right ? 1 : 0;
      return compares[name as keyof typeof compares](order);
    };
    const ranges = { i8: [-128n, 127n], u8: [0n, 255n], i64: [-(2n ** 63n), 2n ** 63n - 1n], u64: [0n, 2n ** 64n - 1n] } as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(ranges) as (keyof typeof ranges)[])),
        fc.constantFrom(...(Object.keys(compares) as FunctionName[])),
        fc.bigInt(-(2n ** 64n), 2n ** 65n),
        fc.oneof(fc.double(), fc.integer({ min: -300, max: 300 }), fc.bigInt(-(2n ** 64n), 2n ** 65n), fc.double({ min: -300, max: 300 })),
        (column, compare, some, literal) => {
          const [min, max] = ranges[column];
          const value = min + ((((some - min) % (max - min + 1n)) + (max - min + 1n)) % (max - min + 1n));
          const { node } = coerce(fn(compare, col(column), lit(literal)), schema);
          if (node.kind !== "Call" || node.args[1]?.kind !== "Literal") throw new Error(`not a comparison: ${exprKey(node)}`);
          expect(node.args[0]).toEqual(col(column));
          expect(exact(node.fn, value, node.args[1].value as number | bigint)).toBe(exact(compare, value, literal));
        },
      ),
    );
  });
});
