// Least and greatest values: of numbers, of codes by the strings they stand for, of strings.

import type { PhysicalType } from "../../../types/index.js";
import { bitWidths } from "../../../types/index.js";
import type { ArenaMemory } from "../arena-memory.js";
import { FEW_GROUPS, GroupArray } from "../group-array.js";
import type { GroupedBatch } from "../grouped-batch.js";
import type { Part } from "../part.js";
import { type Accumulator, at } from "./accumulator.js";

export type Side = "min" | "max";
export type Comparable = Exclude<PhysicalType, "bool" | "view" | "codes" | "list">;

/** Values of groups without any are arbitrary: the caller knows the counts. */
export interface Extreme extends Accumulator {
  /** A block of the groups' values. */
  read(groups: number): number;
}

export class NumberExtreme implements Extreme {
  readonly #best: GroupArray;

  constructor(
    private readonly memory: ArenaMemory,
    private readonly side: Side,
    private readonly input: number,
    private readonly physical: Comparable,
  ) {
    this.#best = new GroupArray(memory, bitWidths[physical] / 8, { initial: loser(side, physical) });
  }

  update(batch: GroupedBatch): void {
    this.#take(batch.input(this.input).values, batch.validGroups(this.input), batch);
  }

  state(groups: number): readonly number[] {
    this.#best.ensure(groups);
    return [this.#best.first];
  }

  pick(state: readonly number[], part: Part): readonly number[] {
    return [part.values(at(state, 0), this.#best.elementBytes)];
  }

  merge(state: readonly number[], batch: GroupedBatch): void {
    this.#take(at(state, 0), batch.groups, batch);
  }

  adopt(state: readonly number[], groups: number): void {
    this.#best.adopt(at(state, 0), groups);
  }

  read(groups: number): number {
    return this.#best.handOut(groups);
  }

  #take(values: number, groups: number, batch: GroupedBatch): void {
    this.#best.ensure(batch.count);
    const take = this.memory.kernels[`agg_${this.side}_${this.physical}` as const];
    take(values, groups, this.#best.address, batch.count < FEW_GROUPS ? 1 : 0, batch.rowCount);
  }
}

export class CodeExtreme implements Extreme {
  readonly #best: GroupArray;

  constructor(
    private readonly memory: ArenaMemory,
    private readonly side: Side,
    private readonly input: number,
    /** Views of the dictionary. */
    private readonly dictionary: number,
  ) {
    this.#best = new GroupArray(memory, 4, { initial: 0xffff_ffff_ffff_ffffn });
  }

  update(batch: GroupedBatch): void {
    this.#take(batch.input(this.input).values, batch.validGroups(this.input), batch);
  }

  state(groups: number): readonly number[] {
    this.#best.ensure(groups);
    // Which groups have a code is part of the state: "none yet" is no code to compare.
    const validity = this.memory.bitmap(groups);
    this.memory.kernels.group_bits_not(this.#best.first, 0xffffffff, validity, groups);
    return [this.#best.first, validity];
  }

  pick(state: readonly number[], part: Part): readonly number[] {
    return [part.values(at(state, 0), 4), part.bits(at(state, 1))];
  }

  merge(state: readonly number[], batch: GroupedBatch): void {
    batch.withInput(this.input, { values: at(state, 0), validity: at(state, 1) });
    this.update(batch);
  }

  adopt(state: readonly number[], groups: number): void {
    this.#best.adopt(at(state, 0), groups);
  }

  read(groups: number): number {
    // Null rows have codes in the dictionary's range.
    const codes = this.#best.handOut(groups);
    this.memory.kernels.agg_clear_no_code(codes, groups);
    return codes;
  }

  #take(codes: number, groups: number, batch: GroupedBatch): void {
    this.#best.ensure(batch.count);
    this.memory.kernels[`agg_${this.side}_codes` as const](codes, groups, this.#best.address, this.dictionary, batch.rowCount);
  }
}

/** Bytes of an element that owns the bytes of its string (assembly/hash/group-picks.ts). */
export const OWNED_VIEW_BYTES = 24;

export class ViewExtreme implements Extreme {
  readonly #best: GroupArray;
  readonly #seen: GroupArray;

  constructor(
    private readonly memory: ArenaMemory,
    private readonly side: Side,
    private readonly input: number,
  ) {
    this.#best = new GroupArray(memory, OWNED_VIEW_BYTES);
    this.#seen = new GroupArray(memory, 1);
  }

  update(batch: GroupedBatch): void {
    this.#best.ensure(batch.count);
    this.#seen.ensure(batch.count);
    const take = this.memory.kernels[`agg_${this.side}_view` as const];
    const { values } = batch.input(this.input);
    take(values, batch.validGroups(this.input), this.#best.address, this.#seen.address, this.memory.arena, batch.rowCount);
  }

  state(groups: number): readonly number[] {
    this.#seen.ensure(groups);
    const validity = this.memory.bitmap(groups);
    this.memory.kernels.group_bits_of_bytes(this.#seen.first, 1, validity, groups);
    return [this.read(groups), validity];
  }

  pick(state: readonly number[], part: Part): readonly number[] {
    return [part.values(at(state, 0), 16), part.bits(at(state, 1))];
  }

  merge(state: readonly number[], batch: GroupedBatch): void {
    batch.withInput(this.input, { values: at(state, 0), validity: at(state, 1) });
    this.update(batch);
  }

  read(groups: number): number {
    this.#best.ensure(groups);
    const views = this.memory.alloc(groups * 16);
    this.memory.kernels.agg_owned_views(this.#best.first, views, groups);
    return views;
  }
}

/** A value that loses to every other, repeated to eight bytes. NaN for floats: any number replaces it. */
function loser(side: Side, physical: Comparable): bigint {
  if (physical === "f64") return 0x7ff8_0000_0000_0000n;
  if (physical === "f32") return 0x7fc0_0000_7fc0_0000n;
  const bits = BigInt(bitWidths[physical]);
  const ones = (1n << bits) - 1n;
  const signed = physical.startsWith("i");
  const greatest = signed ? ones >> 1n : ones;
  let pattern = side === "min" ? greatest : ones - greatest;
  for (let width = bits; width < 64n; width *= 2n) pattern |= pattern << width;
  return pattern;
}
