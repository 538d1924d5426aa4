// Where a run's tasks are done: on the calling thread, or by the pool, synchronously or not.

import type { Instance } from "../kernels/index.js";
import { inlineTasks } from "./inline-tasks.js";
import { NoWorkersError, type Pool } from "./pool.js";
import { type FetchMorsels, INLINE_ROWS_MAX, INLINE_ROWS_MAX_STARTED, type QueryOptions } from "./query.js";
import { failureOf, type OpenReader, type Run, type TaskOutcome } from "./run-tasks.js";
import { runInTurns, runSync } from "./step.js";
import type { TaskBlock } from "./task-block.js";

export interface Executor {
  /** Its runs can be awaited: meanwhile, what does not need their results goes on. */
  readonly awaits: boolean;
  run(run: Run, count: number, rows: number, options: QueryOptions, step: string, fetch?: FetchMorsels): RunHandle;
}

interface RunHandle {
  /** Known for sure when the results are there. */
  readonly threads: number;
  readonly results: readonly TaskOutcome[] | Promise<readonly TaskOutcome[]>;
}

const PROGRESS_MS = 50;
/** Rows of a task that can't be interrupted, above which it would hold the event loop for long. */
const UNINTERRUPTED_ROWS_MAX = 250_000;
/** Morsels that are fetched ahead of the one at work. */
const FETCH_AHEAD = 6;

/** Whether there are workers, or can be, and a run over so many rows is worth handing out to them. */
function isWorth(pool: Pool | undefined, rows: number): pool is Pool {
  return pool?.usable === true && rows >= (pool.started ? INLINE_ROWS_MAX_STARTED : INLINE_ROWS_MAX);
}

export class SyncExecutor implements Executor {
  readonly awaits = false;

  constructor(
    readonly instance: Instance,
    readonly openReader: OpenReader,
    /** Absent where this thread may not wait, or works alone. */
    readonly pool: Pool | undefined,
    readonly threads: number,
  ) {}

  run(run: Run, count: number, rows: number, options: QueryOptions, step: string, fetch?: FetchMorsels): RunHandle {
    const { pool } = this;
    const threads = Math.min(this.threads, count);
    // A thread that waits for workers can't bring them anything.
    const alone = !isWorth(pool, rows) || pool.busy || threads < 2 || fetch !== undefined;
    return alone
      ? { threads: 1, results: runSync(inlineTasks(run, count, this, options, step, fetch)) }
      : { threads, results: pool.runSync(run, count, threads - 1) };
  }
}

export class AsyncExecutor implements Executor {
  readonly awaits = true;

  constructor(
    readonly instance: Instance,
    readonly openReader: OpenReader,
    readonly pool: Pool | undefined,
    readonly threads: number,
    /** This thread has nothing more urgent to do, as a page's has, than tasks. */
    readonly helps: boolean,
  ) {}

  run(run: Run, count: number, rows: number, options: QueryOptions, step: string, fetch?: FetchMorsels): RunHandle {
    const { pool } = this;
    const interruptible = run.kind === "pipeline" || rows <= UNINTERRUPTED_ROWS_MAX * count;
    const helps = this.helps && interruptible && fetch === undefined;
    const threads = Math.min(this.threads, count);
    if (!isWorth(pool, rows) || (helps && threads < 2)) {
      return { threads: 1, results: this.#inline(run, count, options, step, fetch) };
    }
    const handle = {
      threads,
      results: this.#pooled(pool, run, count, threads, options, step, helps, fetch).catch((error: unknown) => {
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
    threads: number,
    options: QueryOptions,
    step: string,
    helps: boolean,
    fetch?: FetchMorsels,
  ): Promise<readonly TaskOutcome[]> {
    const { signal, onProgress } = options;
    const timer = onProgress && setInterval(() => onProgress({ step, done: pool.doneCount, total: count }), PROGRESS_MS);
    let cancel: (() => void) | undefined;
    let fetching: Promise<void> | undefined;
    let over = false;
    try {
      return await pool.runAsync(run, count, helps ? threads - 1 : threads, helps, (block) => {
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

  #inline(
    run: Run,
    count: number,
    options: QueryOptions,
    step: string,
    fetch?: FetchMorsels,
  ): readonly TaskOutcome[] | Promise<readonly TaskOutcome[]> {
    return runInTurns(inlineTasks(run, count, this, options, step, fetch), () => this.instance.kernels.set_query_arena(run.arena));
  }
}
