// The first step of optimisation, and all that is needed to run a plan: expressions expanded and coerced, and what the engine
// has no operator for expressed by what it has. Afterwards
// - the nodes are Scan, Filter, Select, Aggregate, Sort, Slice, Join, AsofJoin, Explode, Unique and Union;
// - every expression is coerced; an output is a Column under its own name, or an Alias; no Columns, Affix, Over or inner Alias;
// - Select is row-wise: as many rows come out as go in, also where all its outputs are literals;
// - an Aggregate's outputs are single aggregate calls over row-wise arguments, `len` has no argument;
// - join keys have one dtype on both sides, and no column of one side has the name of a column of the other, except for
//   the right keys that inner and left joins leave out.

import { assertNever } from "../errors/index.js";
import { aliased, convert, type ExprNode, expand, isScalar, type NamedExpr, substitute } from "../expr/index.js";
import {
  type AsofJoin,
  asofColumns,
  coalescedKeys,
  type Join,
  keyColumn,
  outputsOfJoin,
  type Plan,
  type PlanOf,
  type ResolvedExpr,
  renamed,
  resolveAggregates,
  resolveAll,
  resolveKeys,
  resolvePredicate,
  rewritePlanUp,
  schemaOf,
  unpivoted,
} from "../plan/index.js";
import { supertype, Utf8 } from "../types/index.js";
import { freshNames } from "./fresh-names.js";
import { keyAs, meetingType } from "./join-keys.js";
import { lowerAggregate } from "./lower-aggregate.js";
import { lowerWindows } from "./lower-windows.js";

/** @throws as `schemaOf` */
export function analyse(plan: Plan): Plan {
  schemaOf(plan);
  return rewritePlanUp(plan, analyseNode);
}

function analyseNode(plan: Plan): Plan {
  switch (plan.kind) {
    case "Scan":
      return plan.predicate === undefined ? plan : { ...plan, predicate: resolvePredicate("SCAN", plan.predicate, schemaOf(plan)) };
    case "Filter":
      return analyseFilter(plan);
    case "Select":
      return analyseSelect(plan);
    case "WithColumns":
      return analyseWithColumns(plan);
    case "Drop":
      return columnsOnly(
        plan.input,
        [...schemaOf(plan.input).keys()].filter((name) => !plan.columns.includes(name)),
      );
    case "Rename":
      return selectOf(
        plan.input,
        [...schemaOf(plan.input).keys()].map((name) => ({ name: renamed(plan.names, name), expr: column(name) })),
      );
    case "Aggregate": {
      const schema = schemaOf(plan.input);
      return lowerAggregate(
        plan.input,
        resolveKeys("GROUP BY", plan.keys, schema),
        resolveAggregates("AGG", plan.aggs, schema),
        plan.maintainOrder,
      );
    }
    case "Sort": {
      const schema = schemaOf(plan.input);
      return {
        ...plan,
        keys: plan.keys.flatMap((key) => resolveKeys("SORT BY", [key.expr], schema).map(({ expr }) => ({ ...key, expr }))),
      };
    }
    case "Join":
      return plan.how === "right" ? analyseRightJoin(plan) : analyseJoin(plan);
    case "AsofJoin":
      return analyseAsofJoin(plan);
    case "Unpivot":
      return analyseUnpivot(plan);
    case "Slice":
    case "Explode":
    case "Unique":
    case "Union":
      return plan;
    default:
      return assertNever(plan, "plan node");
  }
}

const column = (name: string): ExprNode => ({ kind: "Column", name });
const columnsOnly = (input: Plan, names: readonly string[]): Plan => selectNodes(input, names.map(column));
const selectOf = (input: Plan, exprs: readonly NamedExpr[]): Plan => selectNodes(input, exprs.map(aliased));

/** With the last column the rows are gone as well. */
function selectNodes(input: Plan, exprs: readonly ExprNode[]): Plan {
  const select: Plan = { kind: "Select", input, exprs };
  return exprs.length === 0 ? { kind: "Slice", input: select, offset: 0, length: 0 } : select;
}

function analyseFilter({ input, predicate }: PlanOf<"Filter">): Plan {
  const schema = schemaOf(input);
  const resolved = resolvePredicate("FILTER", predicate, schema);
  const lowered = lowerWindows(input, [resolved]);
  const filter: Plan = { kind: "Filter", input: lowered.input, predicate: lowered.exprs[0] ?? resolved };
  return lowered.input === input ? filter : columnsOnly(filter, [...schema.keys()]);
}

function analyseSelect({ input, exprs }: PlanOf<"Select">): Plan {
  const schema = schemaOf(input);
  const resolved = resolveAll("SELECT", exprs, schema);
  // Before coercion, which may make a literal of a column that has nothing but nulls.
  const scalar = expand(exprs, schema).every(({ expr }) => isScalar(expr));
  if (scalar && resolved.length > 0) return lowerAggregate(input, [], resolved, false);
  return rowwise(input, resolved);
}

function analyseWithColumns({ input, exprs }: PlanOf<"WithColumns">): Plan {
  const schema = schemaOf(input);
  const outputs = new Map<string, NamedExpr>([...schema.keys()].map((name) => [name, { name, expr: column(name) }]));
  for (const resolved of resolveAll("WITH COLUMNS", exprs, schema)) outputs.set(resolved.name, resolved);
  return rowwise(input, [...outputs.values()]);
}

function rowwise(input: Plan, outputs: readonly NamedExpr[]): Plan {
  const lowered = lowerWindows(
    input,
    outputs.map(({ expr }) => expr),
  );
  return selectOf(
    lowered.input,
    outputs.map(({ name }, index) => ({ name, expr: lowered.exprs[index]! })),
  );
}

/** The rows once for each column, one after the other. */
function analyseUnpivot(plan: PlanOf<"Unpivot">): Plan {
  const { input, idVars, variableName, valueName } = plan;
  const schema = schemaOf(input);
  const dtype = schemaOf(plan).get(valueName)!;
  const selected = (variable: string, value: ExprNode): Plan =>
    selectOf(input, [
      ...idVars.map((name) => ({ name, expr: column(name) })),
      { name: variableName, expr: { kind: "Literal", value: variable, dtype: Utf8 } },
      { name: valueName, expr: value },
    ]);
  const inputs = unpivoted(plan).map((name) => selected(name, convert({ node: column(name), dtype: schema.get(name)! }, dtype)));
  if (inputs.length > 0) return { kind: "Union", inputs };
  return { kind: "Slice", input: selected("", { kind: "Literal", value: null, dtype }), offset: 0, length: 0 };
}

/** Clashing columns of the right side are named before they meet. */
function analyseAsofJoin(plan: AsofJoin): Plan {
  const right = schemaOf(plan.right);
  const outputs = asofColumns(plan, schemaOf(plan.left), right);
  const names = Object.fromEntries(
    outputs
      .filter(({ side, name, column: source }) => side === "right" && name !== source)
      .map(({ name, column: source }) => [source, name]),
  );
  if (Object.keys(names).length === 0) return plan;
  const exprs = [...right.keys()].map((name) => ({ name: renamed(names, name), expr: column(name) }));
  return { ...plan, right: selectOf(plan.right, exprs), rightOn: renamed(names, plan.rightOn) };
}

/** The sides exchanged. The left one's columns get names that clash with none, since the right one's keep theirs. */
function analyseRightJoin(plan: Join): Plan {
  const left = schemaOf(plan.left);
  const right = schemaOf(plan.right);
  const fresh = freshNames("__left", left.size, right);
  const names = new Map([...left.keys()].map((name, index) => [name, fresh[index] as string]));
  const outputs = outputsOfJoin(plan);
  const renamedLeft = selectOf(
    plan.left,
    [...names].map(([name, as]) => ({ name: as, expr: column(name) })),
  );
  const substitutes = new Map([...names].map(([name, as]) => [name, column(as)]));
  const leftOn = resolveKeys("JOIN LEFT ON", plan.leftOn, left).map(({ expr }) => substitute(expr, substitutes));
  const joined = analyseJoin({ ...plan, how: "left", left: plan.right, right: renamedLeft, leftOn: plan.rightOn, rightOn: leftOn });
  return selectOf(
    joined,
    outputs.map(({ name, column: source, side }) => ({ name, expr: column(side === "left" ? (names.get(source) as string) : source) })),
  );
}

/** Keys are brought to a common dtype, and clashing columns of the right side named before they meet. */
function analyseJoin(plan: Join): Plan {
  const left = schemaOf(plan.left);
  const right = schemaOf(plan.right);
  const leftKeys = resolveKeys("JOIN LEFT ON", plan.leftOn, left);
  const rightKeys = resolveKeys("JOIN RIGHT ON", plan.rightOn, right);
  const columns = rightKeys.map(({ expr }) => keyColumn(expr));
  // A column that is two keys would be converted in two ways.
  const isOneKey = (index: number): boolean =>
    columns[index] === undefined || columns.indexOf(columns[index]) === columns.lastIndexOf(columns[index]);
  const converted = ({ expr, dtype }: ResolvedExpr, index: number): ExprNode => {
    const [one, other] = [leftKeys[index]!.dtype, rightKeys[index]!.dtype];
    if (isOneKey(index)) return keyAs({ expr, dtype }, meetingType(one, other));
    return convert({ node: expr, dtype }, supertype(one, other)!);
  };
  const leftOn = leftKeys.map(converted);
  const rightOn = rightKeys.map(converted);

  const omitted = new Set(coalescedKeys(plan));
  // Right keys that are left out of the result are converted in their place, where nobody else sees their dtype: they stay columns.
  const isInPlace = (index: number): boolean =>
    columns[index] !== undefined && omitted.has(columns[index]) && rightOn[index]?.kind !== "Column" && isOneKey(index);
  const inPlace = new Map(rightOn.flatMap((key, index) => (isInPlace(index) ? [[columns[index], key]] : [])));
  const clashes = outputsOfJoin(plan).filter(({ side, name, column: source }) => side === "right" && name !== source);
  if (clashes.length + inPlace.size === 0) return { ...plan, leftOn, rightOn };
  const names = Object.fromEntries(clashes.map(({ name, column: source }) => [source, name]));
  const outputs = [...right.keys()].map((name) => ({ name: renamed(names, name), expr: inPlace.get(name) ?? column(name) }));
  const renames = new Map(clashes.map(({ name, column: source }) => [source, column(name)]));
  const keys = rightOn.map((key, index) => (isInPlace(index) ? column(columns[index]!) : substitute(key, renames)));
  return { ...plan, right: selectOf(plan.right, outputs), leftOn, rightOn: keys };
}
