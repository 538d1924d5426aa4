// Type tests: the cases compile, and what must not compile says why in a sentence.

import { expect, test } from "vitest";
import { cases, compile, targets } from "./project.js";

const REFUSALS = "refusals.test-d.ts";
const MARK = "// @ts-expect-error ";

/** The cases, with the marks that silence errors made plain comments. */
const unsilenced = { ...cases, [REFUSALS]: String(cases[REFUSALS]).replaceAll(MARK, "// ") };

/** What is expected of the line below each mark. */
const wanted = String(cases[REFUSALS])
  .split("\n")
  .flatMap((text, index) => (text.includes(MARK) ? [{ line: index + 2, sentence: text.slice(text.indexOf(MARK) + MARK.length) }] : []));

test.each(targets)("against $name", (target) => {
  const { diagnostics } = compile(target, unsilenced);
  expect(diagnostics.filter(({ file }) => file !== REFUSALS)).toEqual([]);
  const refusals = diagnostics.filter(({ file }) => file === REFUSALS);
  expect(wanted.length).toBeGreaterThan(40);
  const said = ({ line }: { line: number }) => refusals.filter((diagnostic) => diagnostic.line === line).map(({ message }) => message);
  const unsaid = wanted.filter((expected) => !said(expected).join("\n").includes(expected.sentence));
  expect(unsaid.map((expected) => ({ ...expected, said: said(expected) }))).toEqual([]);
  expect(refusals.filter(({ line }) => !wanted.some((expected) => expected.line === line))).toEqual([]);
});
