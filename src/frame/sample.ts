// Rows chosen at random.

import { InvalidOperationError } from "../errors/index.js";
import { isOptions, rowCount, shown } from "./arguments.js";

export interface SampleOptions {
  /** How many rows; one unless `frac` is given. */
  readonly n?: number;
  /** What part of the rows, from 0 to 1, in place of `n`. */
  readonly frac?: number;
  /** A whole number, with which the choice is the same each time. */
  readonly seed?: number;
}

/** For each row, whether it is chosen. Rows are chosen once. @throws {InvalidOperationError} */
export function sampleMask(height: number, given: unknown): boolean[] {
  const options = (isOptions(given) ? given : { n: given }) as SampleOptions;
  const generator = options.seed === undefined ? Math.random : seeded(options.seed);
  let wanted = sampleSize(height, options);
  // Each row is taken with the probability that the number still wanted has among the rows still to come.
  return Array.from({ length: height }, (_, row) => {
    const isChosen = generator() * (height - row) < wanted;
    if (isChosen) wanted--;
    return isChosen;
  });
}

function sampleSize(height: number, { n, frac }: SampleOptions): number {
  if (n !== undefined && frac !== undefined) throw new InvalidOperationError("sample needs either n or frac, not both");
  if (frac !== undefined) {
    if (!(frac >= 0 && frac <= 1)) throw new InvalidOperationError(`sample: frac must be a number from 0 to 1, not ${shown(frac)}`);
    return Math.floor(height * frac);
  }
  const rows = rowCount(n ?? 1, "sample");
  if (rows > height) throw new InvalidOperationError(`sample of ${rows} rows: the frame has ${height}`);
  return rows;
}

/** Mulberry32: numbers from 0 to 1 by a state of 32 bits. */
function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
