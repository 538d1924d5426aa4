// The literals that every match of a regular expression holds, in their order: texts without them need no closer look, and where nothing
// but `.*` is between them, having them is all there is to match.

import { anyChar, type Regex, type RegexNode } from "./node.js";

export interface Literals {
  /** Each begins where the one before has ended, or after. None is empty. */
  readonly texts: readonly string[];
  /** The text starts with the first. */
  readonly atStart: boolean;
  /** The text ends with the last. */
  readonly atEnd: boolean;
  /** Of which texts it is enough that they hold the literals: those of one line are all that `.*` goes over. */
  readonly decide: "none" | "ofOneLine" | "all";
}

const NONE: Literals = { texts: [], atStart: false, atEnd: false, decide: "none" };

export function literalsOf({ node, ignoreCase }: Regex): Literals {
  if (ignoreCase) return NONE;
  const items = [...itemsOf(node)];
  const texts: string[] = [];
  for (const [index, item] of items.entries()) {
    if (item.kind !== "Char") continue;
    const isNew = items[index - 1]?.kind !== "Char";
    texts.push((isNew ? "" : (texts.pop() ?? "")) + String.fromCodePoint(item.code));
  }
  const first = items.findIndex(({ kind }) => kind === "Char");
  const atStart = items[first - 1]?.kind === "Start";
  const atEnd = items.at(-1)?.kind === "End" && items.at(-2)?.kind === "Char";
  return { texts, atStart, atEnd, decide: decidedBy(items) };
}

/** What is matched one after the other, groups opened. What is repeated comes once before its repetition. */
function* itemsOf(node: RegexNode): Iterable<RegexNode> {
  if (node.kind === "Group") yield* itemsOf(node.item);
  else if (node.kind === "Sequence") for (const item of node.items) yield* itemsOf(item);
  else {
    if (node.kind === "Repeat" && node.min > 0) yield* itemsOf(node.item);
    yield node;
  }
}

function decidedBy(items: readonly RegexNode[]): Literals["decide"] {
  let decide: Literals["decide"] = "all";
  for (const [index, item] of items.entries()) {
    const isEdge = (item.kind === "Start" && index === 0) || (item.kind === "End" && index === items.length - 1);
    if (item.kind === "Char" || (isEdge && items[index - 1]?.kind !== "Start") || isGap(item, true)) continue;
    if (!isGap(item, false)) return "none";
    decide = "ofOneLine";
  }
  return decide;
}

const isGap = (node: RegexNode, dotAll: boolean): boolean =>
  node.kind === "Repeat" &&
  node.min === 0 &&
  node.max === Number.POSITIVE_INFINITY &&
  node.item.kind === "Set" &&
  node.item.source === anyChar(dotAll).source;
