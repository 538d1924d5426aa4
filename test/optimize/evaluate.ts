// What a plan means, in plain JavaScript and a row at a time: as the user wrote it, or after any rule. Integers and floats are
// numbers here, and where the order of rows is not promised it comes out reversed, so that nothing can rely on it.

import { assert } from "../../src/errors/index.js";
import { type Call, type ExprNode, isScalar, named } from "../../src/expr/index.js";
import { joinColumns, type Plan, type PlanOf, schemaOf, unpivoted } from "../../src/plan/index.js";

export type Value = number | string | boolean | null;
export type Row = Readonly<Record<string, Value>>;
/** The rows of a scan, by the label of its source. */
export type Tables = Readonly<Record<string, readonly Row[]>>;

/** `analysed`: selections have the height of their input, also those of literals alone, of which aggregates take one a row. */
export function evaluate(plan: Plan, tables: Tables, analysed: boolean): readonly Row[] {
  const rowsOf = (input: Plan): readonly Row[] => evaluate(input, tables, analysed);
  switch (plan.kind) {
    case "Scan": {
      const rows = filtered(tables[plan.source.label] ?? [], plan.predicate, analysed);
      return (plan.limit === undefined ? rows : rows.slice(0, plan.limit)).map((row) => pick(row, [...schemaOf(plan).keys()]));
    }
    case "Filter":
      return filtered(rowsOf(plan.input), plan.predicate, analysed);
    case "Select": {
      const rows = rowsOf(plan.input);
      const single = plan.exprs.length > 0 && plan.exprs.every(isScalar) && !analysed;
      return outputs(plan.exprs, rows, analysed, single ? 1 : rows.length);
    }
    case "WithColumns": {
      const rows = rowsOf(plan.input);
      const added = outputs(plan.exprs, rows, analysed, rows.length);
      return rows.map((row, index) => ({ ...row, ...added[index] }));
    }
    case "Drop":
      return rowsOf(plan.input).map((row) =>
        pick(
          row,
          Object.keys(row).filter((name) => !plan.columns.includes(name)),
        ),
      );
    case "Rename":
      return rowsOf(plan.input).map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [plan.names[name] ?? name, value])),
      );
    case "Aggregate":
      return aggregated(plan, rowsOf(plan.input), analysed);
    case "Sort": {
      const rows = [...rowsOf(plan.input)];
      const keys = plan.keys.map((key) => ({
        ...key,
        values: new Map(rows.map((row, index) => [row, column(key.expr, rows, analysed)[index] ?? null])),
      }));
      rows.sort((left, right) => {
        for (const { values, descending, nullsLast } of keys) {
          const order = sortOrder(values.get(left) ?? null, values.get(right) ?? null, descending, nullsLast);
          if (order !== 0) return order;
        }
        return 0;
      });
      return rows.slice(0, plan.limit ?? rows.length);
    }
    case "Slice": {
      const rows = rowsOf(plan.input);
      const start = Math.min(plan.offset < 0 ? Math.max(0, rows.length + plan.offset) : plan.offset, rows.length);
      const end = plan.offset < 0 ? rows.length + plan.offset + (plan.length ?? Infinity) : start + (plan.length ?? Infinity);
      return rows.slice(start, Math.max(start, end));
    }
    case "Join":
      return joined(plan, rowsOf(plan.left), rowsOf(plan.right), analysed);
    case "Unique": {
      const rows = rowsOf(plan.input);
      const groups = [...grouped(rows, (row) => (plan.subset ?? Object.keys(row)).map((name) => row[name] ?? null)).values()];
      const kept = new Set(
        groups.map((group) => (plan.keep === "none" && group.length > 1 ? undefined : plan.keep === "last" ? group.at(-1) : group[0])),
      );
      const result = rows.filter((row) => kept.has(row));
      return plan.maintainOrder ? result : result.reverse();
    }
    case "Explode":
      throw new Error("the tables of these tests have no lists");
    case "Unpivot": {
      const rows = rowsOf(plan.input);
      return unpivoted(plan).flatMap((name) =>
        rows.map((row) => ({ ...pick(row, plan.idVars), [plan.variableName]: name, [plan.valueName]: row[name] ?? null })),
      );
    }
    case "AsofJoin":
      throw new Error("the oracle lacks as-of joins");
    case "Union":
      return plan.inputs.flatMap(rowsOf);
  }
}

const pick = (row: Row, names: readonly string[]): Row => Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
const keyText = (values: readonly Value[]): string =>
  JSON.stringify(values.map((value) => (typeof value === "number" ? `${value === 0 ? 0 : value}` : [value])));

function filtered(rows: readonly Row[], predicate: ExprNode | undefined, analysed: boolean): readonly Row[] {
  if (predicate === undefined) return rows;
  const keep = column(predicate, rows, analysed);
  return rows.filter((_, index) => keep[index] === true);
}

function outputs(exprs: readonly ExprNode[], rows: readonly Row[], analysed: boolean, height: number): Row[] {
  const columns = exprs.map(named).map(({ name, expr }) => ({ name, values: column(expr, rows, analysed, height) }));
  return Array.from({ length: height }, (_, index) => Object.fromEntries(columns.map(({ name, values }) => [name, values[index] ?? null])));
}

function grouped(rows: readonly Row[], key: (row: Row, index: number) => readonly Value[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  rows.forEach((row, index) => {
    const text = keyText(key(row, index));
    groups.set(text, [...(groups.get(text) ?? []), row]);
  });
  return groups;
}

function aggregated(plan: PlanOf<"Aggregate">, rows: readonly Row[], analysed: boolean): readonly Row[] {
  const keys = plan.keys.map((key) => column(named(key).expr, rows, analysed));
  const groups =
    plan.keys.length === 0 ? [[...rows]] : [...grouped(rows, (_, index) => keys.map((values) => values[index] ?? null)).values()];
  const results = groups.map((group) => outputs([...plan.keys, ...plan.aggs], group, analysed, 1)[0] as Row);
  return plan.maintainOrder ? results : results.reverse();
}

function joined(plan: PlanOf<"Join">, left: readonly Row[], right: readonly Row[], analysed: boolean): readonly Row[] {
  const leftKeys = plan.leftOn.map((key) => column(key, left, analysed));
  const rightKeys = plan.rightOn.map((key) => column(key, right, analysed));
  const matches = (leftIndex: number, rightIndex: number): boolean =>
    leftKeys.every((values, index) => {
      const [a, b] = [values[leftIndex] ?? null, rightKeys[index]?.[rightIndex] ?? null];
      return (plan.nullsEqual === true || a !== null) && keyText([a]) === keyText([b]);
    });
  const columns = joinColumns(plan, schemaOf(plan.left), schemaOf(plan.right));
  const made = (leftRow: Row | undefined, rightRow: Row | undefined): Row =>
    Object.fromEntries(columns.map(({ name, column, side }) => [name, (side === "left" ? leftRow : rightRow)?.[column] ?? null]));
  const partners = left.map((_, leftIndex) => right.filter((_, rightIndex) => matches(leftIndex, rightIndex)));
  switch (plan.how) {
    case "semi":
      return left.filter((_, index) => (partners[index]?.length ?? 0) > 0);
    case "anti":
      return left.filter((_, index) => partners[index]?.length === 0);
    case "inner":
      // The side that probes gives the order.
      if (plan.buildSide === "left")
        return right.flatMap((row) => left.filter((_, index) => partners[index]?.includes(row)).map((match) => made(match, row)));
      return left.flatMap((row, index) => (partners[index] ?? []).map((match) => made(row, match)));
    case "right":
      return right.flatMap((row) => {
        const matching = left.filter((_, index) => partners[index]?.includes(row));
        return matching.length === 0 ? [made(undefined, row)] : matching.map((match) => made(match, row));
      });
    case "cross":
      return left.flatMap((row) => right.map((match) => made(row, match)));
    default: {
      const rows = left.flatMap((row, index) =>
        partners[index]?.length === 0 ? [made(row, undefined)] : (partners[index] ?? []).map((match) => made(row, match)),
      );
      const unmatched = plan.how === "full" ? right.filter((row) => !partners.some((each) => each.includes(row))) : [];
      return [...rows, ...unmatched.map((row) => made(undefined, row))];
    }
  }
}

/** The values of an expression over the rows of a frame or a group; one value is repeated. */
function column(node: ExprNode, rows: readonly Row[], analysed: boolean, height = rows.length): readonly Value[] {
  const repeated = (value: Value): Value[] => Array.from({ length: height }, () => value);
  switch (node.kind) {
    case "Column":
      return rows.map((row) => {
        assert(node.name in row, `no column ${node.name} in ${Object.keys(row)}`);
        return row[node.name] ?? null;
      });
    case "Literal":
      return repeated(typeof node.value === "bigint" ? Number(node.value) : (node.value as Value));
    case "Alias":
      return column(node.input, rows, analysed, height);
    case "Cast":
      return column(node.input, rows, analysed, height).map((value) =>
        typeof value === "boolean" && node.dtype.kind !== "Bool" ? Number(value) : value,
      );
    case "When": {
      const [test, then, otherwise] = [node.predicate, node.then, node.otherwise].map((each) => column(each, rows, analysed, height));
      return (test ?? []).map((value, index) => (value === true ? then?.[index] : otherwise?.[index]) ?? null);
    }
    case "Over": {
      const keys = node.keys.map((key) => column(key, rows, analysed));
      const values = new Map<Row, Value>();
      for (const group of grouped(rows, (_, index) => keys.map((each) => each[index] ?? null)).values()) {
        column(node.input, group, analysed).forEach((value, index) => {
          values.set(group[index] as Row, value);
        });
      }
      return rows.map((row) => values.get(row) ?? null);
    }
    case "Call": {
      const aggregate = aggregates[node.fn];
      if (aggregate !== undefined) {
        const [arg] = node.args;
        if (arg === undefined) return repeated(aggregate(rows.map(() => null)));
        return repeated(aggregate(column(arg, rows, analysed, isScalar(arg) && !analysed ? 1 : rows.length)));
      }
      if (node.fn === "isIn") return isIn(node, rows, analysed, height);
      const args = node.args.map((arg) => column(arg, rows, analysed, height));
      const compute = scalars[node.fn];
      assert(compute !== undefined, `the oracle lacks ${node.fn}`);
      return Array.from({ length: height }, (_, index) => compute(...args.map((values) => values[index] ?? null)));
    }
    default:
      throw new Error(`the oracle lacks ${node.kind}`);
  }
}

function isIn(node: Call, rows: readonly Row[], analysed: boolean, height: number): Value[] {
  const [self, list] = node.args as [ExprNode, Extract<ExprNode, { kind: "List" }>];
  const members = list.values.map((value) => (typeof value === "bigint" ? Number(value) : value)) as Value[];
  return column(self, rows, analysed, height).map((value) =>
    value === null ? null : members.some((member) => member !== null && compare(member, value) === 0),
  );
}

/** NaN equals NaN and is greater than any number. */
function compare(left: NonNullable<Value>, right: NonNullable<Value>): number {
  if (Number.isNaN(left) || Number.isNaN(right)) return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
  return left < right ? -1 : left > right ? 1 : 0;
}

function sortOrder(left: Value, right: Value, descending: boolean, nullsLast: boolean): number {
  if (left === null || right === null) return (Number(left !== null) - Number(right !== null)) * (nullsLast ? -1 : 1);
  return compare(left, right) * (descending ? -1 : 1);
}

type Compute = (...args: readonly Value[]) => Value;
const strict =
  (compute: (...args: readonly NonNullable<Value>[]) => Value): Compute =>
  (...args) =>
    args.every((arg) => arg !== null) ? compute(...args) : null;
const numbers = (compute: (left: number, right: number) => number): Compute =>
  strict((left, right) => compute(Number(left), Number(right)));
const ordered = (test: (order: number) => boolean): Compute =>
  strict((left, right) => test(compare(left as NonNullable<Value>, right as NonNullable<Value>)));

const scalars: Readonly<Record<string, Compute>> = {
  add: numbers((left, right) => left + right),
  sub: numbers((left, right) => left - right),
  mul: numbers((left, right) => left * right),
  div: numbers((left, right) => left / right),
  eq: ordered((order) => order === 0),
  neq: ordered((order) => order !== 0),
  lt: ordered((order) => order < 0),
  ltEq: ordered((order) => order <= 0),
  gt: ordered((order) => order > 0),
  gtEq: ordered((order) => order >= 0),
  and: (left, right) => (left === false || right === false ? false : left === null || right === null ? null : true),
  or: (left, right) => (left === true || right === true ? true : left === null || right === null ? null : false),
  not: strict((value) => value !== true),
  isNull: (value) => value === null,
  isNotNull: (value) => value !== null,
  fillNull: (value, other) => value ?? other ?? null,
};

const present = (values: readonly Value[]): NonNullable<Value>[] => values.filter((value) => value !== null);
/** NaN only where there is nothing else. */
function extreme(values: readonly Value[], sign: number): Value {
  const all = present(values);
  const real = all.filter((value) => !Number.isNaN(value));
  return (real.length > 0 ? real : all).reduce<Value>(
    (best, value) => (best === null || compare(value, best) * sign > 0 ? value : best),
    null,
  );
}
const sum = (values: readonly Value[]): number => present(values).reduce<number>((total, value) => total + Number(value), 0);

const aggregates: Readonly<Record<string, (values: readonly Value[]) => Value>> = {
  sum,
  mean: (values) => (present(values).length === 0 ? null : sum(values) / present(values).length),
  min: (values) => extreme(values, -1),
  max: (values) => extreme(values, 1),
  count: (values) => present(values).length,
  len: (values) => values.length,
  nUnique: (values) => new Set(values.map((value) => keyText([value]))).size,
  first: (values) => values[0] ?? null,
  last: (values) => values.at(-1) ?? null,
};
