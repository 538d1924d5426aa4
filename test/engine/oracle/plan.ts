// Random plans over random frames, for floe and its oracles.

import fc from "fast-check";
import type { ColumnType, DataFrame, LazyFrame } from "floe";
import pl from "floe";
import type { LazyDataFrame } from "nodejs-polars";
import polars from "nodejs-polars";
import { type Chain, type Drawn, ExprDraw, isAny, isFloat, quoted } from "./expr.js";
import { makers, mulberry, randomFrame, toPolars } from "./frame.js";
import { sourceOf } from "./source.js";

export interface DrawnPlan {
  readonly floe: LazyFrame;
  readonly polars: LazyDataFrame;
  /** Absent where SQL would mean something else. */
  readonly sql?: string | undefined;
  /** The order of the rows is promised, so that it may be compared and sliced. */
  readonly ordered: boolean;
}

export interface Table {
  readonly name: string;
  readonly frame: DataFrame;
  /** The frame's rows, perhaps in a file. */
  readonly lazy: LazyFrame;
  readonly polars: LazyDataFrame;
}

const heights = [0, 1, 2, 7, 8, 9, 30, 30, 30, 63, 64, 65, 65, 300, 300, 1025, 1025, 3000, 20_000];
const MANY_ROWS = 100;
const FEW_ROWS = 12;
/** Of few rows: each may make several of one. */
const JOINS_MAX = 3;

type Lazy = Readonly<Record<string, (...given: readonly unknown[]) => never>>;

export async function drawTables(gen: fc.GeneratorValue): Promise<Table[]> {
  const random = mulberry(gen(fc.nat, { max: 2 ** 31 - 1 }));
  const height = heights[gen(fc.nat, { max: heights.length - 1 })]!;
  const tables: Table[] = [];
  const few = height > MANY_ROWS ? FEW_ROWS : height;
  for (const [name, rows] of [
    ["t", height],
    ["u", few],
    ["more", few],
  ] as const) {
    const chosen = Object.keys(makers).filter(() => gen(fc.nat, { max: 99 }) < 35);
    const names = name === "more" ? (tables[0]!.frame.columns as string[]) : chosen.length > 0 ? chosen : ["i32", "s"];
    // Arrow files without rows lack the dictionaries that nodejs-polars looks for.
    const some = randomFrame(names, Math.max(rows, 1), random);
    const frame = some.slice(0, rows) as DataFrame;
    tables.push({ name, frame, lazy: await sourceOf(frame, random), polars: (await toPolars(some)).lazy().head(rows) as never });
  }
  return tables;
}

/** nodejs-polars loses columns and rows of cross joins when it moves filters and projections into them. */
function crossed(left: LazyDataFrame, right: LazyDataFrame, suffix: string): LazyDataFrame {
  const [one, other] = [left, right].map((frame) => frame.withColumns(polars.lit(1).alias("__cross")));
  return one!.join(other!, { on: "__cross", how: "inner", suffix }).drop("__cross");
}

export class PlanDraw {
  #joins = 0;
  #names = 0;

  constructor(
    private readonly gen: fc.GeneratorValue,
    private readonly tables: readonly Table[],
    /** Only steps that can be written in SQL. */
    private readonly onlySql = false,
  ) {}

  plan(depth: number): DrawnPlan {
    let plan = this.#start();
    for (let step = 0; step < depth; step++) {
      const next = this.#step(plan);
      if (!this.onlySql || next.sql !== undefined) plan = next;
    }
    return plan;
  }

  /** One table, or two in one, which have dictionaries of their own. */
  #start(): DrawnPlan {
    const [t, u, more] = this.tables.map((table) => this.#scan(table)) as [DrawnPlan, DrawnPlan, DrawnPlan];
    const choice = this.#exprs(t.floe).below(4);
    if (choice > 0) return choice === 1 ? u : t;
    return {
      floe: pl.concat([t.floe, more.floe]),
      polars: polars.concat([t.polars, more.polars] as never) as never,
      sql: `${t.sql} UNION ALL ${more.sql}`,
      ordered: true,
    };
  }

  #scan({ name, lazy, polars: inPolars }: Table): DrawnPlan {
    return { floe: lazy, polars: inPolars, sql: `SELECT * FROM ${name}`, ordered: true };
  }

  #exprs(frame: LazyFrame): ExprDraw {
    return new ExprDraw(this.gen, frame, fc);
  }

  #some(draw: ExprDraw, names: readonly string[]): string[] {
    const chosen = names.filter(() => draw.chance(50));
    return chosen.length > 0 ? chosen : names.slice(0, 1);
  }

  #step(plan: DrawnPlan): DrawnPlan {
    const draw = this.#exprs(plan.floe);
    const names = draw.columns(isAny);
    if (names.length === 0) return plan;
    const f = plan.floe as unknown as Lazy;
    const p = plan.polars as unknown as Lazy;
    const from = plan.sql === undefined ? undefined : `(${plan.sql})`;
    switch (draw.below(17)) {
      case 0:
      case 1: {
        const predicate = draw.bool(2);
        const sql = from === undefined || predicate.sql === undefined ? undefined : `SELECT * FROM ${from} WHERE ${predicate.sql}`;
        return { ...plan, floe: f.filter!(predicate.floe), polars: p.filter!(predicate.polars), sql };
      }
      case 2: {
        const kept = this.#some(draw, names).map((name) => draw.column(name));
        return this.#project(plan, [...kept, ...this.#named(draw, [draw.any(2)], "n", names)]);
      }
      case 3: {
        const exprs = this.#named(draw, [draw.any(2), draw.any(1)], "w", names);
        return {
          ...plan,
          floe: f.withColumns!(...exprs.map((expr) => expr.floe)),
          polars: p.withColumns!(...exprs.map((expr) => expr.polars)),
          sql: undefined,
        };
      }
      case 4: {
        const [window] = this.#named(draw, [draw.over()], "o", names);
        return { ...plan, floe: f.withColumns!(window!.floe), polars: p.withColumns!(window!.polars), sql: undefined };
      }
      case 5:
      case 6:
        return this.#aggregate(plan, draw, names);
      case 7: {
        const keys = this.#some(draw, names).slice(0, 3);
        const descending = keys.map(() => draw.chance(50));
        const nullsLast = keys.map(() => draw.chance(50));
        return {
          floe: f.sort!(keys, descending, nullsLast),
          polars: p.sort!(keys, descending, nullsLast, true),
          sql: plan.sql,
          ordered: plan.ordered,
        };
      }
      case 8: {
        if (!plan.ordered) return plan;
        const [offset, length] = [draw.one([0, 1, 5, -3, -70]), draw.one([0, 1, 6, 64, 2000])];
        if (draw.chance(30)) return { ...plan, floe: f.tail!(length), polars: p.tail!(length), sql: undefined };
        if (draw.chance(30)) return { ...plan, floe: f.limit!(length), polars: p.head!(length), sql: undefined };
        return { ...plan, floe: f.slice!(offset, length), polars: p.slice!(offset, length), sql: undefined };
      }
      case 9: {
        const maintainOrder = draw.chance(50);
        const subset = plan.ordered && draw.chance(60) ? this.#some(draw, names) : undefined;
        const keep = subset === undefined ? "any" : draw.one(["first", "last", "none"]);
        return {
          floe: f.unique!(subset, keep, maintainOrder),
          polars: p.unique!({ ...(subset && { subset }), keep, maintainOrder }),
          sql: from === undefined || subset !== undefined ? undefined : `SELECT DISTINCT * FROM ${from}`,
          ordered: plan.ordered && maintainOrder,
        };
      }
      case 10: {
        if (draw.chance(50) && names.length > 1) {
          const dropped = draw.one(names);
          return { ...plan, floe: f.drop!(dropped), polars: p.drop!(dropped), sql: undefined };
        }
        const [renamed, to] = [draw.one(names), draw.one(["r0", "r1"])];
        if (draw.schema.has(to)) return plan;
        return { ...plan, floe: f.rename!({ [renamed]: to }), polars: p.rename!({ [renamed]: to }), sql: undefined };
      }
      case 11: {
        const predicate = draw.bool(1);
        const other = { floe: f.filter!(predicate.floe), polars: p.filter!(predicate.polars) };
        return {
          ...plan,
          floe: pl.concat([plan.floe, other.floe]),
          polars: polars.concat([plan.polars, other.polars] as never) as never,
          sql: undefined,
        };
      }
      case 12: {
        const numbers = names.filter((name) => /^(Int|Float64)/.test(draw.schema.get(name)!.kind));
        const ids = names.filter((name) => !["variable", "value"].includes(name) && draw.chance(40));
        const values = this.#some(draw, numbers);
        if (values.length === 0 || names.includes("variable") || names.includes("value")) return plan;
        return { ...plan, floe: f.unpivot!(ids, values), polars: p.unpivot!(ids, values), sql: undefined };
      }
      case 13:
        return this.#asofJoin(plan, draw);
      case 14:
        return this.#someOfGroups(plan, draw, names);
      default:
        return this.#join(plan, draw);
    }
  }

  /** Under names that are no column's, or one that is replaced. */
  #named(draw: ExprDraw, exprs: readonly Drawn[], prefix: string, names: readonly string[]): Drawn[] {
    return exprs.map((expr, index) => {
      const name = index === 0 && prefix !== "n" && draw.chance(30) ? draw.one(names) : `${prefix}${this.#names++}`;
      return {
        ...expr,
        floe: expr.floe.alias!(name),
        polars: expr.polars.alias!(name),
        sql: expr.sql === undefined ? undefined : `${expr.sql} AS ${quoted(name)}`,
      };
    });
  }

  #project(plan: DrawnPlan, exprs: readonly Drawn[]): DrawnPlan {
    const f = plan.floe as unknown as Lazy;
    const p = plan.polars as unknown as Lazy;
    const texts = exprs.map((expr) => expr.sql);
    const sql = plan.sql === undefined || texts.includes(undefined) ? undefined : `SELECT ${texts.join(", ")} FROM (${plan.sql})`;
    return { ...plan, floe: f.select!(...exprs.map((expr) => expr.floe)), polars: p.select!(...exprs.map((expr) => expr.polars)), sql };
  }

  #aggregate(plan: DrawnPlan, draw: ExprDraw, names: readonly string[]): DrawnPlan {
    const f = plan.floe as unknown as Lazy;
    const p = plan.polars as unknown as Lazy;
    const keys = this.#some(draw, names).slice(0, 3);
    const aggs = [0, 1, 2].map(() => {
      const agg = draw.aggregate(plan.ordered);
      const name = `g${this.#names++}`;
      const sql = agg.sql === undefined ? undefined : `${agg.sql} AS ${name}`;
      return { ...agg, floe: agg.floe.alias!(name), polars: agg.polars.alias!(name), sql };
    });
    const floe = aggs.map((agg) => agg.floe);
    const inPolars = aggs.map((agg) => agg.polars);
    if (draw.chance(20)) {
      // nodejs-polars counts other rows than the one there is, when its columns are not needed later.
      const one = (p.select!(...inPolars) as unknown as LazyDataFrame).collectSync().lazy();
      return { floe: f.select!(...floe), polars: one, sql: undefined, ordered: true };
    }
    const maintainOrder = draw.chance(50);
    const texts = aggs.map((agg) => agg.sql);
    const keyList = keys.map(quoted).join(", ");
    const grouped = (frame: Lazy, by: unknown, exprs: readonly Chain[]) =>
      (frame.groupBy!(...(by as unknown[])) as unknown as Lazy).agg!(...exprs);
    return {
      floe: grouped(f, [keys, maintainOrder], floe),
      polars: grouped(p, [keys, maintainOrder], inPolars),
      sql:
        plan.sql === undefined || texts.includes(undefined)
          ? undefined
          : `SELECT ${keyList}, ${texts.join(", ")} FROM (${plan.sql}) GROUP BY ${keyList}`,
      ordered: plan.ordered && maintainOrder,
    };
  }

  #join(plan: DrawnPlan, draw: ExprDraw): DrawnPlan {
    if (this.#joins >= (this.tables[0]!.frame.height > MANY_ROWS ? 1 : JOINS_MAX)) return plan;
    const suffix = `_right${++this.#joins}`;
    let other = this.#scan(this.tables[1]!);
    if (draw.chance(40) && !this.onlySql) other = this.#step(other);
    const right = this.#exprs(other.floe);
    const pairs = draw
      .columns(isAny)
      .flatMap((left) => right.columns(isAny).map((name) => [left, name] as const))
      .filter(([left, name]) => {
        const [leftType, rightType] = [draw.schema.get(left)!, right.schema.get(name)!];
        return leftType.kind !== "Categorical" && JSON.stringify(leftType) === JSON.stringify(rightType);
      });
    const how = draw.one(["inner", "inner", "left", "left", "semi", "anti", "full", ...(this.#joins > 1 ? [] : ["cross"])]);
    if (how !== "cross" && pairs.length === 0) return plan;
    const chosen = how === "cross" ? [] : [draw.one(pairs), ...(draw.chance(30) ? [draw.one(pairs)] : [])];
    const distinct =
      new Set(chosen.map(([left]) => left)).size === chosen.length && new Set(chosen.map(([, name]) => name)).size === chosen.length;
    const keys = distinct ? chosen : chosen.slice(0, 1);
    const options =
      how === "cross" ? { how, suffix } : { how, suffix, leftOn: keys.map(([left]) => left), rightOn: keys.map(([, name]) => name) };
    const f = plan.floe as unknown as Lazy;
    const p = plan.polars as unknown as Lazy;
    return {
      floe: f.join!(other.floe, options),
      polars: how === "cross" ? crossed(plan.polars, other.polars, suffix) : p.join!(other.polars, options),
      sql: this.#joinSql(plan, other, how, keys, suffix),
      ordered: false,
    };
  }

  /** Times or numbers of both sides, sorted; rows of the right side that are equal keep their order. */
  #asofJoin(plan: DrawnPlan, draw: ExprDraw): DrawnPlan {
    const other = this.#scan(this.tables[1]!);
    if (this.onlySql || this.#joins >= JOINS_MAX) return plan;
    const right = this.#exprs(other.floe);
    const pairsOf = (test: (dtype: ColumnType) => boolean) =>
      draw
        .columns(test)
        .flatMap((left) => right.columns(test).map((name) => [left, name] as const))
        .filter(([left, name]) => JSON.stringify(draw.schema.get(left)) === JSON.stringify(right.schema.get(name)));
    const pairs = pairsOf((dtype) => /^(Int(16|32|64)|UInt(16|32|64)|Float|Date)/.test(dtype.kind));
    if (pairs.length === 0) return plan;
    this.#joins++;
    const [leftOn, rightOn] = draw.one(pairs);
    const byPairs = pairsOf((dtype) => /^(Int|Utf8|Bool)/.test(dtype.kind)).filter(([left, name]) => left !== leftOn && name !== rightOn);
    const by = byPairs.length > 0 && draw.chance(50) ? draw.one(byPairs) : undefined;
    const options = {
      leftOn,
      rightOn,
      ...(by && { byLeft: [by[0]], byRight: [by[1]] }),
      strategy: draw.one(["backward", "forward", "nearest"]),
      suffix: `_right${this.#joins}`,
    };
    const sorted = <F>(frame: F, on: string): Lazy => (frame as Lazy).sort!([on], [false], [false], true) as unknown as Lazy;
    const present = (frame: unknown, library: typeof pl | typeof polars, on: string): Lazy =>
      (frame as Lazy).filter!(
        (library.col(on) as unknown as Chain)[isFloat(draw.schema.get(leftOn)!) ? "isFinite" : "isNotNull"]!(),
      ) as unknown as Lazy;
    const joined = (left: Lazy, other: Lazy): never => left.joinAsof!(other, options);
    return {
      floe: joined(sorted(present(plan.floe, pl, leftOn), leftOn), sorted(present(other.floe, pl, rightOn), rightOn)),
      polars: joined(sorted(present(plan.polars, polars, leftOn), leftOn), sorted(present(other.polars, polars, rightOn), rightOn)),
      ordered: plan.ordered,
    };
  }

  /** The first, last, greatest or least few of each group, as rows. */
  #someOfGroups(plan: DrawnPlan, draw: ExprDraw, names: readonly string[]): DrawnPlan {
    const keys = this.#some(draw, names).slice(0, 2);
    const values = draw.columns((dtype) => isAny(dtype) && dtype.kind !== "Categorical").filter((name) => !keys.includes(name));
    if (values.length === 0 || this.onlySql) return plan;
    const [value, count] = [draw.one(values), draw.one([1, 2, 3, 9, 20])];
    const fn = draw.one(plan.ordered ? ["head", "tail", "topK", "bottomK"] : ["topK", "bottomK"]);
    const column = polars.col(value) as unknown as Chain;
    const some = fn === "head" || fn === "tail" ? column[fn]!(count) : column.sort!(fn === "topK", true, true).head!(count);
    const grouped = (frame: unknown, expr: unknown): never =>
      (((frame as Lazy).groupBy!(keys, true) as unknown as Lazy).agg!(expr) as unknown as Lazy).explode!(value);
    return {
      floe: grouped(plan.floe, (pl.col(value) as unknown as Chain)[fn]!(count)),
      polars: grouped(plan.polars, some),
      ordered: plan.ordered,
    };
  }

  #joinSql(
    left: DrawnPlan,
    right: DrawnPlan,
    how: string,
    keys: readonly (readonly [string, string])[],
    suffix: string,
  ): string | undefined {
    if (left.sql === undefined || right.sql === undefined) return undefined;
    const on = keys.map(([a, b]) => `l.${quoted(a)} = r.${quoted(b)}`).join(" AND ");
    const from = `FROM (${left.sql}) l`;
    if (how === "semi" || how === "anti") {
      return `SELECT l.* ${from} WHERE ${how === "anti" ? "NOT " : ""}EXISTS (SELECT 1 FROM (${right.sql}) r WHERE ${on})`;
    }
    if (how !== "inner" && how !== "left") return undefined;
    const taken = new Set(left.floe.columns as string[]);
    const others = (right.floe.columns as string[]).filter((name) => !keys.some(([, key]) => key === name));
    const named = others.map((name) => `r.${quoted(name)} AS ${quoted(taken.has(name) ? `${name}${suffix}` : name)}`);
    return `SELECT ${["l.*", ...named].join(", ")} ${from} ${how} JOIN (${right.sql}) r ON ${on}`;
  }
}
