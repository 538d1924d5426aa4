// A series as text for the console, as Polars prints it.

import type { NamedColumn } from "../column/index.js";
import type { Heap } from "../memory/index.js";
import { ELLIPSIS, formatRows, ROWS_MAX, shortTypeName, type TextFormat, withGap } from "./cells.js";
import { clip } from "./width.js";

const TEXT_CHARACTERS_MAX = 60;

export function formatSeries({ name, column }: NamedColumn, heap: Heap): string {
  const texts: TextFormat = { string: (text) => `"${clip(text, TEXT_CHARACTERS_MAX)}"`, list: (text) => text };
  const items = (start: number, length: number): string[] => formatRows(column, start, length, heap, texts);
  const lines = withGap(column.length, ROWS_MAX, items, ELLIPSIS).map((line) => `\t${line}\n`);
  return `shape: (${column.length},)\nSeries: '${name}' [${shortTypeName(column.dtype)}]\n[\n${lines.join("")}]`;
}
