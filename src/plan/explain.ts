// Plans as text, the last step on top, as Polars prints them.

import { assertNever } from "../errors/index.js";
import { columnsOf, type ExprNode, formatExpr } from "../expr/index.js";
import type { AsofJoin, Join, Plan, PlanOf, SortKey } from "./node.js";
import { inputsOf, repeatedSubplans } from "./walk.js";

const INDENT = "  ";

/** Also of a plan whose sources are not open. A subplan that is computed once for several readers is written out once. */
export function explain(plan: Plan): string {
  return new Writer(repeatedSubplans(plan)).lines(plan).join("\n");
}

class Writer {
  readonly #numbers = new Map<Plan, number>();

  constructor(readonly shared: ReadonlySet<Plan>) {}

  lines(plan: Plan): string[] {
    if (!this.shared.has(plan)) return this.#node(plan);
    const known = this.#numbers.get(plan);
    if (known !== undefined) return [`SHARED ${known}`];
    const number = this.#numbers.size + 1;
    this.#numbers.set(plan, number);
    return [`SHARED ${number}:`, ...indented(this.#node(plan), 1)];
  }

  /** The node's own lines, then its inputs. */
  #node(plan: Plan): string[] {
    switch (plan.kind) {
      case "Join":
        return this.#join(plan);
      case "AsofJoin":
        return this.#asof(plan);
      case "Union":
        return [
          "UNION",
          ...plan.inputs.flatMap((input, index) => [`${INDENT}PLAN ${index}:`, ...indented(this.lines(input), 2)]),
          "END UNION",
        ];
      default:
        return [...header(plan), ...inputsOf(plan).flatMap((input) => indented(this.lines(input), 1))];
    }
  }

  #asof(plan: AsofJoin): string[] {
    const by = plan.leftBy.length === 0 ? "" : ` BY ${JSON.stringify(plan.leftBy)} = ${JSON.stringify(plan.rightBy)}`;
    const within = plan.tolerance === undefined ? "" : `, within ${plan.tolerance}`;
    return [
      `AS-OF JOIN [${plan.strategy}${within}]`,
      `${INDENT}ON ${JSON.stringify(plan.leftOn)} = ${JSON.stringify(plan.rightOn)}${by}`,
      `${INDENT}LEFT PLAN:`,
      ...indented(this.lines(plan.left), 2),
      `${INDENT}RIGHT PLAN:`,
      ...indented(this.lines(plan.right), 2),
      "END AS-OF JOIN",
    ];
  }

  #join(plan: Join): string[] {
    const name = `${plan.how.toUpperCase()} JOIN`;
    const keys = plan.how === "cross" ? [] : [`${INDENT}LEFT KEYS ${list(plan.leftOn)}`, `${INDENT}RIGHT KEYS ${list(plan.rightOn)}`];
    const notes = [
      ...(plan.buildSide === undefined ? [] : [`build: ${plan.buildSide}`]),
      ...(plan.nullsEqual === true ? ["nulls equal"] : []),
    ];
    return [
      `${name}${notes.length === 0 ? "" : ` [${notes.join(", ")}]`}`,
      ...keys,
      `${INDENT}LEFT PLAN:`,
      ...indented(this.lines(plan.left), 2),
      `${INDENT}RIGHT PLAN:`,
      ...indented(this.lines(plan.right), 2),
      `END ${name}`,
    ];
  }
}

const indented = (text: readonly string[], depth: number): string[] => text.map((line) => INDENT.repeat(depth) + line);
const list = (exprs: readonly ExprNode[]): string => `[${exprs.map(formatExpr).join(", ")}]`;

function header(plan: Exclude<Plan, Join | AsofJoin | PlanOf<"Union">>): string[] {
  switch (plan.kind) {
    case "Scan":
      return scanLines(plan);
    case "Filter":
      return [`FILTER ${formatExpr(plan.predicate)}`, "FROM"];
    case "Select":
      return [`SELECT ${list(plan.exprs)}`, "FROM"];
    case "WithColumns":
      return [`WITH COLUMNS ${list(plan.exprs)}`, "FROM"];
    case "Drop":
      return [`DROP ${JSON.stringify(plan.columns)}`, "FROM"];
    case "Rename":
      return [`RENAME ${JSON.stringify(plan.names)}`, "FROM"];
    case "Aggregate":
      return [`AGGREGATE${plan.maintainOrder ? " [maintain order]" : ""}`, `${INDENT}${list(plan.aggs)} BY ${list(plan.keys)}`, "FROM"];
    case "Sort":
      return [`SORT BY [${plan.keys.map(formatKey).join(", ")}]${plan.limit === undefined ? "" : ` LIMIT ${plan.limit}`}`, "FROM"];
    case "Slice":
      return [`SLICE[offset: ${plan.offset}, length: ${plan.length ?? "all"}]`, "FROM"];
    case "Unique": {
      const subset = plan.subset === undefined ? "" : ` ON ${JSON.stringify(plan.subset)}`;
      return [`UNIQUE[keep: ${plan.keep}${plan.maintainOrder ? ", maintain order" : ""}]${subset}`, "FROM"];
    }
    case "Explode":
      return [`EXPLODE ${JSON.stringify(plan.columns)}`, "FROM"];
    case "Unpivot": {
      const on = plan.valueVars === undefined ? "all others" : JSON.stringify(plan.valueVars);
      return [`UNPIVOT ${on} BY ${JSON.stringify(plan.idVars)}`, "FROM"];
    }
    default:
      return assertNever(plan, "plan node");
  }
}

function formatKey({ expr, descending, nullsLast }: SortKey): string {
  return `${formatExpr(expr)}${descending ? " desc" : ""}${nullsLast ? " nulls last" : ""}`;
}

function scanLines({ source, columns, predicate, limit }: PlanOf<"Scan">): string[] {
  const all = source.schema?.size;
  const project =
    columns === undefined
      ? `PROJECT */${all ?? "?"} COLUMNS`
      : `PROJECT ${columns.length}/${all ?? "?"} COLUMNS: ${JSON.stringify(columns)}`;
  const read = new Set([...(columns ?? source.schema?.keys() ?? []), ...(predicate === undefined ? [] : columnsOf(predicate))]);
  const remark = source.remark?.([...read]);
  return [
    `SCAN ${source.label}`,
    project,
    ...(remark === undefined ? [] : [remark]),
    ...(predicate === undefined ? [] : [`SELECTION: ${formatExpr(predicate)}`]),
    ...(limit === undefined ? [] : [`LIMIT: ${limit}`]),
  ];
}
