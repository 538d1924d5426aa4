// What floe and nodejs-polars have in common: a user moves from one to the other by changing the import.
import path from "node:path";
import { peakBytes } from "../lib/peak.mjs";

/** `words`: which of a case's functions the engine prefers to the one that both understand. */
export function lazyEngine(pl, { dataDir, version, words = "lazy", collectOptions = {} }) {
  const file = (table) => path.join(dataDir, `${table}.parquet`);
  const frames = {};
  const sources = {
    parquet: (table) => pl.scanParquet(file(table)),
    memory: (table) => frames[table].lazy(),
  };
  return {
    version,
    async load(tables, mode) {
      if (mode === "memory") for (const table of tables) frames[table] ??= await pl.readParquet(file(table));
    },
    /** Undefined where the case has no words that the engine understands. */
    query(benchCase, mode) {
      const build = benchCase[words] ?? benchCase.lazy;
      const source = sources[mode];
      return (
        build &&
        (() => build(pl, Object.fromEntries(benchCase.tables.map((table) => [table, source(table)]))).collect(collectOptions[mode]))
      );
    },
    rows(frame, { sums }) {
      if (sums === undefined) return rowsOf(frame);
      return rowsOf(frame.select(pl.len().alias("rows"), ...sums.map((name) => pl.col(name).cast(pl.Float64).sum().alias(name))));
    },
    drop: (frame) => frame.dispose?.(),
    frame: (table) => frames[table],
    peakBytes,
    close() {},
  };
}

const rowsOf = (frame) => frame.toRecords().map((record) => Object.values(record));
