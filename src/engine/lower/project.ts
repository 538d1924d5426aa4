// Select, WithColumns and Filter: programs on the stream.

import { compile } from "../../codegen/index.js";
import type { ExprNode } from "../../expr/index.js";
import type { NamedType, ProjectOutput } from "../../physical/pipeline-spec.js";
import type { Query } from "../query.js";
import { extend, type Stream } from "./stream.js";

/** An output: its name and expression, resolved and coerced. */
export interface Output {
  readonly name: string;
  readonly expr: ExprNode;
  /** Strings as views, not as codes into a dictionary. */
  readonly asViews?: boolean;
}

export function outputOf(node: ExprNode): Output {
  if (node.kind === "Alias") return { name: node.name, expr: node.input };
  if (node.kind === "Column") return { name: node.name, expr: node };
  return { name: "literal", expr: node };
}

export function filterStream(query: Query, stream: Stream, predicate: ExprNode): Stream {
  const program = compile([predicate], stream.columns, query.instance, query.arena);
  return extend(stream, "filter", { kind: "filter", input: stream.columns, program }, stream.columns);
}

export function projectStream(query: Query, stream: Stream, outputs: readonly Output[]): Stream {
  const position = new Map(stream.columns.map((column, index) => [column.name, index]));
  const computed: ExprNode[] = [];
  const asViews = new Set<number>();
  const specs: ProjectOutput[] = outputs.map((output) => {
    const pass = output.expr.kind === "Column" && output.asViews !== true ? position.get(output.expr.name) : undefined;
    if (pass !== undefined) return { pass };
    if (output.asViews === true) asViews.add(computed.length);
    return { computed: computed.push(output.expr) - 1 };
  });
  const program = compile(computed, stream.columns, query.instance, query.arena, asViews);
  const columns = specs.map((spec, index): NamedType => {
    const type = "pass" in spec ? stream.columns[spec.pass] : program.outputs[spec.computed];
    return { ...(type as NamedType), name: (outputs[index] as Output).name };
  });
  const unchanged = specs.length === stream.columns.length && specs.every((spec, index) => "pass" in spec && spec.pass === index);
  if (unchanged && columns.every((column, index) => column.name === stream.columns[index]?.name)) return stream;
  return extend(stream, "project", { kind: "project", input: stream.columns, program, outputs: specs }, columns);
}
