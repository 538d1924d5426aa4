// Frames one below the other.

import { InvalidOperationError } from "../errors/index.js";
import type { Open } from "../types/index.js";
import { shown } from "./arguments.js";
import { EagerVerbs, lazyOf } from "./eager-verbs.js";
import { LazyFrame, planOf } from "./lazy-frame.js";
import type { DataFrame } from "./typing/eager.js";

/**
 * The rows of all frames, in their order. The frames have the same columns.
 * @example pl.concat([january, february])
 */
export function concat<S>(frames: readonly LazyFrame<S>[]): LazyFrame<S>;
export function concat<S>(frames: readonly EagerVerbs<S>[]): DataFrame<S>;
export function concat(frames: unknown): LazyFrame<Open> | DataFrame<Open> {
  if (!Array.isArray(frames)) throw new InvalidOperationError(`concat needs an array of frames, not ${shown(frames)}`);
  if (frames.length === 0) throw new InvalidOperationError("concat needs at least one frame");
  const inputs = frames.map((frame) => planOf(lazyOf(frame), "concat"));
  const union = new LazyFrame<Open>({ kind: "Union", inputs });
  return frames.every((frame) => frame instanceof EagerVerbs) ? union.collectSync() : union;
}
