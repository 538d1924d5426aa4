// What runs plans: the engine, plugged in by the platform. Frames know only this.

import type { FrameData } from "../column/index.js";
import type { ProfileStep, Progress, ThreadProfile } from "../engine/query.js";
import { assert } from "../errors/index.js";
import type { Plan } from "../plan/index.js";
import type { Schema } from "../types/index.js";

export type { ProfileStep, Progress, ThreadProfile };

export interface CollectOptions {
  /** Stops the query: `collect` then rejects with AbortError. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /**
   * Bytes that may come into use while the query runs, beyond which it ends in a MemoryLimitError. Memory is counted in all: what other
   * queries take, or frames that are made, in the meantime counts as well.
   */
  readonly memoryLimit?: number;
}

/** A synchronous query hears no signal. */
export type CollectSyncOptions = Pick<CollectOptions, "memoryLimit">;

export interface ExplainOptions {
  /** The plan as it will run (the default), or as it was written. */
  readonly optimized?: boolean;
  /** The pipelines it will run as, in place of the plan. */
  readonly physical?: boolean;
}

export interface Runner {
  collect(plan: Plan, options: CollectOptions): Promise<FrameData>;
  collectSync(plan: Plan, options: CollectSyncOptions): FrameData;
  profile(plan: Plan, options: CollectOptions): Promise<{ readonly data: FrameData; readonly profile: readonly ProfileStep[] }>;
  explain(plan: Plan, options: Required<ExplainOptions>): string;
  /** The schema of the result. @throws where a source must be opened first, which only `openSchema` can await */
  schema(plan: Plan): Schema;
  openSchema(plan: Plan): Promise<Schema>;
}

let current: Runner | undefined;

/** Called once, by the platform's entry point. */
export function setRunner(runner: Runner): void {
  current = runner;
}

export function runner(): Runner {
  assert(current !== undefined, "no runner is set");
  return current;
}
