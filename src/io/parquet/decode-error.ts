// The decoders' statuses (assembly/decode/status.ts) in words.

import { type FloeError, IoError, MemoryLimitError } from "../../errors/index.js";

const sentences: Readonly<Record<number, string>> = {
  [-1]: "its header is damaged",
  [-2]: "the column ends before all its rows",
  [-3]: "its size does not fit into the column",
  [-4]: "its compressed data is damaged",
  [-5]: "its codec is not supported",
  [-6]: "its encoding is not known, or not one for this type",
  [-7]: "its definition levels are damaged",
  [-8]: "its values are damaged",
  [-9]: "it points past its dictionary",
  [-10]: "a time is out of the range of Datetime(ns)",
};
const OUT_OF_MEMORY = -11;

/** `offset` is where the page starts. */
export function decodeError(status: number, label: string, column: string, offset: number): FloeError {
  if (status === OUT_OF_MEMORY) return new MemoryLimitError(`out of memory while reading column ${JSON.stringify(column)} of ${label}`);
  const reason = sentences[status] ?? `status ${status}`;
  return new IoError(`${label}: can't read the page of column ${JSON.stringify(column)} at byte ${offset}: ${reason}`, label, offset);
}
