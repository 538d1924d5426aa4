// Columns as a frame.

import { DuplicateError, ShapeError } from "../errors/index.js";
import type { Heap } from "../memory/index.js";
import { alignChunks } from "./align.js";
import type { FrameData, NamedColumn } from "./frame-data.js";

/** Columns whose chunks don't agree are copied. @throws {ShapeError} @throws {DuplicateError} */
export function frameOf(columns: readonly NamedColumn[], heap: Heap): FrameData {
  const [first] = columns;
  const names = new Set<string>();
  for (const { name, column } of columns) {
    if (names.has(name)) throw new DuplicateError(`several columns are named ${JSON.stringify(name)}`);
    names.add(name);
    if (first !== undefined && column.length !== first.column.length) {
      const [one, other] = [first.name, name].map((text) => JSON.stringify(text));
      throw new ShapeError(`columns differ in length: ${one} has ${first.column.length} rows, ${other} has ${column.length}`);
    }
  }
  return { columns: alignChunks(columns, heap), height: first?.column.length ?? 0 };
}
