// Plain parameters of a function, such as the decimals of `round`: part of the node, never a column.

export type OptionValue = number | boolean | string | null;

/** A plain parameter. A node always holds all of them, defaults filled in. */
export interface Option<T> {
  readonly kind: "option";
  readonly name: string;
  /** As an error names it: `a whole number from 0 on`. */
  readonly description: string;
  test(value: unknown): value is T;
  /** Absent when the caller must give it. */
  readonly default?: T;
}

type Defaulted<T> = readonly [] | readonly [T];

function option<T>(name: string, description: string, test: (value: unknown) => boolean, fallback: Defaulted<T>): Option<T> {
  const base = { kind: "option" as const, name, description, test: (value: unknown): value is T => test(value) };
  return fallback.length === 0 ? base : { ...base, default: fallback[0] };
}

export const flag = (name: string, ...fallback: Defaulted<boolean>): Option<boolean> =>
  option(name, "true or false", (value) => typeof value === "boolean", fallback);

export const count = (name: string, ...fallback: Defaulted<number>): Option<number> =>
  option(name, "a whole number from 0 on", (value) => Number.isSafeInteger(value) && Number(value) >= 0, fallback);

export const wholeNumber = (name: string, ...fallback: Defaulted<number>): Option<number> =>
  option(name, "a whole number", (value) => Number.isSafeInteger(value), fallback);

export const fraction = (name: string): Option<number> =>
  option(name, "a number from 0 to 1", (value) => typeof value === "number" && value >= 0 && value <= 1, []);

export const positive = (name: string, ...fallback: Defaulted<number>): Option<number> =>
  option(name, "a number above 0", (value) => typeof value === "number" && value > 0, fallback);

export const text = (name: string, ...fallback: Defaulted<string>): Option<string> =>
  option(name, "a string", (value) => typeof value === "string", fallback);

/** One character; of more, the first. */
export const character = (name: string): Option<string> =>
  option(name, "a character", (value) => typeof value === "string" && value !== "", []);

export const choice = <const T extends string>(name: string, choices: readonly T[], ...fallback: Defaulted<NoInfer<T>>): Option<T> =>
  option(name, choices.map((each) => JSON.stringify(each)).join(", "), (value) => choices.includes(value as T), fallback);

/** A whole number, or null for none: "to the end". */
export const countOrNull = (name: string): Option<number | null> =>
  option<number | null>(
    name,
    "a whole number from 0 on",
    (value) => value === null || (Number.isSafeInteger(value) && Number(value) >= 0),
    [null],
  );
