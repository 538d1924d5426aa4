// The benchmark: the same queries on the same data by floe and its peers, in turns; see README.md. A wrong answer fails it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { missingPython } from "./engines/python.mjs";
import { bandwidth, bandwidthText } from "./lib/bandwidth.mjs";
import { installPeers } from "./lib/install.mjs";
import { machine } from "./lib/machine.mjs";
import { measureMemory } from "./lib/memory.mjs";
import { printMemory, printTimes } from "./lib/print.mjs";
import { answerOf, difference, normalise } from "./lib/rows.mjs";
import { medians, sampleInTurns } from "./lib/samples.mjs";
import { save } from "./lib/save.mjs";

const DATA_SMALL = path.join(import.meta.dirname, "../test/fixtures/tpch-sf001");
const ENGINES = ["floe", "nodejs-polars", "duckdb", "duckdb-wasm", "python-polars", "python-duckdb"];
const MODES = ["parquet", "memory", "start"];
/** `--queries q1` and `q01` mean cases/q01.mjs. */
const caseName = (name) => name.replace(/^([a-z]+)(\d)$/, "$10$2");
const ALL_CASES = readdirSync(path.join(import.meta.dirname, "cases"))
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
    memory: { type: "boolean", default: false },
    save: { type: "boolean", default: false },
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
let engineNames = chosen("engines", ENGINES);
const runs = count("runs");
const threads = count("threads");
const dataDir = path.resolve(options.data);

installPeers();
if (engineNames.some((name) => name.startsWith("python-"))) {
  const missing = missingPython();
  if (missing !== undefined) {
    console.log(`The engines of Python are left out: ${missing}`);
    engineNames = engineNames.filter((name) => !name.startsWith("python-"));
  }
}
const cases = await loadCases();
const machineFacts = machine();
console.log(machineFacts.text);
const engines = {};
for (const name of engineNames) {
  const { open } = await import(`./engines/${name}.mjs`);
  engines[name] = await open({ dataDir, threads });
}
const versions = Object.fromEntries(engineNames.map((name) => [name, engines[name].version]));
console.log(engineNames.map((name) => `${name} ${versions[name]}`).join(", "));
console.log(`${dataDir}, ${threads} threads (duckdb-wasm: 1), medians of ${runs} runs in ms, taken in turns`);

let failed = false;
const tables = [...new Set(cases.flatMap((benchCase) => benchCase.tables))];
const results = { machine: machineFacts.facts, versions, data: path.basename(dataDir), threads, runs, times: {} };
for (const mode of ["parquet", "memory"].filter((mode) => modes.includes(mode))) {
  for (const engine of Object.values(engines)) await engine.load(tables, mode);
  const times = {};
  for (const benchCase of cases) {
    const tasks = tasksOf(benchCase, mode);
    const agreed = await checkAnswers(benchCase, tasks);
    failed ||= !agreed;
    times[benchCase.name] = agreed ? medians(await sampleInTurns(tasks, runs)) : "wrong";
  }
  results.times[mode] = times;
  console.log(`\n${mode === "parquet" ? "from Parquet" : "in memory"}`);
  printTimes(engineNames, times);
}
const q06 = cases.find(({ name }) => name === "q06");
if (q06 !== undefined && engines.floe !== undefined && modes.includes("memory")) {
  results.bandwidth = { node: await bandwidth(engines.floe.pl, engines.floe.frame("lineitem"), q06) };
  console.log(`\n${bandwidthText(results.bandwidth.node)}`);
}
for (const engine of Object.values(engines)) engine.close();
if (options.memory) {
  results.peakBytes = await measureMemory({ engineNames, cases, dataDir, threads });
  console.log("\npeak memory of a process that runs the query once from Parquet, in MB");
  printMemory(engineNames, results.peakBytes);
}
if (modes.includes("start")) {
  const { printStart } = await import("./start.mjs");
  await printStart();
}
if (options.save) console.log(`\nsaved as ${save(results)}`);
process.exitCode = failed ? 1 : 0;

/** The chosen cases whose tables the data has. */
async function loadCases() {
  const all = await Promise.all(queries.map(async (name) => ({ name, ...(await import(`./cases/${name}.mjs`)) })));
  const present = all.filter((benchCase) => benchCase.tables.every((table) => existsSync(path.join(dataDir, `${table}.parquet`))));
  const absent = all.filter((benchCase) => !present.includes(benchCase));
  if (present.length === 0)
    throw new Error(`${dataDir} has the tables of none of these; bench/make-data.mjs and make-groupby.mjs make data`);
  if (absent.length > 0) console.log(`no data for ${absent.map(({ name }) => name).join(", ")}`);
  return present;
}

/** What a sample runs, by engine; engines that have no words for the case have none. */
function tasksOf(benchCase, mode) {
  const tasks = {};
  for (const name of engineNames) {
    const run = engines[name].query(benchCase, mode);
    if (run === undefined) continue;
    tasks[name] = async () => {
      const result = await run();
      engines[name].drop?.(result);
    };
    tasks[name].answer = run;
  }
  return tasks;
}

/** Runs each engine once, which also warms it up, and compares its answer with the known one, or else with the other engines'. */
async function checkAnswers(benchCase, tasks) {
  const known = knownAnswer(benchCase.name);
  let agreed = true;
  let expected = known;
  for (const [name, task] of Object.entries(tasks)) {
    const result = await task.answer();
    const rows = normalise(await engines[name].rows(result, benchCase));
    engines[name].drop?.(result);
    expected ??= answerOf({ rows });
    const wrong = difference(rows, expected);
    if (wrong === undefined) continue;
    agreed = false;
    console.error(`${benchCase.name}: ${name} differs from ${known ? "the known answer" : "the first engine"}: ${wrong}`);
  }
  return agreed;
}

/** Data may come with answers: answers/q1.json and so on in its folder. */
function knownAnswer(name) {
  const file = path.join(dataDir, "answers", `${name.replace(/^([a-z]+)0+/, "$1")}.json`);
  return existsSync(file) ? answerOf(JSON.parse(readFileSync(file, "utf8"))) : undefined;
}
