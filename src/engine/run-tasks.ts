// One thread's part in a run: takes tasks until none is left. Written as work in steps, which the calling thread of a query that is
// awaited does in turns, and all others at once.

import { AbortError, type ErrorData, errorToData, MemoryLimitError } from "../errors/index.js";
import type { Instance } from "../kernels/index.js";
import { memoryLost } from "../memory/index.js";
import type { TaskContext, TaskRunner, Work } from "../physical/pipeline.js";
import { type TaskKind, type TaskSpecs, tasks } from "../physical/tasks/tasks.js";
import type { TaskBlock } from "./task-block.js";

/** What is handed to the threads. */
export interface Run<K extends TaskKind = TaskKind> {
  readonly kind: K;
  readonly spec: TaskSpecs[K];
  readonly arena: number;
}

export type OpenReader = TaskContext["openReader"];

/** Thrown inside a task when the run was stopped by others: not a failure of its own. */
const STOPPED = new AbortError("stopped");

export function createRunner<K extends TaskKind>(run: Run<K>, context: TaskContext): TaskRunner {
  context.instance.kernels.set_query_arena(run.arena);
  return tasks[run.kind](context, run.spec);
}

/** What a task gave; who did it and how long it took is for the profile. */
export interface TaskOutcome {
  readonly result: unknown;
  /** 0 is the calling thread, workers follow. */
  readonly thread: number;
  readonly timeMs: number;
}

export function* timedTask(runner: TaskRunner, task: number, thread: number): Work<TaskOutcome> {
  const work = runner.run(task);
  for (let timeMs = 0; ; ) {
    const start = performance.now();
    const { done, value } = work.next();
    timeMs += performance.now() - start;
    if (done === true) return { result: value, thread, timeMs };
    yield;
  }
}

/** Takes part in the open run of `block` for as long as there are tasks, and hands results to `put`. A failure is noted in the block. */
export function* takeTasks(
  block: TaskBlock,
  readRun: () => Run,
  instance: Instance,
  openReader: OpenReader,
  thread: number,
  put: (task: number, outcome: TaskOutcome, arena: number) => void,
): Work<void> {
  let task = block.take();
  if (task < 0) return;
  const run = readRun();
  const context: TaskContext = {
    instance,
    openReader,
    check: () => {
      block.progressed();
      if (block.stopped) throw STOPPED;
    },
    awaitFetched: (word) => awaitWord(block, instance, word),
  };
  let runner: TaskRunner | undefined;
  try {
    runner = createRunner(run, context);
    for (; task >= 0; task = block.take()) {
      put(task, yield* timedTask(runner, task, thread), run.arena);
      yield;
    }
  } catch (error) {
    if (error !== STOPPED) block.fail(failureOf(error, instance), run.arena);
  } finally {
    runner?.close();
  }
}

/** A trap for want of memory, or for the allocator's lock, told apart from our own mistakes. */
export function failureOf(error: unknown, { kernels }: Instance): ErrorData {
  if (error instanceof WebAssembly.RuntimeError && kernels.allocator_lost()) return errorToData(memoryLost());
  if (error instanceof WebAssembly.RuntimeError && kernels.take_out_of_memory() !== 0) {
    return errorToData(new MemoryLimitError(`out of memory: ${kernels.bytes_in_use() >>> 0} bytes are in use`));
  }
  return errorToData(error);
}

const POLL_MS = 50;

function awaitWord(block: TaskBlock, { heap }: Instance, word: number): number {
  const words = heap.i32s(word, 1);
  for (let address = Atomics.load(words, 0); ; address = Atomics.load(words, 0)) {
    block.progressed();
    if (block.stopped) throw STOPPED;
    if (address !== 0) return address >>> 0;
    Atomics.wait(words, 0, 0, POLL_MS);
  }
}
