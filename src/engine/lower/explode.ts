// Explode: an operator on the stream.

import { elementType } from "../../physical/lists.js";
import { extend, type Stream } from "./stream.js";

export function explodeStream(stream: Stream, names: readonly string[]): Stream {
  const { columns: input } = stream;
  const columns = names.map((name) => input.findIndex((column) => column.name === name));
  const exploded = input.map((column, index) => (columns.includes(index) ? { ...elementType(column), name: column.name } : column));
  return extend(stream, "explode", { kind: "explode", input, columns, names }, exploded);
}
