// A worker's life: registered by comlink, then parked in shared memory until the pool shuts down.

import { type Instance, instantiate } from "../kernels/index.js";
import { type OpenReader, type Run, type TaskOutcome, takeTasks } from "./run-tasks.js";
import { runSync } from "./step.js";
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

/** `tellOver` sends the calling thread the message that wakes it. */
export function createWorkerApi(openReaderFor: (instance: Instance) => OpenReader, tellOver: () => void): WorkerApi {
  let instance: Instance | undefined;
  let number = 0;
  return {
    init(options) {
      instance = instantiate(options.module, options.memory);
      number = options.number;
    },
    serve() {
      if (instance !== undefined) serve(instance, number, openReaderFor(instance), tellOver);
    },
  };
}

function serve(instance: Instance, number: number, openReader: OpenReader, tellOver: () => void): never {
  const block = new TaskBlock(instance.heap);
  const readRun = () => block.readRun() as Run;
  const put = (task: number, outcome: TaskOutcome, arena: number) => block.put(task, outcome, arena);
  for (let seen = 0; ; ) {
    block.park(seen);
    seen = block.sequence;
    if (!block.wants(number)) continue;
    try {
      if (block.enter()) runSync(takeTasks(block, readRun, instance, openReader, number + 1, put));
    } finally {
      if (block.leave()) tellOver();
    }
  }
}
