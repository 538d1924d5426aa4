// The benchmark: the same queries on the same data by floe and its peers, in turns; see README.md. A wrong answer fails it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { installPeers } from "./lib/install.mjs";
import { inMs, printMachine, printTable } from "./lib/print.mjs";
import { answerOf, difference, normalise } from "./lib/rows.mjs";
import { median, sampleInTurns } from "./lib/samples.mjs";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const DATA_SMALL = path.join(HERE, "../test/fixtures/tpch-sf001");
const ENGINES = ["floe", "nodejs-polars", "duckdb", "duckdb-wasm"];
const MODES = ["parquet", "memory", "start"];
/** `--queries q1` and `q01` mean cases/q01.mjs. */
const caseName = (name) => name.replace(/^([a-z]+)(\d)$/, "$10$2");
const ALL_CASES = readdirSync(path.join(HERE, "cases"))
  .map((file) => path.basename(file, ".mjs"))
  .sort();

const { values: options } = parseArgs({
  options: {
    data: { type: "string", default: DATA_SMALL },
    queries: { type: "string", default: ALL_CASES.join(",") },
    modes: { type: "string", default: MODES.join(",") },
    engines: { type: "string", default: ENGINES.join(",") },
    runs: { type: "string", default: "7" },
    threads: { type: "string", default: "2" },
  },
});

function chosen(option, allowed, rename = (name) => name) {
  const names = options[option].split(",").map(rename);
  const unknown = names.find((name) => !allowed.includes(name));
  if (unknown !== undefined) throw new RangeError(`--${option}: there is no ${unknown}, only ${allowed.join(", ")}`);
  return names;
}

function count(option) {
  const value = Number(options[option]);
  if (!Number.isInteger(value) || value < 1) throw new RangeError(`--${option} must be a whole number from 1, not ${options[option]}`);
  return value;
}

const queries = chosen("queries", ALL_CASES, caseName);
const modes = chosen("modes", MODES);
const engineNames = chosen("engines", ENGINES);
const runs = count("runs");
const threads = count("threads");
const dataDir = path.resolve(options.data);

installPeers();
const cases = await Promise.all(queries.map(async (name) => ({ name, ...(await import(`./cases/${name}.mjs`)) })));
const tables = [...new Set(cases.flatMap((benchCase) => benchCase.tables))];
const missing = tables.find((table) => !existsSync(path.join(dataDir, `${table}.parquet`)));
if (missing !== undefined) throw new Error(`${dataDir} has no ${missing}.parquet; bench/make-data.mjs makes the data`);

printMachine();
const engines = {};
for (const name of engineNames) {
  const { open } = await import(`./engines/${name}.mjs`);
  engines[name] = await open({ dataDir, threads });
}
console.log(engineNames.map((name) => `${name} ${engines[name].version}`).join(", "));
console.log(`${dataDir}, ${threads} threads (duckdb-wasm: 1), medians of ${runs} runs in ms, taken in turns`);

let failed = false;
for (const mode of ["parquet", "memory"].filter((mode) => modes.includes(mode))) {
  for (const engine of Object.values(engines)) await engine.load(tables, mode);
  const lines = [];
  for (const benchCase of cases) {
    const tasks = Object.fromEntries(engineNames.map((name) => [name, engines[name].query(benchCase, mode)]));
    const agreed = await checkAnswers(benchCase, tasks);
    failed ||= !agreed;
    lines.push(agreed ? line(benchCase.name, await sampleInTurns(tasks, runs)) : wrongLine(benchCase.name));
  }
  console.log(`\n${mode === "parquet" ? "from Parquet" : "in memory"}`);
  printTable(["", engineNames[0], ...engineNames.slice(1).flatMap((name) => [name, `${engineNames[0]} / it`])], lines);
}
for (const engine of Object.values(engines)) engine.close();
if (modes.includes("start")) {
  const { printStart } = await import("./start.mjs");
  await printStart();
}
process.exitCode = failed ? 1 : 0;

/** Medians, and the first engine's as a fraction of each other's. */
function line(name, samples) {
  const [own, ...others] = engineNames.map((engine) => median(samples[engine]));
  return [name, inMs(own), ...others.flatMap((other) => [inMs(other), (own / other).toFixed(2)])];
}

function wrongLine(name) {
  return [name, ...Array.from({ length: 2 * engineNames.length - 1 }, () => "wrong")];
}

/** Runs each engine once, which also warms it up, and compares its answer with the known one, or else with the other engines'. */
async function checkAnswers(benchCase, tasks) {
  const known = knownAnswer(benchCase.name);
  let agreed = true;
  let expected = known;
  for (const [name, task] of Object.entries(tasks)) {
    const rows = normalise(engines[name].rows(await task()));
    expected ??= answerOf({ rows });
    const wrong = difference(rows, expected);
    if (wrong === undefined) continue;
    agreed = false;
    console.error(`${benchCase.name}: ${name} differs from ${known ? "the known answer" : engineNames[0]}: ${wrong}`);
  }
  return agreed;
}

/** Data may come with answers: answers/q1.json and so on in its folder. */
function knownAnswer(name) {
  const file = path.join(dataDir, "answers", `${name.replace(/^([a-z]+)0+/, "$1")}.json`);
  return existsSync(file) ? answerOf(JSON.parse(readFileSync(file, "utf8"))) : undefined;
}
