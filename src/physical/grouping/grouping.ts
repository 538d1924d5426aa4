// Group-by on one thread. The engine cuts the input into segments that don't depend on the number of threads; a Grouping takes in
// the batches of one, and `merge` puts partial states together in the order of the segments: the same bits for any number of threads.
//
//   keys → mapper → u32 group of each row → accumulators (arrays by group) → state → merge → result columns
//
// Groups are numbered from 1 by first appearance. Group 0 takes the rows that don't count, so that accumulators need no branches.

import type { Vector } from "../../column/index.js";
import { assert } from "../../errors/index.js";
import type { Instance } from "../../kernels/index.js";
import { AccumulatorSet } from "./accumulator-set.js";
import type { First } from "./accumulators/position.js";
import { type AggregateReader, type AggregateResult, makeReader } from "./aggregate-reader.js";
import { ArenaMemory } from "./arena-memory.js";
import { GroupArray } from "./group-array.js";
import { GroupedBatch } from "./grouped-batch.js";
import { type KeyMapper, makeMapper } from "./keys/key-mapper.js";
import type { MergePlan } from "./merge-plan.js";
import { HashedPart, type Part, SlicedPart } from "./part.js";
import { PARTITIONS } from "./partition.js";
import type { GroupingSpec, GroupingState } from "./spec.js";
import { chooseStrategy } from "./strategy.js";

export interface GroupingResult {
  readonly rowCount: number;
  readonly keys: readonly Vector[];
  readonly aggregates: readonly AggregateResult[];
  /** Of one part, 0 of the whole: address of u32s that order groups of all parts by first appearance. */
  readonly appearances: number;
}

type HashedPlan = Extract<MergePlan, { kind: "hashed" }>;

/** Groups whose keys and accumulators still fit a core's caches. */
const CACHED_GROUPS = 1 << 17;
/** With those of the next batches they soon are no more. */
const FULL_GROUPS = 3 << 15;
const FULL_ROWS_PER_GROUP = 4;
const FUTILE_SHARE = 0.8;

export class Grouping {
  readonly #memory: ArenaMemory;
  readonly #mapper: KeyMapper;
  readonly #set: AccumulatorSet;
  readonly #readers: readonly AggregateReader[];
  readonly #batch: GroupedBatch;
  /** When one part is merged: where each group first appeared among the groups of all states. */
  #appearances: GroupArray | undefined;
  #rowCount = 0;
  /** Keys that read out as first seen, since equal ones may differ: -0 and 0. By key. */
  readonly #firstKeys: ReadonlyMap<number, First>;

  constructor(
    instance: Instance,
    private readonly spec: GroupingSpec,
    arena: number,
    /** What follows a state that was full is likely to be full as well. `apart`: rows need not be grouped yet, `merge` will. */
    after?: { readonly apart: boolean },
  ) {
    const memory = new ArenaMemory(instance, arena);
    this.#memory = memory;
    const { keys, numbered } = spec;
    const strategy = numbered === undefined ? chooseStrategy(keys) : { kind: "numbered" as const, groups: numbered };
    this.#mapper = makeMapper(strategy, memory, after?.apart);
    if (after !== undefined) this.#mapper.reserve?.(CACHED_GROUPS);
    this.#set = new AccumulatorSet(memory, [...spec.inputs, ...spec.keys], spec.aggregates, spec.keys.length === 0);
    this.#readers = spec.aggregates.map((call) => makeReader(call, spec, this.#set, memory));
    this.#batch = new GroupedBatch(memory);
    const floats = [...spec.keys.entries()].filter(([, { physical }]) => physical === "f64" || physical === "f32");
    this.#firstKeys = new Map(floats.map(([index]) => [index, this.#set.first(spec.inputs.length + index)]));
  }

  /** Takes in a batch; `selection` is a bitmap of the rows that count, or 0: all do. */
  update(rowCount: number, keys: readonly Vector[], inputs: readonly Vector[], selection: number): void {
    if (rowCount === 0) return;
    this.#rowCount += rowCount;
    const before = this.#mapper.count;
    const groups = this.#mapper.assign(rowCount, keys, selection);
    this.#batch.reset(rowCount, groups, before, this.#mapper.count, [...inputs, ...keys]);
    if (keys.length === 0) this.#batch.setSingle(selection);
    for (const accumulator of this.#set.all) accumulator.update(this.#batch);
  }

  /** Its table has outgrown the caches, and rows are not much more than groups: better go on with another. */
  get isFull(): boolean {
    const { count, ascending } = this.#mapper;
    // Numbers and ascending keys have no table, and their accumulators are touched one after the other.
    return (
      this.spec.numbered === undefined && ascending === undefined && count >= FULL_GROUPS && this.#rowCount < count * FULL_ROWS_PER_GROUP
    );
  }

  /** Nearly every row was the first of its group. */
  get isFutile(): boolean {
    return this.#rowCount * FUTILE_SHARE < this.#mapper.count;
  }

  /** What was gathered. Nothing may be called after it. */
  state(): GroupingState {
    const groups = this.#mapper.count;
    const { ascending } = this.#mapper;
    const futile = this.isFutile;
    const keys = this.#mapper.state();
    const accumulators = this.#set.all.map((accumulator) => accumulator.state(groups));
    this.#memory.freeBuffers();
    const listed = this.#set.all.reduce((sum, accumulator, index) => sum + (accumulator.listed?.(accumulators[index] ?? []) ?? 0), 0);
    const state = { groups, keys, accumulators, listed, futile };
    if (groups === 0) return state;
    // Whether the others' keys ascend as well is not known yet.
    return ascending === undefined ? this.partition(state) : { ...state, ascending };
  }

  /** A state laid out by partition of the keys, where these may be many; the one given is used up. */
  partition({ ascending: _, ...state }: GroupingState): GroupingState {
    const { groups, keys, accumulators } = state;
    const partitions = groups === 0 ? undefined : this.#mapper.partitions?.(keys);
    if (partitions === undefined) return state;
    const ordered = this.#set.all.map((accumulator, index) => {
      const state = accumulators[index] ?? [];
      return accumulator.partition?.(state, partitions) ?? state;
    });
    return { ...state, accumulators: ordered, partitions };
  }

  /**
   * One Grouping of part `index` of all states, in their order. Merged in one piece they may change, so each is merged once; of
   * several parts other threads may merge others at the same time.
   */
  static merge(
    instance: Instance,
    spec: GroupingSpec,
    states: readonly GroupingState[],
    arena: number,
    plan: MergePlan,
    index = 0,
    /** Whether the groups of all parts will be put in order of their first appearance. */
    ordered = false,
  ): Grouping {
    const merged = new Grouping(instance, spec, arena);
    const filled = states.filter(({ groups }) => groups > 0);
    // Where rows of one state differ, those of several mostly do.
    if (plan.kind === "hashed" && filled.every(({ futile }) => futile)) merged.#mapper.reserve?.(groupsOfPart(plan, index, filled));
    let groupsBefore = 0;
    for (const [stateIndex, state] of states.entries()) {
      if (state.groups === 0) continue;
      if (plan.kind === "whole") {
        if (filled.length > 1 || !merged.#adopt(state)) merged.#mergeState(state);
      } else {
        const part = partOf(merged.#memory, plan, index, state, stateIndex);
        if (part.count > 0) merged.#mergePart(state, part, ordered ? groupsBefore : undefined);
      }
      groupsBefore += state.groups;
    }
    return merged;
  }

  /** Groups in order of first appearance, each column in one piece. Nothing may be called after it. */
  finish(): GroupingResult {
    // Without keys there is a group even if there are no rows; so there are numbered ones.
    const rowCount = this.spec.keys.length === 0 ? 1 : this.#mapper.count || (this.spec.numbered ?? 0);
    const keys = this.#mapper.read().map((vector, index) => {
      const first = this.#firstKeys.get(index)?.read(rowCount);
      return first === undefined ? vector : { values: first.values, validity: vector.validity };
    });
    const aggregates = this.#readers.map((read) => read(rowCount));
    const appearances = this.#appearances?.handOut(rowCount) ?? 0;
    this.#memory.freeBuffers();
    this.#memory.freeGathered();
    return { rowCount, keys, aggregates, appearances };
  }

  #mergeState(state: GroupingState): void {
    const before = this.#mapper.count;
    const groups = this.#mapper.assignState(state.keys);
    this.#batch.reset(state.groups, groups, before, this.#mapper.count, []);
    for (const [index, accumulator] of this.#set.all.entries()) accumulator.merge(state.accumulators[index] ?? [], this.#batch);
  }

  /** Starts with the groups of a state, or a slice of them, where they are. False: some accumulator can't, and nothing has happened. */
  #adopt({ keys, accumulators, groups }: GroupingState, part?: SlicedPart): boolean {
    if (this.#mapper.adopt === undefined || this.#set.all.some(({ adopt }) => adopt === undefined)) return false;
    this.#mapper.adopt(keys, part);
    for (const [index, accumulator] of this.#set.all.entries()) {
      const state = accumulators[index] ?? [];
      accumulator.adopt?.(part === undefined ? state : accumulator.pick(state, part), part?.count ?? groups);
    }
    return true;
  }

  /** `groupsBefore`: groups of the states before, where appearances are wanted. */
  #mergePart(state: GroupingState, part: Part, groupsBefore: number | undefined): void {
    const before = this.#mapper.count;
    // Slices ascend, and so do those that follow.
    if (before === 0 && groupsBefore === undefined && part instanceof SlicedPart && this.#adopt(state, part)) return;
    const groups = this.#mapper.assignState(state.keys, part);
    this.#batch.reset(part.count, groups, before, this.#mapper.count, []);
    for (const [index, accumulator] of this.#set.all.entries()) {
      accumulator.merge(accumulator.pick(state.accumulators[index] ?? [], part), this.#batch);
    }
    if (groupsBefore !== undefined) this.#noteAppearances(part, groupsBefore);
    part.free();
  }

  /** The states' groups, one state after the other, are in order of appearance. */
  #noteAppearances(part: Part, groupsBefore: number): void {
    const { before, count } = this.#batch;
    if (count === before) return;
    this.#appearances ??= new GroupArray(this.#memory, 4);
    this.#appearances.ensure(count);
    const appearances = this.#appearances.first + before * 4;
    part.numbersOf(this.#batch.firstRows(), appearances, count - before);
    this.#memory.kernels.group_add_u32(appearances, groupsBefore, count - before);
  }
}

/** Part `index` of the groups of a state. */
function partOf(
  memory: ArenaMemory,
  plan: Exclude<MergePlan, { kind: "whole" }>,
  index: number,
  state: GroupingState,
  stateIndex: number,
): Part {
  if (plan.kind === "hashed") {
    assert(state.partitions !== undefined, "states to be merged by hash are partitioned");
    return new HashedPart(memory, ...partitionsOf(plan, index), state.partitions, state.groups);
  }
  const cuts = plan.cuts[stateIndex] ?? [];
  return new SlicedPart(memory, cuts[index] ?? 0, cuts[index + 1] ?? 0);
}

/** The partitions of part `index`: the first, and the one after the last. */
function partitionsOf({ parts }: HashedPlan, index: number): [from: number, to: number] {
  const each = PARTITIONS / parts;
  return [index * each, (index + 1) * each];
}

function groupsOfPart(plan: HashedPlan, index: number, states: readonly GroupingState[]): number {
  const [from, to] = partitionsOf(plan, index);
  return states.reduce((sum, { partitions }) => sum + (partitions?.starts[to] ?? 0) - (partitions?.starts[from] ?? 0), 0);
}
