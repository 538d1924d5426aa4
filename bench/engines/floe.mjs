import { readFileSync } from "node:fs";
import { lazyEngine } from "./lazy.mjs";

export async function open({ dataDir, threads }) {
  const { default: pl } = await import("../../dist/index.node.js");
  pl.setThreadPoolSize(threads);
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return { pl, ...lazyEngine(pl, { dataDir, version }) };
}
