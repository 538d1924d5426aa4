import fc from "fast-check";

import { expect, test } from "vitest";
import type { LazyFrame } from "../../src/frame/index.js";
import { pl } from "../../src/index.node.js";
import { explain, type Plan, rewritePlanUp } from "../../src/plan/index.js";
import { evaluate, type Row, type Tables } from "../optimize/evaluate.js";
import { comparable, PlanDraw, tables } from "../optimize/random-plan.js";

const DEPTH = 5;
const RUNS = 300;

const schemas = {
  t: { a: pl.Int32, b: pl.Int32, x: pl.Float64, s: pl.Utf8, ok: pl.Bool },
  u: { a: pl.Int32, c: pl.Int32, x: pl.Float64 },
};

/** The plan over frames of the tables, in the place of its scans. */
function overFrames(plan: Plan, data: Tables): Plan {
  const scans = new Map(
    Object.entries(schemas).map(([label, schema]) => {
      const columns = Object.keys(schema).map((name) => [name, (data[label] ?? []).map((row) => row[name] ?? null)] as const);
      return [label, pl.DataFrame(Object.fromEntries(columns), { schema }).lazy().plan as Plan];
    }),
  );
  return rewritePlanUp(plan, (node) => (node.kind === "Scan" ? (scans.get(node.source.label) ?? node) : node));
}

// Few rows run on the calling thread, so that no worker is needed here.
test("gives what the oracle gives, for random plans over random frames", () => {
  const Lazy = pl.DataFrame({ a: [1] }).lazy().constructor as typeof LazyFrame;
  fc.assert(
    fc.property(tables, fc.gen(), (data, gen) => {
      const { plan, ordered } = new PlanDraw(gen).plan(DEPTH);
      const query = new Lazy(overFrames(plan, data));
      pl.configure({ fusedRowsMin: Number.POSITIVE_INFINITY });
      const found = query.collectSync().toRecords() as Row[];
      pl.configure({ fusedRowsMin: 0 });
      expect(query.collectSync().toRecords(), explain(plan)).toEqual(found);
      expect(comparable(found, ordered), explain(plan)).toEqual(comparable(evaluate(plan, data, false), ordered));
    }),
    { numRuns: RUNS },
  );
});
