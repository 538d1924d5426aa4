// The fused tier against the kernels alone, on the cases of one data set in memory: CPU time in turns in one process, so that what
// else the machine does weighs on both. A case whose answers differ fails it. Needs the build (`npm run build`).
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import pl from "../dist/index.node.js";
import { median } from "./lib/median.mjs";
import { inMs, printTable } from "./lib/print.mjs";
import { geometricMean } from "./lib/samples.mjs";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: {
    data: { type: "string", default: path.join(HERE, "../test/fixtures/tpch-sf001") },
    queries: { type: "string" },
    rounds: { type: "string", default: "21" },
    threads: { type: "string", default: "1" },
  },
});

/** The default of `fusedRowsMin`, and never. */
const tiers = { fused: 100_000, kernels: Number.POSITIVE_INFINITY };

const file = (table) => path.join(options.data, `${table}.parquet`);
const names = readdirSync(path.join(HERE, "cases")).map((name) => path.basename(name, ".mjs"));
const wanted = options.queries?.split(",").map((name) => name.replace(/^([a-z]+)(\d)$/, "$10$2"));
const frames = {};
const lines = [];
const ratios = [];
pl.setThreadPoolSize(Number(options.threads));
for (const name of wanted ?? names.sort()) {
  const { tables, lazy } = await import(`./cases/${name}.mjs`);
  if (!tables.every((table) => existsSync(file(table)))) continue;
  for (const table of tables) frames[table] ??= await pl.readParquet(file(table));
  const query = () => lazy(pl, Object.fromEntries(tables.map((table) => [table, frames[table].lazy()])));
  const { fused, kernels } = compare(name, query);
  ratios.push(fused / kernels);
  lines.push([name, inMs(fused), inMs(kernels), (fused / kernels).toFixed(2)]);
}
printTable(["CPU ms", "fused", "kernels", "fused / kernels"], [...lines, ["mean", "", "", geometricMean(ratios).toFixed(2)]]);

/** Medians of both tiers. */
function compare(name, query) {
  const samples = { fused: [], kernels: [] };
  for (let round = 0; round <= Number(options.rounds); round++) {
    const answers = [];
    for (const tier of round % 2 === 0 ? ["fused", "kernels"] : ["kernels", "fused"]) {
      pl.configure({ fusedRowsMin: tiers[tier] });
      const start = process.cpuUsage();
      const answer = query().collectSync();
      const { user, system } = process.cpuUsage(start);
      // The first round warms up, and is where the answers are compared.
      if (round > 0) samples[tier].push((user + system) / 1000);
      else answers.push(answer);
    }
    if (round === 0 && !sameRows(...answers)) throw new Error(`${name}: the tiers give different answers`);
  }
  return { fused: median(samples.fused), kernels: median(samples.kernels) };
}

function sameRows(left, right) {
  const text = (_, value) => (typeof value === "bigint" ? String(value) : value);
  return JSON.stringify(left.toRecords(), text) === JSON.stringify(right.toRecords(), text);
}
