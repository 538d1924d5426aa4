// How time and memory grow with the data: floe on the same TPC-H queries from Parquet at two scale factors, in turns, in a new process
// a query; see README.md. Needs the build (`npm run build`).
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { machine } from "./lib/machine.mjs";
import { median } from "./lib/median.mjs";
import { inMs, printTable } from "./lib/print.mjs";
import { geometricMean } from "./lib/samples.mjs";

const HERE = import.meta.dirname;
const SELF = fileURLToPath(import.meta.url);
/** Runs of the smaller data until V8 has compiled what the query needs. */
const WARM_UP = 5;

const { values: options } = parseArgs({
  options: {
    data: { type: "string" },
    larger: { type: "string" },
    queries: { type: "string" },
    runs: { type: "string", default: "5" },
    threads: { type: "string", default: "2" },
    process: { type: "string" },
  },
});
if (options.data === undefined || options.larger === undefined) throw new Error("--data and --larger say where the tables are");
const { data, larger } = options;

if (options.process === undefined) printGrowth();
else console.log(JSON.stringify(await measured(options.process)));

function printGrowth() {
  const cases = readdirSync(path.join(HERE, "cases")).filter((file) => file.startsWith("q"));
  const names =
    options.queries?.split(",").map((name) => name.replace(/^q(\d)$/, "q0$1")) ?? cases.map((file) => path.basename(file, ".mjs"));
  console.log(machine().text);
  const growths = [];
  const lines = names.map((name) => {
    const { times, peakBytes } = inNewProcess(name);
    const growth = times.larger / times.data;
    growths.push(growth);
    return [name, inMs(times.data), inMs(times.larger), growth.toFixed(1), (peakBytes / 1e6).toFixed(0)];
  });
  const head = ["", `${path.basename(data)} ms`, `${path.basename(larger)} ms`, "growth", "peak MB"];
  printTable(head, [...lines, ["mean", "", "", geometricMean(growths).toFixed(1), ""]]);
}

function inNewProcess(name) {
  const { runs, threads } = options;
  const args = [SELF, "--data", data, "--larger", larger, "--runs", runs, "--threads", threads, "--process", name];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }));
}

/** Medians of both in ms, and the most bytes of WebAssembly memory ever in use. */
async function measured(name) {
  const { default: pl } = await import("../dist/index.node.js");
  const { tables, lazy } = await import(`./cases/${name}.mjs`);
  pl.setThreadPoolSize(Number(options.threads));
  const queryOn = (directory) => () =>
    lazy(pl, Object.fromEntries(tables.map((table) => [table, pl.scanParquet(path.join(directory, `${table}.parquet`))])));
  const queries = { data: queryOn(data), larger: queryOn(larger) };
  const run = async (size) => {
    const start = performance.now();
    (await queries[size]().collect()).dispose();
    return performance.now() - start;
  };
  for (let round = 0; round < WARM_UP; round++) await run("data");
  await run("larger");
  const samples = { data: [], larger: [] };
  for (let round = 0; round < Number(options.runs); round++) {
    for (const size of ["data", "larger"]) samples[size].push(await run(size));
  }
  return { times: { data: median(samples.data), larger: median(samples.larger) }, peakBytes: pl.memoryUsage().peakBytes };
}
