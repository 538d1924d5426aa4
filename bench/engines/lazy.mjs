// What floe and nodejs-polars have in common: a user moves from one to the other by changing the import.
import path from "node:path";

/** `words`: which of a case's functions the engine prefers to the one that both understand. */
export function lazyEngine(pl, { dataDir, version, words = "lazy" }) {
  const file = (table) => path.join(dataDir, `${table}.parquet`);
  const frames = {};
  const sources = {
    parquet: (table) => pl.scanParquet(file(table)),
    memory: (table) => frames[table].lazy(),
  };
  return {
    version,
    async load(tables, mode) {
      if (mode === "parquet") return;
      for (const table of tables) frames[table] = await pl.readParquet(file(table));
    },
    query(benchCase, mode) {
      const { tables } = benchCase;
      const build = benchCase[words] ?? benchCase.lazy;
      const source = sources[mode];
      return () => build(pl, Object.fromEntries(tables.map((table) => [table, source(table)]))).collect();
    },
    rows: (frame) => frame.toRecords().map((record) => Object.values(record)),
    close() {},
  };
}
