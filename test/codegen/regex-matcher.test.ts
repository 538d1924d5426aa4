// The kernel that matches regular expressions against JavaScript's and Polars', on random patterns and texts.

import fc from "fast-check";
import polars from "nodejs-polars";
import { expect, test } from "vitest";
import { javascriptOf } from "../../src/codegen/regex/javascript.js";
import { literalsOf } from "../../src/codegen/regex/literals.js";
import { matcherOf, writeMatcher } from "../../src/codegen/regex/matcher.js";
import { parseRegex } from "../../src/codegen/regex/parse.js";
import { utf8Ranges } from "../../src/codegen/regex/utf8-ranges.js";
import { call, check, columnOf, getBits, instance, putViews, room } from "../kernels/support.js";

/** Which texts match, and which the kernel leaves to the host. */
function match(pattern: string, texts: readonly string[]): { readonly matched: boolean[]; readonly undecided: boolean[] } {
  const arena = instance.kernels.arena_new() >>> 0;
  try {
    const matcher = writeMatcher(matcherOf(parseRegex(pattern)), instance, arena);
    const [out, undecided] = [room(texts.length >> 3), room(texts.length >> 3)];
    const left = call("str_matches_view", putViews(texts), out, undecided, matcher, texts.length);
    const outcome = { matched: getBits(out, texts.length), undecided: getBits(undecided, texts.length) };
    expect(outcome.undecided.filter(Boolean)).toHaveLength(left as number);
    return outcome;
  } finally {
    instance.kernels.arena_free(arena);
  }
}

function javascript(pattern: string): (text: string) => boolean {
  const { source, flags } = javascriptOf(parseRegex(pattern));
  const regex = new RegExp(source, flags);
  return (text) => regex.test(text);
}

const letters = ["a", "b", "ab", "c", "k", "K", "é", "ß", "日", "😀", "\n", " ", "1", "abcabcab"];
const text = fc.array(fc.constantFrom(...letters, "\u212a", "\u017f", "s"), { maxLength: 7 }).map((parts) => parts.join(""));

const sets = [".", "[ab]", "[^a]", "[a-c1]", "[à-ü]", "[^\\n]", "[é😀]", "[日-語]", "[\u0080-\u{10ffff}]", "[[:alpha:]]", "[^[:digit:]b]"];
const unicodeSets = ["\\w", "\\s", "\\D", "\\p{L}", "[\\wé]", "[a-z&&[^b]]", "[\\d--[1]]"];
const places = ["^", "$", "\\A", "\\z"];

/** What is repeated without end repeats nothing itself: JavaScript would go back over all ways to divide a text. */
function patternOf(...of: readonly string[]): fc.Arbitrary<string> {
  const atoms = fc.constantFrom(...of, ...letters, ...places);
  const joined = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> => fc.tuple(...parts).map((each) => each.join(""));
  const item = fc.oneof(
    atoms,
    fc.constant(".*"),
    joined(atoms, fc.constantFrom("*", "+", "?", "*?", "{2}", "{0,2}", "{1,}")),
    joined(fc.constant("("), atoms, fc.constant("|"), atoms, atoms, fc.constantFrom(")", ")*", ")+", ")?", ")+?", "){2}", "){1,3}")),
  );
  const sequence = fc.array(item, { maxLength: 4 }).map((items) => items.join(""));
  const group = joined(fc.constant("("), sequence, fc.constant("|"), sequence, fc.constantFrom(")", ")?", "){2}"));
  return fc.oneof(sequence, joined(sequence, group, sequence), joined(sequence, fc.constant("|"), sequence));
}

const exact = patternOf(...sets);
const flags = fc.constantFrom("", "", "(?s)");

test("matches as JavaScript does, and leaves hardly a pattern to the host", () => {
  let [patterns, left] = [0, 0];
  check(
    fc.tuple(flags, exact, columnOf(text)),
    ([flag, pattern, texts]) => {
      const { matched, undecided } = match(flag + pattern, texts);
      patterns++;
      if (undecided.includes(true)) left++;
      const expected = texts.map(javascript(flag + pattern));
      expect(matched).toEqual(expected.map((each, row) => each && !undecided[row]));
    },
    600,
  );
  expect(left / patterns).toBeLessThan(0.05);
});

test("matches as JavaScript does where it decides", () => {
  check(
    fc.tuple(fc.constantFrom("", "(?i)", "(?m)", "(?is)"), patternOf(...sets, ...unicodeSets, "\\b", "\\B"), columnOf(text)),
    ([flag, pattern, texts]) => {
      const { matched, undecided } = match(flag + pattern, texts);
      const expected = texts.map(javascript(flag + pattern));
      expect(matched).toEqual(expected.map((each, row) => each && !undecided[row]));
    },
    400,
  );
});

test("decides texts of ASCII for sets of Unicode and all cases", () => {
  const ascii = ["", "a1", "A b", "KS", "x\ty", "2024-02-29", "abcabcab"];
  for (const pattern of ["\\w+\\s", "\\d{4}-\\d{2}", "(?i)ks", "(?i)[x-z]", "^\\W*$", "\\p{Lu}"]) {
    const { matched, undecided } = match(pattern, ascii);
    expect(undecided).not.toContain(true);
    expect(matched).toEqual(ascii.map(javascript(pattern)));
  }
});

test("matches as Polars does", () => {
  check(
    fc.tuple(flags, exact, columnOf(text)),
    ([flag, pattern, texts]) => {
      const frame = polars.DataFrame({ s: polars.Series("s", texts, polars.Utf8) });
      const expected = frame.select(polars.col("s").str.contains(flag + pattern)).getColumn("s");
      const { matched, undecided } = match(flag + pattern, texts);
      expect(matched).toEqual([...expected].map((each, row) => each && !undecided[row]));
    },
    100,
  );
});

test("has a bound for its automaton", () => {
  const texts = ["a".repeat(30), `${"b".repeat(10)}a${"b".repeat(12)}`, "b"];
  for (const pattern of ["a.{12}$", "a.{9}a|b{3,2000}c", "(a{50}){50}"]) {
    const { matched, undecided } = match(pattern, texts);
    const expected = texts.map(javascript(pattern));
    expect(expected.filter((each, row) => each && !undecided[row])).toEqual(matched.filter(Boolean));
  }
  expect(match("a.{12}$", texts).undecided).toEqual([true, true, false]);
});

const literals: readonly (readonly [string, ReturnType<typeof literalsOf>])[] = [
  ["abc", { texts: ["abc"], atStart: false, atEnd: false, decide: "all" }],
  ["special.*requests", { texts: ["special", "requests"], atStart: false, atEnd: false, decide: "ofOneLine" }],
  ["(?s)^a.*?(b)$", { texts: ["a", "b"], atStart: true, atEnd: true, decide: "all" }],
  ["^.*a.*$", { texts: ["a"], atStart: false, atEnd: false, decide: "ofOneLine" }],
  ["^$", { texts: [], atStart: false, atEnd: false, decide: "none" }],
  ["$^", { texts: [], atStart: false, atEnd: false, decide: "none" }],
  ["a.b", { texts: ["a", "b"], atStart: false, atEnd: false, decide: "none" }],
  ["(ab)+c*d", { texts: ["ab", "d"], atStart: false, atEnd: false, decide: "none" }],
  ["^(?:ab){2,}$", { texts: ["ab"], atStart: true, atEnd: false, decide: "none" }],
  ["\\bab\\b", { texts: ["ab"], atStart: false, atEnd: false, decide: "none" }],
  ["ab|ac", { texts: [], atStart: false, atEnd: false, decide: "none" }],
  ["(?i)abc", { texts: [], atStart: false, atEnd: false, decide: "none" }],
];

test.each(literals)("literals of %s", (pattern, expected) => expect(literalsOf(parseRegex(pattern))).toEqual(expected));

test("ranges of bytes encode the code points of a range and no others", () => {
  const bounds = [0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff];
  const code = fc.oneof(fc.constantFrom(...bounds), fc.nat(0x10ffff)).filter((each) => each < 0xd800 || each > 0xdfff);
  check(fc.tuple(code, code, fc.array(code)), ([one, other, codes]) => {
    const [first, last] = [Math.min(one, other), Math.max(one, other)];
    const sequences = [...utf8Ranges([first, last])];
    for (const each of [...codes, first, last]) {
      const bytes = Buffer.from(String.fromCodePoint(each));
      const fits = sequences.filter(
        (ranges) => ranges.length === bytes.length && ranges.every(([low, high], at) => low <= bytes[at]! && bytes[at]! <= high),
      );
      expect(fits).toHaveLength(Number(first <= each && each <= last));
    }
  });
});
