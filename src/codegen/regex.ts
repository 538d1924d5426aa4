// Regular expressions in Rust's syntax, as Polars has them, to JavaScript's. What JavaScript has and Rust has not (look-around,
// back-references) is refused; so is the little that Rust has and JavaScript can't say.

import { ComputeError } from "../errors/index.js";

export interface JsRegex {
  readonly source: string;
  readonly flags: string;
}

/** Whether a pattern means just its text. */
export const literalPattern = (pattern: string): boolean => !/[\\.+*?()|[\]{}^$]/.test(pattern);

const DIGIT = "\\p{Nd}";
const WORD = "\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}";
const SPACE = "\\p{White_Space}";
const perlClasses: Readonly<Record<string, string>> = { d: DIGIT, w: WORD, s: SPACE };

const posixClasses: Readonly<Record<string, string>> = {
  alnum: "0-9A-Za-z",
  alpha: "A-Za-z",
  ascii: "\\x00-\\x7f",
  blank: "\\t ",
  cntrl: "\\x00-\\x1f\\x7f",
  digit: "0-9",
  graph: "\\x21-\\x7e",
  lower: "a-z",
  print: "\\x20-\\x7e",
  punct: "\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e",
  space: "\\t\\n\\v\\f\\r ",
  upper: "A-Z",
  word: "0-9A-Za-z_",
  xdigit: "0-9A-Fa-f",
};

const controls: Readonly<Record<string, string>> = { a: "\\x07", f: "\\f", t: "\\t", n: "\\n", r: "\\r", v: "\\v" };

/** Places between a character of a word and one of none, as Rust sees words: of all scripts. */
const BOUNDARY = `(?:(?<=[${WORD}])(?![${WORD}])|(?<![${WORD}])(?=[${WORD}]))`;
const NO_BOUNDARY = `(?:(?<=[${WORD}])(?=[${WORD}])|(?<![${WORD}])(?![${WORD}]))`;

/** @throws {ComputeError} */
export function translateRegex(pattern: string): JsRegex {
  const translation = new Translation(pattern).run();
  try {
    new RegExp(translation.source, translation.flags);
  } catch (error) {
    throw invalid(pattern, (error as Error).message);
  }
  return translation;
}

function invalid(pattern: string, reason: string): ComputeError {
  return new ComputeError(`invalid regular expression ${JSON.stringify(pattern)}: ${reason}`);
}

class Translation {
  #at = 0;
  #source = "";
  #ignoreCase = false;
  #multiline = false;
  #dotAll = false;
  #verbose = false;

  constructor(readonly pattern: string) {}

  run(): JsRegex {
    while (this.#at < this.pattern.length) this.#source += this.#item();
    return { source: this.#source === "" ? "(?:)" : this.#source, flags: this.#ignoreCase ? "iv" : "v" };
  }

  #item(): string {
    if (this.#verbose && this.#skipComment()) return "";
    const character = this.#next();
    switch (character) {
      case "\\":
        return this.#escape(false);
      case "[":
        return this.#class();
      case "(":
        return this.#group();
      case ".":
        return this.#dotAll ? "[\\s\\S]" : "[^\\n]";
      case "^":
        return this.#multiline ? "(?<=^|\\n)" : "^";
      case "$":
        return this.#multiline ? "(?=$|\\n)" : "$";
      case "]":
      case "}":
      case "/":
        return `\\${character}`;
      case "{":
        return this.#repetition();
      default:
        return character;
    }
  }

  /** One character, also where it takes two units. */
  #next(): string {
    const code = this.pattern.codePointAt(this.#at);
    if (code === undefined) throw invalid(this.pattern, "it ends too early");
    const character = String.fromCodePoint(code);
    this.#at += character.length;
    return character;
  }

  #take(text: string): boolean {
    if (!this.pattern.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #takeMatch(regex: RegExp): RegExpExecArray | null {
    regex.lastIndex = this.#at;
    const match = regex.exec(this.pattern);
    if (match !== null) this.#at = regex.lastIndex;
    return match;
  }

  #skipComment(): boolean {
    return this.#takeMatch(/\s+|#[^\n]*/y) !== null;
  }

  #repetition(): string {
    const match = this.#takeMatch(/\s*(\d+)\s*(?:(,)\s*(\d*)\s*)?\}/y);
    if (match === null) throw invalid(this.pattern, "a repetition has the form {n}, {n,} or {n,m}");
    return `{${match[1]}${match[2] ?? ""}${match[3] ?? ""}}`;
  }

  #group(): string {
    if (!this.#take("?")) return "(";
    if (/^<?[=!]/.test(this.pattern.slice(this.#at))) throw invalid(this.pattern, "look-around is not supported");
    const name = this.#takeMatch(/P?<([^>]+)>/y);
    if (name !== null) return `(?<${name[1]}>`;
    const flags = this.#takeMatch(/([a-zA-Z]*)(?:-([a-zA-Z]+))?([:)])/y);
    if (flags === null) throw invalid(this.pattern, "unknown kind of group");
    const [, on = "", off = "", end] = flags;
    if (end === ":" && on === "" && off === "") return "(?:";
    if (end === ":" || this.#source !== "") throw invalid(this.pattern, "flags are supported at the start of the pattern only");
    this.#setFlags(on, true);
    this.#setFlags(off, false);
    return "";
  }

  #setFlags(letters: string, value: boolean): void {
    for (const letter of letters) {
      if (letter === "i") this.#ignoreCase = value;
      else if (letter === "m") this.#multiline = value;
      else if (letter === "s") this.#dotAll = value;
      else if (letter === "x") this.#verbose = value;
      else if (letter !== "u" || !value) throw invalid(this.pattern, `the flag ${letter} is not supported`);
    }
  }

  /** After a backslash, in a class or not. */
  #escape(inClass: boolean): string {
    const letter = this.#next();
    const perl = perlClasses[letter.toLowerCase()];
    if (perl !== undefined)
      return letter === letter.toLowerCase() && inClass ? perl : `[${letter === letter.toLowerCase() ? "" : "^"}${perl}]`;
    if (letter === "p" || letter === "P") return this.#property(letter);
    if (letter === "x" || letter === "u" || letter === "U") return this.#codePoint(letter);
    if (controls[letter] !== undefined) return controls[letter];
    if (/[0-9]/.test(letter)) throw invalid(this.pattern, "back-references are not supported");
    if (!inClass && letter === "A") return "(?<![\\s\\S])";
    if (!inClass && letter === "z") return "(?![\\s\\S])";
    if (!inClass && letter === "b") return BOUNDARY;
    if (!inClass && letter === "B") return NO_BOUNDARY;
    if (/[A-Za-z<>]/.test(letter)) throw invalid(this.pattern, `the escape \\${letter} is not supported`);
    return literal(letter, inClass);
  }

  #property(letter: string): string {
    const match = this.#takeMatch(/\{(\^?)([^}]+)\}|([A-Za-z])/y);
    if (match === null) throw invalid(this.pattern, `\\${letter} needs a property`);
    const [, not = "", long, short] = match;
    const negated = (letter === "P") !== (not === "^");
    const name = (long ?? short ?? "").trim();
    const known = [name, `Script_Extensions=${name}`].find(isProperty);
    if (known === undefined) throw invalid(this.pattern, `unknown property ${name}`);
    return `\\${negated ? "P" : "p"}{${known}}`;
  }

  #codePoint(letter: string): string {
    const width = { x: 2, u: 4, U: 8 }[letter] as number;
    const match = this.#takeMatch(new RegExp(`\\{([0-9A-Fa-f]+)\\}|([0-9A-Fa-f]{${width}})`, "y"));
    if (match === null) throw invalid(this.pattern, `\\${letter} needs hexadecimal digits`);
    return `\\u{${match[1] ?? match[2]}}`;
  }

  /** After `[`. Sets nest in both languages; here operators take whole sets, there they bind looser than the union of members. */
  #class(): string {
    const not = this.#take("^") ? "^" : "";
    // A bracket that comes first means itself.
    let members = this.#take("]") ? "\\]" : "";
    let left = "";
    for (;;) {
      const operator = ["]", "&&", "--", "~~"].find((end) => this.#take(end));
      if (operator === undefined) {
        members += this.#member(members);
        continue;
      }
      if (operator === "~~") throw invalid(this.pattern, "symmetric differences of sets are not supported");
      const combined = left === "" ? members : `${left}[${members}]`;
      if (operator === "]") return `[${not}${combined}]`;
      left = `[${combined}]${operator}`;
      members = "";
    }
  }

  #member(before: string): string {
    if (this.#take("[:")) return this.#posix();
    if (this.#take("[")) return this.#class();
    if (this.#take("\\")) return this.#escape(true);
    const isRange = this.pattern[this.#at] === "-" && before !== "" && this.pattern[this.#at + 1] !== "]";
    const character = this.#next();
    return isRange ? "-" : literal(character, true);
  }

  #posix(): string {
    const match = this.#takeMatch(/(\^?)([a-z]+):\]/y);
    const members = posixClasses[match?.[2] ?? ""];
    if (match === null || members === undefined) throw invalid(this.pattern, "unknown class of characters");
    return `[${match[1]}${members}]`;
  }
}

/** Escaped where it could mean something; sets give meaning to more characters. */
const literal = (character: string, inClass: boolean): string =>
  /[\^$\\.*+?()[\]{}|/]/.test(character) || (inClass && /[-&!#%,:;<=>@`~]/.test(character)) ? `\\${character}` : character;

function isProperty(name: string): boolean {
  try {
    new RegExp(`\\p{${name}}`, "v");
    return true;
  } catch {
    return false;
  }
}
