// TPC-H on tables in memory, in a page of Chromium: floe against duckdb-wasm on one thread (`eh`) and on several (`coi`), and floe in Node
// beside it. `node bench/browser.mjs --data DIR`; see README.md. Answers are checked; a wrong one fails the bench.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { parseArgs } from "node:util";
import { open as openFloe } from "./engines/floe.mjs";
import { bandwidth, bandwidthText } from "./lib/bandwidth.mjs";
import { buildPage } from "./lib/build-page.mjs";
import { findChromium, launchChromium } from "./lib/chromium.mjs";
import { writeCsv } from "./lib/csv.mjs";
import { installPeers } from "./lib/install.mjs";
import { machine } from "./lib/machine.mjs";
import { median } from "./lib/median.mjs";
import { printTimes } from "./lib/print.mjs";
import { roundOrder } from "./lib/round-order.mjs";
import { answerOf, difference, normalise } from "./lib/rows.mjs";
import { save } from "./lib/save.mjs";
import { serve } from "./lib/serve.mjs";

const HERE = import.meta.dirname;
const IN_PAGE = ["floe", "duckdb-wasm eh", "duckdb-wasm coi"];
const IN_NODE = "floe in Node";

const ALL_QUERIES = readdirSync(path.join(HERE, "cases"))
  .map((file) => path.basename(file, ".mjs"))
  .filter((name) => name.startsWith("q"))
  .sort();

const { values: options } = parseArgs({
  options: {
    data: { type: "string", default: path.join(HERE, "../test/fixtures/tpch-sf001") },
    queries: { type: "string", default: ALL_QUERIES.join(",") },
    engines: { type: "string", default: IN_PAGE.join(",") },
    runs: { type: "string", default: "5" },
    threads: { type: "string", default: "2" },
    save: { type: "boolean", default: false },
  },
});
const queries = options.queries.split(",").map((name) => name.replace(/^q(\d)$/, "q0$1"));
const inPage = options.engines.split(",");
const [runs, threads] = [Number(options.runs), Number(options.threads)];
const dataDir = path.resolve(options.data);
const cases = Object.fromEntries(await Promise.all(queries.map(async (name) => [name, await import(`./cases/${name}.mjs`)])));
const tables = [...new Set(Object.values(cases).flatMap((benchCase) => benchCase.tables))];

const executablePath = findChromium();
if (executablePath === undefined) throw new Error("no Chromium found: CHROMIUM says where one is");
installPeers("duckdb-wasm-page");
const duckdbDir = path.dirname(createRequire(import.meta.url).resolve("duckdb-wasm-page"));
// The newest duckdb-wasm reads CSV only, and the newest that reads Parquet does not start its threads.
const csvDir = path.join(HERE, "data/csv", path.basename(dataDir));
const columns = await writeCsv(tables, dataDir, csvDir);
const folders = { "/tables/": dataDir, "/csv/": csvDir, "/duckdb/": duckdbDir, "/": await buildPage("browser.html") };
const server = await serve(folders);
const browser = await launchChromium(executablePath);
const node = await openFloe({ dataDir, threads });
try {
  process.exitCode = (await measure(await openPage())) ? 0 : 1;
} finally {
  await browser.close();
  server.close();
  node.close();
}

async function openPage() {
  const tab = await browser.newPage();
  tab.on("pageerror", (error) => console.error(`in the page: ${error.message}`));
  await tab.goto(`${server.url}/browser.html`);
  await tab.waitForFunction("globalThis.bench !== undefined");
  return (method, ...args) => tab.evaluate(([name, given]) => globalThis.bench[name](...given), [method, args]);
}

/** Whether all answers are right. `call` calls what the page offers. */
async function measure(call) {
  await node.load(tables, "memory");
  for (const name of inPage) {
    await call("open", name, { threads });
    for (const table of tables) await call("load", name, table, columns[table]);
  }
  const duckdbVersion = await call("version");
  const versions = Object.fromEntries(inPage.map((name) => [name, name === "floe" ? node.version : duckdbVersion]));
  versions[IN_NODE] = node.version;
  const { facts, text } = machine();
  const chromiumVersion = browser.version();
  console.log(`${text}; Chromium ${chromiumVersion}`);
  console.log(`${dataDir} in memory, ${threads} threads (duckdb-wasm eh: 1), medians of ${runs} runs in ms, taken in turns`);
  const names = [...inPage, IN_NODE];
  const memory = {};
  for (const query of queries) {
    memory[query] = (await agree(call, query)) ? await sampled(call, query, names) : "wrong";
  }
  console.log("");
  printTimes(names, memory);
  const results = { machine: { ...facts, chromium: chromiumVersion }, versions, data: `${path.basename(dataDir)}-chromium`, threads, runs };
  results.times = { memory };
  if (cases.q06 !== undefined) {
    results.bandwidth = { page: await call("bandwidth"), node: await bandwidth(node.pl, node.frame("lineitem"), cases.q06) };
    console.log(`\nin the page: ${bandwidthText(results.bandwidth.page)}\nin Node: ${bandwidthText(results.bandwidth.node)}`);
  }
  if (options.save) console.log(`\nsaved as ${save(results)}`);
  return !Object.values(memory).includes("wrong");
}

/** Also warms the engines up. */
async function agree(call, query) {
  const file = path.join(dataDir, "answers", `${query.replace(/^q0?/, "q")}.json`);
  const frame = await node.query(cases[query], "memory")();
  const answers = { [IN_NODE]: normalise(node.rows(frame, cases[query])) };
  frame.dispose();
  for (const name of inPage) answers[name] = await call("answer", name, query);
  const expected = existsSync(file) ? answerOf(JSON.parse(readFileSync(file, "utf8"))) : answerOf({ rows: answers[inPage.at(-1)] });
  let right = true;
  for (const [name, rows] of Object.entries(answers)) {
    const wrong = difference(rows, expected);
    if (wrong !== undefined) console.error(`${query}: ${name}: ${wrong}`);
    right &&= wrong === undefined;
  }
  return right;
}

/** Each engine a sample a round, every round in another order. */
async function sampled(call, query, names) {
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < runs; round++) {
    for (const name of roundOrder(names)) {
      samples[name].push(name === IN_NODE ? await sampleInNode(query) : await call("sample", name, query));
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(samples[name])]));
}

async function sampleInNode(query) {
  const start = performance.now();
  const frame = await node.query(cases[query], "memory")();
  const timeMs = performance.now() - start;
  frame.dispose();
  return timeMs;
}
