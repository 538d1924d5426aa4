// Functions of strings. Characters are Unicode code points. A null in any operand gives null.

import { Bool, List, UInt32, Utf8 } from "../types/index.js";
import { utf8 } from "./argument.js";
import { scalar } from "./define.js";
import { character, count, countOrNull, flag, text, wholeNumber } from "./option.js";

export const str = {
  /**
   * True where the string contains `pattern`: a regular expression, or with `literal` the text as it is.
   * @example pl.col("name").str.contains("^a.*z$")
   */
  contains: scalar<(self: Utf8, pattern: Utf8, literal?: boolean) => Bool>({
    args: [utf8, utf8, flag("literal", false)],
    returns: Bool,
    kernel: "str_contains",
  }),
  /**
   * True where the string starts with `prefix`.
   * @example pl.col("name").str.startsWith("Mr")
   */
  startsWith: scalar<(self: Utf8, prefix: Utf8) => Bool>({ args: [utf8, utf8], returns: Bool, kernel: "str_starts_with" }),
  /**
   * True where the string ends with `suffix`.
   * @example pl.col("file").str.endsWith(".parquet")
   */
  endsWith: scalar<(self: Utf8, suffix: Utf8) => Bool>({ args: [utf8, utf8], returns: Bool, kernel: "str_ends_with" }),
  /**
   * Length in characters.
   * @example pl.lit("né").str.lengths() // 2
   */
  lengths: scalar<(self: Utf8) => UInt32>({ args: [utf8], returns: UInt32, kernel: "str_len_chars" }),
  /**
   * Length in bytes of UTF-8.
   * @example pl.lit("né").str.lenBytes() // 3
   */
  lenBytes: scalar<(self: Utf8) => UInt32>({ args: [utf8], returns: UInt32, kernel: "str_len_bytes" }),
  /**
   * In upper case.
   * @example pl.lit("né").str.toUpperCase() // "NÉ"
   */
  toUpperCase: scalar<(self: Utf8) => Utf8>({ args: [utf8], returns: Utf8, kernel: "str_upper" }),
  /**
   * In lower case.
   * @example pl.lit("NÉ").str.toLowerCase() // "né"
   */
  toLowerCase: scalar<(self: Utf8) => Utf8>({ args: [utf8], returns: Utf8, kernel: "str_lower" }),
  /**
   * The characters from `offset` on (counted from the end when negative), no more than `length`.
   * @example pl.lit("abcd").str.slice(-3, 2) // "bc"
   */
  slice: scalar<(self: Utf8, offset: number, length?: number | null) => Utf8>({
    args: [utf8, wholeNumber("offset"), countOrNull("length")],
    returns: Utf8,
    kernel: "str_slice",
  }),
  /**
   * Without white space at both ends.
   * @example pl.lit(" a ").str.strip() // "a"
   */
  strip: scalar<(self: Utf8) => Utf8>({ args: [utf8], returns: Utf8, kernel: "str_strip" }),
  /**
   * Without white space at the start.
   * @example pl.lit(" a ").str.lstrip() // "a "
   */
  lstrip: scalar<(self: Utf8) => Utf8>({ args: [utf8], returns: Utf8, kernel: "str_strip_start" }),
  /**
   * Without white space at the end.
   * @example pl.lit(" a ").str.rstrip() // " a"
   */
  rstrip: scalar<(self: Utf8) => Utf8>({ args: [utf8], returns: Utf8, kernel: "str_strip_end" }),
  /**
   * Without any of the characters of `chars` at both ends.
   * @example pl.lit("xxay").str.stripChars("xy") // "a"
   */
  stripChars: scalar<(self: Utf8, chars: string) => Utf8>({ args: [utf8, text("chars")], returns: Utf8, kernel: "str_strip" }),
  /**
   * Without any of the characters of `chars` at the start.
   * @example pl.lit("xxax").str.stripCharsStart("x") // "ax"
   */
  stripCharsStart: scalar<(self: Utf8, chars: string) => Utf8>({
    args: [utf8, text("chars")],
    returns: Utf8,
    kernel: "str_strip_start",
  }),
  /**
   * Without any of the characters of `chars` at the end.
   * @example pl.lit("xaxx").str.stripCharsEnd("x") // "xa"
   */
  stripCharsEnd: scalar<(self: Utf8, chars: string) => Utf8>({ args: [utf8, text("chars")], returns: Utf8, kernel: "str_strip_end" }),
  /**
   * Filled up at the start to `length` characters, with the first character of `fillChar`.
   * @example pl.lit("ab").str.padStart(4, "*") // "**ab"
   */
  padStart: scalar<(self: Utf8, length: number, fillChar: string) => Utf8>({
    args: [utf8, count("length"), character("fillChar")],
    returns: Utf8,
    kernel: "str_pad_start",
  }),
  /**
   * Filled up at the end to `length` characters, with the first character of `fillChar`.
   * @example pl.lit("ab").str.padEnd(4, "*") // "ab**"
   */
  padEnd: scalar<(self: Utf8, length: number, fillChar: string) => Utf8>({
    args: [utf8, count("length"), character("fillChar")],
    returns: Utf8,
    kernel: "str_pad_end",
  }),
  /**
   * Filled up to `length` bytes with zeros, which follow the sign of a number.
   * @example pl.lit("-7").str.zFill(4) // "-007"
   */
  zFill: scalar<(self: Utf8, length: number) => Utf8>({ args: [utf8, count("length")], returns: Utf8, kernel: "str_zfill" }),
  /**
   * With the first `n` matches of `pattern` replaced: a regular expression, whose groups `value` may name (`$1`, `${name}`). With
   * `literal`, or where a pattern means just its text, pattern and value are taken as they are.
   * @example pl.lit("a-b-c").str.replace("(\\w)-", "$1+") // "a+b-c"
   */
  replace: scalar<(self: Utf8, pattern: Utf8, value: Utf8, literal?: boolean, n?: number) => Utf8>({
    args: [utf8, utf8, utf8, flag("literal", false), count("n", 1)],
    returns: Utf8,
    kernel: "str_replace",
  }),
  /**
   * As `replace`, for all matches.
   * @example pl.lit("a-b-c").str.replaceAll("-", "+") // "a+b+c"
   */
  replaceAll: scalar<(self: Utf8, pattern: Utf8, value: Utf8, literal?: boolean) => Utf8>({
    args: [utf8, utf8, utf8, flag("literal", false)],
    returns: Utf8,
    kernel: "str_replace",
  }),
  /**
   * What group `groupIndex` of the first match of a regular expression holds, 0 for the whole match; null where there is none.
   * @example pl.lit("id=42").str.extract("id=(\\d+)", 1) // "42"
   */
  extract: scalar<(self: Utf8, pattern: string, groupIndex?: number) => Utf8>({
    args: [utf8, text("pattern"), count("groupIndex", 1)],
    returns: Utf8,
    kernel: "str_extract",
  }),
  /**
   * How many matches of `pattern` there are: a regular expression, or with `literal` the text as it is.
   * @example pl.lit("a1b22").str.countMatches("\\d+") // 2
   */
  countMatches: scalar<(self: Utf8, pattern: string, literal?: boolean) => UInt32>({
    args: [utf8, text("pattern"), flag("literal", false)],
    returns: UInt32,
    kernel: "str_count",
  }),
  /**
   * The parts between the occurrences of `separator`, which stay at the end of their part if `inclusive`. An empty separator gives the
   * characters.
   * @example pl.lit("a,b").str.split(",") // ["a", "b"]
   */
  split: scalar<(self: Utf8, separator: Utf8, inclusive?: boolean) => List<Utf8>>({
    args: [utf8, utf8, flag("inclusive", false)],
    returns: List(Utf8),
    kernel: "str_split",
    nulls: "makes",
  }),
  /**
   * The characters in reverse order.
   * @example pl.lit("abc").str.reverse() // "cba"
   */
  reverse: scalar<(self: Utf8) => Utf8>({ args: [utf8], returns: Utf8, kernel: "str_reverse" }),
};
