import { describe, expect, test } from "vitest";
import { type Plan, schemaOf } from "../../src/plan/index.js";
import { Bool, Datetime, Duration, Float64, formatType, Int32, Int64, Utf8 } from "../../src/types/index.js";
import { alias, all, cast, col, fn, lit, over } from "../expr/build.js";
import { aggregate, by, drop, filter, join, rename, scan, select, slice, sort, union, unique, unpivot, withColumns } from "./build.js";

const orders = scan("orders", { id: Int64, customer: Int64, price: Float64, note: Utf8 });
const customers = scan("customers", { id: Int64, name: Utf8, note: Utf8 });
const texts = (plan: Plan): string => [...schemaOf(plan)].map(([name, dtype]) => `${name}: ${formatType(dtype)}`).join(", ");

describe("schemaOf", () => {
  const rows: readonly (readonly [Plan, string])[] = [
    [orders, "id: Int64, customer: Int64, price: Float64, note: Utf8"],
    [{ ...(orders as Extract<Plan, { kind: "Scan" }>), columns: ["price", "id"] }, "price: Float64, id: Int64"],
    [filter(orders, fn("gt", col("price"), lit(3))), "id: Int64, customer: Int64, price: Float64, note: Utf8"],
    [filter(orders, fn("gt", all("note"), lit(3))), "id: Int64, customer: Int64, price: Float64, note: Utf8"],
    [select(orders, fn("mul", col("id"), lit(2)), alias(lit(1), "one")), "id: Int64, one: Int32"],
    [select(orders), ""],
    [
      withColumns(orders, alias(col("note"), "id"), alias(col("id"), "k")),
      "id: Utf8, customer: Int64, price: Float64, note: Utf8, k: Int64",
    ],
    [
      withColumns(orders, alias(over(fn("mean", col("id")), col("note")), "m")),
      "id: Int64, customer: Int64, price: Float64, note: Utf8, m: Float64",
    ],
    [drop(orders, "note", "id"), "customer: Int64, price: Float64"],
    [rename(orders, { id: "customer", customer: "id" }), "customer: Int64, id: Int64, price: Float64, note: Utf8"],
    [aggregate(orders, [col("note")], [fn("sum", col("price")), fn("count", col("id"))]), "note: Utf8, price: Float64, id: UInt32"],
    [
      aggregate(orders, [col("note")], [col("id"), alias(fn("add", fn("sum", col("price")), col("id")), "sum"), lit(1)]),
      "note: Utf8, id: List(Int64), sum: List(Float64), literal: Int32",
    ],
    [sort(orders, by(fn("mul", col("price"), lit(-1)))), "id: Int64, customer: Int64, price: Float64, note: Utf8"],
    [slice(orders, -3, 2), "id: Int64, customer: Int64, price: Float64, note: Utf8"],
    [unique(orders, ["id"], "first"), "id: Int64, customer: Int64, price: Float64, note: Utf8"],
    [union(customers, customers), "id: Int64, name: Utf8, note: Utf8"],
    [unpivot(orders, ["id"], ["customer", "price"]), "id: Int64, variable: Utf8, value: Float64"],
    [unpivot(orders, ["id"]), "id: Int64, variable: Utf8, value: Utf8"],
    [unpivot(orders, [], ["id"], "what", "v"), "what: Utf8, v: Int64"],
    [unpivot(orders, ["note"], []), "note: Utf8, variable: Utf8, value: Null"],
    // Joins: the right key goes, clashing columns get the suffix; a full join keeps both keys.
    [
      join(orders, customers, "inner", [col("customer")], [col("id")]),
      "id: Int64, customer: Int64, price: Float64, note: Utf8, name: Utf8, note_right: Utf8",
    ],
    [
      join(orders, customers, "left", [col("id")], [col("id")], "_c"),
      "id: Int64, customer: Int64, price: Float64, note: Utf8, name: Utf8, note_c: Utf8",
    ],
    [
      join(orders, customers, "left", [col("id")], [cast(col("id"), Int32)]),
      "id: Int64, customer: Int64, price: Float64, note: Utf8, name: Utf8, note_right: Utf8",
    ],
    [
      join(orders, customers, "full", [col("id")]),
      "id: Int64, customer: Int64, price: Float64, note: Utf8, id_right: Int64, name: Utf8, note_right: Utf8",
    ],
    [join(orders, customers, "semi", [col("id")]), "id: Int64, customer: Int64, price: Float64, note: Utf8"],
    [join(orders, customers, "anti", [col("id")]), "id: Int64, customer: Int64, price: Float64, note: Utf8"],
    [join(customers, drop(customers, "note"), "cross"), "id: Int64, name: Utf8, note: Utf8, id_right: Int64, name_right: Utf8"],
  ];
  test.each(rows)("row %#", (plan, text) => {
    expect(texts(plan)).toBe(text);
  });

  const available = 'valid columns: ["id","customer","price","note"]';
  const refusals: readonly (readonly [Plan, string])[] = [
    [
      filter(orders, fn("gt", col("prce"), lit(3))),
      `ColumnNotFoundError: unable to find column "prce"; ${available}. Did you mean "price"?\n  in: FILTER col("prce") > 3`,
    ],
    [filter(orders, col("id")), 'SchemaError: filter needs Bool, not Int64\n  in: FILTER col("id")'],
    [
      select(orders, col("id"), fn("sum", col("note"))),
      'InvalidOperationError: sum needs a number, Bool or Duration, not Utf8\n  in: SELECT col("note").sum()',
    ],
    [
      select(orders, col("id"), fn("abs", col("id"))),
      'DuplicateError: two columns would be named "id"; rename one with alias(), suffix() or prefix()\n  in: SELECT [col("id"), col("id").abs()]',
    ],
    [
      aggregate(orders, [col("note")], [fn("sum", col("price")), fn("mean", col("price"))]),
      'DuplicateError: two columns would be named "price"; rename one with alias(), suffix() or prefix()\n' +
        '  in: AGG [col("price").sum(), col("price").mean()] BY [col("note")]',
    ],
    [
      aggregate(orders, [fn("sum", col("id"))], []),
      'InvalidOperationError: a key can\'t be made from aggregates\n  in: GROUP BY col("id").sum()',
    ],
    [
      drop(orders, "id", "nope"),
      `ColumnNotFoundError: unable to find column "nope"; ${available}. Did you mean "note"?\n  in: DROP ["id","nope"]`,
    ],
    [
      rename(orders, { nope_: "x" }),
      `ColumnNotFoundError: unable to find column "nope_"; ${available}. Did you mean "note"?\n  in: RENAME ["nope_"]`,
    ],
    [
      rename(orders, { id: "price" }),
      'DuplicateError: two columns would be named "price"; rename one with alias(), suffix() or prefix()\n  in: RENAME {"id":"price"}',
    ],
    [
      unique(orders, ["nope"], "any"),
      `ColumnNotFoundError: unable to find column "nope"; ${available}. Did you mean "note"?\n  in: UNIQUE ["nope"]`,
    ],
    [
      unpivot(orders, ["id"], ["nope"]),
      `ColumnNotFoundError: unable to find column "nope"; ${available}. Did you mean "note"?\n  in: UNPIVOT ["id","nope"]`,
    ],
    [
      unpivot(orders, ["id"], ["price"], "id"),
      'DuplicateError: two columns would be named "id"; rename one with alias(), suffix() or prefix()\n  in: UNPIVOT ["price"] BY ["id"]',
    ],
    [
      unpivot(scan("times", { at: Datetime("us"), span: Duration("us") }), []),
      "SchemaError: unpivot: Datetime(us) of at and Duration(us) of span have no common type",
    ],
    [slice(orders, 0, -1), "InvalidOperationError: length must be a whole number from 0 on, not -1"],
    [slice(orders, 0.5), "InvalidOperationError: offset must be a whole number, not 0.5"],
    [join(orders, customers, "inner"), 'InvalidOperationError: a join with how "inner" needs keys: on, or leftOn and rightOn'],
    [join(orders, customers, "cross", [col("id")]), "InvalidOperationError: a cross join takes no keys"],
    [
      join(orders, customers, "inner", [col("id"), col("note")], [col("id")]),
      'ShapeError: a join needs as many keys on the left as on the right, not 2 and 1\n  in: INNER JOIN [col("id"), col("note")] = [col("id")]',
    ],
    [
      join(orders, customers, "left", [col("id")], [col("name")]),
      'SchemaError: join keys differ: id is Int64, name is Utf8\n  in: LEFT JOIN [col("id")] = [col("name")]',
    ],
    [
      join(orders, rename(customers, { name: "note_right" }), "inner", [col("id")]),
      'DuplicateError: the join would make two columns named "note_right"; rename a column or choose another suffix than "_right"',
    ],
    [union(orders, customers), "ShapeError: concat: the first frame has 4 columns, frame 2 has 3; they must be equal"],
    [
      union(customers, customers, withColumns(customers, cast(col("id"), Bool))),
      'SchemaError: concat: column 1 is "id" Int64 in the first frame, but "id" Bool in frame 3; they must be equal',
    ],
  ];
  test.each(refusals)("refuses, row %#", (plan, message) => {
    let text = "nothing thrown";
    try {
      schemaOf(plan);
    } catch (error) {
      text = String(error);
    }
    expect(text).toBe(message);
  });
});

describe("an expression in several plans", () => {
  const sum = fn("add", col("id"), lit(1));
  const items = scan("items", { id: Int32, note: Utf8 });
  const named = scan("named", { id: Utf8 });

  test("is resolved over the columns of each", () => {
    for (const [plan, wanted] of [
      [orders, "id: Int64"],
      [items, "id: Int32"],
      [orders, "id: Int64"],
    ] as const) {
      expect(texts(select(plan, sum))).toBe(wanted);
      expect(texts(select(plan, alias(sum, "n")))).toBe(wanted.replace("id", "n"));
    }
    expect(() => schemaOf(select(named, sum))).toThrow("add: Utf8 and an integer have no common type");
    expect(() => schemaOf(select(scan("none", { k: Int32 }), sum))).toThrow('unable to find column "id"');
  });

  test("chooses its columns from each", () => {
    const every = fn("max", all());
    expect(texts(select(items, every))).toBe("id: Int32, note: Utf8");
    expect(texts(select(named, every))).toBe("id: Utf8");
  });

  test("may stand in groups and not among rows", () => {
    const best = { ...fn("topK", col("id")), options: [2] } as typeof sum;
    expect(texts(aggregate(items, [col("note")], [best]))).toBe("note: Utf8, id: List(Int32)");
    expect(() => schemaOf(select(items, best))).toThrow("belongs into groupBy");
    expect(() => schemaOf(sort(items, by(best)))).toThrow("belongs into groupBy");
  });

  test("is a key where it has a value for each row", () => {
    const greatest = fn("max", col("id"));
    expect(texts(select(items, greatest))).toBe("id: Int32");
    expect(() => schemaOf(aggregate(items, [greatest], []))).toThrow("a key can't be made from aggregates");
    expect(() => schemaOf(filter(items, sum))).toThrow("filter needs Bool, not Int32");
  });
});
