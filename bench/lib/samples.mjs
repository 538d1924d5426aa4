// Timing by tinybench. Each round takes one sample of every task, in another order, so that what disturbs the machine for a
// while disturbs all of them.
import { Bench } from "tinybench";
import { median } from "./median.mjs";
import { roundOrder } from "./round-order.mjs";

/** Samples in milliseconds of each task: names to functions. */
export async function sampleInTurns(tasks, rounds) {
  const names = Object.keys(tasks);
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const bench = new Bench({ iterations: 1, time: 0, warmup: false, retainSamples: true, throws: true });
    for (const name of roundOrder(names)) bench.add(name, tasks[name]);
    await bench.run();
    for (const { name, result } of bench.tasks) samples[name].push(...result.latency.samples);
  }
  return samples;
}

/** By task. */
export const medians = (samples) => Object.fromEntries(Object.entries(samples).map(([name, values]) => [name, median(values)]));

export function geometricMean(values) {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
