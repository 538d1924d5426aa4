// Lowers expressions to instructions, each common subexpression once.

import type { VectorType } from "../column/index.js";
import { assert, assertNever } from "../errors/index.js";
import { type ExprNode, exprKey } from "../expr/index.js";
import { applyRule, functionOf } from "../functions/index.js";
import { type ColumnType, movedAs } from "../types/index.js";
import type { Builder } from "./builder.js";
import { lowerOnDictionary } from "./dictionary.js";
import { callLowerings, plainOptions } from "./lower-call.js";
import { lowerCast } from "./lower-cast.js";
import type { Value } from "./value.js";

export interface NamedVectorType extends VectorType {
  readonly name: string;
}

export type CallNode = Extract<ExprNode, { kind: "Call" }>;

export class Lowerer {
  readonly #lowered = new Map<string, Value>();
  readonly #columns: ReadonlyMap<string, number>;

  constructor(
    readonly builder: Builder,
    readonly inputs: readonly NamedVectorType[],
  ) {
    this.#columns = new Map(inputs.map(({ name }, index) => [name, index]));
  }

  columnType(name: string): VectorType {
    return this.#column(name)[1];
  }

  lower(node: ExprNode): Value {
    const key = exprKey(node);
    const known = this.#lowered.get(key);
    if (known !== undefined) return known;
    const value = lowerOnDictionary(this, node) ?? this.#lowerNode(node);
    this.#lowered.set(key, value);
    return value;
  }

  #lowerNode(node: ExprNode): Value {
    switch (node.kind) {
      case "Column": {
        const [column, type] = this.#column(node.name);
        return this.builder.input(column, type);
      }
      case "Literal":
        assert(node.dtype !== undefined, "a literal that was not coerced");
        return this.builder.scalar(node.value, node.dtype);
      case "Call":
        return this.#lowerCall(node);
      case "Cast":
        return lowerCast(this.builder, this.lower(node.input), node);
      case "When":
        return this.when(this.lower(node.predicate), this.lower(node.then), this.lower(node.otherwise));
      case "Alias":
      case "Affix":
        return this.lower(node.input);
      case "List":
      case "Columns":
      case "Over":
        return assert(false, `${node.kind} in an expression for codegen`) as never;
      default:
        return assertNever(node, "expression");
    }
  }

  #lowerCall(node: CallNode): Value {
    const fn = functionOf(node.fn);
    assert(fn.shape === "rows", `the aggregate ${node.fn} in an expression for codegen`);
    const special = callLowerings[fn.kernel];
    if (special !== undefined) return special(this, node);
    const operands = node.args.map((arg) => this.lower(arg));
    return this.builder.call(fn.kernel, operands, fn.nulls, { dtype: this.resultOf(node, operands) }, plainOptions(node.options));
  }

  resultOf(node: CallNode, [self, other = self]: readonly Value[]): ColumnType {
    const { returns } = functionOf(node.fn);
    if (!("rule" in returns)) return returns;
    assert(self !== undefined && other !== undefined, `${node.fn} without operands`);
    const dtype = applyRule[returns.rule](self.dtype, other.dtype);
    assert(dtype !== undefined, `${node.fn} of operands that were not coerced`);
    return dtype;
  }

  /** `then` where the predicate is true, else (also where it is null) `otherwise`. */
  when(predicate: Value, then: Value, otherwise: Value): Value {
    const { builder } = this;
    const mask = this.truth(predicate);
    const [a, b] = [builder.materialize(then), builder.materialize(otherwise)];
    const form = `${a.scalar ? "s" : "v"}${b.scalar ? "s" : "v"}`;
    const kernel = `select_${movedAs(a.physical)}_${form}` as Parameters<Builder["kernel"]>[0];
    const slots = [
      { values: mask.register },
      ...[a, b].flatMap(({ register }) => [{ values: register }, { validity: register }]),
      { out: "values" },
      { out: "validity" },
    ] as const;
    return builder.kernel(kernel, slots, [a, b], a.nullable || b.nullable ? "writes" : "drops", { dtype: a.dtype });
  }

  /** True where `predicate` is true and not null: a bitmap without validity. */
  truth(predicate: Value): Value {
    const vector = this.builder.broadcast(predicate);
    if (!vector.nullable) return vector;
    const register = this.builder.register();
    this.builder.emit({ op: "truth", of: vector.register, out: register });
    return { ...vector, register, nullable: false };
  }

  #column(name: string): readonly [number, VectorType] {
    const index = this.#columns.get(name);
    const type = index === undefined ? undefined : this.inputs[index];
    assert(index !== undefined && type !== undefined, `no column ${JSON.stringify(name)} for codegen`);
    return [index, type];
  }
}
