// Where expressions begin: columns and literals.

import type { DataType } from "../types/index.js";
import { operandNode } from "./build-call.js";
import { allNode, columnsNode } from "./columns-node.js";
import type { DtypeLike } from "./dtype-argument.js";
import { Expr } from "./expr.js";
import type { LiteralValue } from "./node.js";
import type { Call, Col, Each, Lit, Several } from "./typing/node.js";

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
