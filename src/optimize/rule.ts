import type { Plan } from "../plan/index.js";

/** One step from plan to plan, over analysed plans. With nothing to do it gives the same object back. */
export interface Rule {
  readonly name: string;
  rewrite(plan: Plan): Plan;
}
