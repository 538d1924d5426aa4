import type { Vector } from "../../../column/index.js";
import type { ArenaMemory, Buffer } from "../arena-memory.js";
import type { Part, SlicedPart } from "../part.js";
import type { KeyMapper } from "./key-mapper.js";

/** The only key is the group's number already: u32, from 0. All groups are there once a row is. */
export class NumberedMapper implements KeyMapper {
  count = 0;
  readonly #groups: Buffer;

  constructor(
    private readonly memory: ArenaMemory,
    private readonly groupCount: number,
  ) {
    this.#groups = memory.buffer();
  }

  assign(rowCount: number, keys: readonly Vector[], selection: number): number {
    const { kernels } = this.memory;
    const groups = this.#groups.room(rowCount * 4);
    kernels.group_slots_u32((keys[0] as Vector).values, 0, groups, 0n, 1, 0, this.groupCount + 1, 1, rowCount);
    if (selection !== 0) kernels.group_mask(groups, selection, groups, rowCount);
    this.count = this.groupCount;
    return groups;
  }

  state(): readonly number[] {
    return [];
  }

  adopt(_state: readonly number[], part?: SlicedPart): void {
    this.count = part?.count ?? this.groupCount;
  }

  assignState(_state: readonly number[], part?: Part): number {
    const { kernels } = this.memory;
    this.count = part?.count ?? this.groupCount;
    const groups = this.#groups.room(this.count * 4 + 16);
    kernels.join_all_rows(groups, this.count);
    kernels.group_add_u32(groups, 1, this.count);
    return groups;
  }

  read(): readonly Vector[] {
    return [];
  }
}
