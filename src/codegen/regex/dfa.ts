// The deterministic automaton that tells whether a text holds a match, a byte a step (subset construction).

import { MATCH, type Nfa, type NfaState, UNDECIDED } from "./nfa.js";

/** States in which no more bytes are read: there is no match, there is one, the host must say. The others follow. */
const NO_MATCH = 0;
const MATCHED = 1;
const LEFT_TO_HOST = 2;
const OTHERS = 3;

/** A state is a byte of the table. */
const STATES_MAX = 256;
const BYTES = 256;

export interface Dfa {
  readonly start: number;
  /** The next state, by state and byte. */
  readonly table: Uint8Array;
  /** By state: 1 where a text that ends there has a match. */
  readonly ends: Uint8Array;
}

type Places = readonly NfaState["place"][];

/** Undefined where it would have too many states. */
export function dfaOf(nfa: Nfa): Dfa | undefined {
  const builder = new Builder(nfa);
  const edges = edgesOf(nfa);
  const rows: Uint8Array[] = [];
  for (let state = OTHERS; state < builder.sets.length; state++) {
    if (builder.sets.length > STATES_MAX) return undefined;
    const row = new Uint8Array(BYTES);
    for (const [index, byte] of edges.entries()) row.fill(builder.next(state, byte), byte, edges[index + 1] ?? BYTES);
    rows.push(row);
  }
  const table = new Uint8Array((OTHERS + rows.length) * BYTES);
  for (const [index, row] of rows.entries()) table.set(row, (OTHERS + index) * BYTES);
  const ends = Uint8Array.from(builder.sets, (_, state) => Number(builder.endsIn(state)));
  return { start: builder.start, table, ends };
}

/** The first bytes of ranges in which all bytes lead to the same states. */
function edgesOf(nfa: Nfa): readonly number[] {
  const edges = new Set([0]);
  for (const { moves } of nfa.states) {
    for (const { first, last } of moves) edges.add(first).add(last + 1);
  }
  edges.delete(BYTES);
  return [...edges].sort((left, right) => left - right);
}

class Builder {
  /** By state, the states of the NFA it stands for. */
  readonly sets: (readonly number[])[] = [[], [], []];
  readonly start: number;
  readonly #numbers = new Map<string, number>();
  /** A match may start before each byte. */
  readonly #again: ReadonlySet<number>;

  constructor(readonly nfa: Nfa) {
    this.#again = this.#reach([nfa.start], []);
    this.start = this.#number(this.#reach([nfa.start], ["Start"]), "start");
  }

  next(state: number, byte: number): number {
    const reached: number[] = [];
    for (const each of this.sets[state] as readonly number[]) {
      for (const { first, last, to } of (this.nfa.states[each] as NfaState).moves) if (first <= byte && byte <= last) reached.push(to);
    }
    return this.#number(new Set([...this.#reach(reached, []), ...this.#again]), "");
  }

  endsIn(state: number): boolean {
    if (state < OTHERS) return state === MATCHED;
    return this.#reach(this.sets[state] as readonly number[], state === this.start ? ["Start", "End"] : ["End"]).has(MATCH);
  }

  #number(reached: ReadonlySet<number>, prefix: string): number {
    if (reached.has(MATCH)) return MATCHED;
    if (reached.has(UNDECIDED)) return LEFT_TO_HOST;
    // Only what can still lead somewhere makes a difference.
    const open = [...reached].filter((state) => this.nfa.states[state]?.moves.length || this.nfa.states[state]?.place === "End");
    if (open.length === 0) return NO_MATCH;
    open.sort((left, right) => left - right);
    const key = `${prefix}${open}`;
    const number = this.#numbers.get(key) ?? this.sets.push(open) - 1;
    this.#numbers.set(key, number);
    return number;
  }

  /** These states and those reached from them without a byte. */
  #reach(from: readonly number[], places: Places): ReadonlySet<number> {
    const reached = new Set(from);
    for (const state of reached) {
      const { free, place } = this.nfa.states[state] as NfaState;
      if (place === undefined || places.includes(place)) for (const next of free) reached.add(next);
    }
    return reached;
  }
}
