// The engine of a process: one memory, one pool of workers, and the queries that run on them.

import type { FrameData } from "../column/index.js";
import { InvalidOperationError } from "../errors/index.js";
import { compileKernels } from "../kernels/compile.js";
import { instance, setInstanceFactory } from "../kernels/current.js";
import { createMemory, type Instance, instantiate } from "../kernels/index.js";
import { memoryLost } from "../memory/index.js";
import { optimize } from "../optimize/index.js";
import type { Plan } from "../plan/index.js";
import { nodesOf } from "../plan/walk.js";
import { platform } from "../platform.js";
import { AsyncExecutor, type Executor, SyncExecutor } from "./executor.js";
import { explainPipelines } from "./explain-pipelines.js";
import { lowerPlan } from "./lower/plan.js";
import { collectStream } from "./lower/result.js";
import { Pool } from "./pool.js";
import { type ProfileStep, Query, type QueryOptions } from "./query.js";
import { openReaderFor } from "./readers.js";
import { runAsync, runSync, type Step, wait } from "./step.js";

let module: WebAssembly.Module | undefined;
let pool: Pool | undefined;
let threads: number | undefined;

const isolated = (): boolean =>
  typeof SharedArrayBuffer !== "undefined" && (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated !== false;

setInstanceFactory((): Instance => {
  module = compileKernels(isolated());
  return instantiate(module, createMemory(isolated()));
});

/** Threads that queries use; the default is the machine's. */
export function threadPoolSize(): number {
  return threads ?? platform().threads;
}

/** @throws {InvalidOperationError} if `count` is not a whole number from 1 to 64. */
export function setThreadPoolSize(count: number): void {
  if (!Number.isInteger(count) || count < 1 || count > THREADS_MAX) {
    throw new InvalidOperationError(`the number of threads must be a whole number from 1 to ${THREADS_MAX}, not ${count}`);
  }
  threads = count;
}

const THREADS_MAX = 64;

/** Compiling takes under a millisecond, which this many rows win back. */
let fusedRowsMin = 100_000;

/** @throws {InvalidOperationError} if a value is out of range. */
export function configure(configuration: { readonly fusedRowsMin?: number }): void {
  const rows = configuration.fusedRowsMin ?? fusedRowsMin;
  if (!(rows >= 0)) throw new InvalidOperationError(`fusedRowsMin must be a number from 0, not ${rows}`);
  fusedRowsMin = rows;
}

interface MemoryUsage {
  /** Bytes that frames, series and running queries hold. */
  readonly usedBytes: number;
  /** The most that was used at once. */
  readonly peakBytes: number;
  /** Bytes the memory has grown to. It never shrinks; what is not used is used again. */
  readonly reservedBytes: number;
}

export function memoryUsage(): MemoryUsage {
  const { heap, kernels } = instance();
  return {
    usedBytes: kernels.bytes_in_use() >>> 0,
    peakBytes: kernels.bytes_peak() >>> 0,
    reservedBytes: heap.memory.buffer.byteLength,
  };
}

function workers(): Pool | undefined {
  const { createWorker } = platform();
  const current = instance();
  if (createWorker === undefined || !current.heap.shared || module === undefined) return undefined;
  pool ??= new Pool({ instance: current, module, createWorker, openReader: openReaderFor(current) });
  return pool;
}

export interface Collected {
  readonly data: FrameData;
  readonly profile: readonly ProfileStep[];
}

/** With the profile only where it is asked for. */
export async function collect(plan: Plan, options: QueryOptions = {}, profiled = false): Promise<Collected> {
  const opened = runAsync(openSources(plan));
  // The kernels are compiled while the first request is under way.
  instance();
  await opened;
  const executor = new AsyncExecutor(instance(), openReaderFor(instance()), workers(), threadPoolSize(), platform().mayWait);
  return await runAsync(execute(plan, executor, options, profiled));
}

export function collectSync(plan: Plan, options: QueryOptions = {}): Collected {
  const helpers = platform().mayWait ? workers() : undefined;
  return runSync(execute(plan, new SyncExecutor(instance(), openReaderFor(instance()), helpers, threadPoolSize()), options, false));
}

function* execute(plan: Plan, executor: Executor, options: QueryOptions, profiled: boolean): Step<Collected> {
  const current = instance();
  const { kernels } = current;
  const limit = options.memoryLimit;
  if (limit !== undefined && !(limit >= 0)) throw new InvalidOperationError(`memoryLimit must be a number of bytes from 0, not ${limit}`);
  yield* openSources(plan);
  const optimized = optimize(plan);
  const arena = kernels.arena_new() >>> 0;
  const query = new Query(current, arena, executor, options, fusedRowsMin, profiled);
  if (limit !== undefined) kernels.arena_limit(arena, Math.min(0xffffffff, (kernels.bytes_in_use() >>> 0) + limit));
  try {
    const data = yield* collectStream(query, yield* lowerPlan(query, optimized));
    return { data, profile: query.profile };
  } finally {
    freeArena(current, arena);
  }
}

function freeArena({ kernels }: Instance, arena: number): void {
  try {
    kernels.arena_free(arena);
  } catch (error) {
    throw kernels.allocator_lost() ? memoryLost() : error;
  }
}

/** As text, of a plan whose sources are open. */
export function pipelines(plan: Plan): string {
  return explainPipelines(optimize(plan), fusedRowsMin);
}

/** Schemas are known before a plan is optimised. */
export function* openSources(plan: Plan): Step<void> {
  for (const node of nodesOf(plan)) if (node.kind === "Scan") yield* wait(node.source.open());
}
