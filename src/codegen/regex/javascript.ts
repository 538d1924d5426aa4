// A regular expression as JavaScript writes it.

import { assertNever } from "../../errors/index.js";
import { sourceOf } from "./class.js";
import type { Regex, RegexNode } from "./node.js";
import { parseRegex } from "./parse.js";
import { PatternReader } from "./reader.js";

interface JsRegex {
  readonly source: string;
  readonly flags: string;
}

/** @throws {ComputeError} */
export const translateRegex = (pattern: string): JsRegex => javascriptOf(parseRegex(pattern));

/** @throws {ComputeError} for what only JavaScript refuses: names of groups, and repetitions that are too many. */
export function javascriptOf({ pattern, node, ignoreCase }: Regex): JsRegex {
  const translation = { source: `(?:${print(node)})`, flags: ignoreCase ? "iv" : "v" };
  try {
    new RegExp(translation.source, translation.flags);
  } catch (error) {
    new PatternReader(pattern).fail((error as Error).message);
  }
  return translation;
}

function print(node: RegexNode): string {
  switch (node.kind) {
    case "Char":
      return sourceOf(node.code);
    case "Set":
      // The V8 of Node 20 forgets the negation of a set that it copies out of a repetition, unless the set is inside of another.
      return node.source.startsWith("[^") ? `[${node.source}]` : node.source;
    case "Place":
      return node.source;
    case "Start":
      return "^";
    case "End":
      return "$";
    case "Sequence":
      return node.items.map(print).join("");
    case "Either":
      return node.branches.map(print).join("|");
    case "Group":
      return `${node.captures ? (node.name === undefined ? "(" : `(?<${node.name}>`) : "(?:"}${print(node.item)})`;
    case "Repeat": {
      const { item, min, max, lazy } = node;
      const counts = `{${min},${Number.isFinite(max) ? max : ""}}${lazy ? "?" : ""}`;
      return `(?:${print(item)})${counts}`;
    }
    default:
      return assertNever(node, "regular expression");
  }
}
