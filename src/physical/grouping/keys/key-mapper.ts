// From rows to groups.

import type { Vector } from "../../../column/index.js";
import type { ArenaMemory } from "../arena-memory.js";
import type { Part, SlicedPart } from "../part.js";
import type { Partitions } from "../spec.js";
import type { Strategy } from "../strategy.js";
import { DirectMapper } from "./direct-mapper.js";
import { NumberedMapper } from "./numbered-mapper.js";
import { RowMapper } from "./row-mapper.js";
import { SingleMapper } from "./single-mapper.js";
import { StringMapper } from "./string-mapper.js";

/** Numbers groups from 1 by first appearance. */
export interface KeyMapper {
  /** Groups so far. */
  readonly count: number;
  /** The u32 group of each row; 0 for those that `selection` leaves out. Good until the next call. */
  assign(rowCount: number, keys: readonly Vector[], selection: number): number;
  /** Makes room for so many groups. */
  reserve?(groups: number): void;
  /** Counts and addresses; no `assign` comes after. */
  state(): readonly number[];
  /** The address of the groups' keys if they are words that ascend; to be asked before `state`. */
  readonly ascending?: number | undefined;
  /** The groups of a state by partition of their keys, where they may be many. */
  partitions?(state: readonly number[]): Partitions | undefined;
  /** Takes over the groups of another's state, or a slice of them, as its own first groups. No keys but greater ones may come after them. */
  adopt?(state: readonly number[], part?: SlicedPart): void;
  /** As `assign`, for the groups of another mapper's state, or a part of them, in their order. */
  assignState(state: readonly number[], part?: Part): number;
  /** The groups' keys, in order of the groups. Keys of floats are canonical: NaN is one, so is 0. */
  read(): readonly Vector[];
}

/** `apart`: each row may be a group of its own. */
export function makeMapper(strategy: Strategy, memory: ArenaMemory, apart = false): KeyMapper {
  switch (strategy.kind) {
    case "single":
      return new SingleMapper(memory);
    case "numbered":
      return new NumberedMapper(memory, strategy.groups);
    case "direct":
      return new DirectMapper(memory, strategy.digits, strategy.slots);
    case "strings":
      return new StringMapper(memory);
    case "rows":
      return new RowMapper(memory, strategy.layout, apart);
  }
}
