// A regular expression as a nondeterministic automaton over the bytes of UTF-8 (Thompson's construction, built from the end).

import { assert, assertNever } from "../../errors/index.js";
import type { CharSet, Range, Regex, RegexNode, Repeat } from "./node.js";
import { utf8Ranges } from "./utf8-ranges.js";

/** Bytes from `first` to `last` lead to state `to`. */
interface Move {
  readonly first: number;
  readonly last: number;
  readonly to: number;
}

export interface NfaState {
  readonly moves: readonly Move[];
  /** States that are reached without a byte; with `place`, there only. */
  readonly free: readonly number[];
  readonly place?: "Start" | "End";
}

/** The match is complete. */
export const MATCH = 0;
/** The host must say whether the character belongs to a set of Unicode. */
export const UNDECIDED = 1;

export interface Nfa {
  readonly states: readonly NfaState[];
  readonly start: number;
}

/** Of the automaton, about. */
const STATES_MAX = 2000;

/** Undefined where it would be too large, or would have to look at the characters around a place. */
export function nfaOf({ node, ignoreCase }: Regex): Nfa | undefined {
  if (sizeOf(node) > STATES_MAX) return undefined;
  const builder = new Builder(ignoreCase);
  return { start: builder.add(node, MATCH), states: builder.states };
}

function sizeOf(node: RegexNode): number {
  switch (node.kind) {
    case "Char":
    case "Start":
    case "End":
      return 1;
    case "Set":
      return 1 + 2 * (node.ranges?.length ?? 0);
    case "Place":
      return Number.POSITIVE_INFINITY;
    case "Sequence":
      return node.items.reduce((sum, item) => sum + sizeOf(item), 1);
    case "Either":
      return node.branches.reduce((sum, branch) => sum + sizeOf(branch), 1);
    case "Group":
      return sizeOf(node.item);
    case "Repeat":
      return (sizeOf(node.item) + 1) * (Number.isFinite(node.max) ? node.max : node.min + 1);
    default:
      return assertNever(node, "regular expression");
  }
}

/** The only characters beyond ASCII that are ASCII letters in another case. */
const KELVIN = 0x212a;
const LONG_S = 0x17f;

class Builder {
  readonly states: NfaState[] = [
    { moves: [], free: [] },
    { moves: [], free: [] },
  ];

  constructor(readonly ignoreCase: boolean) {}

  /** The state from which `node` is matched and then `next`. */
  add(node: RegexNode, next: number): number {
    switch (node.kind) {
      case "Char":
        return this.#char(node.code, next);
      case "Set":
        return this.#set(node, next);
      case "Start":
      case "End":
        return this.#state({ moves: [], free: [next], place: node.kind });
      case "Sequence":
        return node.items.reduceRight((after, item) => this.add(item, after), next);
      case "Either":
        return this.#state({ moves: [], free: node.branches.map((branch) => this.add(branch, next)) });
      case "Group":
        return this.add(node.item, next);
      case "Repeat":
        return this.#repeat(node, next);
      case "Place":
        return assert(false, "a place in an automaton") as never;
      default:
        return assertNever(node, "regular expression");
    }
  }

  #state(state: NfaState): number {
    return this.states.push(state) - 1;
  }

  #char(code: number, next: number): number {
    if (!this.ignoreCase) return this.#ranges([[code, code]], next);
    const text = String.fromCodePoint(code);
    if (code > 0x7f) return this.#set({ kind: "Set", source: text }, next);
    const cases = [text.toLowerCase(), text.toUpperCase()].map((each) => each.charCodeAt(0));
    if (cases.includes(0x6b)) cases.push(KELVIN);
    if (cases.includes(0x73)) cases.push(LONG_S);
    return this.#ranges(
      [...new Set(cases)].map((each) => [each, each]),
      next,
    );
  }

  #set({ ranges, source }: CharSet, next: number): number {
    if (ranges !== undefined && !this.ignoreCase) return this.#ranges(ranges, next);
    const regex = new RegExp(`^${source}$`, this.ignoreCase ? "iv" : "v");
    const moves: Move[] = [{ first: 0x80, last: 0xff, to: UNDECIDED }];
    for (let code = 0; code < 0x80; code++) {
      if (regex.test(String.fromCharCode(code))) moves.push({ first: code, last: code, to: next });
    }
    return this.#state({ moves, free: [] });
  }

  #ranges(ranges: readonly Range[], next: number): number {
    const moves: Move[] = [];
    for (const range of ranges) {
      for (const bytes of utf8Ranges(range)) {
        const [[first, last], ...rest] = bytes as [Range, ...Range[]];
        const to = rest.reduceRight(
          (after, [low, high]) => this.#state({ moves: [{ first: low, last: high, to: after }], free: [] }),
          next,
        );
        moves.push({ first, last, to });
      }
    }
    return this.#state({ moves, free: [] });
  }

  #repeat({ item, min, max }: Repeat, next: number): number {
    let to = next;
    if (Number.isFinite(max)) {
      for (let count = min; count < max; count++) to = this.#state({ moves: [], free: [this.add(item, to), next] });
    } else {
      const free = [next];
      to = this.#state({ moves: [], free });
      free.push(this.add(item, to));
    }
    for (let count = 0; count < min; count++) to = this.add(item, to);
    return to;
  }
}
