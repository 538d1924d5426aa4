// The worker threads of a process: started when first needed, parked between runs.

import * as comlink from "comlink";
import { type ErrorData, errorFromData, WorkerError } from "../errors/index.js";
import type { Instance } from "../kernels/index.js";
import type { Work } from "../physical/pipeline.js";
import type { PlatformWorker } from "../platform.js";
import { type OpenReader, type Run, type TaskOutcome, takeTasks } from "./run-tasks.js";
import { runInTurns, runSync } from "./step.js";
import { TaskBlock } from "./task-block.js";
import type { WorkerApi } from "./worker.js";

interface PoolOptions {
  readonly instance: Instance;
  readonly module: WebAssembly.Module;
  readonly createWorker: () => PlatformWorker;
  readonly openReader: OpenReader;
}

interface Member {
  readonly worker: PlatformWorker;
  /** It has the kernels and serves runs. */
  ready: boolean;
}

/** The run that is open, as the calling thread waits for it. */
interface OpenRun {
  /** Why it can't go on: no worker could be started for it, or one was lost. */
  failure?: Error;
  /** Looks again whether it is over. */
  wake(): void;
}

/** No worker could be started, so no task of a run that was left to them was taken: it has to be done on the calling thread. */
export class NoWorkersError extends Error {}

/** How long workers may take to start before the pool does without them. */
const START_TIMEOUT_MS = 10_000;
/** How long workers have to leave a run that another one died in. */
const LEAVE_TIMEOUT_MS = 2000;
const POLL_MS = 5;
/** How long this thread, which has done its part of a run, holds the event loop until the others have done theirs. */
const TAIL_MS = 2;
/** Waits of a synchronous run without any progress after which a worker counts as lost. No batch and no step of a task takes so long. */
const STALL_ROUNDS = 240;
/** More than any worker's number. */
const ALL = 2 ** 30;

export class Pool {
  /** By number: a run may be meant for the first few only. */
  readonly #members = new Map<number, Member>();
  readonly #block: TaskBlock;
  #open: OpenRun | undefined;
  /** Runs wait here for those before them: there is one task block. */
  #queue: Promise<unknown> = Promise.resolve();
  /** The one that is open, and those that wait. */
  #runCount = 0;
  #busy = false;
  /** A worker could not be started, so no more are tried: a page's policy forbids it, or a bundler left its file behind. */
  #crippled = false;

  constructor(readonly options: PoolOptions) {
    this.#block = new TaskBlock(options.instance.heap);
  }

  /** A run is open, so a synchronous query has to do without the workers. */
  get busy(): boolean {
    return this.#busy;
  }

  /** False once it is known that no worker can be started here. */
  get usable(): boolean {
    return !this.#crippled || this.#members.size > 0;
  }

  /** There are workers, if only just started. */
  get started(): boolean {
    return this.#members.size > 0;
  }

  get doneCount(): number {
    return this.#block.doneCount;
  }

  /** Starts workers until there are `count`; they join a run that is open when they are ready. */
  #start(count: number): void {
    for (let number = 0; number < count && !this.#crippled; number++) if (!this.#members.has(number)) this.#startWorker(number);
  }

  #startWorker(number: number): void {
    const { module, instance, createWorker } = this.options;
    try {
      const member: Member = { worker: createWorker(), ready: false };
      this.#members.set(number, member);
      member.worker.onOver(() => this.#open?.wake());
      member.worker.onError((error) => this.#lose(number, member, error));
      const api = comlink.wrap<WorkerApi>(member.worker.endpoint);
      const lose = (error: unknown) => this.#lose(number, member, error);
      api.init({ module, memory: instance.heap.memory, number }).then(() => {
        member.ready = true;
      }, lose);
      // Not after `init` has answered: a thread that only runs synchronous queries never hears answers.
      api.serve().catch(lose);
    } catch (error) {
      this.#cripple(error);
    }
  }

  /** A worker failed: at its start, or it died. */
  #lose(number: number, member: Member, error: unknown): void {
    if (this.#members.get(number) !== member) return;
    this.#members.delete(number);
    member.worker.terminate();
    if (member.ready) this.#fail(workerError(error instanceof Error ? error.message : String(error)));
    else this.#cripple(error);
  }

  #cripple(error: unknown): void {
    if (!this.#crippled) {
      const reason = error instanceof Error ? error.message : String(error);
      console.warn(`floe: a worker could not be started, so queries do without it: ${reason}`);
    }
    this.#crippled = true;
    if (this.#members.size === 0) this.#fail(new NoWorkersError());
  }

  #fail(error: Error): void {
    if (this.#open === undefined) return;
    this.#open.failure ??= error;
    this.#open.wake();
  }

  #loseLate(): void {
    const error = new Error("it did not answer");
    for (const [number, member] of [...this.#members]) if (!member.ready) this.#lose(number, member, error);
  }

  /** Runs `count` tasks on this thread and `workers` others, and waits. Not for a browser's main thread. */
  runSync(run: Run, count: number, workers: number): readonly TaskOutcome[] {
    this.#busy = true;
    try {
      // A thread that never listens has not heard of those that ended since.
      for (const [number, { worker }] of [...this.#members]) if (worker.ended()) this.#members.delete(number);
      this.#start(workers);
      this.#block.open(run, count, workers, run.arena);
      const own: TaskOutcome[] = [];
      try {
        runSync(this.#takeTasks(run, own));
      } finally {
        this.#block.close();
        this.#awaitIdle();
      }
      return unwrap(this.#block.results(own));
    } finally {
      this.#busy = false;
    }
  }

  /** This thread's part in a run; its results by task. */
  #takeTasks(run: Run, own: TaskOutcome[]): Work<void> {
    const { instance, openReader } = this.options;
    return takeTasks(
      this.#block,
      () => run,
      instance,
      openReader,
      0,
      (task, outcome) => {
        own[task] = outcome;
        this.#block.done();
      },
    );
  }

  /** Waits until all workers are out of the run. @throws {WorkerError} if one died in it, or seems to. */
  #awaitIdle(): void {
    let seen = this.#block.progress;
    let rounds = 0;
    let lost: string | undefined;
    this.#block.waitUntilIdle(() => {
      const { progress } = this.#block;
      rounds = progress === seen ? rounds + 1 : 0;
      seen = progress;
      if (rounds >= STALL_ROUNDS) lost = "it made no progress for long";
      else if ([...this.#members.values()].some(({ worker }) => worker.ended())) lost = "it has ended";
      return lost !== undefined;
    });
    if (lost === undefined) return;
    this.#block.cancel();
    this.#block.close();
    // The others notice that they are to stop; what is left inside then is the dead.
    const live = performance.now() + LEAVE_TIMEOUT_MS;
    this.#block.waitUntilIdle(() => performance.now() > live);
    this.terminate();
    throw workerError(lost);
  }

  /**
   * Runs `count` tasks on `workers` workers, and on this thread, in turns with what else it has to do, if it `helps`.
   * `opened` is called once the run is open.
   * @throws {NoWorkersError} if it does not help
   */
  runAsync(run: Run, count: number, workers: number, helps: boolean, opened: (block: TaskBlock) => void): Promise<readonly TaskOutcome[]> {
    const open = () => this.#runOpen(run, count, workers, helps, opened);
    // At once, if it need not wait: workers begin while this thread still prepares other runs.
    const result = this.#runCount++ === 0 ? open() : this.#queue.then(open);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #runOpen(
    run: Run,
    count: number,
    workers: number,
    helps: boolean,
    opened: (block: TaskBlock) => void,
  ): Promise<readonly TaskOutcome[]> {
    const block = this.#block;
    this.#busy = true;
    let late: ReturnType<typeof setTimeout> | undefined;
    try {
      this.#start(workers);
      if (!helps && !this.usable) throw new NoWorkersError();
      for (const { worker } of this.#members.values()) worker.ref();
      late = setTimeout(() => this.#loseLate(), START_TIMEOUT_MS);
      const open: OpenRun = { wake: () => undefined };
      this.#open = open;
      // Of a crippled pool, whoever is there takes part.
      block.open(run, count, this.#crippled ? ALL : workers, run.arena);
      opened(block);
      const own: TaskOutcome[] = [];
      if (helps) {
        // What else is to be done first for the query: other runs to prepare, small ones.
        await undefined;
        await runInTurns(this.#takeTasks(run, own), () => this.options.instance.kernels.set_query_arena(run.arena));
        // Others end about now, and are heard of sooner so than by a message.
        block.waitUntilIdle(() => true, TAIL_MS);
      } else await this.#over(open);
      block.close();
      // Those still at work, and one that was just trying to enter.
      await this.#over(open);
      return unwrap(block.results(own));
    } catch (error) {
      await this.#abandon();
      throw error;
    } finally {
      clearTimeout(late);
      for (const { worker } of this.#members.values()) worker.unref();
      this.#open = undefined;
      this.#busy = false;
      this.#runCount--;
    }
  }

  /** Waits until the run is over. */
  async #over(open: OpenRun): Promise<void> {
    while (this.#block.listen()) {
      if (open.failure !== undefined) throw open.failure;
      await new Promise<void>((resolve) => {
        open.wake = resolve;
      });
    }
  }

  /** After a worker could not start, or died: the others are let out before the run's memory is given back. */
  async #abandon(): Promise<void> {
    const block = this.#block;
    block.cancel();
    block.close();
    for (let waitedMs = 0; !block.idle && waitedMs < LEAVE_TIMEOUT_MS; waitedMs += POLL_MS) await sleep(POLL_MS);
    // What is left inside is the dead.
    if (!block.idle) this.terminate();
  }

  terminate(): void {
    for (const { worker } of this.#members.values()) worker.terminate();
    this.#members.clear();
    this.#block.reset();
  }
}

function workerError(reason: string): WorkerError {
  return new WorkerError(`a worker was lost while it was at work, and the query with it: ${reason}`);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function unwrap(outcome: ReturnType<TaskBlock["results"]>): readonly TaskOutcome[] {
  if ("failure" in outcome) throw errorFromData(outcome.failure as ErrorData);
  return outcome.results as readonly TaskOutcome[];
}
