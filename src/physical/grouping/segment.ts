// One segment's rows, aggregated on one thread into partial states: usually one, several where groups are so many
// that a table of all would leave the caches.

import type { Vector } from "../../column/index.js";
import type { Instance } from "../../kernels/index.js";
import { Grouping } from "./grouping.js";
import type { GroupingSpec, GroupingState } from "./spec.js";

export class GroupingSegment {
  readonly #full: GroupingState[] = [];
  #grouping: Grouping;

  constructor(
    private readonly instance: Instance,
    private readonly spec: GroupingSpec,
    private readonly arena: number,
  ) {
    this.#grouping = new Grouping(instance, spec, arena);
  }

  /** As `Grouping.update`. */
  update(rowCount: number, keys: readonly Vector[], inputs: readonly Vector[], selection: number): void {
    this.#grouping.update(rowCount, keys, inputs, selection);
    if (!this.#grouping.isFull) return;
    this.#full.push(this.#grouping.state());
    this.#grouping = new Grouping(this.instance, this.spec, this.arena);
  }

  /** In order of the rows. Nothing may be called after it. */
  states(): readonly GroupingState[] {
    return [...this.#full, this.#grouping.state()];
  }
}
