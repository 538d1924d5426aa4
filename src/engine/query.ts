// One run of one query: its arena, its threads, its progress and profile.

import { AbortError } from "../errors/index.js";
import type { Instance } from "../kernels/index.js";
import type { TaskKind, TaskSpecs } from "../physical/tasks/tasks.js";
import type { Executor } from "./executor.js";
import { type Step, wait } from "./step.js";

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
  readonly step: string;
  /** Rows that went in. */
  readonly rows: number;
  readonly tasks: number;
  readonly threads: number;
  readonly timeMs: number;
}

/** Under so many rows a step runs on the calling thread at once: handing it out costs more than it saves. */
export const INLINE_ROWS_MAX = 100_000;

export class Query {
  readonly profile: ProfileStep[] = [];

  constructor(
    readonly instance: Instance,
    readonly arena: number,
    readonly executor: Executor,
    readonly options: QueryOptions,
    /** Pipelines over at least so many rows run in the fused tier. */
    readonly fusedRowsMin: number,
  ) {}

  /** Runs `count` tasks over `rows` rows; their results in task order. `fetch` brings task i's bytes into memory. */
  *run<K extends TaskKind>(
    step: string,
    kind: K,
    spec: TaskSpecs[K],
    count: number,
    rows: number,
    fetch?: FetchMorsels,
  ): Step<readonly unknown[]> {
    const { signal } = this.options;
    if (signal?.aborted === true) throw new AbortError("the query was cancelled by its signal");
    const start = performance.now();
    const run = { kind, spec, arena: this.arena };
    const handle = this.executor.run(run, count, rows, this.options, step, fetch);
    const done = yield* wait(handle.results);
    this.profile.push({ step, rows, tasks: count, threads: handle.threads, timeMs: performance.now() - start });
    return done;
  }
}

/** For sources that only the calling thread can read. */
export interface FetchMorsels {
  /** Address of the words in which readers find the morsels' addresses. */
  readonly words: number;
  /** Task i needs morsels `segments[i]` to `segments[i + 1]`. */
  readonly segments: readonly number[];
  fetch(index: number, arena: number, signal?: AbortSignal): number | Promise<number>;
}
