import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

export const RESULTS = path.join(import.meta.dirname, "../results");

/** One file for each kind of data: the last run on it. Its path. */
export function save(results) {
  mkdirSync(RESULTS, { recursive: true });
  const file = path.join(RESULTS, `${results.data}.json`);
  writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
  return file;
}
