// The groups of rows at rest, by one of their keys, where the others follow from it: a customer's number says his name.

import { BATCH_ROWS, sliceVector, type Vector, type VectorType } from "../../column/index.js";
import type { Instance } from "../../kernels/index.js";
import { bitWidths } from "../../types/index.js";
import { ArenaMemory } from "./arena-memory.js";
import { GroupArray } from "./group-array.js";
import { makeMapper } from "./keys/key-mapper.js";
import { chooseStrategy } from "./strategy.js";

/** Groups are numbered from 0, by first appearance. */
export interface RowNumbers {
  readonly count: number;
  /** Address of the u32 group of each row. */
  readonly numbers: number;
  /** Address of one more than the first row of each group, and a 0 at the end. */
  readonly places: number;
}

/** Of `rows` rows of contiguous columns `keys`; undefined where none of the first whole numbers among them says all others. */
export function rowNumbers(
  instance: Instance,
  types: readonly VectorType[],
  keys: readonly Vector[],
  rows: number,
  arena: number,
): RowNumbers | undefined {
  const candidates = [...types.keys()].filter((key) => /^[iu]\d/.test((types[key] as VectorType).physical)).slice(0, CANDIDATES_MAX);
  for (const candidate of candidates) {
    const memory = new ArenaMemory(instance, arena);
    const found = numbersBy(memory, types[candidate] as VectorType, keys[candidate] as Vector, rows);
    const follows = (vector: Vector, key: number) =>
      key === candidate || dependsOn(memory, types[key] as VectorType, vector, found.numbers, found.firsts, rows);
    if (keys.every(follows)) return { count: found.count, numbers: found.numbers, places: placesOf(memory, found) };
    memory.heap.free(found.numbers);
    memory.heap.free(found.firsts);
  }
  return undefined;
}

/** Most often it is the first. */
const CANDIDATES_MAX = 2;

interface Numbered {
  readonly count: number;
  readonly numbers: number;
  /** The first row of each group. */
  readonly firsts: number;
}

function numbersBy(memory: ArenaMemory, type: VectorType, key: Vector, rows: number): Numbered {
  const { kernels } = memory;
  const mapper = makeMapper(chooseStrategy([type]), memory);
  const firsts = new GroupArray(memory, 4);
  const numbers = memory.alloc(rows * 4);
  for (let from = 0; from < rows; from += BATCH_ROWS) {
    const rowCount = Math.min(BATCH_ROWS, rows - from);
    const before = mapper.count;
    const groups = mapper.assign(rowCount, [sliceVector(key, type.physical, from)], 0);
    firsts.ensure(mapper.count);
    kernels.group_first_rows(groups, before, mapper.count, firsts.first + before * 4, from, rowCount);
    kernels.copy_bytes(groups, numbers + from * 4, rowCount * 4);
  }
  kernels.group_add_u32(numbers, -1, rows);
  memory.freeBuffers();
  const { count } = mapper;
  const result = { count, numbers, firsts: memory.copy(firsts.first, count * 4) };
  firsts.free();
  return result;
}

function dependsOn(
  { kernels }: ArenaMemory,
  { physical }: VectorType,
  key: Vector,
  numbers: number,
  firsts: number,
  rows: number,
): boolean {
  const width = bitWidths[physical];
  return width !== 1 && kernels[`group_depends_${width as 8 | 16 | 32 | 64 | 128}`](key.values, key.validity, numbers, firsts, rows) !== 0;
}

function placesOf(memory: ArenaMemory, { count, firsts }: Numbered): number {
  const places = memory.alloc((count + 1) * 4);
  memory.kernels.copy_bytes(firsts, places, count * 4);
  memory.kernels.group_add_u32(places, 1, count);
  memory.heap.setU32(places + count * 4, 0);
  memory.heap.free(firsts);
  return places;
}
