// A worker's life: registered by comlink, then parked in shared memory until the pool shuts down.

import { type Instance, instantiate } from "../kernels/index.js";
import { type OpenReader, type Run, runTasks } from "./run-tasks.js";
import { TaskBlock } from "./task-block.js";

/** What the pool says to a new worker. */
interface WorkerInit {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** 0, 1, …: a run may be meant for the first few workers only. */
  readonly number: number;
}

/** The worker as the pool sees it through comlink. */
export interface WorkerApi {
  init(options: WorkerInit): void;
  /** Returns only when the worker is terminated: from here on tasks come through shared memory. */
  serve(): void;
}

/** `complete` tells the calling thread that a run may be over. */
export function createWorkerApi(openReaderFor: (instance: Instance) => OpenReader, complete: (sequence: number) => void): WorkerApi {
  let instance: Instance | undefined;
  let number = 0;
  return {
    init(options) {
      instance = instantiate(options.module, options.memory);
      number = options.number;
    },
    serve() {
      if (instance !== undefined) serve(instance, number, openReaderFor(instance), complete);
    },
  };
}

function serve(instance: Instance, number: number, openReader: OpenReader, complete: (sequence: number) => void): never {
  const block = new TaskBlock(instance.heap);
  for (let seen = 0; ; ) {
    block.park(seen);
    seen = block.sequence;
    if (!block.wants(number)) continue;
    try {
      if (block.enter()) runTasks(block, block.readRun() as Run, instance, openReader, number + 1);
    } finally {
      block.leave();
    }
    // Whoever looked active reports, and of the run that is open now: another may have been opened since this thread woke, and
    // its last worker have seen this one inside.
    if (block.idle && block.complete) complete(block.sequence);
  }
}
