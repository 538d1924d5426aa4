// Regular expressions in Rust's syntax, as Polars has them. What Rust's have not (look-around, back-references) is refused, and so is the
// little that JavaScript can't say.

import { parseClass, parseEscape, WORD } from "./class.js";
import { anyChar, type Regex, type RegexNode } from "./node.js";
import { PatternReader } from "./reader.js";

/** Whether a pattern means just its text. */
export const literalPattern = (pattern: string): boolean => !/[\\.+*?()|[\]{}^$]/.test(pattern);

/** Places between a character of a word and one of none. */
const BOUNDARY = `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`;
const NO_BOUNDARY = `(?:(?<=[${WORD}])(?=[${WORD}])|(?<![${WORD}])(?![${WORD}]))`;

/** @throws {ComputeError} */
export function parseRegex(pattern: string): Regex {
  return new Parser(pattern).run();
}

class Parser {
  readonly #reader: PatternReader;
  #ignoreCase = false;
  #multiline = false;
  #dotAll = false;
  /** Something before this place can match. */
  #begun = false;

  constructor(pattern: string) {
    this.#reader = new PatternReader(pattern);
  }

  run(): Regex {
    const node = this.#either();
    if (!this.#reader.atEnd) this.#reader.fail("a group is closed that was not opened");
    return { pattern: this.#reader.pattern, node, ignoreCase: this.#ignoreCase };
  }

  #either(): RegexNode {
    const branches = [this.#sequence()];
    while (this.#reader.take("|")) {
      this.#begun = true;
      branches.push(this.#sequence());
    }
    return branches.length === 1 ? (branches[0] as RegexNode) : { kind: "Either", branches };
  }

  #sequence(): RegexNode {
    const items: RegexNode[] = [];
    for (;;) {
      this.#reader.skipIgnored();
      if (this.#reader.atEnd || this.#reader.sees("|") || this.#reader.sees(")")) break;
      const item = this.#item();
      if (item !== undefined) items.push(this.#repeated(item));
    }
    return items.length === 1 ? (items[0] as RegexNode) : { kind: "Sequence", items };
  }

  /** Flags are no item. */
  #item(): RegexNode | undefined {
    if (this.#reader.take("(")) return this.#group();
    this.#begun = true;
    const code = this.#reader.next();
    switch (String.fromCodePoint(code)) {
      case "\\":
        return this.#escape();
      case "[":
        return parseClass(this.#reader);
      case ".":
        return anyChar(this.#dotAll);
      case "^":
        return this.#multiline ? { kind: "Place", source: "(?<=^|\\n)" } : { kind: "Start" };
      case "$":
        return this.#multiline ? { kind: "Place", source: "(?=$|\\n)" } : { kind: "End" };
      case "{":
      case "*":
      case "+":
      case "?":
        return this.#reader.fail("there is nothing to repeat");
      default:
        return { kind: "Char", code };
    }
  }

  #escape(): RegexNode {
    if (this.#reader.take("A")) return { kind: "Start" };
    if (this.#reader.take("z")) return { kind: "End" };
    if (this.#reader.take("b")) return { kind: "Place", source: BOUNDARY };
    if (this.#reader.take("B")) return { kind: "Place", source: NO_BOUNDARY };
    return parseEscape(this.#reader);
  }

  #repeated(item: RegexNode): RegexNode {
    let repeated = item;
    for (;;) {
      this.#reader.skipIgnored();
      const bounds = this.#bounds();
      if (bounds === undefined) return repeated;
      const [min, max] = bounds;
      if (max < min) this.#reader.fail("a repetition {n,m} has n of at most m");
      repeated = { kind: "Repeat", item: repeated, min, max, lazy: this.#reader.take("?") };
    }
  }

  #bounds(): readonly [min: number, max: number] | undefined {
    if (this.#reader.take("*")) return [0, Number.POSITIVE_INFINITY];
    if (this.#reader.take("+")) return [1, Number.POSITIVE_INFINITY];
    if (this.#reader.take("?")) return [0, 1];
    if (!this.#reader.take("{")) return undefined;
    const match = this.#reader.takeMatch(/\s*(\d+)\s*(?:(,)\s*(\d*)\s*)?\}/y);
    if (match === null) return this.#reader.fail("a repetition has the form {n}, {n,} or {n,m}");
    const [, min, comma, max] = match;
    return [Number(min), comma === undefined ? Number(min) : max ? Number(max) : Number.POSITIVE_INFINITY];
  }

  /** After a parenthesis. Flags hold to the end of the group that they are in. */
  #group(): RegexNode | undefined {
    const { verbose } = this.#reader;
    const [multiline, dotAll] = [this.#multiline, this.#dotAll];
    let captures: { readonly captures: boolean; readonly name?: string } = { captures: true };
    if (this.#reader.take("?")) {
      if (this.#reader.takeMatch(/<?[=!]/y) !== null) this.#reader.fail("look-around is not supported");
      const name = this.#reader.takeMatch(/P?<([^>]+)>/y);
      if (name !== null) captures = { captures: true, name: name[1] as string };
      else if (this.#flags()) captures = { captures: false };
      else return undefined;
    }
    this.#begun = true;
    const item = this.#either();
    if (!this.#reader.take(")")) this.#reader.fail("a group is not closed");
    this.#reader.verbose = verbose;
    [this.#multiline, this.#dotAll] = [multiline, dotAll];
    return { kind: "Group", ...captures, item };
  }

  /** Whether a group follows. */
  #flags(): boolean {
    const flags = this.#reader.takeMatch(/([a-zA-Z]*)(?:-([a-zA-Z]+))?([:)])/y);
    if (flags === null) return this.#reader.fail("unknown kind of group");
    const [, on = "", off = "", end] = flags;
    for (const letter of on) this.#setFlag(letter, true, end === ":");
    for (const letter of off) this.#setFlag(letter, false, end === ":");
    return end === ":";
  }

  #setFlag(letter: string, value: boolean, ofGroup: boolean): void {
    if (letter === "m") this.#multiline = value;
    else if (letter === "s") this.#dotAll = value;
    else if (letter === "x") this.#reader.verbose = value;
    else if (letter === "i") {
      if (this.#begun || ofGroup) this.#reader.fail("the flag i is supported at the start of the pattern only");
      this.#ignoreCase = value;
    } else if (letter !== "u" || !value) this.#reader.fail(`the flag ${letter} is not supported`);
  }
}
