// A frame as an HTML table, for notebooks and pages.

import type { FrameData } from "../column/index.js";
import type { Heap } from "../memory/index.js";
import { COLUMNS_MAX, ELLIPSIS, formatRows, ROWS_MAX, shortTypeName, type TextFormat, withGap } from "./cells.js";

/** Whole. */
const texts: TextFormat = { string: String, list: String };

/** How much of a frame is shown. */
export interface HtmlOptions {
  readonly rowsMax?: number;
  readonly columnsMax?: number;
}

export function formatHtml({ columns, height }: FrameData, heap: Heap, options: HtmlOptions = {}): string {
  const { rowsMax = ROWS_MAX, columnsMax = COLUMNS_MAX } = options;
  const cells = withGap(
    columns.length,
    columnsMax,
    (start, length) =>
      columns.slice(start, start + length).map(({ name, column }) => ({
        header: [name, shortTypeName(column.dtype)],
        rows: withGap(height, rowsMax, (first, count) => formatRows(column, first, count, heap, texts), ELLIPSIS),
      })),
    { header: [ELLIPSIS, ""], rows: new Array(Math.min(height, rowsMax + 1)).fill(ELLIPSIS) },
  );
  const line = (tag: string, texts: readonly string[]) =>
    `<tr>${texts.map((text) => `<${tag}>${escapeText(text)}</${tag}>`).join("")}</tr>`;
  const head = [0, 1].map((index) =>
    line(
      index === 0 ? "th" : "td",
      cells.map((column) => column.header[index] ?? ""),
    ),
  );
  const body = (cells[0]?.rows ?? []).map((_, index) =>
    line(
      "td",
      cells.map((column) => column.rows[index] ?? ""),
    ),
  );
  return [
    `<div><small>shape: (${height}, ${columns.length})</small>`,
    `<table border="1" class="dataframe"><thead>${head.join("")}</thead><tbody>`,
    ...body,
    "</tbody></table></div>",
  ].join("\n");
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] as string);
}
