// The pipelines of an optimised plan as text: what lowering it (lower/plan.ts) will run, source to sink, in the order of running. Row
// counts are estimates, and the tier, in which is fused what can be, follows from them; what depends on the values (kinds of tables, dictionaries) is known when it runs.

import { assertNever } from "../errors/index.js";
import { type ExprNode, formatExpr } from "../expr/index.js";
import { estimateRows, groupJoinOf } from "../optimize/index.js";
import { type Join, type Plan, type PlanOf, repeatedSubplans } from "../plan/index.js";

/** A pipeline that has no sink yet. */
interface Open {
  readonly lines: readonly string[];
  /** Of the source, where they are known. */
  readonly rows: number | undefined;
  /** Nothing but the rows that a pipeline has stored. */
  readonly atRest?: boolean;
}

/** `optimized`, whose sources are open; `fusedRowsMin`: pipelines over so many rows run in the fused tier. */
export function explainPipelines(optimized: Plan, fusedRowsMin: number): string {
  const writer = new Writer(repeatedSubplans(optimized), fusedRowsMin);
  const last = writer.open(optimized);
  if (last.atRest !== true) writer.end(last, "RESULT");
  return writer.pipelines.join("\n");
}

class Writer {
  readonly pipelines: string[] = [];
  readonly #shared = new Map<Plan, number>();

  constructor(
    readonly repeated: ReadonlySet<Plan>,
    readonly fusedRowsMin: number,
  ) {}

  /** The pipeline's number. */
  end({ lines, rows }: Open, sink: string): number {
    const number = this.pipelines.length + 1;
    const tier = rows === undefined || lines.length === 1 ? "" : rows >= this.fusedRowsMin ? ", fused tier" : ", kernels";
    const header = `PIPELINE ${number} [${rows === undefined ? "rows unknown" : `about ${Math.ceil(rows)} rows`}${tier}]`;
    this.pipelines.push([header, ...lines.map((line) => `  ${line}`), `  → ${sink}`].join("\n"));
    return number;
  }

  open(plan: Plan): Open {
    if (!this.repeated.has(plan)) return this.#node(plan);
    const number = this.#shared.get(plan) ?? this.end(this.#node(plan), "STORE, for several readers");
    this.#shared.set(plan, number);
    return rowsOf(plan, number);
  }

  #node(plan: Plan): Open {
    switch (plan.kind) {
      case "Scan":
        return this.#scan(plan);
      case "Filter":
        return followedBy(this.open(plan.input), `FILTER ${formatExpr(plan.predicate)}`);
      case "Select":
        return followedBy(this.open(plan.input), `SELECT ${list(plan.exprs)}`);
      case "Explode":
        return followedBy(this.open(plan.input), `EXPLODE ${JSON.stringify(plan.columns)}`);
      case "Aggregate": {
        const groupJoin = groupJoinOf(plan);
        if (groupJoin !== undefined && !this.repeated.has(groupJoin.join)) return this.#groupJoin(plan, groupJoin.join);
        return rowsOf(plan, this.end(this.open(plan.input), `AGGREGATE ${list(plan.aggs)} BY ${list(plan.keys)}`));
      }
      case "Sort": {
        const keys = plan.keys.map(({ expr, descending }) => `${formatExpr(expr)}${descending ? " desc" : ""}`).join(", ");
        return rowsOf(plan, this.end(this.open(plan.input), plan.limit === undefined ? `SORT BY ${keys}` : `TOP ${plan.limit} BY ${keys}`));
      }
      case "Slice":
        return rowsOf(plan, this.end(this.open(plan.input), `SLICE ${plan.offset}, ${plan.length ?? "all"}`));
      case "Unique":
        return rowsOf(plan, this.end(this.open(plan.input), "UNIQUE"));
      case "Union":
        return rowsOf(plan, ...plan.inputs.map((input) => this.end(this.open(input), "CONCAT")));
      case "Join":
        return this.#join(plan);
      case "AsofJoin": {
        const sides = [plan.left, plan.right].map((side) => this.end(this.open(side), "STORE"));
        return rowsOf(plan, ...sides);
      }
      case "WithColumns":
      case "Drop":
      case "Rename":
      case "Unpivot":
        throw new Error(`floe: internal error: ${plan.kind} in an optimised plan`);
      default:
        return assertNever(plan, "plan node");
    }
  }

  #scan({ source, columns, predicate, limit }: PlanOf<"Scan">): Open {
    const count = columns?.length ?? source.schema?.size;
    const scan: Open = { lines: [`SCAN ${source.label}, ${count} ${count === 1 ? "COLUMN" : "COLUMNS"}`], rows: source.rowCount };
    const filtered = predicate === undefined ? scan : followedBy(scan, `FILTER ${formatExpr(predicate)}`);
    if (limit === undefined) return filtered;
    const rows = source.rowCount === undefined ? undefined : Math.min(source.rowCount, limit);
    return { lines: [`ROWS OF ${this.end(filtered, `SLICE 0, ${limit}`)}`], rows };
  }

  /** The right side is aggregated by the rows of the left side, unless that turns out to have a key twice: then it is a join as others are. */
  #groupJoin(plan: PlanOf<"Aggregate">, { left, right, leftOn, rightOn }: Join): Open {
    const stored = this.end(this.open(left), `BUILD BY ${list(leftOn)}`);
    const found = followedBy(this.open(right), `FIND IN ${stored} ON ${list(rightOn)}`);
    return rowsOf(plan, this.end(found, `AGGREGATE ${list(plan.aggs)} BY ROWS OF ${stored}`));
  }

  /** One side is stored and made a table, the other streams past it. */
  #join(plan: Join): Open {
    const left = this.open(plan.left);
    const name = `${plan.how.toUpperCase()} JOIN`;
    const swapped = plan.buildSide === "left";
    if (swapped && plan.how !== "semi" && plan.how !== "anti") {
      const stored = this.end(left, `BUILD BY ${list(plan.leftOn)}`);
      return followedBy(this.open(plan.right), `${name} WITH ${stored} ON ${list(plan.rightOn)}`);
    }
    const right = this.open(plan.right);
    if (plan.how === "cross") return followedBy(left, `${name} WITH ${this.end(right, "STORE")}`);
    if (swapped) {
      const stored = this.end(left, `BUILD BY ${list(plan.leftOn)}`);
      const marked = this.end(right, `MARK MATCHES IN ${stored} BY ${list(plan.rightOn)}`);
      return { lines: [`ROWS OF ${stored}`, `${name} BY MARKS OF ${marked}`], rows: estimateRows(plan.left) };
    }
    const joined = followedBy(left, `${name} WITH ${this.end(right, `BUILD BY ${list(plan.rightOn)}`)} ON ${list(plan.leftOn)}`);
    return plan.how === "full" ? rowsOf(plan, this.end(joined, "STORE, with the rows that found no match")) : joined;
  }
}

const followedBy = ({ lines, rows }: Open, line: string): Open => ({ lines: [...lines, line], rows });
const rowsOf = (plan: Plan, ...numbers: readonly number[]): Open => ({
  lines: [`ROWS OF ${numbers.join(", ")}`],
  rows: estimateRows(plan),
  atRest: true,
});
const list = (exprs: readonly ExprNode[]): string => `[${exprs.map(formatExpr).join(", ")}]`;
