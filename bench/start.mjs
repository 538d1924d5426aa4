// How long a first answer takes, next to importing floe and to doing nothing: in a new Node process, and in a new page of a
// running Chromium with an empty cache and a warm server. `node bench/start.mjs` prints both; so does the bench.
import { execFileSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildPage } from "./lib/build-page.mjs";
import { findChromium, launchChromium } from "./lib/chromium.mjs";
import { median } from "./lib/median.mjs";
import { inMs, printTable } from "./lib/print.mjs";
import { sampleInTurns } from "./lib/samples.mjs";
import { serve } from "./lib/serve.mjs";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.join(HERE, "..");
const CUSTOMER = path.join(ROOT, "test/fixtures/tpch-sf001/customer.parquet");
const SAMPLES = 11;
const TIMEOUT_MS = 30_000;

const NODE_SCRIPT = `
import pl from ${JSON.stringify(path.join(ROOT, "dist/index.node.js"))};
const answer = await pl.scanParquet(${JSON.stringify(CUSTOMER)})
  .filter(pl.col("c_acctbal").gt(0))
  .groupBy("c_mktsegment")
  .agg(pl.col("c_acctbal").mean())
  .sort("c_mktsegment")
  .collect();
console.log(JSON.stringify(answer.toRecords()));`;

const IMPORT_SCRIPT = `import ${JSON.stringify(path.join(ROOT, "dist/index.node.js"))};`;

export async function printStart() {
  const rows = [["Node process", await node()]];
  const chromium = findChromium();
  if (chromium) rows.push(["page", await page(chromium)]);
  console.log(`\nfirst answer, medians of ${SAMPLES} in ms${chromium ? "" : "; no Chromium found (CHROMIUM), so no page"}`);
  printTable(
    ["", "floe", "only imported", "nothing", "floe - nothing"],
    rows.map(([name, { answer, imported, nothing }]) => [name, ...[answer, imported, nothing, answer - nothing].map(inMs)]),
  );
}

async function node() {
  const run = (script) => () =>
    execFileSync(process.execPath, ["--input-type=module", "--eval", script], { timeout: TIMEOUT_MS, encoding: "utf8" });
  expectAnswer("Node", run(NODE_SCRIPT)());
  const samples = await sampleInTurns({ answer: run(NODE_SCRIPT), imported: run(IMPORT_SCRIPT), nothing: run("") }, SAMPLES);
  return { answer: median(samples.answer), imported: median(samples.imported), nothing: median(samples.nothing) };
}

async function page(executablePath) {
  // Each built by itself, so that none loads what they share as a second file.
  const folders = {};
  for (const name of ["answer", "import", "empty"]) folders[`/${name}/`] = await buildPage(`${name}.html`);
  copyFileSync(CUSTOMER, path.join(folders["/answer/"], "customer.parquet"));
  const server = await serve(folders);
  const browser = await launchChromium(executablePath);
  const time = async (name) => (await visit(browser, `${server.url}/${name}/${name}.html`)).answeredMs;
  try {
    expectAnswer("the page", (await visit(browser, `${server.url}/answer/answer.html`)).text);
    const samples = { answer: [], imported: [], nothing: [] };
    for (let sample = 0; sample < SAMPLES; sample++) {
      samples.answer.push(await time("answer"));
      samples.imported.push(await time("import"));
      samples.nothing.push(await time("empty"));
    }
    return { answer: median(samples.answer), imported: median(samples.imported), nothing: median(samples.nothing) };
  } finally {
    await browser.close();
    server.close();
  }
}

/** A new context has an empty cache; the time is the page's own, from the start of the navigation. */
async function visit(browser, url) {
  const context = await browser.newContext();
  try {
    const tab = await context.newPage();
    const errors = [];
    tab.on("pageerror", (error) => errors.push(error.message));
    // The page says when it is done: asking it would run the driver's scripts in it meanwhile, some 20 ms of work.
    const answered = tab.waitForEvent("console", { predicate: (message) => message.text() === "answered", timeout: TIMEOUT_MS });
    answered.catch(() => undefined);
    await tab.goto(url);
    await answered.catch((error) => {
      throw new Error(`no answer in the page: ${errors.join("; ") || error.message}`);
    });
    return { answeredMs: await tab.evaluate("answeredMs"), text: await tab.textContent("#answer") };
  } finally {
    await context.close();
  }
}

function expectAnswer(where, text) {
  const segments = JSON.parse(text).map((row) => row.c_mktsegment);
  if (segments.join() !== "AUTOMOBILE,BUILDING,FURNITURE,HOUSEHOLD,MACHINERY") throw new Error(`wrong first answer in ${where}: ${text}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await printStart();
