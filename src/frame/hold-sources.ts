// The sources of a query that runs while others may do something: the event loop turns.

import type { Plan } from "../plan/index.js";
import { nodesOf } from "../plan/walk.js";

/** Keeps the memory that `plan` reads until the function it gives is called: frames may be disposed in the meantime. */
export function holdSources(plan: Plan): () => void {
  const holdings = [...nodesOf(plan)].flatMap((node) => (node.kind === "Scan" ? (node.source.hold?.() ?? []) : []));
  return () => {
    for (const holding of holdings) holding.release();
  };
}
