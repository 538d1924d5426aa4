// One run of one query: its arena, its threads, its progress and profile.

import { AbortError } from "../errors/index.js";
import type { Instance } from "../kernels/index.js";
import type { TaskKind, TaskSpecs } from "../physical/tasks/tasks.js";
import type { Executor } from "./executor.js";
import type { TaskOutcome } from "./run-tasks.js";
import { both, type Step, wait } from "./step.js";

export interface QueryOptions {
  readonly signal?: AbortSignal;
  /** Called as tasks get done. */
  readonly onProgress?: (progress: Progress) => void;
  /** Bytes that may come into use while the query runs, by it or by others beside it: memory is counted in all. */
  readonly memoryLimit?: number;
}

export interface Progress {
  /** The step at work, as in the profile. */
  readonly step: string;
  /** Tasks of this step that are done, and all of them. */
  readonly done: number;
  readonly total: number;
}

/** One step of a query as it ran. */
export interface ProfileStep {
  /** What it did, the source first: `orders.parquet → filter → collect`. */
  readonly step: string;
  /** "fused" where operators ran as code emitted for them. */
  readonly tier: Tier;
  /** Rows that went in. */
  readonly rows: number;
  /** Bytes of memory that it left to the steps after it, or as the result. */
  readonly bytes: number;
  readonly tasks: number;
  /** Threads that could take tasks. */
  readonly threads: number;
  readonly timeMs: number;
  /** The threads that did, in their order. */
  readonly byThread: readonly ThreadProfile[];
}

export interface ThreadProfile {
  /** 0 is the calling thread, workers follow. */
  readonly thread: number;
  readonly tasks: number;
  /** Of pipelines, whose tasks are ranges of rows. */
  readonly rows?: number;
  readonly timeMs: number;
}

type Tier = "fused" | "kernels";

/** What more there is to say of a run. */
interface RunDetails {
  readonly fetch?: FetchMorsels;
  readonly tier?: Tier;
  /** By task. */
  readonly taskRows?: readonly number[];
}

/** Under so many rows a step runs on the calling thread at once: starting workers for it costs more than it saves. */
export const INLINE_ROWS_MAX = 100_000;
/** The same where there are workers already, and it need only be handed out. */
export const INLINE_ROWS_MAX_STARTED = 32_768;

export class Query {
  readonly profile: ProfileStep[] = [];
  /** Of a part of the query that others go on beside. */
  #failure: { readonly error: unknown } | undefined;

  constructor(
    readonly instance: Instance,
    readonly arena: number,
    readonly executor: Executor,
    readonly options: QueryOptions,
    /** Pipelines over at least so many rows run in the fused tier. */
    readonly fusedRowsMin: number,
    /** Whether the profile is asked for: counting bytes takes time. */
    readonly profiled: boolean,
  ) {}

  /** Runs `count` tasks over `rows` rows; their results in task order. `fetch` brings task i's bytes into memory. */
  *run<K extends TaskKind>(
    step: string,
    kind: K,
    spec: TaskSpecs[K],
    count: number,
    rows: number,
    { fetch, tier = "kernels", taskRows }: RunDetails = {},
  ): Step<readonly unknown[]> {
    const { signal } = this.options;
    if (signal?.aborted === true) throw new AbortError("the query was cancelled by its signal");
    if (this.#failure !== undefined) throw this.#failure.error;
    const bytes = this.#bytes();
    const start = performance.now();
    const run = { kind, spec, arena: this.arena };
    const handle = this.executor.run(run, count, rows, this.options, step, fetch);
    const outcomes = yield* wait(handle.results);
    if (this.profiled) {
      const timeMs = performance.now() - start;
      const byThread = threadProfiles(outcomes, taskRows);
      this.profile.push({ step, tier, rows, bytes: this.#bytes() - bytes, tasks: count, threads: handle.threads, timeMs, byThread });
    }
    return outcomes.map(({ result }) => result);
  }

  /** What both give, at once where runs can be awaited. Not where it is told of each step how long it took, and how many bytes it left. */
  *both<A, B>(first: Step<A>, second: Step<B>): Step<readonly [A, B]> {
    if (!this.executor.awaits || this.profiled) return [yield* first, yield* second];
    return yield* both(first, second, (error) => {
      this.#failure ??= { error };
    });
  }

  #bytes(): number {
    return this.profiled ? this.instance.kernels.arena_bytes(this.arena) : 0;
  }
}

function threadProfiles(outcomes: readonly TaskOutcome[], taskRows: readonly number[] | undefined): ThreadProfile[] {
  const numbers = [...new Set(outcomes.map(({ thread }) => thread))].sort((left, right) => left - right);
  return numbers.map((number) => {
    let [tasks, rows, timeMs] = [0, 0, 0];
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.thread !== number) continue;
      tasks++;
      rows += taskRows?.[index] ?? 0;
      timeMs += outcome.timeMs;
    }
    return { thread: number, tasks, ...(taskRows === undefined ? {} : { rows }), timeMs };
  });
}

/** For sources that only the calling thread can read. */
export interface FetchMorsels {
  /** Address of the words in which readers find the morsels' addresses. */
  readonly words: number;
  /** Task i needs morsels `segments[i]` to `segments[i + 1]`. */
  readonly segments: readonly number[];
  fetch(index: number, arena: number, signal?: AbortSignal): number | Promise<number>;
}
