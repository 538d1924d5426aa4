// The schema of a plan's result. Here names and dtypes are checked, long before data is read.

import { assert, assertNever, ColumnNotFoundError, InvalidOperationError, SchemaError, ShapeError } from "../errors/index.js";
import { checkDistinct, checkKeyType, type ExprNode, formatExpr } from "../expr/index.js";
import { type ColumnType, formatType, isNumeric, isTemporal, Null, type Schema, sameType, supertype, Utf8 } from "../types/index.js";
import { asofColumns, type JoinColumn, joinColumns } from "./join-columns.js";
import type { AsofJoin, Join, Plan, PlanOf } from "./node.js";
import { type ResolvedExpr, resolveAggregates, resolveAll, resolveKeys, resolvePredicate } from "./resolve.js";

const schemas = new WeakMap<Plan, Schema>();

/**
 * Sources must be open.
 * @throws {ColumnNotFoundError} @throws {SchemaError} @throws {ShapeError} @throws {DuplicateError} @throws {InvalidOperationError}
 */
export function schemaOf(plan: Plan): Schema {
  const known = schemas.get(plan);
  if (known !== undefined) return known;
  const schema = compute(plan);
  schemas.set(plan, schema);
  return schema;
}

/** Says that the plan `to` has the schema of `from`, so that it need not be made again. Gives `to` back. */
export function keepSchema(from: Plan, to: Plan): Plan {
  if (from === to) return to;
  const schema = schemas.get(from);
  if (schema !== undefined) schemas.set(to, schema);
  return to;
}

function compute(plan: Plan): Schema {
  switch (plan.kind) {
    case "Scan":
      return scanSchema(plan);
    case "Filter": {
      const schema = schemaOf(plan.input);
      resolvePredicate("FILTER", plan.predicate, schema);
      return schema;
    }
    case "Select":
      return new Map(dtypesOf(resolveAll("SELECT", plan.exprs, schemaOf(plan.input))));
    case "WithColumns": {
      const schema = schemaOf(plan.input);
      return new Map([...schema, ...dtypesOf(resolveAll("WITH COLUMNS", plan.exprs, schema))]);
    }
    case "Drop": {
      const schema = schemaOf(plan.input);
      checkColumns(plan.columns, schema, "DROP");
      return new Map([...schema].filter(([name]) => !plan.columns.includes(name)));
    }
    case "Rename": {
      const schema = schemaOf(plan.input);
      checkColumns(Object.keys(plan.names), schema, "RENAME");
      const names = [...schema.keys()].map((name) => renamed(plan.names, name));
      checkDistinct(names, () => `RENAME ${JSON.stringify(plan.names)}`);
      return new Map([...schema.values()].map((dtype, index) => [names[index] as string, dtype]));
    }
    case "Aggregate":
      return aggregateSchema(plan);
    case "Sort": {
      const schema = schemaOf(plan.input);
      resolveKeys(
        "SORT BY",
        plan.keys.map((key) => key.expr),
        schema,
      );
      checkCount(plan.limit, "limit");
      return schema;
    }
    case "Slice":
      checkCount(plan.length, "length");
      if (!Number.isSafeInteger(plan.offset)) throw new InvalidOperationError(`offset must be a whole number, not ${plan.offset}`);
      return schemaOf(plan.input);
    case "Join":
      return joinSchema(plan);
    case "AsofJoin":
      return asofSchema(plan);
    case "Unique": {
      const schema = schemaOf(plan.input);
      checkColumns(plan.subset ?? [], schema, "UNIQUE");
      for (const name of plan.subset ?? schema.keys()) checkKeyType(schema.get(name)!, `unique: column ${JSON.stringify(name)}`);
      return schema;
    }
    case "Explode":
      return explodeSchema(plan);
    case "Unpivot":
      return unpivotSchema(plan);
    case "Union":
      return unionSchema(plan.inputs);
    default:
      return assertNever(plan, "plan node");
  }
}

/** The new name of a column, or the one it has. */
export function renamed(names: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(names, name) ? (names[name] as string) : name;
}

const dtypesOf = (exprs: readonly ResolvedExpr[]) => exprs.map(({ name, dtype }) => [name, dtype] as const);

function checkColumns(names: readonly string[], schema: Schema, verb: string): void {
  const missing = names.find((name) => !schema.has(name));
  if (missing !== undefined) throw new ColumnNotFoundError(missing, [...schema.keys()], `${verb} ${JSON.stringify(names)}`);
}

function checkCount(count: number | undefined, what: string): void {
  if (count !== undefined && !(Number.isSafeInteger(count) && count >= 0)) {
    throw new InvalidOperationError(`${what} must be a whole number from 0 on, not ${count}`);
  }
}

function scanSchema({ source, columns, predicate }: PlanOf<"Scan">): Schema {
  const { schema } = source;
  assert(schema !== undefined, `${source.label} is not open`);
  if (predicate !== undefined) resolvePredicate("SCAN", predicate, schema);
  if (columns === undefined) return schema;
  checkColumns(columns, schema, "SCAN");
  return new Map(columns.map((name) => [name, schema.get(name)!]));
}

function aggregateSchema({ input, keys, aggs }: PlanOf<"Aggregate">): Schema {
  const schema = schemaOf(input);
  const exprs = [...resolveKeys("GROUP BY", keys, schema), ...resolveAggregates("AGG", aggs, schema)];
  checkDistinct(
    exprs.map(({ name }) => name),
    () => `AGG [${aggs.map(formatExpr).join(", ")}] BY [${keys.map(formatExpr).join(", ")}]`,
  );
  return new Map(dtypesOf(exprs));
}

function joinSchema(join: Join): Schema {
  const sides = { left: schemaOf(join.left), right: schemaOf(join.right) };
  const leftKeys = resolveKeys("JOIN LEFT ON", join.leftOn, sides.left);
  const rightKeys = resolveKeys("JOIN RIGHT ON", join.rightOn, sides.right);
  if (join.how === "cross" && leftKeys.length + rightKeys.length > 0) throw new InvalidOperationError("a cross join takes no keys");
  if (join.how !== "cross" && leftKeys.length === 0)
    throw new InvalidOperationError(`a join with how ${JSON.stringify(join.how)} needs keys: on, or leftOn and rightOn`);
  if (leftKeys.length !== rightKeys.length) {
    throw new ShapeError(
      `a join needs as many keys on the left as on the right, not ${leftKeys.length} and ${rightKeys.length}${joinPlace(join)}`,
    );
  }
  for (const [index, left] of leftKeys.entries()) {
    const right = rightKeys[index] as ResolvedExpr;
    if (supertype(left.dtype, right.dtype) === undefined) {
      throw new SchemaError(
        `join keys differ: ${left.name} is ${formatType(left.dtype)}, ${right.name} is ${formatType(right.dtype)}${joinPlace(join)}`,
      );
    }
  }
  if (join.how === "semi" || join.how === "anti") return sides.left;
  return new Map(outputsOfJoin(join).map(({ name, column, side }) => [name, sides[side].get(column)!]));
}

const joinOutputs = new WeakMap<Join, readonly JoinColumn[]>();

/** The columns that a join of a plan makes. @throws {DuplicateError} */
export function outputsOfJoin(join: Join): readonly JoinColumn[] {
  const known = joinOutputs.get(join) ?? joinColumns(join, schemaOf(join.left), schemaOf(join.right));
  joinOutputs.set(join, known);
  return known;
}

function explodeSchema({ input, columns }: PlanOf<"Explode">): Schema {
  const schema = new Map(schemaOf(input));
  checkColumns(columns, schema, "EXPLODE");
  checkDistinct(columns, () => `EXPLODE ${JSON.stringify(columns)}`);
  if (columns.length === 0) throw new InvalidOperationError("explode needs at least one column");
  for (const name of columns) {
    const dtype = schema.get(name)!;
    if (dtype.kind !== "List") throw new InvalidOperationError(`explode needs a List, not ${formatType(dtype)} of ${JSON.stringify(name)}`);
    schema.set(name, dtype.inner);
  }
  return schema;
}

function asofSchema(join: AsofJoin): Schema {
  const sides = { left: schemaOf(join.left), right: schemaOf(join.right) };
  checkColumns([join.leftOn, ...join.leftBy], sides.left, "AS-OF JOIN LEFT ON");
  checkColumns([join.rightOn, ...join.rightBy], sides.right, "AS-OF JOIN RIGHT ON");
  for (const [index, left] of [join.leftOn, ...join.leftBy].entries()) {
    const right = index === 0 ? join.rightOn : (join.rightBy[index - 1] as string);
    const [leftType, rightType] = [sides.left.get(left) as ColumnType, sides.right.get(right) as ColumnType];
    checkKeyType(leftType, `joinAsof: ${left}`);
    const common = supertype(leftType, rightType);
    if (common === undefined)
      throw new SchemaError(`join keys differ: ${left} is ${formatType(leftType)}, ${right} is ${formatType(rightType)}\n  in: AS-OF JOIN`);
    if (index === 0 && !(isNumeric(common) || isTemporal(common) || common.kind === "Duration"))
      throw new SchemaError(`joinAsof needs numbers, dates or times as \`on\`, not ${formatType(common)} of ${left}`);
  }
  return new Map(asofColumns(join, sides.left, sides.right).map(({ name, column, side }) => [name, sides[side].get(column)!]));
}

function unpivotSchema(plan: PlanOf<"Unpivot">): Schema {
  const schema = schemaOf(plan.input);
  const { idVars, variableName, valueName } = plan;
  const valueVars = unpivoted(plan);
  checkColumns([...idVars, ...valueVars], schema, "UNPIVOT");
  checkDistinct([...idVars, variableName, valueName], () => `UNPIVOT ${JSON.stringify(valueVars)} BY ${JSON.stringify(idVars)}`);
  const value = valueVars.map((name) => ({ name, dtype: schema.get(name)! })).reduce(unpivotedType, { name: "", dtype: Null });
  return new Map([...idVars.map((name) => [name, schema.get(name)!] as const), [variableName, Utf8], [valueName, value.dtype]]);
}

/** The columns whose values become one column. */
export function unpivoted({ input, idVars, valueVars }: PlanOf<"Unpivot">): readonly string[] {
  return valueVars ?? [...schemaOf(input).keys()].filter((name) => !idVars.includes(name));
}

interface NamedDtype {
  readonly name: string;
  readonly dtype: ColumnType;
}

/** What holds both, where a string holds anything. */
function unpivotedType(left: NamedDtype, right: NamedDtype): NamedDtype {
  const text = [left, right].some(({ dtype }) => isText(dtype)) ? Utf8 : undefined;
  const dtype = supertype(left.dtype, right.dtype) ?? text;
  if (dtype !== undefined) return { name: right.name, dtype };
  throw new SchemaError(
    `unpivot: ${formatType(left.dtype)} of ${left.name} and ${formatType(right.dtype)} of ${right.name} have no common type`,
  );
}

const isText = (dtype: ColumnType): boolean => dtype.kind === "Utf8" || dtype.kind === "Categorical";

const list = (exprs: readonly ExprNode[]): string => `[${exprs.map(formatExpr).join(", ")}]`;
const joinPlace = (join: Join): string => `\n  in: ${join.how.toUpperCase()} JOIN ${list(join.leftOn)} = ${list(join.rightOn)}`;

function unionSchema(inputs: readonly Plan[]): Schema {
  const [first, ...others] = inputs.map(schemaOf);
  if (first === undefined) throw new InvalidOperationError("concat needs at least one frame");
  const expected = [...first];
  for (const [index, other] of others.entries()) {
    if (other.size !== first.size) {
      throw new ShapeError(`concat: the first frame has ${first.size} columns, frame ${index + 2} has ${other.size}; they must be equal`);
    }
    [...other].forEach(([name, dtype], position) => {
      const [wantedName, wantedType] = expected[position] as (typeof expected)[number];
      if (name === wantedName && sameType(dtype, wantedType)) return;
      throw new SchemaError(
        `concat: column ${position + 1} is ${JSON.stringify(wantedName)} ${formatType(wantedType)} in the first frame, but ` +
          `${JSON.stringify(name)} ${formatType(dtype)} in frame ${index + 2}; they must be equal`,
      );
    });
  }
  return first;
}
