// The filter of a scan. What it asks of a dictionary-encoded column alone is a test that the source can do for the dictionary's values,
// a row group at a time (columns with nulls have none that stands for these); its rows are then told by their indices, and their values need not be made. The rest of it is another filter.

import { compile, mayRaise } from "../../codegen/index.js";
import { columnsOf, type ExprNode } from "../../expr/index.js";
import { allOf, conjuncts } from "../../optimize/index.js";
import type { ColumnTestSpec, NamedType } from "../../physical/pipeline-spec.js";
import type { ScanPlan } from "../../plan/index.js";
import type { Query } from "../query.js";
import { filterStream } from "./project.js";
import { extend, type Stream } from "./stream.js";

/** Compiling a test computes it for all values of a merged dictionary, once more than for the filter. */
const DICTIONARY_COUNT_MAX = 4096;

/** A part of a filter, and the columns that it reads. */
interface Part {
  readonly expr: ExprNode;
  readonly names: ReadonlySet<string>;
}

/**
 * `stream` is a scan alone, and `encoded` as of its plan. `keepsFew`: so few rows are left that other columns are decoded for these alone;
 * else the values of `handedOn` are made for whole batches.
 */
export function filterScan(
  query: Query,
  stream: Stream,
  predicate: ExprNode,
  encoded: NonNullable<ScanPlan["encoded"]>,
  keepsFew: boolean,
  handedOn: readonly string[],
): Stream {
  const { columns } = stream;
  const compiled = (expr: ExprNode, inputs: readonly NamedType[]) => compile([expr], inputs, query.instance, query.arena);
  const parts: readonly Part[] = conjuncts(predicate).map((expr) => ({ expr, names: columnsOf(expr) }));
  // Of a column whose values are made anyway, indices need not be looked at as well.
  const made = new Set(keepsFew ? [] : [...handedOn, ...parts.flatMap(({ names }) => (names.size > 1 ? [...names] : []))]);
  const tests: ColumnTestSpec[] = [];
  const tested: Part[] = [];
  for (const [column, type] of columns.entries()) {
    const { name, physical, nullable, dictionary } = type;
    if (encoded[column] !== true || nullable || made.has(name) || (dictionary?.count ?? 0) > DICTIONARY_COUNT_MAX) continue;
    const own = parts.filter(({ names }) => names.size === 1 && names.has(name));
    const test = allOf(own.map(({ expr }) => expr));
    if (test === undefined) continue;
    tests.push({ column, physical, program: compiled(test, [type]) });
    tested.push(...own);
  }
  const first = allOf(tested.map(({ expr }) => expr));
  if (first === undefined) return filterStream(query, stream, predicate);
  const second = allOf(parts.filter((part) => !tested.includes(part)).map(({ expr }) => expr));
  const program = compiled(first, columns);
  const rest = second && compiled(second, columns);
  // What raises must see all rows.
  if (mayRaise(program) || (rest !== undefined && mayRaise(rest))) return filterStream(query, stream, predicate);
  const left = extend(stream, "filter", { kind: "filter", input: columns, program, tests }, columns);
  return rest === undefined ? left : extend(left, "filter", { kind: "filter", input: columns, program: rest }, columns);
}
