import { createRequire } from "node:module";
import { lazyEngine } from "./lazy.mjs";

export async function open({ dataDir, threads }) {
  // Read once, when the library loads.
  process.env.POLARS_MAX_THREADS = String(threads);
  const { default: pl } = await import("nodejs-polars");
  const { version } = createRequire(import.meta.url)("nodejs-polars/package.json");
  return lazyEngine(pl, { dataDir, version, words: "polars", collectOptions: { parquet: { engine: "streaming" } } });
}
