// Random expressions, each written three times: for floe, for nodejs-polars, and where SQL means the same, for DuckDB.

import type fc from "fast-check";
import pl, { type ColumnType, type LazyFrame } from "floe";
import polars from "nodejs-polars";

/** The fluent expressions of both libraries, as far as they are called alike. */
interface Methods {
  readonly [method: string]: (...given: readonly unknown[]) => Chain;
}
export type Chain = Methods & { readonly str: Methods; readonly dt: Methods };
type Functions = Readonly<Record<string, (...given: readonly unknown[]) => Chain>>;
const F = pl as unknown as Functions;
const P = polars as unknown as Functions;

export interface Drawn {
  readonly floe: Chain;
  readonly polars: Chain;
  readonly sql?: string | undefined;
  readonly dtype: ColumnType;
}

type Test = (dtype: ColumnType) => boolean;
const kinds =
  (...names: readonly string[]): Test =>
  ({ kind }) =>
    names.includes(kind);
const integers = ["Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64"];
export const isInteger = kinds(...integers);
const isWide = kinds("Int32", "Int64", "UInt32", "UInt64");
export const isFloat = kinds("Float32", "Float64");
export const isNumber = kinds(...integers, "Float32", "Float64");
export const isBool = kinds("Bool");
export const isText = kinds("Utf8", "Categorical");
export const isUtf8 = kinds("Utf8");
export const isTime = kinds("Date", "Datetime");
export const isAny: Test = ({ kind }) => kind !== "Null";

export const quoted = (name: string): string => `"${name}"`;
const MS_PER_DAY = 86_400_000;
const perMs: Readonly<Record<string, bigint>> = { ms: 1n, us: 1000n, ns: 1_000_000n };

export function polarsType(dtype: ColumnType): unknown {
  const types = polars as unknown as Readonly<Record<string, unknown>>;
  if (dtype.kind === "Datetime") return polars.Datetime(dtype.unit);
  if (dtype.kind === "Duration") return polars.DataType.Duration(dtype.unit);
  return types[dtype.kind];
}

const sqlTypes: Readonly<Record<string, string>> = {
  Bool: "BOOLEAN",
  Int8: "TINYINT",
  Int16: "SMALLINT",
  Int32: "INTEGER",
  Int64: "BIGINT",
  UInt8: "UTINYINT",
  UInt16: "USMALLINT",
  UInt32: "UINTEGER",
  UInt64: "UBIGINT",
  Float32: "FLOAT",
  Float64: "DOUBLE",
  Utf8: "VARCHAR",
  Categorical: "VARCHAR",
};

/** All parts, or none. */
function sql(parts: readonly Drawn[], write: (...texts: string[]) => string): string | undefined {
  const texts = parts.map((part) => part.sql);
  return texts.includes(undefined) ? undefined : `(${write(...(texts as string[]))})`;
}

const sqlOperators: Readonly<Record<string, string>> = {
  eq: "=",
  neq: "<>",
  lt: "<",
  ltEq: "<=",
  gt: ">",
  gtEq: ">=",
  and: "AND",
  or: "OR",
};
const comparisons = ["eq", "neq", "lt", "ltEq", "gt", "gtEq"];

export class ExprDraw {
  readonly schema: ReadonlyMap<string, ColumnType>;

  constructor(
    private readonly gen: fc.GeneratorValue,
    private readonly frame: LazyFrame,
    private readonly drawsFc: typeof fc,
  ) {
    this.schema = new Map(Object.entries(frame.schema as Record<string, ColumnType>));
  }

  below(count: number): number {
    return this.gen(this.drawsFc.nat, { max: count - 1 });
  }
  one<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
  chance(percent: number): boolean {
    return this.below(100) < percent;
  }
  columns(test: Test): string[] {
    return [...this.schema].filter(([, dtype]) => test(dtype)).map(([name]) => name);
  }

  column(name: string): Drawn {
    return { floe: F.col!(name), polars: P.col!(name), sql: quoted(name), dtype: this.schema.get(name)! };
  }

  #make(floe: Chain, inPolars: Chain, text?: string): Drawn {
    const schema = this.frame.select((floe as Chain).alias!("x") as never).schema as unknown as { x: ColumnType };
    return { floe, polars: inPolars, sql: text, dtype: schema.x };
  }

  /** A method that both have under the same name, with the same arguments. */
  #call(method: string, self: Drawn, others: readonly Drawn[] = [], plain: readonly unknown[] = [], text?: string): Drawn {
    const [namespace, name] = method.includes(".") ? method.split(".") : [undefined, method];
    const of = (chain: Chain) => (namespace === undefined ? chain : chain[namespace]!) as Chain;
    const floe = of(self.floe)[name!]!(...others.map((other) => other.floe), ...plain);
    return this.#make(floe, of(self.polars)[name!]!(...others.map((other) => other.polars), ...plain), text);
  }

  any(depth: number): Drawn {
    const choice = this.below(10);
    if (choice < 3) return this.number(depth);
    if (choice < 5) return this.bool(depth);
    if (choice < 7) return this.text(depth) ?? this.number(depth);
    if (choice < 8) return this.time(depth) ?? this.number(depth);
    const names = this.columns(isAny);
    return names.length > 0 ? this.column(this.one(names)) : this.number(depth);
  }

  /** A value of the dtype, as users write it beside a column of that dtype. */
  literal(dtype: ColumnType): Drawn {
    const typed = (value: unknown, raw: unknown, text?: string): Drawn => ({
      floe: F.lit!(value),
      polars: P.lit!(raw).cast!(polarsType(dtype), false),
      sql: text,
      dtype,
    });
    const sqlType = sqlTypes[dtype.kind];
    switch (dtype.kind) {
      case "Bool": {
        const value = this.chance(50);
        return typed(value, value, String(value));
      }
      case "Float32":
      case "Float64": {
        const value = this.one([0, 1, -2.5, 0.125, 100, Number.NaN, Number.POSITIVE_INFINITY]);
        return typed(value, value, `'${value}'::${sqlType}`);
      }
      case "Utf8":
      case "Categorical": {
        const value = this.one(["", "a", "B", "é", "a long string, longer than a view", "name 7 of many"]);
        return { floe: F.lit!(value), polars: P.lit!(value), sql: `'${value}'`, dtype: pl.Utf8 };
      }
      case "Date": {
        const days = this.one([0, 10_000, -400]);
        return typed(new Date(days * MS_PER_DAY), days, `DATE '1970-01-01' + ${days}`);
      }
      case "Datetime": {
        const ms = this.one([0, 864_000_000_000, -12_345_678]);
        // Literals of negative bigints lose their sign in nodejs-polars.
        return {
          ...typed(new Date(ms), null),
          polars: P.lit!(String(BigInt(ms) * perMs[dtype.unit]!)).cast!(polars.Int64).cast!(polarsType(dtype), false),
        };
      }
      default: {
        const value = this.one(dtype.kind.startsWith("U") ? [0, 1, 7, 100] : [0, 1, 7, 100, -1, -100]);
        return typed(value, String(value), `${value}::${sqlType}`);
      }
    }
  }

  number(depth: number): Drawn {
    const names = this.columns(isNumber);
    const leaf = (): Drawn => (names.length > 0 ? this.column(this.one(names)) : this.length());
    if (depth === 0) return leaf();
    const inner = () => this.number(depth - 1);
    switch (this.below(12)) {
      case 0:
      case 1: {
        const [left, fn] = [inner(), this.one(["add", "sub", "mul"])];
        return this.#call(fn, left, [this.chance(50) ? this.literal(left.dtype) : inner()]);
      }
      case 2: {
        const left = inner();
        const right = this.chance(50) ? this.literal(left.dtype) : inner();
        // nodejs-polars divides integers as integers.
        const dividend = isInteger(left.dtype) && isInteger(right.dtype) ? left.polars.cast!(polars.Float64) : left.polars;
        return this.#make(left.floe.div!(right.floe), dividend.div!(right.polars));
      }
      case 3: {
        const left = inner();
        const right = this.chance(50) ? this.literal(left.dtype) : inner();
        // Polars rounds the quotient of floats, floe gives the exact remainder.
        return isInteger(left.dtype) && isInteger(right.dtype) ? this.#call("rem", left, [right]) : left;
      }
      case 4:
        return this.#when(inner(), () => inner());
      case 5: {
        const left = inner();
        return this.#fillNull(left, this.literal(left.dtype));
      }
      case 6:
        return this.#cast(
          inner(),
          this.one([pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.UInt8, pl.UInt16, pl.UInt32, pl.Float32, pl.Float64]),
        );
      case 7: {
        const self = inner();
        return this.#call(this.one(["abs", "floor", "ceil"]), self);
      }
      case 8: {
        const text = this.columns(isUtf8);
        if (text.length === 0) return leaf();
        const self = this.column(this.one(text));
        // nodejs-polars takes the lengths for strings until they are cast.
        return this.#make(self.floe.str.lengths!(), self.polars.str.lengths!().cast!(polars.UInt32));
      }
      case 9: {
        const times = this.columns(isTime);
        if (times.length === 0) return leaf();
        const time = this.column(this.one(times));
        const parts = ["year", "month", "day", "weekday", "week", "ordinalDay"];
        return this.#call(`dt.${this.one(time.dtype.kind === "Datetime" ? [...parts, "hour", "minute", "second"] : parts)}`, time);
      }
      case 10: {
        const floats = this.columns(isFloat);
        if (floats.length === 0) return leaf();
        const self = this.column(this.one(floats));
        const decimals = this.below(3);
        return this.#make(self.floe.round!(decimals), self.polars.round!(decimals, "halftoeven"));
      }
      default:
        return leaf();
    }
  }

  /** A number of each row from none of its columns. */
  length(): Drawn {
    const names = this.columns(isAny);
    const column = this.column(this.one(names));
    return this.#when(
      this.literalNumber(1),
      () => this.literalNumber(2),
      this.#call(
        "isNull",
        column,
        [],
        [],
        sql([column], (a) => `${a} IS NULL`),
      ),
    );
  }
  literalNumber(value: number): Drawn {
    return { floe: F.lit!(value), polars: P.lit!(value).cast!(polars.Int32), sql: `${value}::INTEGER`, dtype: pl.Int32 };
  }

  #when(then: Drawn, other: () => Drawn, predicate = this.bool(0)): Drawn {
    const open = this.chance(20);
    const otherwise = open ? undefined : other();
    const branch = (library: Functions, of: "floe" | "polars") => {
      const value = library.when!(predicate[of]).then!(then[of]);
      return otherwise === undefined ? value.otherwise!(of === "floe" ? null : P.lit!(null)) : value.otherwise!(otherwise[of]);
    };
    return this.#make(branch(F, "floe"), branch(P, "polars"));
  }

  #fillNull(self: Drawn, other: Drawn): Drawn {
    return this.#make(
      self.floe.fillNull!(other.floe),
      self.polars.fillNull!(other.polars),
      sql([self, other], (a, b) => `coalesce(${a}, ${b})`),
    );
  }

  #cast(self: Drawn, dtype: ColumnType): Drawn {
    return this.#make(self.floe.cast!(dtype, false), self.polars.cast!(polarsType(dtype), false));
  }

  text(depth: number): Drawn | undefined {
    const names = this.columns(isText);
    const leaf = (): Drawn | undefined => {
      if (names.length === 0) return undefined;
      const column = this.column(this.one(names));
      return column.dtype.kind === "Categorical" ? { ...this.#cast(column, pl.Utf8), sql: column.sql } : column;
    };
    const self = depth === 0 ? leaf() : this.text(depth - 1);
    if (self === undefined || depth === 0) return self;
    switch (this.below(9)) {
      case 0:
        return this.#call(this.one(["str.toUpperCase", "str.toLowerCase", "str.strip"]), self);
      case 1:
        return this.#call("str.slice", self, [], [this.below(6) - 3, this.below(4)]);
      case 2:
        return this.#call("add", self, [this.chance(50) ? this.literal(pl.Utf8) : self]);
      case 3:
        return this.#fillNull(self, this.literal(pl.Utf8));
      case 4:
        return this.#when(self, () => this.literal(pl.Utf8));
      case 6: {
        const fn = this.one(["str.replace", "str.replaceAll"]);
        const [pattern, literal] = this.one<[string, boolean]>([
          ["a", true],
          ["", true],
          ["l.n", true],
          ["[a-m]+", false],
          ["(.)o", false],
          ["^.", false],
          ["$", false],
          ["é|B", false],
          ["\\d*", false],
        ]);
        return this.#call(fn, self, [], [pattern, literal ? "ü$" : this.one(["", "<$0>", "xyz"]), literal]);
      }
      case 5: {
        const castable = this.columns(kinds(...integers, "Bool", "Date", "Float64"));
        return castable.length === 0 ? self : this.#cast(this.column(this.one(castable)), pl.Utf8);
      }
      default:
        return self;
    }
  }

  time(depth: number): Drawn | undefined {
    const names = this.columns(kinds("Date", "Datetime", "Duration"));
    if (names.length === 0) return undefined;
    const self = this.column(this.one(names));
    if (depth === 0) return self;
    switch (this.below(6)) {
      case 0:
        return self.dtype.kind === "Duration"
          ? self
          : this.#cast(self, this.one([pl.Date, pl.Datetime("ms"), pl.Datetime("us"), pl.Int64]));
      case 1: {
        const other = this.column(this.one(names));
        return self.dtype.kind === other.dtype.kind || (self.dtype.kind === "Datetime" && other.dtype.kind === "Duration")
          ? this.#call("sub", self, [other])
          : self;
      }
      case 2:
        return this.#when(self, () => self);
      case 3:
        return self.dtype.kind === "Duration" ? self : this.#fillNull(self, this.literal(self.dtype));
      default:
        return self;
    }
  }

  bool(depth: number): Drawn {
    if (depth > 0 && this.chance(45)) {
      const left = this.bool(depth - 1);
      if (this.chance(25))
        return this.#call(
          "not",
          left,
          [],
          [],
          sql([left], (a) => `NOT ${a}`),
        );
      const fn = this.one(["and", "or"]);
      const right = this.bool(depth - 1);
      return this.#call(
        fn,
        left,
        [right],
        [],
        sql([left, right], (a, b) => `${a} ${sqlOperators[fn]} ${b}`),
      );
    }
    const name = this.one(this.columns(isAny));
    const self = this.column(name);
    switch (this.below(10)) {
      case 0:
        return this.#call(
          "isNull",
          self,
          [],
          [],
          sql([self], (a) => `${a} IS NULL`),
        );
      case 1:
        return this.#call(
          "isNotNull",
          self,
          [],
          [],
          sql([self], (a) => `${a} IS NOT NULL`),
        );
      case 2:
        return self.dtype.kind === "Duration" ? this.#compare(self) : this.#isIn(self);
      case 3: {
        const texts = this.columns(isUtf8);
        if (texts.length === 0) return this.#compare(self);
        const text = this.column(this.one(texts));
        const fn = this.one(["contains", "startsWith", "endsWith"]);
        const pattern = this.one(["", "a", "é", "long", "many"]);
        const sqlName = { contains: "contains", startsWith: "starts_with", endsWith: "ends_with" }[fn]!;
        return this.#call(
          `str.${fn}`,
          text,
          [],
          fn === "contains" ? [pattern, true] : [pattern],
          sql([text], (a) => `${sqlName}(${a}, '${pattern}')`),
        );
      }
      case 7: {
        const text = this.text(1);
        if (text === undefined) return this.#compare(self);
        const pattern = this.one([
          "^a",
          "a.*o",
          "[^a-z ]",
          "many$",
          "^$",
          "(?i)b|NAME",
          "l{1,2}o?n",
          "\\d\\d",
          "日.*列",
          "^(a|é)",
          "\\bof\\b",
          ".",
        ]);
        return this.#call("str.contains", text, [], [pattern, false]);
      }
      case 4: {
        const floats = this.columns(isFloat);
        if (floats.length === 0) return this.#compare(self);
        return this.#call(this.one(["isNan", "isFinite", "isInfinite"]), this.column(this.one(floats)));
      }
      case 5: {
        const bools = this.columns(isBool);
        return bools.length === 0 ? this.#compare(self) : this.column(this.one(bools));
      }
      case 6: {
        const [left, right] = [this.number(Math.min(depth, 1)), this.number(0)];
        const fn = this.one(comparisons);
        return this.#call(fn, left, [right]);
      }
      default:
        return this.#compare(self);
    }
  }

  #isIn(self: Drawn): Drawn {
    const members = Array.from({ length: this.below(3) + 1 }, () => this.literal(self.dtype));
    const eq = (of: "floe" | "polars") => members.map((member) => self[of].eq!(member[of])).reduce((all, each) => all.or!(each));
    const values = members.map((member) => (member.floe as unknown as { node: { value: unknown } }).node.value);
    return this.#make(
      self.floe.isIn!(values),
      eq("polars"),
      sql([self, ...members], (a, ...rest) => rest.map((member) => `${a} = ${member}`).join(" OR ")),
    );
  }

  #compare(self: Drawn): Drawn {
    if (self.dtype.kind === "Duration") return this.#call(this.one(comparisons), self, [self]);
    const fn = this.one(comparisons);
    const same = this.columns((dtype) => dtype.kind === self.dtype.kind && JSON.stringify(dtype) === JSON.stringify(self.dtype));
    const other = this.chance(60) ? this.literal(self.dtype) : this.column(this.one(same));
    return this.#call(
      fn,
      self,
      [other],
      [],
      sql([self, other], (a, b) => `${a} ${sqlOperators[fn]} ${b}`),
    );
  }

  /** One value for each group. `ordered`: the order of rows is promised. */
  aggregate(ordered: boolean): Drawn {
    const choice = this.below(ordered ? 12 : 10);
    const wide = this.chance(30) ? this.number(1) : this.number(0);
    switch (choice) {
      case 0:
        return { floe: F.len!(), polars: P.len!(), sql: "count(*)::UINTEGER", dtype: pl.UInt32 };
      case 1: {
        const self = this.any(0);
        return this.#call(
          "count",
          self,
          [],
          [],
          sql([self], (a) => `count(${a})::UINTEGER`),
        );
      }
      case 2: {
        const self = this.any(0);
        return this.#call(
          "nUnique",
          self,
          [],
          [],
          sql([self], (a) => `(count(DISTINCT ${a}) + max(CASE WHEN ${a} IS NULL THEN 1 ELSE 0 END))::UINTEGER`),
        );
      }
      case 3:
      case 4: {
        const fn = this.one(["min", "max"]);
        const self = this.any(0);
        const exact = !isFloat(self.dtype) && self.dtype.kind !== "Categorical";
        return this.#call(fn, self, [], [], exact ? sql([self], (a) => `${fn}(${a})`) : undefined);
      }
      case 5: {
        // Sums of great numbers that cancel out depend on the order of adding.
        const fn = isWide(wide.dtype) ? "median" : this.one(["mean", "median"]);
        return this.#call(fn, wide);
      }
      case 6: {
        const self = this.number(0);
        return isWide(self.dtype) ? this.#call("count", self) : this.#call(this.one(["std", "var"]), self);
      }
      case 7: {
        const fn = this.one(["lower", "higher", "nearest", "linear", "midpoint"]);
        return this.#call("quantile", this.number(0), [], [this.one([0, 0.25, 0.5, 0.9, 1]), fn]);
      }
      case 8: {
        const bools = this.columns(isBool);
        if (bools.length > 0) return this.#call("sum", this.column(this.one(bools)));
        return this.#call("sum", wide);
      }
      case 10:
        return this.#call("first", this.any(0));
      case 11:
        return this.#call("last", this.any(0));
      default:
        return this.#call("sum", wide);
    }
  }

  over(): Drawn {
    const [self, key] = [this.aggregate(false), this.one(this.columns((dtype) => isAny(dtype)))];
    return this.#make(self.floe.over!(key), self.polars.over!(key));
  }
}
