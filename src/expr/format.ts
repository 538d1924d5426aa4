// Expressions as text, close to how they are written: for explain, errors and logs.

import { assertNever } from "../errors/index.js";
import { type FunctionName, functionOf } from "../functions/index.js";
import { type ColumnType, formatType } from "../types/index.js";
import type { ColumnSelection, ExprNode, LiteralValue, OptionValue } from "./node.js";

/** Members of a list that are written out. */
const MEMBERS_MAX = 8;

/** Operators by how tightly they bind. */
const operators: Partial<Record<FunctionName, readonly [sign: string, strength: number]>> = {
  or: ["or", 1],
  xor: ["xor", 2],
  and: ["and", 3],
  eq: ["==", 4],
  neq: ["!=", 4],
  lt: ["<", 4],
  ltEq: ["<=", 4],
  gt: [">", 4],
  gtEq: [">=", 4],
  add: ["+", 5],
  sub: ["-", 5],
  mul: ["*", 6],
  div: ["/", 6],
  floorDiv: ["//", 6],
  rem: ["%", 6],
  pow: ["**", 7],
};

export function formatExpr(node: ExprNode): string {
  switch (node.kind) {
    case "Column":
      return `col(${JSON.stringify(node.name)})`;
    case "Columns":
      return `${formatSelection(node.select)}${node.exclude.length === 0 ? "" : `.exclude(${quoted(node.exclude)})`}`;
    case "Literal":
      return formatLiteral(node.value, node.dtype);
    case "List":
      return formatList(node.values, node.dtype);
    case "Call":
      return formatCall(node);
    case "Cast":
      return `${asSelf(node.input)}.cast(${formatType(node.dtype)})`;
    case "When":
      if (node.filters) return `${asSelf(node.then)}.filter(${formatExpr(node.predicate)})`;
      return `when(${formatExpr(node.predicate)}).then(${formatExpr(node.then)}).otherwise(${formatExpr(node.otherwise)})`;
    case "Over":
      return `${asSelf(node.input)}.over(${node.keys.map(formatExpr).join(", ")})`;
    case "Alias":
      return `${asSelf(node.input)}.alias(${JSON.stringify(node.name)})`;
    case "Affix":
      return `${asSelf(node.input)}${affix("prefix", node.prefix)}${affix("suffix", node.suffix)}`;
    default:
      return assertNever(node, "expression");
  }
}

const quoted = (names: readonly string[]): string => names.map((name) => JSON.stringify(name)).join(", ");
const affix = (method: string, text: string): string => (text === "" ? "" : `.${method}(${JSON.stringify(text)})`);

function formatSelection(select: ColumnSelection): string {
  switch (select.by) {
    case "all":
      return "all()";
    case "names":
      return `col(${quoted(select.names)})`;
    case "pattern":
      return `col(${JSON.stringify(select.pattern)})`;
    case "dtype":
      return `col(${select.dtypes.map(formatType).join(", ")})`;
    default:
      return assertNever(select, "selection");
  }
}

function formatCall({ fn, args, options }: Extract<ExprNode, { kind: "Call" }>): string {
  const [self, ...others] = args;
  const [sign] = operators[fn] ?? [];
  if (self === undefined) return `${fn}()`;
  if (sign !== undefined && others[0] !== undefined) return `${asOperand(self, fn, true)} ${sign} ${asOperand(others[0], fn, false)}`;
  return `${asSelf(self)}.${fn}(${[...others.map(formatExpr), ...spelledOptions(fn, options)].join(", ")})`;
}

/** Without those at the end that have their default. */
function spelledOptions(fn: FunctionName, options: readonly OptionValue[]): string[] {
  const parameters = functionOf(fn).args.filter((arg) => arg.kind === "option");
  const last = options.findLastIndex((value, index) => parameters[index]?.default !== value);
  return options.slice(0, last + 1).map((value) => JSON.stringify(value));
}

function strengthOf(node: ExprNode): number {
  return (node.kind === "Call" && node.args.length === 2 ? operators[node.fn]?.[1] : undefined) ?? Number.POSITIVE_INFINITY;
}

/** On the left an operator of the same strength needs no parentheses, except that comparisons don't chain. */
function asOperand(node: ExprNode, fn: FunctionName, isLeft: boolean): string {
  const outer = operators[fn]?.[1] ?? 0;
  const chains = outer !== 4 && (isLeft || (node.kind === "Call" && node.fn === fn && (fn === "and" || fn === "or")));
  const inner = strengthOf(node);
  return inner > outer || (inner === outer && chains) ? formatExpr(node) : `(${formatExpr(node)})`;
}

/** As what a method is called on. */
function asSelf(node: ExprNode): string {
  const text = formatExpr(node);
  return node.kind === "Literal" ? `lit(${text})` : strengthOf(node) === Number.POSITIVE_INFINITY ? text : `(${text})`;
}

function formatList(values: readonly LiteralValue[], dtype: ColumnType | undefined): string {
  const shown = values.slice(0, MEMBERS_MAX).map((value) => formatLiteral(value, dtype));
  const more = values.length - shown.length;
  return `[${shown.join(", ")}${more > 0 ? `, … ${more} more` : ""}]`;
}

/** Units in a millisecond, and the digits they have after one. */
const unitsPerMs = { ms: 1n, us: 1_000n, ns: 1_000_000n } as const;
const decimals = { ms: 0, us: 3, ns: 6 } as const;

function formatLiteral(value: LiteralValue, dtype?: ColumnType): string {
  if (value === null) return "null";
  if (typeof value === "string") return JSON.stringify(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (Object.is(value, -0)) return "-0";
  if (dtype?.kind === "Date") return isoDay(Number(value)) ?? `${value} days`;
  if (dtype?.kind === "Datetime" && typeof value === "bigint") {
    const perMs = unitsPerMs[dtype.unit];
    const fraction = ((value % perMs) + perMs) % perMs;
    const iso = isoTime(Number((value - fraction) / perMs));
    return iso === undefined
      ? `${value} ${dtype.unit}`
      : iso.replace("Z", fraction === 0n ? "" : String(fraction).padStart(decimals[dtype.unit], "0"));
  }
  return dtype?.kind === "Duration" ? `${value} ${dtype.unit}` : String(value);
}

function isoTime(ms: number): string | undefined {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

const isoDay = (days: number): string | undefined => isoTime(days * 86_400_000)?.slice(0, 10);
