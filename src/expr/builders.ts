// Where expressions begin: columns, literals, when/then/otherwise.

import type { DataType } from "../types/index.js";
import type { AnyExpr } from "./any-expr.js";
import { operandNode } from "./build-call.js";
import { allNode, columnsNode } from "./columns-node.js";
import type { DtypeLike } from "./dtype-argument.js";
import { Expr } from "./expr.js";
import type { ExprNode, LiteralValue } from "./node.js";
import type { Call, Col, Each, Lit, Several, When } from "./typing/node.js";
import type { Named, NodeOf } from "./typing/methods.js";

/**
 * A column by name, several names, a pattern `^…$`, or all columns of a dtype.
 * @example lf.select(pl.col("price"), pl.col(["a", "b"]).max(), pl.col("^c.*$"), pl.col(pl.Utf8))
 */
export function col<N extends string>(name: N): Expr<N, Col<N>>;
export function col<const N extends readonly string[]>(names: N): Expr<Several<N[number], never>, Each>;
export function col<D extends DataType>(dtype: DtypeLike<D> | readonly DtypeLike<D>[]): Expr<Several<D, never>, Each>;
export function col(selector: unknown): Expr<unknown, unknown> {
  return new Expr(columnsNode(selector));
}

/** All columns. */
export function all(): Expr<Several<unknown, never>, Each> {
  return new Expr(allNode());
}

/** All columns but these. */
export function exclude<N extends string>(...names: readonly (N | readonly N[])[]): Expr<Several<unknown, N>, Each> {
  return new Expr(allNode(names.flat() as string[]));
}

/**
 * A value. An integer takes on the dtype of any number it meets, a number with a fraction that of any float.
 * @example lf.withColumns(pl.lit(1).alias("one"))
 */
export function lit<const V extends LiteralValue>(value: V): Expr<"literal", Lit<V>> {
  return new Expr(operandNode(value, "lit"));
}

/** Number of rows. */
export function len(): Expr<"len", Call<"len", []>> {
  return new Expr({ kind: "Call", fn: "len", args: [], options: [] });
}

type NameOf<E> = E extends Named<infer N> ? N : "literal";

/** `then` of a `when`; already the whole expression with null otherwise. */
export class Then<N, P, T> extends Expr<N, When<P, T, Lit<null>>> {
  constructor(
    private readonly predicate: ExprNode,
    private readonly value: ExprNode,
  ) {
    super({ kind: "When", predicate, then: value, otherwise: { kind: "Literal", value: null } });
  }

  /** The value where the predicate is false or null. */
  otherwise<const V extends AnyExpr | LiteralValue>(value: V): Expr<N, When<P, T, NodeOf<V>>> {
    return new Expr({ kind: "When", predicate: this.predicate, then: this.value, otherwise: operandNode(value, "otherwise") });
  }
}

/**
 * One value where the predicate is true, another where it is false or null.
 * @example pl.when(pl.col("price").gt(3)).then("dear").otherwise("cheap")
 */
export function when<P extends AnyExpr>(predicate: P) {
  const node = operandNode(predicate, "when");
  return {
    /** The value where the predicate is true. A string is a value here: for a column use `pl.col`. */
    // biome-ignore lint/suspicious/noThenProperty: Polars' name; it is never awaited.
    then<const T extends AnyExpr | LiteralValue>(value: T): Then<NameOf<T>, NodeOf<P>, NodeOf<T>> {
      return new Then(node, operandNode(value, "then"));
    },
  };
}
