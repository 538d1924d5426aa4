// A pattern while it is read.

import { ComputeError } from "../../errors/index.js";

export class PatternReader {
  at = 0;
  /** White space and comments mean nothing. */
  verbose = false;

  constructor(readonly pattern: string) {}

  get atEnd(): boolean {
    return this.at >= this.pattern.length;
  }

  /** One character, also where it takes two units. */
  next(): number {
    const code = this.pattern.codePointAt(this.at);
    if (code === undefined) return this.fail("it ends too early");
    this.at += code > 0xffff ? 2 : 1;
    return code;
  }

  sees(text: string): boolean {
    return this.pattern.startsWith(text, this.at);
  }

  take(text: string): boolean {
    if (!this.sees(text)) return false;
    this.at += text.length;
    return true;
  }

  /** `regex` is sticky. */
  takeMatch(regex: RegExp): RegExpExecArray | null {
    regex.lastIndex = this.at;
    const match = regex.exec(this.pattern);
    if (match !== null) this.at = regex.lastIndex;
    return match;
  }

  skipIgnored(): void {
    if (this.verbose) this.takeMatch(/(?:\s|#[^\n]*)+/y);
  }

  fail(reason: string): never {
    throw new ComputeError(`invalid regular expression ${JSON.stringify(this.pattern)}: ${reason}`);
  }
}
