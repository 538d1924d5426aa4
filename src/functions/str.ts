// Functions of strings. Characters are Unicode code points. A null in any operand gives null.

import { Bool, UInt32, Utf8 } from "../types/index.js";
import { utf8 } from "./argument.js";
import { scalar } from "./define.js";
import { countOrNull, flag, text, wholeNumber } from "./option.js";

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
   * With the first occurrence of `text` replaced. Both are taken literally.
   * @example pl.lit("a-b-c").str.replace("-", "+") // "a+b-c"
   */
  replace: scalar<(self: Utf8, text: string, replacement: string) => Utf8>({
    args: [utf8, text("text"), text("replacement")],
    returns: Utf8,
    kernel: "str_replace",
  }),
  /**
   * The characters in reverse order.
   * @example pl.lit("abc").str.reverse() // "cba"
   */
  reverse: scalar<(self: Utf8) => Utf8>({ args: [utf8], returns: Utf8, kernel: "str_reverse" }),
};
