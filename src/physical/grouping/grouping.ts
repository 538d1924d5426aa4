// Group-by on one thread. The engine cuts the input into segments that don't depend on the number of threads; a Grouping takes in
// the batches of one, and `merge` puts partial states together in the order of the segments: the same bits for any number of threads.
//
//   keys → mapper → u32 group of each row → accumulators (arrays by group) → state → merge → result columns
//
// Groups are numbered from 1 by first appearance. Group 0 takes the rows that don't count, so that accumulators need no branches.

import type { Vector } from "../../column/index.js";
import type { Instance } from "../../kernels/index.js";
import { AccumulatorSet } from "./accumulator-set.js";
import type { First } from "./accumulators/position.js";
import { type AggregateReader, type AggregateResult, makeReader } from "./aggregate-reader.js";
import { ArenaMemory } from "./arena-memory.js";
import { GroupedBatch } from "./grouped-batch.js";
import { type KeyMapper, makeMapper } from "./keys/key-mapper.js";
import type { GroupingSpec, GroupingState } from "./spec.js";
import { chooseStrategy } from "./strategy.js";

export interface GroupingResult {
  readonly rowCount: number;
  readonly keys: readonly Vector[];
  readonly aggregates: readonly AggregateResult[];
}

export class Grouping {
  readonly #mapper: KeyMapper;
  readonly #set: AccumulatorSet;
  readonly #readers: readonly AggregateReader[];
  readonly #batch: GroupedBatch;
  /** Keys that read out as first seen, since equal ones may differ: -0 and 0. By key. */
  readonly #firstKeys: ReadonlyMap<number, First>;

  constructor(
    instance: Instance,
    private readonly spec: GroupingSpec,
    arena: number,
  ) {
    const memory = new ArenaMemory(instance, arena);
    this.#mapper = makeMapper(chooseStrategy(spec.keys), memory);
    this.#set = new AccumulatorSet(memory, [...spec.inputs, ...spec.keys], spec.aggregates);
    this.#readers = spec.aggregates.map((call) => makeReader(call, spec, this.#set, memory));
    this.#batch = new GroupedBatch(memory);
    const floats = [...spec.keys.entries()].filter(([, { physical }]) => physical === "f64" || physical === "f32");
    this.#firstKeys = new Map(floats.map(([index]) => [index, this.#set.first(spec.inputs.length + index)]));
  }

  /** Takes in a batch; `selection` is a bitmap of the rows that count, or 0: all do. */
  update(rowCount: number, keys: readonly Vector[], inputs: readonly Vector[], selection: number): void {
    if (rowCount === 0) return;
    const before = this.#mapper.count;
    const groups = this.#mapper.assign(rowCount, keys, selection);
    this.#batch.reset(rowCount, groups, before, this.#mapper.count, [...inputs, ...keys]);
    for (const accumulator of this.#set.all) accumulator.update(this.#batch);
  }

  /** What was gathered. Nothing may be called after it. */
  state(): GroupingState {
    const groups = this.#mapper.count;
    return { groups, keys: this.#mapper.state(), accumulators: this.#set.all.map((accumulator) => accumulator.state(groups)) };
  }

  /** One Grouping of all states, which it may change: each is merged once. */
  static merge(instance: Instance, spec: GroupingSpec, states: readonly GroupingState[], arena: number): Grouping {
    const merged = new Grouping(instance, spec, arena);
    for (const state of states) merged.#merge(state);
    return merged;
  }

  /** Groups in order of first appearance, each column in one piece. */
  finish(): GroupingResult {
    // Without keys there is a group even if there are no rows.
    const rowCount = this.spec.keys.length === 0 ? 1 : this.#mapper.count;
    const keys = this.#mapper.read().map((vector, index) => {
      const first = this.#firstKeys.get(index)?.read(rowCount);
      return first === undefined ? vector : { values: first.values, validity: vector.validity };
    });
    return { rowCount, keys, aggregates: this.#readers.map((read) => read(rowCount)) };
  }

  #merge(state: GroupingState): void {
    if (state.groups === 0) return;
    const before = this.#mapper.count;
    const groups = this.#mapper.assignState(state.keys);
    this.#batch.reset(state.groups, groups, before, this.#mapper.count, []);
    for (const [index, accumulator] of this.#set.all.entries()) accumulator.merge(state.accumulators[index] ?? [], this.#batch);
  }
}
