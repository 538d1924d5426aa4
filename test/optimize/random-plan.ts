// Random plans over two small tables, of what the oracle in evaluate.ts computes exactly: few values, halves for floats.

import fc from "fast-check";
import type { ExprNode } from "../../src/expr/index.js";
import type { FunctionName } from "../../src/functions/index.js";
import { type JoinHow, type Plan, schemaOf } from "../../src/plan/index.js";
import { Bool, type ColumnType, Float64, Int32, Utf8 } from "../../src/types/index.js";
import { alias, cast, col, fn, isIn, lit, over, when } from "../expr/build.js";
import { aggregate, drop, filter, join, rename, scan, select, slice, sort, union, unique, unpivot, withColumns } from "../plan/build.js";
import type { Row, Tables } from "./evaluate.js";

export const t = scan("t", { a: Int32, b: Int32, x: Float64, s: Utf8, ok: Bool }, 1000);
export const u = scan("u", { a: Int32, c: Int32, x: Float64 }, 10);

const small = fc.option(fc.integer({ min: -2, max: 3 }), { nil: null });
const half = fc.option(fc.constantFrom(-1.5, 0, 0.5, 2, Number.NaN), { nil: null });
const text = fc.option(fc.constantFrom("", "p", "q"), { nil: null });
const truth = fc.option(fc.boolean(), { nil: null });

export const tables: fc.Arbitrary<Tables> = fc.record({
  t: fc.array(fc.record({ a: small, b: small, x: half, s: text, ok: truth }), { maxLength: 12 }) as fc.Arbitrary<Row[]>,
  u: fc.array(fc.record({ a: small, c: small, x: half }), { maxLength: 6 }) as fc.Arbitrary<Row[]>,
});

/** `ordered`: the order of the rows is promised, so that it may be compared and sliced. */
export interface RandomPlan {
  readonly plan: Plan;
  readonly ordered: boolean;
}

/** Draws from a fast-check generator, which shrinks. */
export class PlanDraw {
  constructor(private readonly gen: fc.GeneratorValue) {}

  #below(count: number): number {
    return this.gen(fc.nat, { max: count - 1 });
  }
  #one<T>(items: readonly T[]): T {
    return items[this.#below(items.length)] as T;
  }
  #chance(percent: number): boolean {
    return this.#below(100) < percent;
  }
  #names(plan: Plan): string[] {
    return [...schemaOf(plan).keys()];
  }
  #some(names: readonly string[]): string[] {
    const chosen = names.filter(() => this.#chance(50));
    return chosen.length > 0 ? chosen : names.slice(0, 1);
  }

  plan(depth: number): RandomPlan {
    let result: RandomPlan = { plan: this.#chance(70) ? t : u, ordered: true };
    for (let step = 0; step < depth; step++) result = this.#step(result, depth - step - 1);
    return result;
  }

  #step({ plan, ordered }: RandomPlan, depth: number): RandomPlan {
    const names = this.#names(plan);
    switch (this.#below(15)) {
      case 0:
      case 1:
      case 2:
        return { plan: filter(plan, this.#predicate(plan, 2)), ordered };
      case 3:
        return {
          plan: select(plan, ...this.#some(names.filter((name) => name !== "n")).map(col), alias(this.#value(plan, 2), "n")),
          ordered,
        };
      case 4: {
        const [window, key] = [this.#aggregate(plan, false), this.#one(names)];
        const expr = this.#chance(50)
          ? over(window, col(key))
          : fn("sub", this.#number(plan, 1), over(window, col(key), col(this.#one(names))));
        return { plan: withColumns(plan, alias(expr, this.#one(["w", ...names]))), ordered };
      }
      case 5:
        return { plan: withColumns(plan, alias(this.#value(plan, 2), this.#one(["y", ...names]))), ordered };
      case 6:
        return names.length > 1 ? { plan: drop(plan, this.#one(names)), ordered } : { plan, ordered };
      case 7: {
        const free = ["r0", "r1", "r2"].filter((name) => !names.includes(name));
        return free[0] === undefined ? { plan, ordered } : { plan: rename(plan, { [this.#one(names)]: free[0] }), ordered };
      }
      case 8:
        return this.#aggregation(plan, ordered);
      case 9: {
        const keys = this.#some(names).map((name) => ({ expr: col(name), descending: this.#chance(50), nullsLast: this.#chance(50) }));
        const sorted = sort(plan, ...keys);
        return { plan: ordered && this.#chance(50) ? slice(sorted, this.#below(3), this.#below(5)) : sorted, ordered };
      }
      case 10: {
        if (!ordered) return { plan, ordered };
        const length = this.#chance(20) ? undefined : this.#below(6);
        return { plan: slice(plan, this.#one([0, 0, 1, 3, -2]), length), ordered };
      }
      case 11: {
        const subset = ordered && this.#chance(60) ? this.#some(names) : undefined;
        const maintainOrder = this.#chance(50);
        const keep = subset === undefined ? "any" : this.#one(["first", "last", "none"] as const);
        return { plan: unique(plan, subset, keep, maintainOrder), ordered: ordered && maintainOrder };
      }
      case 12:
        return { plan: union(plan, this.#chance(50) ? plan : filter(plan, this.#predicate(plan, 1))), ordered };
      case 13: {
        const numbers = names.filter((name) => this.#isNumber(plan, name));
        const valueVars = numbers.filter(() => this.#chance(60));
        const idVars = names.filter((name) => !["what", "y"].includes(name) && this.#chance(40));
        return { plan: unpivot(plan, idVars, valueVars, "what", "y"), ordered };
      }
      default:
        return depth > 0 ? this.#join(plan, ordered, depth) : { plan, ordered };
    }
  }

  #aggregation(plan: Plan, ordered: boolean): RandomPlan {
    const keys = this.#some(this.#names(plan));
    const aggs = [0, 1].map((index) => alias(this.#aggregate(plan, ordered), `g${index}`));
    if (this.#chance(25)) return { plan: select(plan, ...aggs), ordered: true };
    const maintainOrder = this.#chance(50);
    const clashing = aggs.filter((agg) => agg.kind === "Alias" && !keys.includes(agg.name));
    return { plan: aggregate(plan, keys.map(col), clashing, maintainOrder), ordered: ordered && maintainOrder };
  }

  #join(plan: Plan, ordered: boolean, depth: number): RandomPlan {
    const other = this.plan(Math.min(depth, 2));
    const how = this.#one<JoinHow>(["inner", "inner", "left", "right", "semi", "anti", "full", "cross"]);
    const pairs = this.#names(plan).flatMap((left) => this.#names(other.plan).map((right) => [left, right] as const));
    const fitting = pairs.filter(
      ([left, right]) => this.#isNumber(plan, left) === this.#isNumber(other.plan, right) && this.#isNumber(plan, left),
    );
    const taken = new Set([...this.#names(plan), ...this.#names(other.plan)]);
    const suffix = [...taken].some((name) => name.endsWith("_right")) ? "_r2" : "_right";
    if ([...taken].some((name) => name.endsWith("_r2"))) return { plan, ordered };
    const result = { ordered: ordered && other.ordered };
    if (how === "cross") return { plan: join(plan, other.plan, how, [], [], suffix), ...result };
    if (fitting.length === 0) return { plan, ordered };
    const [left, right] = this.#one(fitting);
    return { plan: join(plan, other.plan, how, [col(left)], [col(right)], suffix), ...result };
  }

  #dtype(plan: Plan, name: string): ColumnType["kind"] {
    return schemaOf(plan).get(name)?.kind ?? "Null";
  }
  #isNumber(plan: Plan, name: string): boolean {
    return !["Utf8", "Bool", "Null"].includes(this.#dtype(plan, name));
  }
  #columnOf(plan: Plan, test: (name: string) => boolean): ExprNode | undefined {
    const fitting = this.#names(plan).filter(test);
    return fitting.length === 0 ? undefined : col(this.#one(fitting));
  }

  #value(plan: Plan, depth: number): ExprNode {
    if (this.#chance(20)) return this.#predicate(plan, depth);
    return this.#chance(20) ? (this.#columnOf(plan, (name) => this.#dtype(plan, name) === "Utf8") ?? lit("p")) : this.#number(plan, depth);
  }

  #number(plan: Plan, depth: number): ExprNode {
    const leaf = (): ExprNode =>
      (this.#chance(75) ? this.#columnOf(plan, (name) => this.#isNumber(plan, name)) : undefined) ?? lit(this.#one([0, 1, 2, -1, 0.5]));
    if (depth === 0) return leaf();
    switch (this.#below(6)) {
      case 0:
        return fn(
          this.#one<FunctionName>(["add", "sub", "mul"]),
          cast(this.#number(plan, depth - 1), Float64),
          this.#number(plan, depth - 1),
        );
      case 1:
        return when(this.#predicate(plan, depth - 1), this.#number(plan, depth - 1), this.#number(plan, depth - 1));
      case 2:
        return fn("fillNull", this.#number(plan, depth - 1), lit(this.#one([0, 1])));
      case 3:
        return this.#chance(40) ? fn("sub", cast(this.#number(plan, 0), Float64), fn("max", this.#number(plan, 0))) : leaf();
      default:
        return leaf();
    }
  }

  #predicate(plan: Plan, depth: number): ExprNode {
    if (depth > 0 && this.#chance(45)) {
      const inner = (): ExprNode => this.#predicate(plan, depth - 1);
      return this.#chance(20) ? fn("not", inner()) : fn(this.#one<FunctionName>(["and", "and", "or"]), inner(), inner());
    }
    switch (this.#below(6)) {
      case 0:
        return lit(this.#one([true, false, null]));
      case 1:
        return fn(this.#one<FunctionName>(["isNull", "isNotNull"]), col(this.#one(this.#names(plan))));
      case 2:
        return isIn(this.#number(plan, 0), 0, 1.5, 2);
      case 3: {
        const text = this.#columnOf(plan, (name) => this.#dtype(plan, name) === "Utf8");
        if (text !== undefined) return fn(this.#one<FunctionName>(["eq", "gt"]), text, lit("p"));
        return this.#predicate(plan, 0);
      }
      case 4: {
        const flag = this.#columnOf(plan, (name) => this.#dtype(plan, name) === "Bool");
        if (flag !== undefined) return flag;
        return this.#predicate(plan, 0);
      }
      default:
        return fn(this.#one<FunctionName>(["eq", "neq", "lt", "ltEq", "gt", "gtEq"]), this.#number(plan, 1), this.#number(plan, 1));
    }
  }

  #aggregate(plan: Plan, ordered: boolean): ExprNode {
    const names: FunctionName[] = ["sum", "count", "min", "max", "nUnique", "mean", ...(ordered ? (["first", "last"] as const) : [])];
    const argument = cast(this.#number(plan, 1), Float64);
    const name = this.#chance(15) ? "len" : this.#one(names);
    // Counts are unsigned, and wrap when something is subtracted: the oracle's numbers don't.
    const counts = ["len", "count", "nUnique"].includes(name);
    const call = name === "len" ? fn("len") : fn(name, argument);
    if (this.#chance(25)) return fn("add", cast(call, Float64), this.#chance(50) ? lit(1) : fn("count", argument));
    return counts ? cast(call, Float64) : call;
  }
}

/** Comparable: in an order of its own where none is promised, 0 for -0, and sums of floats free of rounding's order. */
export function comparable(rows: readonly Row[], ordered: boolean): string[] {
  const texts = rows.map((row) =>
    JSON.stringify(
      Object.entries(row).map(([name, value]) => [
        name,
        typeof value === "number" ? (Number.isFinite(value) ? Number(value.toPrecision(9)) || 0 : String(value)) : value,
      ]),
    ),
  );
  return ordered ? texts : texts.sort();
}
