// Aggregation: the inputs of the aggregate functions are projected, aggregated a segment at a time, merged, and the rest
// of each expression is computed over the groups.

import { InvalidOperationError } from "../../errors/index.js";
import { type ExprNode, exprKey, formatExpr, mapChildren, someNode } from "../../expr/index.js";
import { type FunctionName, functions } from "../../functions/index.js";
import type { AggregateCall, AggregateName } from "../../physical/grouping/index.js";
import type { NamedType } from "../../physical/pipeline-spec.js";
import { groupingSpec } from "../../physical/sinks/sinks.js";
import type { MergedGroups } from "../../physical/tasks/merge-groups.js";
import type { Query } from "../query.js";
import type { Step } from "../step.js";
import { type Output, projectStream } from "./project.js";
import { drain, MERGED_TASKS_MAX, type Stream, storedColumns, streamOf } from "./stream.js";

export function isAggregate(node: ExprNode): node is Extract<ExprNode, { kind: "Call" }> {
  return node.kind === "Call" && functions[node.fn as FunctionName].shape === "agg";
}

export function hasAggregate(node: ExprNode): boolean {
  return someNode(node, isAggregate);
}

/** Keys first, then one column for each of `aggs`. Groups come in order of first appearance. */
export function* aggregateStream(query: Query, stream: Stream, keys: readonly Output[], aggs: readonly Output[]): Step<Stream> {
  const split = new AggregateSplit(keys);
  const rest = aggs.map(({ name, expr }): Output => ({ name, expr: split.rewrite(expr) }));
  const projected = projectStream(query, stream, [...split.keys, ...split.inputs]);
  const sink = {
    kind: "aggregate",
    keys: keys.map((_, index) => index),
    inputs: split.inputs.map((_, index) => keys.length + index),
    aggregates: split.calls,
  } as const;
  const results = yield* drain(query, projected, sink, MERGED_TASKS_MAX);
  const grouping = groupingSpec(projected.columns, sink);
  const spec = { grouping, states: results.map((result) => result.sink as never), arena: query.arena };
  const [merged] = (yield* query.run("merge groups", "mergeGroups", spec, 1, 0)) as readonly MergedGroups[];
  const { rowCount, keys: keyVectors, aggregates } = merged as MergedGroups;
  const keyTypes = projected.columns.slice(0, keys.length);
  const types: NamedType[] = [
    ...keyTypes,
    ...aggregates.map(({ type }, index): NamedType => ({ ...withDictionaryOf(type, projected.columns), name: aggregateName(index) })),
  ];
  const vectors = [...keyVectors, ...aggregates.map(({ vector }) => vector)];
  const columns = vectors.map((vector, index) => ({ type: types[index] as NamedType, ...vector }));
  const groups = streamOf(storedColumns(types, columns, rowCount, stream.owners, false), "groups");
  return projectStream(query, groups, [...keys.map(({ name }, index): Output => ({ name, expr: column(keyName(index)) })), ...rest]);
}

/** Dictionaries lose the handles of their blocks on the way through a worker; the planner still has them. */
function withDictionaryOf<T extends { readonly dictionary?: NamedType["dictionary"] }>(type: T, columns: readonly NamedType[]): T {
  const values = type.dictionary?.values;
  const dictionary = values === undefined ? undefined : columns.find((candidate) => candidate.dictionary?.values === values)?.dictionary;
  return dictionary === undefined ? type : { ...type, dictionary };
}

const column = (name: string): ExprNode => ({ kind: "Column", name });
const keyName = (index: number): string => `key ${index}`;
const inputName = (index: number): string => `input ${index}`;
const aggregateName = (index: number): string => `aggregate ${index}`;

/** Takes expressions apart: what is computed before aggregating, the aggregate calls, and what is computed after. */
class AggregateSplit {
  readonly keys: readonly Output[];
  readonly inputs: Output[] = [];
  readonly calls: AggregateCall[] = [];
  readonly #inputIndex = new Map<string, number>();
  readonly #callIndex = new Map<string, number>();
  readonly #keyIndex: ReadonlyMap<string, number>;

  constructor(keys: readonly Output[]) {
    this.keys = keys.map(({ expr }, index) => ({ name: keyName(index), expr }));
    this.#keyIndex = new Map(keys.map(({ expr }, index) => [exprKey(expr), index]));
  }

  /** The expression over the groups. */
  rewrite(node: ExprNode): ExprNode {
    const key = this.#keyIndex.get(exprKey(node));
    if (key !== undefined) return column(keyName(key));
    if (isAggregate(node)) return column(aggregateName(this.#call(node)));
    if (node.kind === "Column") {
      throw new InvalidOperationError(
        `${formatExpr(node)} is neither a key nor aggregated: it would be a list a group, and floe has no lists yet; aggregate it, as in col(${JSON.stringify(node.name)}).first()`,
      );
    }
    return mapChildren(node, (child) => this.rewrite(child));
  }

  #call(node: Extract<ExprNode, { kind: "Call" }>): number {
    const print = exprKey(node);
    const known = this.#callIndex.get(print);
    if (known !== undefined) return known;
    const [input] = node.args;
    if (input !== undefined && hasAggregate(input)) {
      throw new InvalidOperationError(`${formatExpr(node)} aggregates what is aggregated already; do it in two steps`);
    }
    const call: AggregateCall = {
      fn: node.fn as AggregateName,
      options: node.options,
      ...(input === undefined ? {} : { input: this.#input(input) }),
    };
    const index = this.calls.push(call) - 1;
    this.#callIndex.set(print, index);
    return index;
  }

  #input(expr: ExprNode): number {
    const print = exprKey(expr);
    let index = this.#inputIndex.get(print);
    if (index === undefined) {
      index = this.inputs.push({ name: inputName(this.inputs.length), expr }) - 1;
      this.#inputIndex.set(print, index);
    }
    return index;
  }
}
