import { describe, expect, test } from "vitest";
import { translateRegex } from "../../src/codegen/regex/javascript.js";
import { literalPattern } from "../../src/codegen/regex/parse.js";

const matches = (pattern: string, text: string): boolean => {
  const { source, flags } = translateRegex(pattern);
  return new RegExp(source, flags).test(text);
};

/** Pattern, texts that Rust's regex crate matches, texts that it does not. */
const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ["", ["", "a"], []],
  ["^a.c$", ["abc", "a😀c", "a\rc"], ["a\nc", "abcd", "abc\n"]],
  ["(?s)a.c", ["a\nc"], ["ac"]],
  ["(?i)straße", ["STRAßE", "Straße"], ["STRASSE"]],
  ["(?m)^b$", ["a\nb\nc"], ["ab"]],
  ["(?x) a b # a comment\n c", ["abc"], ["a b c"]],
  ["\\d+", ["٣", "7"], ["x"]],
  ["^\\w+$", ["Köln_1", "日本"], ["a b", ""]],
  ["\\s", ["\u00a0", " "], ["\ufeff", "x"]],
  ["^\\S\\D\\W$", ["ab-"], ["ab1"]],
  ["^(?:-\\D*)+$", ["-x-\r"], ["-1", "x"]],
  ["^(?:.?é)+?$", ["bé", "béé"], ["bbé"]],
  ["^(?:[^\\d])+[^\\d--[1]]$", ["ab", "a1"], ["a2"]],
  ["\\bö\\b", ["ö", "a ö b"], ["aö", "öb"]],
  ["a\\Bb", ["ab"], ["a b"]],
  ["\\Aa\\z", ["a"], ["a\n", "ba"]],
  ["[[:alpha:]]+[[:^digit:]]", ["ab"], ["a1"]],
  ["[a-z&&[^aeiou]]", ["b"], ["a", "B"]],
  ["[a-z--[aeiou]]", ["b"], ["a"]],
  ["^[]a]+$", ["]a"], ["b"]],
  ["^[^]a]+$", ["b"], ["]", "a"]],
  ["^[a\\-z]$", ["a", "-", "z"], ["b"]],
  ["^[a-]$", ["a", "-"], ["b"]],
  ["^[(){}/|.*+?$^!#%,:;<=>@`~&]+$", ["(){}/|.*+?$^!#%,:;<=>@`~&"], ["a"]],
  ["^[\\d.]+$", ["1.5"], ["1,5"]],
  ["^[\\w\\s]+$", ["a b"], ["a-b"]],
  ["^\\p{Greek}\\pL\\P{L}$", ["Σa1"], ["aa1"]],
  ["^\\p{^Lu}$", ["a"], ["A"]],
  ["^\\x41\\x{1F600}\\u0042$", ["A😀B"], ["AB"]],
  ["(?P<year>\\d{4})-(?<month>\\d{2})", ["2024-02"], ["24-02"]],
  ["^(?:ab){2,}$", ["abab", "ababab"], ["ab"]],
  ["^a{2}b{0,1}?$", ["aa", "aab"], ["a"]],
  ["a/b\\-c\\&", ["a/b-c&"], ["ab"]],
  ["x}y]", ["x}y]"], ["xy"]],
  ["^😀+$", ["😀😀"], ["😀x"]],
  ["\\.\\*\\$", [".*$"], ["abc"]],
];

describe("matches as Rust does", () => {
  test.each(cases)("%s", (pattern, yes, no) => {
    for (const text of yes) expect([text, matches(pattern, text)]).toEqual([text, true]);
    for (const text of no) expect([text, matches(pattern, text)]).toEqual([text, false]);
  });
});

const refused: readonly (readonly [string, string])[] = [
  ["a(?=b)", "look-around is not supported"],
  ["(?<!a)b", "look-around is not supported"],
  ["(a)\\1", "back-references are not supported"],
  ["a{,2}", "a repetition has the form {n}, {n,} or {n,m}"],
  ["\\", "it ends too early"],
  ["[a", "it ends too early"],
  ["\\p{Klingon}", "unknown property Klingon"],
  ["\\Q", "the escape \\Q is not supported"],
  ["[[:nope:]]", "unknown class of characters"],
  ["a(?i)b", "the flag i is supported at the start of the pattern only"],
  ["[a~~b]", "symmetric differences of sets are not supported"],
];

test.each(refused)("refuses %s", (pattern, reason) => {
  expect(() => translateRegex(pattern)).toThrowError(`invalid regular expression ${JSON.stringify(pattern)}: ${reason}`);
});

test("tells literals from patterns", () => {
  for (const pattern of ["abc", "a-b", "50%", "a b#", "ö😀", "a/b:c"]) expect(literalPattern(pattern)).toBe(true);
  for (const pattern of ["a.c", "a|b", "^a", "a$", "[a]", "a\\d", "a+", "(a)", "a{2}", "a*", "a?"])
    expect(literalPattern(pattern)).toBe(false);
});
