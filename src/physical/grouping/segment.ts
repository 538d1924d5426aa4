// One segment's rows, aggregated on one thread into partial states: usually one, several where groups are so many
// that a table of all would leave the caches. Where grouping rows is of no use, since nearly all differ, most states leave it to the merge.

import type { Vector } from "../../column/index.js";
import type { Instance } from "../../kernels/index.js";
import { Grouping } from "./grouping.js";
import type { GroupingSpec, GroupingState } from "./spec.js";

/** States that follow one whose rows were hardly worth grouping, before it is tried again. */
const STATES_APART = 7;

export class GroupingSegment {
  readonly #full: GroupingState[] = [];
  #grouping: Grouping;
  #statesApart = 0;

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
    if (this.#statesApart > 0) this.#statesApart--;
    else if (this.#grouping.isFutile) this.#statesApart = STATES_APART;
    this.#full.push(this.#grouping.state());
    this.#grouping = new Grouping(this.instance, this.spec, this.arena, { apart: this.#statesApart > 0 });
  }

  /** In order of the rows. Nothing may be called after it. */
  states(): readonly GroupingState[] {
    return [...this.#full, this.#grouping.state()];
  }
}
