// Where a run's tasks are done: on the calling thread, or by the pool, synchronously or not.

import { AbortError, assert, errorFromData } from "../errors/index.js";
import type { Instance } from "../kernels/index.js";
import type { TaskContext } from "../physical/pipeline.js";
import { NoWorkersError, type Pool } from "./pool.js";
import { type FetchMorsels, INLINE_ROWS_MAX, type QueryOptions } from "./query.js";
import { createRunner, failureOf, type OpenReader, type Run, type TaskOutcome, timedTask } from "./run-tasks.js";
import type { TaskBlock } from "./task-block.js";

export interface Executor {
  run(run: Run, count: number, rows: number, options: QueryOptions, step: string, fetch?: FetchMorsels): RunHandle;
}

interface RunHandle {
  /** Known for sure when the results are there. */
  readonly threads: number;
  readonly results: readonly TaskOutcome[] | Promise<readonly TaskOutcome[]>;
}

const PROGRESS_MS = 50;
/** How long an inline run may hold the event loop before it lets others have a turn. */
const TURN_MS = 12;
/** Morsels that are fetched ahead of the one at work. */
const FETCH_AHEAD = 6;

export class SyncExecutor implements Executor {
  constructor(
    readonly instance: Instance,
    readonly openReader: OpenReader,
    /** Absent where this thread may not wait, or works alone. */
    readonly pool: Pool | undefined,
    readonly threads: number,
  ) {}

  run(run: Run, count: number, rows: number, options: QueryOptions, step: string, fetch?: FetchMorsels): RunHandle {
    const { pool, threads } = this;
    // A thread that waits for workers can't bring them anything.
    const alone = pool?.usable !== true || pool.busy || threads < 2 || count < 2 || rows < INLINE_ROWS_MAX || fetch !== undefined;
    return alone
      ? { threads: 1, results: this.#inline(run, count, options, step, fetch) }
      : { threads, results: pool.runSync(run, count, threads) };
  }

  #inline(run: Run, count: number, { onProgress }: QueryOptions, step: string, fetch?: FetchMorsels): readonly TaskOutcome[] {
    const inline = new InlineRun(run, this.instance, this.openReader);
    const results: TaskOutcome[] = [];
    try {
      for (let task = 0; task < count; task++) {
        if (fetch !== undefined) this.#fetchTask(fetch, task, run.arena);
        results.push(inline.task(task));
        onProgress?.({ step, done: task + 1, total: count });
      }
      return results;
    } finally {
      inline.close();
    }
  }

  #fetchTask(fetch: FetchMorsels, task: number, arena: number): void {
    for (let morsel = fetch.segments[task] as number; morsel < (fetch.segments[task + 1] as number); morsel++) {
      const address = fetch.fetch(morsel, arena);
      assert(typeof address === "number", "a source that was planned at once is to be awaited");
      this.instance.heap.setU32(fetch.words + morsel * 4, address);
    }
  }
}

export class AsyncExecutor implements Executor {
  constructor(
    readonly instance: Instance,
    readonly openReader: OpenReader,
    readonly pool: Pool | undefined,
    readonly threads: number,
  ) {}

  run(run: Run, count: number, rows: number, options: QueryOptions, step: string, fetch?: FetchMorsels): RunHandle {
    const { pool, threads } = this;
    if (pool?.usable !== true || rows < INLINE_ROWS_MAX) return { threads: 1, results: this.#inline(run, count, options, step, fetch) };
    const handle = {
      threads: Math.min(threads, count),
      results: this.#pooled(pool, run, count, options, step, fetch).catch((error: unknown) => {
        if (!(error instanceof NoWorkersError)) throw error;
        handle.threads = 1;
        return this.#inline(run, count, options, step, fetch);
      }),
    };
    return handle;
  }

  async #pooled(
    pool: Pool,
    run: Run,
    count: number,
    options: QueryOptions,
    step: string,
    fetch?: FetchMorsels,
  ): Promise<readonly TaskOutcome[]> {
    const { signal, onProgress } = options;
    const timer = onProgress && setInterval(() => onProgress({ step, done: pool.doneCount, total: count }), PROGRESS_MS);
    let cancel: (() => void) | undefined;
    let fetching: Promise<void> | undefined;
    let over = false;
    try {
      return await pool.runAsync(run, count, this.threads, (block) => {
        cancel = () => block.cancel();
        signal?.addEventListener("abort", cancel);
        if (signal?.aborted === true) block.cancel();
        fetching = fetch && this.#fetchAll(fetch, block, run.arena, () => over, signal);
      });
    } finally {
      over = true;
      if (cancel !== undefined) signal?.removeEventListener("abort", cancel);
      clearInterval(timer);
      await fetching;
      onProgress?.({ step, done: count, total: count });
    }
  }

  /** Brings morsels in, a few ahead of those the workers have done. Once the run is `over`, `block` may be another's. */
  async #fetchAll(fetch: FetchMorsels, block: TaskBlock, arena: number, over: () => boolean, signal?: AbortSignal): Promise<void> {
    let next = fetch.segments[0] as number;
    const end = fetch.segments.at(-1) as number;
    const words = this.instance.heap.i32s(fetch.words, end);
    const lane = async () => {
      for (let morsel = next++; morsel < end && !over() && !block.stopped; morsel = next++) {
        const address = await fetch.fetch(morsel, arena, signal);
        Atomics.store(words, morsel, address);
        Atomics.notify(words, morsel);
      }
    };
    try {
      await Promise.all(Array.from({ length: FETCH_AHEAD }, lane));
    } catch (error) {
      if (!over()) block.fail(failureOf(error, this.instance), arena);
    }
  }

  async #inline(run: Run, count: number, options: QueryOptions, step: string, fetch?: FetchMorsels): Promise<readonly TaskOutcome[]> {
    const inline = new InlineRun(run, this.instance, this.openReader);
    const results: TaskOutcome[] = [];
    let turn = performance.now();
    try {
      for (let task = 0; task < count; task++) {
        if (options.signal?.aborted === true) throw new AbortError("the query was cancelled by its signal");
        if (fetch !== undefined) await this.#fetchTask(fetch, task, run.arena, options.signal);
        results.push(inline.task(task));
        options.onProgress?.({ step, done: task + 1, total: count });
        if (performance.now() - turn > TURN_MS) {
          await nextTurn();
          turn = performance.now();
        }
      }
      return results;
    } finally {
      inline.close();
    }
  }

  async #fetchTask(fetch: FetchMorsels, task: number, arena: number, signal?: AbortSignal): Promise<void> {
    const first = fetch.segments[task] as number;
    const end = fetch.segments[task + 1] as number;
    const { heap } = this.instance;
    const bring = async (_: unknown, index: number) => {
      const word = fetch.words + (first + index) * 4;
      // It may be there already when workers were to do this run and could not be started.
      if (heap.getU32(word) === 0) heap.setU32(word, await fetch.fetch(first + index, arena, signal));
    };
    await Promise.all(Array.from({ length: end - first }, bring));
  }
}

/** Lets timers, input and painting have a turn. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** A run on the calling thread. */
class InlineRun {
  readonly #runner: ReturnType<typeof createRunner>;

  constructor(
    readonly query: Run,
    readonly instance: Instance,
    openReader: OpenReader,
  ) {
    const context: TaskContext = {
      instance,
      openReader,
      check: () => undefined,
      awaitFetched: (word) => instance.heap.getU32(word),
    };
    this.#runner = this.#guard(() => createRunner(query, context));
  }

  task(index: number): TaskOutcome {
    // Another query may have had a turn on this thread since the last task.
    this.instance.kernels.set_query_arena(this.query.arena);
    return this.#guard(() => timedTask(this.#runner, index, 0));
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw errorFromData(failureOf(error, this.instance));
      throw error;
    }
  }

  close(): void {
    this.#runner.close();
  }
}
