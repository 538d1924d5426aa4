// Sets of characters in a pattern: `[a-z]`, `\d`, `\p{Greek}`, `[[:alpha:]]`. JavaScript knows the sets of Unicode; what a class lists
// itself is kept as ranges.

import { type CharSet, normalRanges, otherRanges, type Range } from "./node.js";
import type { PatternReader } from "./reader.js";

/** Characters of a word, as Rust sees words: of all scripts. */
export const WORD = "\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}";
const perlClasses: Readonly<Record<string, string>> = { d: "\\p{Nd}", w: WORD, s: "\\p{White_Space}" };

/** Pairs of first and last. */
const posixClasses: Readonly<Record<string, string>> = {
  alnum: "09AZaz",
  alpha: "AZaz",
  ascii: "\x00\x7f",
  blank: "\t\t  ",
  cntrl: "\x00\x1f\x7f\x7f",
  digit: "09",
  graph: "\x21\x7e",
  lower: "az",
  print: "\x20\x7e",
  punct: "\x21\x2f\x3a\x40\x5b\x60\x7b\x7e",
  space: "\t\r  ",
  upper: "AZ",
  word: "09AZ__az",
  xdigit: "09AFaf",
};

const controls: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };

type Member = { readonly kind: "Char"; readonly code: number } | CharSet;

/** After `[`. */
export function parseClass(reader: PatternReader): CharSet {
  const negated = reader.take("^");
  reader.skipIgnored();
  // A bracket that comes first means itself.
  let members: Member[] = reader.take("]") ? [listed([[0x5d, 0x5d]])] : [];
  let left = "";
  for (;;) {
    reader.skipIgnored();
    const operator = ["]", "&&", "--", "~~"].find((end) => reader.take(end));
    if (operator === undefined) {
      members.push(parseMember(reader));
      continue;
    }
    if (operator === "~~") reader.fail("symmetric differences of sets are not supported");
    const right = union(members);
    if (operator === "]") {
      if (left === "") return negated ? complement(right) : right;
      return unlisted(`[${negated ? "^" : ""}${left}${right.source}]`);
    }
    // Operators of JavaScript take whole sets, and chains of one operator only.
    left = `${left === "" ? right.source : `[${left}${right.source}]`}${operator}`;
    members = [];
  }
}

function parseMember(reader: PatternReader): Member {
  if (reader.take("[:")) return parsePosix(reader);
  if (reader.take("[")) return parseClass(reader);
  const first = parseOne(reader);
  const isRange = first.kind === "Char" && reader.sees("-") && !reader.sees("--") && !reader.sees("-]");
  if (!isRange) return first;
  reader.take("-");
  const last = parseOne(reader);
  if (last.kind !== "Char") return reader.fail("a range of characters ends with a character");
  if (last.code < first.code) return reader.fail("a range of characters ends before its start");
  return listed([[first.code, last.code]]);
}

const parseOne = (reader: PatternReader): Member => (reader.take("\\") ? parseEscape(reader) : { kind: "Char", code: reader.next() });

function parsePosix(reader: PatternReader): CharSet {
  const match = reader.takeMatch(/(\^?)([a-z]+):\]/y);
  const pairs = posixClasses[match?.[2] ?? ""];
  if (match === null || pairs === undefined) return reader.fail("unknown class of characters");
  const ranges: Range[] = [];
  for (let at = 0; at < pairs.length; at += 2) ranges.push([pairs.charCodeAt(at), pairs.charCodeAt(at + 1)]);
  return listed(match[1] === "^" ? otherRanges(ranges) : ranges);
}

/** After a backslash: what means the same in a class and outside. */
export function parseEscape(reader: PatternReader): Member {
  const code = reader.next();
  const letter = String.fromCodePoint(code);
  const perl = perlClasses[letter.toLowerCase()];
  if (perl !== undefined) return unlisted(`[${letter === letter.toLowerCase() ? "" : "^"}${perl}]`);
  if (letter === "p" || letter === "P") return parseProperty(reader, letter);
  if (letter === "x" || letter === "u" || letter === "U") return { kind: "Char", code: parseCodePoint(reader, letter) };
  if (controls[letter] !== undefined) return { kind: "Char", code: controls[letter] };
  if (/[0-9]/.test(letter)) return reader.fail("back-references are not supported");
  if (/[A-Za-z<>]/.test(letter)) return reader.fail(`the escape \\${letter} is not supported`);
  return { kind: "Char", code };
}

function parseProperty(reader: PatternReader, letter: string): CharSet {
  const match = reader.takeMatch(/\{(\^?)([^}]+)\}|([A-Za-z])/y);
  if (match === null) return reader.fail(`\\${letter} needs a property`);
  const [, not = "", long, short] = match;
  const negated = (letter === "P") !== (not === "^");
  const name = (long ?? short ?? "").trim();
  const known = [name, `Script_Extensions=${name}`].find(isProperty);
  if (known === undefined) return reader.fail(`unknown property ${name}`);
  return unlisted(`\\${negated ? "P" : "p"}{${known}}`);
}

function isProperty(name: string): boolean {
  try {
    new RegExp(`\\p{${name}}`, "v");
    return true;
  } catch {
    return false;
  }
}

function parseCodePoint(reader: PatternReader, letter: string): number {
  const width = { x: 2, u: 4, U: 8 }[letter] as number;
  const match = reader.takeMatch(new RegExp(`\\{([0-9A-Fa-f]+)\\}|([0-9A-Fa-f]{${width}})`, "y"));
  if (match === null) return reader.fail(`\\${letter} needs hexadecimal digits`);
  const code = Number.parseInt(match[1] ?? match[2] ?? "", 16);
  return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? reader.fail(`\\${letter} needs the number of a character`) : code;
}

const unlisted = (source: string): CharSet => ({ kind: "Set", source });

function listed(given: readonly Range[]): CharSet {
  const ranges = normalRanges(given);
  const source = ranges.map(([first, last]) => (first === last ? sourceOf(first) : `${sourceOf(first)}-${sourceOf(last)}`)).join("");
  return { kind: "Set", ranges, source: `[${source}]` };
}

function union(members: readonly Member[]): CharSet {
  const [only] = members;
  if (members.length === 1 && only?.kind === "Set") return only;
  const ranges = members.map((member) => (member.kind === "Char" ? ([[member.code, member.code]] as const) : member.ranges));
  if (ranges.every((each) => each !== undefined)) return listed(ranges.flat());
  return unlisted(`[${members.map((member) => (member.kind === "Char" ? sourceOf(member.code) : member.source)).join("")}]`);
}

const complement = ({ ranges, source }: CharSet): CharSet =>
  ranges === undefined ? unlisted(`[^${source}]`) : { ...listed(otherRanges(ranges)), source: `[^${source}]` };

/** A character as JavaScript writes it, in a class or not. */
export function sourceOf(code: number): string {
  const character = String.fromCodePoint(code);
  return /[\w ]/.test(character) ? character : `\\u{${code.toString(16)}}`;
}
