// Sorting rows at rest: phases, each of which is done for all parts before the next begins.

import type { TaskContext } from "../pipeline.js";
import { SortJob, type SortJobState } from "../sorting/index.js";

export interface SortSpec {
  readonly job: SortJobState;
  readonly phase: SortPhase;
}

export const SORT_PHASES = ["encode", "count", "scatter", "order"] as const;
type SortPhase = (typeof SORT_PHASES)[number];

export function sortPart({ instance }: TaskContext, { job, phase }: SortSpec, part: number): null {
  SortJob.attach(instance, job)[phase](part);
  return null;
}
