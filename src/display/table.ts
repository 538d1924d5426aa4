// A frame as a table for the console, drawn as Polars draws it.

import type { FrameData, NamedColumn } from "../column/index.js";
import type { Heap } from "../memory/index.js";
import { COLUMNS_MAX, ELLIPSIS, formatRows, ROWS_MAX, shortTypeName, type TextFormat, withGap } from "./cells.js";
import { clip, displayWidth } from "./width.js";

const TEXT_CHARACTERS_MAX = 30;

/** A column of the table; each cell may have several lines. */
interface TableColumn {
  readonly header: readonly string[];
  readonly cells: readonly (readonly string[])[];
  readonly width: number;
}

export function formatTable({ columns, height }: FrameData, heap: Heap): string {
  const shape = `shape: (${height}, ${columns.length})`;
  const gap = tableColumn([ELLIPSIS, "", ""], new Array(Math.min(height, ROWS_MAX + 1)).fill(ELLIPSIS));
  const toTable = (start: number, length: number) =>
    columns.slice(start, start + length).map((column) => formatColumn(column, height, heap));
  const table = withGap(columns.length, COLUMNS_MAX, toTable, gap);
  const lines = [
    shape,
    border(table, "┌", "─", "┬", "┐"),
    ...row(
      table,
      table.map((column) => column.header),
    ),
    border(table, "╞", "═", "╪", "╡"),
    ...(table[0]?.cells ?? []).flatMap((_, index) =>
      row(
        table,
        table.map((column) => column.cells[index] ?? []),
      ),
    ),
    border(table, "└", "─", "┴", "┘"),
  ];
  return lines.join("\n");
}

function formatColumn({ name, column }: NamedColumn, height: number, heap: Heap): TableColumn {
  const cells = withGap(height, ROWS_MAX, (start, length) => formatRows(column, start, length, heap, texts), ELLIPSIS);
  return tableColumn([clipText(name).replaceAll("\n", "\\n"), "---", shortTypeName(column.dtype)], cells);
}

const texts: TextFormat = { string: clipText, list: clipText };

function clipText(text: string): string {
  return clip(text, TEXT_CHARACTERS_MAX);
}

function tableColumn(header: readonly string[], texts: readonly string[]): TableColumn {
  const cells = texts.map((text) => text.split("\n"));
  const width = [...header, ...cells.flat()].reduce((most, line) => Math.max(most, displayWidth(line)), 0);
  return { header, cells, width };
}

function border(table: readonly TableColumn[], left: string, line: string, cross: string, right: string): string {
  return left + table.map((column) => line.repeat(column.width + 2)).join(cross) + right;
}

/** The lines of one row of cells. */
function row(table: readonly TableColumn[], cells: readonly (readonly string[])[]): string[] {
  const lines = cells.reduce((most, cell) => Math.max(most, cell.length), 0);
  return Array.from({ length: lines }, (_, line) => {
    const texts = table.map((column, index) => {
      const text = cells[index]?.[line] ?? "";
      return ` ${text}${" ".repeat(column.width - displayWidth(text))} `;
    });
    return `│${texts.join("┆")}│`;
  });
}
