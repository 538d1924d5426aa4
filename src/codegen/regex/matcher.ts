// What the kernel needs to tell which texts a regular expression matches: `str_matches_view` (assembly/text/match.ts) reads it.

import type { Instance } from "../../kernels/index.js";
import { writeConstants } from "../constants.js";
import { type Dfa, dfaOf } from "./dfa.js";
import { literalsOf } from "./literals.js";
import { nfaOf } from "./nfa.js";
import type { Regex } from "./node.js";

const AT_START = 1;
const AT_END = 2;
const DECIDES = { none: 0, ofOneLine: 4, all: 8 };

/** u32 fields: flags, number of literals, their views, start of the automaton, its table (0: there is none), its ends. */
const MATCHER_WORDS = 6;

/** What a matcher is made of, wherever it is written. */
export interface Matcher {
  readonly flags: number;
  readonly texts: readonly string[];
  /** Absent where the literals decide, or there would be too many states. */
  readonly dfa: Dfa | undefined;
}

export function matcherOf(regex: Regex): Matcher {
  const { texts, atStart, atEnd, decide } = literalsOf(regex);
  const flags = (atStart ? AT_START : 0) | (atEnd ? AT_END : 0) | DECIDES[decide];
  const nfa = decide === "all" ? undefined : nfaOf(regex);
  return { flags, texts, dfa: nfa && dfaOf(nfa) };
}

/** The address of the matcher, which belongs to the arena. */
export function writeMatcher({ flags, texts, dfa }: Matcher, { heap }: Instance, arena: number): number {
  const put = (bytes: Uint8Array): number => {
    const address = heap.alloc(bytes.length, arena);
    heap.bytes(address, bytes.length).set(bytes);
    return address;
  };
  const automaton = dfa === undefined ? [0, 0, 0] : [dfa.start, put(dfa.table), put(dfa.ends)];
  const words = [flags, texts.length, writeConstants(heap, arena, "view", texts), ...automaton];
  const address = heap.alloc(MATCHER_WORDS * 4, arena);
  heap.u32s(address, MATCHER_WORDS).set(words);
  return address;
}
