// What a query costs beside its data: the TPC-H queries over so few rows that nearly all of the time is planning, lowering and
// setting up, a first time in a new process, in the next few runs, and when V8 has compiled everything.
// `node bench/overhead.mjs` prints the mean over the queries of each, medians of several processes.
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "./lib/median.mjs";
import { inMs, printTable } from "./lib/print.mjs";

const HERE = import.meta.dirname;
const SELF = fileURLToPath(import.meta.url);
const DATA = path.join(HERE, "../test/fixtures/tpch-sf001");
const PROCESSES = 3;
const ROUNDS_COLD = 4;
const ROUNDS_WARM = 30;

if (process.argv[2] === "process") console.log(JSON.stringify(await measured()));
else printOverhead();

function printOverhead() {
  const samples = Array.from({ length: PROCESSES }, () =>
    JSON.parse(execFileSync(process.execPath, [SELF, "process"], { encoding: "utf8" })),
  );
  const row = (what) => [what, ...["first", "next", "warm"].map((when) => inMs(median(samples.map((sample) => sample[what][when]))))];
  printTable(["ms a query", "first", `runs 2 to ${1 + ROUNDS_COLD}`, "warm"], [row("optimized"), row("collected")]);
}

/** In this process: of `explain`, which optimizes, and of `collectSync`. */
async function measured() {
  const { default: pl } = await import("../dist/index.node.js");
  const names = readdirSync(path.join(HERE, "cases")).filter((file) => file.startsWith("q"));
  const cases = await Promise.all(names.map((name) => import(`./cases/${name}`)));
  const build = (benchCase) =>
    benchCase.lazy(pl, Object.fromEntries(benchCase.tables.map((table) => [table, pl.scanParquet(path.join(DATA, `${table}.parquet`))])));
  // The files' footers are read before, and kept.
  for (const benchCase of cases) await build(benchCase).collectSchema();
  const runs = {
    optimized: async (benchCase) => {
      const query = build(benchCase);
      await query.collectSchema();
      query.explain();
    },
    collected: (benchCase) => build(benchCase).collectSync().dispose(),
  };
  const times = {};
  for (const [what, run] of Object.entries(runs)) {
    const means = [];
    for (let round = 0; round < 1 + ROUNDS_COLD + ROUNDS_WARM; round++) {
      const start = performance.now();
      for (const benchCase of cases) await run(benchCase);
      means.push((performance.now() - start) / cases.length);
    }
    times[what] = {
      first: means[0],
      next: median(means.slice(1, 1 + ROUNDS_COLD)),
      warm: median(means.slice(-ROUNDS_WARM / 3)),
    };
  }
  return times;
}
