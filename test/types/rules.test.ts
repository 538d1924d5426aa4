// Supertypes and result rules stand twice, as values for the planner and as types for the editor. Here both are asked about
// every pair of dtypes.

import { expect, test } from "vitest";
import { applyRule, type RuleKind } from "../../src/functions/index.js";
import {
  Bool,
  Categorical,
  type ColumnType,
  Date_,
  Datetime,
  Duration,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  List,
  Null,
  supertype,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "../../src/types/index.js";
import { cases, compile, sourceFile, targets } from "./project.js";

const dtypes: readonly ColumnType[] = [
  ...[Null, Bool, Int8, Int16, Int32, Int64, UInt8, UInt16, UInt32, UInt64, Float32, Float64],
  ...[Utf8, Categorical, Date_, Datetime(), Duration(), List(Int8), List(Utf8), List(List(Bool))],
];

/** As the type is called. */
function nameOf(dtype: ColumnType): string {
  if (dtype.kind === "List") return `List<${nameOf(dtype.inner)}>`;
  return dtype.kind === "Date" ? "Date_" : dtype.kind;
}
const pairs = dtypes.flatMap((left) => dtypes.map((right) => [left, right] as const));

const prelude = `import type { ${dtypes
  .filter(({ kind }) => kind !== "List")
  .map(nameOf)
  .join(", ")}, List, Problem, Supertype } from "${sourceFile("src/types/index.js")}";
import type { Rules } from "${sourceFile("src/expr/typing/rules.js")}";
import { is } from "./assert.js";
`;

/** What operands a rule is asked about: others are refused before. */
const accepts: Partial<Record<RuleKind, (dtype: ColumnType) => boolean>> = {
  add: ({ kind }) => !["Categorical", "List"].includes(kind),
  sub: ({ kind }) => !["Categorical", "Utf8", "Bool", "List"].includes(kind),
  div: ({ kind }) => /Int|Float/.test(kind),
  pow: ({ kind }) => /Int|Float/.test(kind),
  float: ({ kind }) => /Int|Float|Bool/.test(kind),
  mean: ({ kind }) => kind !== "List",
};

/** What the first operand of a rule may be. */
const acceptsSelf: Partial<Record<RuleKind, (dtype: ColumnType) => boolean>> = {
  element: ({ kind }) => kind === "List" || kind === "Null",
  elementSum: isListOf(/Int|Bool/),
  elementMean: isListOf(/Int|Bool/),
  contains: ({ kind }) => kind === "List" || kind === "Null",
};

function isListOf(kinds: RegExp): (dtype: ColumnType) => boolean {
  return (dtype) => dtype.kind === "List" && kinds.test(dtype.inner.kind);
}

const supertypeLines = pairs.map(([left, right]) => {
  const result = supertype(left, right);
  return `is<${result === undefined ? "never" : nameOf(result)}>()(0 as never as Supertype<${nameOf(left)}, ${nameOf(right)}>);`;
});

const ruleLines = (Object.keys(applyRule) as RuleKind[]).flatMap((rule) =>
  pairs
    .filter((pair) => pair.every(accepts[rule] ?? (() => true)) && (acceptsSelf[rule]?.(pair[0]) ?? true))
    .map(([self, other]) => {
      const result = applyRule[rule](self, other);
      const given = `Rules<"f", ${nameOf(self)}, ${nameOf(other)}>["${rule}"]`;
      const [wanted, got] = result === undefined ? ["true", `${given} extends Problem<string> ? true : false`] : [nameOf(result), given];
      return `is<${wanted}>()(0 as never as ${got});`;
    }),
);

test("types and values agree on every pair of dtypes", () => {
  const lines = [...supertypeLines, ...ruleLines];
  expect(lines.length).toBeGreaterThan(2000);
  const [target] = targets;
  const { diagnostics } = compile(target!, { "assert.ts": String(cases["assert.ts"]), "rules.ts": `${prelude}${lines.join("\n")}` });
  const before = prelude.split("\n").length;
  expect(diagnostics.map(({ file, line, message }) => (file === "rules.ts" ? lines[line - before] : `${file}: ${message}`))).toEqual([]);
});
