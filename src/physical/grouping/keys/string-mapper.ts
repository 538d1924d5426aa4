import type { Vector } from "../../../column/index.js";
import type { ArenaMemory, Buffer } from "../arena-memory.js";
import type { Part } from "../part.js";
import { partitionGroups } from "../partition.js";
import type { Partitions } from "../spec.js";
import type { KeyMapper } from "./key-mapper.js";
import { KeyTable, sealedViews } from "./key-table.js";

/** One key of strings: its table's numbers are the groups. */
export class StringMapper implements KeyMapper {
  readonly #table: KeyTable;
  readonly #groups: Buffer;

  constructor(private readonly memory: ArenaMemory) {
    this.#table = new KeyTable(memory, "view");
    this.#groups = memory.buffer();
  }

  get count(): number {
    return this.#table.count;
  }

  assign(rowCount: number, keys: readonly Vector[], selection: number): number {
    const { values, validity } = keys[0] as Vector;
    const groups = this.#groups.room(rowCount * 4);
    this.#table.assign(values, selection, groups, rowCount, validity);
    return groups;
  }

  state(): readonly number[] {
    return this.#table.state();
  }

  partitions(state: readonly number[]): Partitions {
    const { count, views, nullGroup } = sealedViews(state);
    const { heap, kernels } = this.memory;
    const hashes = this.memory.alloc(count * 4);
    kernels.group_hash_views(views, nullGroup, hashes, count);
    const partitions = partitionGroups(this.memory, count, (parts, out) => kernels.group_partition_hashes(hashes, parts, out, count));
    heap.free(hashes);
    return partitions;
  }

  reserve(groups: number): void {
    this.#table.reserve(groups);
  }

  adopt(state: readonly number[]): void {
    this.#table.adopt(sealedViews(state));
  }

  assignState(state: readonly number[], part?: Part): number {
    const { count, views, nullGroup } = sealedViews(state);
    const rows = part?.count ?? count;
    const groups = this.#groups.room(rows * 4);
    const validity = validityBut(this.memory, count, nullGroup);
    if (part === undefined) this.#table.assign(views, 0, groups, rows, validity);
    else this.#table.assign(part.values(views, 16), 0, groups, rows, part.bits(validity));
    this.memory.heap.free(validity);
    return groups;
  }

  read(): readonly Vector[] {
    const { count, nullGroup } = this.#table;
    return [{ values: this.#table.handOutKeys(), validity: validityBut(this.memory, count, nullGroup) }];
  }
}

/** All of `count` groups are valid but one. */
function validityBut(memory: ArenaMemory, count: number, nullGroup: number): number {
  if (nullGroup === 0) return 0;
  const validity = memory.bitmap(count);
  const bytes = memory.heap.bytes(validity, Math.ceil(count / 8));
  bytes.fill(0xff);
  const index = nullGroup - 1;
  bytes[index >> 3] = 0xff & ~(1 << (index & 7));
  return validity;
}
