// Regular expressions as data: what a pattern in Rust's syntax says. The parser makes it; JavaScript's source, the literals that every
// match holds, and automata are made of it.

/** Code points from `first` to `last`. */
export type Range = readonly [first: number, last: number];

export type RegexNode =
  | { readonly kind: "Char"; readonly code: number }
  | CharSet
  /** Of the whole text. */
  | { readonly kind: "Start" }
  | { readonly kind: "End" }
  /** Another place between characters, as JavaScript writes it. */
  | { readonly kind: "Place"; readonly source: string }
  | { readonly kind: "Sequence"; readonly items: readonly RegexNode[] }
  | { readonly kind: "Either"; readonly branches: readonly RegexNode[] }
  | Repeat
  | { readonly kind: "Group"; readonly captures: boolean; readonly name?: string; readonly item: RegexNode };

/** One character of a set: its ranges where it lists them, and how JavaScript writes it. */
export interface CharSet {
  readonly kind: "Set";
  readonly ranges?: readonly Range[];
  readonly source: string;
}

export interface Repeat {
  readonly kind: "Repeat";
  readonly item: RegexNode;
  readonly min: number;
  /** Infinity where there is no most. */
  readonly max: number;
  readonly lazy: boolean;
}

export interface Regex {
  readonly pattern: string;
  readonly node: RegexNode;
  readonly ignoreCase: boolean;
}

const CODE_POINT_MAX = 0x10ffff;

/** Sorted, without overlaps. */
export function normalRanges(ranges: readonly Range[]): readonly Range[] {
  const merged: [number, number][] = [];
  for (const [first, last] of [...ranges].sort(([left], [right]) => left - right)) {
    const before = merged.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else merged.push([first, last]);
  }
  return merged;
}

export function otherRanges(ranges: readonly Range[]): readonly Range[] {
  const others: Range[] = [];
  let next = 0;
  for (const [first, last] of normalRanges(ranges)) {
    if (first > next) others.push([next, first - 1]);
    next = last + 1;
  }
  return next > CODE_POINT_MAX ? others : [...others, [next, CODE_POINT_MAX]];
}

/** Any character, or any but the end of a line. */
export const anyChar = (dotAll: boolean): CharSet =>
  dotAll
    ? { kind: "Set", ranges: otherRanges([]), source: "[\\s\\S]" }
    : { kind: "Set", ranges: otherRanges([[10, 10]]), source: "[^\\n]" };
