// Sums up bench/results/ as Markdown, in the README between its marks: `node bench/render.mjs`. `--print` only prints it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inMs, meanRatio, meanTime, tableLines } from "./lib/print.mjs";
import { RESULTS } from "./lib/save.mjs";

const README = path.join(import.meta.dirname, "../README.md");
const BEGIN = "<!-- bench: made by bench/render.mjs -->";
const END = "<!-- /bench -->";
const MODES = { parquet: "from Parquet", memory: "in memory" };

const files = existsSync(RESULTS)
  ? readdirSync(RESULTS)
      .filter((file) => file.endsWith(".json"))
      .sort()
  : [];
if (files.length === 0) throw new Error("there are no results yet: npm run bench -- --data DIR --save");
const text = files.map((file) => summary(JSON.parse(readFileSync(path.join(RESULTS, file), "utf8")))).join("\n\n");
if (process.argv.includes("--print")) console.log(text);
else writeReadme(text);

/** Geometric means of one run. */
function summary({ machine, versions, data, threads, runs, times }) {
  const [own, ...others] = Object.keys(versions);
  const modes = Object.keys(times);
  const valid = (mode) => Object.fromEntries(Object.entries(times[mode]).filter(([, byEngine]) => byEngine !== "wrong"));
  const engineRow = (engine) => [
    `${engine} ${versions[engine]}`,
    ...modes.flatMap((mode) => [
      inMs(meanTime(valid(mode), engine, [own, ...others])),
      engine === own ? "1" : meanRatio(valid(mode), own, engine).toFixed(2),
    ]),
  ];
  const head = [data, ...modes.flatMap((mode) => [`${MODES[mode]}, ms`, `${own} / it`])];
  const where = `${machine.processor}, ${threads} threads of ${machine.cores}, Node ${machine.node}${machine.chromium ? `, Chromium ${machine.chromium}` : ""}, commit ${machine.commit}`;
  const count = Object.keys(times[modes[0]]).length;
  const note = `Geometric means of ${count} queries, each the median of ${runs} runs taken in turns; ${where}.`;
  return [...tableLines(head, [own, ...others].map(engineRow)), "", note].join("\n");
}

function writeReadme(markdown) {
  const readme = readFileSync(README, "utf8");
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)];
  if (begin === -1 || end < begin) throw new Error(`the README has no place for it: ${BEGIN} … ${END}`);
  writeFileSync(README, `${readme.slice(0, begin + BEGIN.length)}\n\n${markdown}\n\n${readme.slice(end)}`);
}
