import { geometricMean } from "./samples.mjs";

export function printTable(head, rows) {
  for (const line of tableLines(head, rows)) console.log(line);
}

/** A table in Markdown. */
export function tableLines(head, rows) {
  const widths = head.map((title, column) => Math.max(...[title, ...rows.map((row) => row[column])].map((cell) => cell.length)));
  const line = (cells) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join(" | ")} |`;
  const rule = widths.map((width, column) => (column === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|");
  return [line(head), `|${rule}|`, ...rows.map(line)];
}

export const inMs = (value) => (value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0));

/** Times by case and engine, the first engine's as a fraction of each other's, and geometric means of both. */
export function printTimes(engineNames, times) {
  const [own, ...others] = engineNames;
  const row = (name, byEngine) => [
    name,
    cell(byEngine[own]),
    ...others.flatMap((other) => [cell(byEngine[other]), ratio(byEngine[own], byEngine[other])]),
  ];
  const wrong = (name) => [name, ...Array.from({ length: 2 * engineNames.length - 1 }, () => "wrong")];
  const lines = Object.entries(times).map(([name, byEngine]) => (byEngine === "wrong" ? wrong(name) : row(name, byEngine)));
  printTable(["", own, ...others.flatMap((name) => [name, `${own} / it`])], [...lines, ["mean", ...meanCells(engineNames, times)]]);
}

const cell = (value) => (value === undefined ? "-" : inMs(value));
const ratio = (own, other) => (own === undefined || other === undefined ? "-" : (own / other).toFixed(2));

/** Geometric means over the cases that both engines answer. */
export function meanRatio(times, own, other) {
  const both = Object.values(times).filter((byEngine) => byEngine[own] !== undefined && byEngine[other] !== undefined);
  return geometricMean(both.map((byEngine) => byEngine[own] / byEngine[other]));
}

/** Over the cases that all these engines answer. */
export function meanTime(times, engine, engineNames) {
  const common = Object.values(times).filter((byEngine) => engineNames.every((name) => byEngine[name] !== undefined));
  return geometricMean(common.map((byEngine) => byEngine[engine]));
}

function meanCells(engineNames, times) {
  const [own, ...others] = engineNames;
  const mean = (engine) => inMs(meanTime(times, engine, engineNames));
  return [mean(own), ...others.flatMap((other) => [mean(other), meanRatio(times, own, other).toFixed(2)])];
}

export function printMemory(engineNames, peakBytes) {
  const inMb = (bytes) => (bytes === undefined ? "-" : (bytes / 1e6).toFixed(0));
  const lines = Object.entries(peakBytes).map(([name, byEngine]) => [name, ...engineNames.map((engine) => inMb(byEngine[engine]))]);
  printTable(["", ...engineNames], lines);
}
