// The function table: entries are complete, and rules give Polars' dtypes.

import { expect, test } from "vitest";
import { aliases, applyRule, functionOf, functions, isFunctionName, type RuleKind, strAliases } from "../../src/functions/index.js";
import {
  Bool,
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
  UInt32,
  UInt64,
  Utf8,
} from "../../src/types/index.js";

test("every entry takes its operands first, then its options", () => {
  for (const name of Object.keys(functions)) {
    if (!isFunctionName(name)) throw new Error(name);
    const kinds = functionOf(name).args.map((argument) => argument.kind);
    expect(kinds[0], name).toBe("operand");
    expect(kinds, name).toEqual([...kinds].sort());
  }
});

test("defaults of options pass the options' own test", () => {
  for (const name of Object.keys(functions))
    for (const argument of functionOf(name as keyof typeof functions).args)
      if (argument.kind === "option" && "default" in argument)
        expect(argument.test(argument.default), `${name} ${argument.name}`).toBe(true);
});

test("aliases are other names, not functions of their own", () => {
  for (const alias of [...Object.keys(aliases), ...Object.keys(strAliases).map((name) => `str.${name}`)])
    expect(isFunctionName(alias)).toBe(false);
});

const rules: readonly (readonly [RuleKind, ColumnType, ColumnType, ColumnType | undefined])[] = [
  ["add", Int8, Int8, Int8],
  ["add", Int8, UInt8, Int16],
  ["add", Int64, UInt64, Float64],
  ["add", Bool, Bool, UInt32],
  ["add", Bool, Int8, Int8],
  ["add", Utf8, Utf8, Utf8],
  ["add", Utf8, Int8, undefined],
  ["add", Date_, Duration("us"), Date_],
  ["add", Duration("ms"), Datetime("us"), Datetime("ms")],
  ["add", Datetime("us", "Europe/Berlin"), Duration("us"), Datetime("us", "Europe/Berlin")],
  ["add", Duration("ms"), Duration("ns"), Duration("ms")],
  ["add", Date_, Date_, undefined],
  ["add", Null, Int8, Int8],
  ["sub", Date_, Date_, Duration("us")],
  ["sub", Datetime("ns"), Datetime("us"), Duration("us")],
  ["sub", Datetime("ns"), Date_, Duration("ns")],
  ["sub", Datetime("us", "UTC"), Datetime("us"), undefined],
  ["sub", Date_, Duration("us"), Date_],
  ["sub", Duration("us"), Date_, undefined],
  ["sub", Duration("us"), Duration("us"), Duration("us")],
  ["div", Int8, Int8, Float64],
  ["div", Float32, Float32, Float32],
  ["div", Float32, Int32, Float64],
  ["pow", Int8, Int64, Int8],
  ["pow", Int8, Float64, Float64],
  ["pow", Float32, Int8, Float32],
  ["sum", Int8, Int8, Int64],
  ["sum", Int32, Int32, Int32],
  ["sum", UInt32, UInt32, UInt32],
  ["sum", Bool, Bool, UInt32],
  ["sum", Float32, Float32, Float32],
  ["mean", Int16, Int16, Float64],
  ["mean", Float32, Float32, Float32],
  ["mean", Date_, Date_, Datetime("us")],
  ["mean", Duration("ns"), Duration("ns"), Duration("ns")],
  ["float", Float32, Float32, Float32],
  ["float", Int32, Int32, Float64],
  ["compare", Int8, Float64, Bool],
  ["compare", Utf8, Int8, undefined],
  ["same", Utf8, Int8, Utf8],
];

test.each(rules)("%s", (rule, self, other, wanted) => {
  const given = applyRule[rule](self, other);
  expect(given && formatType(given)).toBe(wanted && formatType(wanted));
});
