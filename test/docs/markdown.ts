// The examples of a Markdown file: its blocks of TypeScript, each with what it prints in the block of text after it.

import { readFileSync } from "node:fs";

export interface Example {
  /** Line of the file on which its code starts. */
  readonly line: number;
  readonly code: string;
  readonly prints: string;
}

const FENCE = /^```(\w*)$/;

export function examplesIn(path: string): Example[] {
  const examples: Example[] = [];
  let block: { language: string; line: number; lines: string[] } | undefined;
  let last: { line: number; code: string; prints: string } | undefined;
  for (const [index, text] of readFileSync(path, "utf8").split("\n").entries()) {
    const fence = FENCE.exec(text);
    if (fence === null) {
      if (block !== undefined) block.lines.push(text);
      else if (text.trim() !== "") last = undefined;
    } else if (block === undefined) block = { language: fence[1] as string, line: index + 2, lines: [] };
    else {
      const content = block.lines.join("\n");
      if (block.language === "ts") {
        last = { line: block.line, code: content, prints: "" };
        examples.push(last);
      } else if (last !== undefined) last.prints = content;
      block = undefined;
    }
  }
  return examples;
}

const IMPORT = 'import pl from "floe";';

/** The example as a module. Where it leaves the import out it goes before the first line, on the same one. */
export function moduleOf({ code }: Example): string {
  return code.startsWith(IMPORT) ? code : `${IMPORT} ${code}`;
}
