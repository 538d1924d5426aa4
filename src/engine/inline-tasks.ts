// A run on the calling thread alone.

import { AbortError, errorFromData } from "../errors/index.js";
import type { Instance } from "../kernels/index.js";
import type { TaskContext, TaskRunner } from "../physical/pipeline.js";
import type { FetchMorsels, QueryOptions } from "./query.js";
import { createRunner, failureOf, type OpenReader, type Run, type TaskOutcome, timedTask } from "./run-tasks.js";
import { type Step, wait } from "./step.js";

interface Thread {
  readonly instance: Instance;
  readonly openReader: OpenReader;
}

/** The results in task order. */
export function* inlineTasks(
  run: Run,
  count: number,
  { instance, openReader }: Thread,
  { signal, onProgress }: QueryOptions,
  step: string,
  fetch?: FetchMorsels,
): Step<readonly TaskOutcome[]> {
  const context: TaskContext = {
    instance,
    openReader,
    check: () => {
      if (signal?.aborted === true) throw new AbortError("the query was cancelled by its signal");
    },
    awaitFetched: (word) => instance.heap.getU32(word),
  };
  const results: TaskOutcome[] = [];
  let runner: TaskRunner | undefined;
  try {
    runner = createRunner(run, context);
    for (let task = 0; task < count; task++) {
      context.check();
      if (fetch !== undefined) yield* fetchTask(fetch, task, run.arena, instance, signal);
      results.push(yield* timedTask(runner, task, 0));
      onProgress?.({ step, done: task + 1, total: count });
      yield;
    }
    return results;
  } catch (error) {
    throw error instanceof WebAssembly.RuntimeError ? errorFromData(failureOf(error, instance)) : error;
  } finally {
    runner?.close();
  }
}

/** Brings the morsels of a task. */
function* fetchTask(fetch: FetchMorsels, task: number, arena: number, { heap }: Instance, signal?: AbortSignal): Step<void> {
  const words: number[] = [];
  const addresses: (number | Promise<number>)[] = [];
  for (let morsel = fetch.segments[task] as number; morsel < (fetch.segments[task + 1] as number); morsel++) {
    const word = fetch.words + morsel * 4;
    // It may be there already when workers were to do this run and could not be started.
    if (heap.getU32(word) !== 0) continue;
    words.push(word);
    addresses.push(fetch.fetch(morsel, arena, signal));
  }
  const atOnce = addresses.every((address) => typeof address === "number");
  const found = atOnce ? addresses : yield* wait(Promise.all(addresses));
  for (const [index, word] of words.entries()) heap.setU32(word, found[index] as number);
}
