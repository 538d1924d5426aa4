// Sorting rows at rest: phases, each of which is done for all parts before the next begins.

import type { TaskContext } from "../pipeline.js";
import { SortJob, type SortJobState } from "../sorting/index.js";

export interface SortSpec {
  readonly job: SortJobState;
  /** One, or where there is but one part, several. */
  readonly phases: readonly SortPhase[];
}

export const SORT_PHASES = ["encode", "count", "scatter", "order"] as const;
type SortPhase = (typeof SORT_PHASES)[number];

export function sortPart({ instance }: TaskContext, { job, phases }: SortSpec, part: number): null {
  const sort = SortJob.attach(instance, job);
  for (const phase of phases) sort[phase](part);
  return null;
}
