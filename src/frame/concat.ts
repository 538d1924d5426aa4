// Frames one below the other.

import { InvalidOperationError } from "../errors/index.js";
import type { Open } from "../types/index.js";
import { shown } from "./arguments.js";
import { LazyFrame, planOf } from "./lazy-frame.js";

/**
 * The rows of all frames, in their order. The frames have the same columns.
 * @example pl.concat([january, february])
 */
export function concat<S>(frames: readonly LazyFrame<S>[]): LazyFrame<S>;
export function concat(frames: unknown): LazyFrame<Open> {
  if (!Array.isArray(frames) || frames.length === 0)
    throw new InvalidOperationError(`concat needs an array of frames, not ${shown(frames)}`);
  return new LazyFrame({ kind: "Union", inputs: frames.map((frame) => planOf(frame, "concat")) });
}
