// The worker threads of a process: started when first needed, parked between runs.

import * as comlink from "comlink";
import { type ErrorData, errorFromData } from "../errors/index.js";
import type { Instance } from "../kernels/index.js";
import type { PlatformWorker } from "../platform.js";
import { type OpenReader, type Run, runTasks } from "./run-tasks.js";
import { TaskBlock } from "./task-block.js";
import type { WorkerApi } from "./worker.js";

export interface PoolOptions {
  readonly instance: Instance;
  readonly module: WebAssembly.Module;
  readonly createWorker: () => PlatformWorker;
  readonly openReader: OpenReader;
}

interface PendingRun {
  readonly sequence: number;
  readonly finish: () => void;
  readonly fail: (error: unknown) => void;
}

export class Pool {
  readonly #workers: PlatformWorker[] = [];
  readonly #block: TaskBlock;
  #pending: PendingRun | undefined;
  /** Runs of other queries wait here: there is one task block. */
  #queue: Promise<unknown> = Promise.resolve();
  #busy = false;

  constructor(readonly options: PoolOptions) {
    this.#block = new TaskBlock(options.instance.heap);
  }

  /** A run is open, so a synchronous query has to do without the workers. */
  get busy(): boolean {
    return this.#busy;
  }

  get doneCount(): number {
    return this.#block.doneCount;
  }

  /** Starts workers until there are `count`; they join a run that is open when they are ready. */
  #start(count: number): void {
    const { module, instance, createWorker } = this.options;
    while (this.#workers.length < count) {
      const number = this.#workers.length;
      const worker = createWorker();
      worker.onComplete((sequence) => this.#complete(sequence));
      worker.onError((error) => this.#pending?.fail(error));
      this.#workers.push(worker);
      const api = comlink.wrap<WorkerApi>(worker.endpoint);
      api
        .init({ module, memory: instance.heap.memory, number })
        .then(() => api.serve())
        .catch((error: unknown) => this.#pending?.fail(error));
    }
  }

  /** Runs `count` tasks on `threads` threads, one of them this one, which waits. Not for a browser's main thread. */
  runSync(run: Run, count: number, threads: number): readonly unknown[] {
    this.#busy = true;
    try {
      const { instance, openReader } = this.options;
      this.#start(threads - 1);
      this.#block.open(run, count, threads - 1, run.arena);
      runTasks(this.#block, run, instance, openReader);
      this.#block.waitUntilIdle();
      this.#block.close();
      this.#block.waitUntilIdle();
      return unwrap(this.#block.results());
    } finally {
      this.#busy = false;
    }
  }

  /** Runs `count` tasks on `threads` workers, while this thread goes on. `opened` is called once the run is open. */
  runAsync(run: Run, count: number, threads: number, opened: (block: TaskBlock) => void): Promise<readonly unknown[]> {
    const result = this.#queue.then(() => this.#runOpen(run, count, threads, opened));
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #runOpen(run: Run, count: number, threads: number, opened: (block: TaskBlock) => void): Promise<readonly unknown[]> {
    const block = this.#block;
    this.#busy = true;
    try {
      this.#start(threads);
      for (const worker of this.#workers) worker.ref();
      const finished = new Promise<void>((finish, fail) => {
        this.#pending = { sequence: block.sequence + 1, finish, fail };
      });
      block.open(run, count, threads, run.arena);
      opened(block);
      await finished;
      block.close();
      // A worker that came late finds nothing to do and is out again at once.
      while (!block.idle);
      return unwrap(block.results());
    } catch (error) {
      this.#abandon();
      throw error;
    } finally {
      for (const worker of this.#workers) worker.unref();
      this.#pending = undefined;
      this.#busy = false;
    }
  }

  #complete(sequence: number): void {
    const pending = this.#pending;
    if (pending?.sequence === sequence && this.#block.idle && this.#block.complete) pending.finish();
  }

  /** After a worker could not start, or died: the others are let out before their memory is given back. */
  #abandon(): void {
    if (this.#block.idle) {
      this.#block.close();
      return;
    }
    this.terminate();
  }

  terminate(): void {
    for (const worker of this.#workers) worker.terminate();
    this.#workers.length = 0;
    this.#block.reset();
  }
}

function unwrap(outcome: ReturnType<TaskBlock["results"]>): readonly unknown[] {
  if ("failure" in outcome) throw errorFromData(outcome.failure as ErrorData);
  return outcome.results;
}
