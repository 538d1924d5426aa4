// when/then/otherwise, chained as often as one likes.

import type { AnyExpr } from "./any-expr.js";
import { operandNode } from "./build-call.js";
import { Expr } from "./expr.js";
import type { ExprNode, LiteralValue } from "./node.js";
import type { Named, NodeOf } from "./typing/methods.js";
import type { Lit, When } from "./typing/node.js";

type Operand = AnyExpr | LiteralValue;
type NameOf<E> = E extends Named<infer N> ? N : "literal";
/** Predicates and values, as types of nodes. */
type Branches = readonly (readonly [when: unknown, then: unknown])[];
type Nested<B extends Branches, E> = B extends readonly [readonly [infer P, infer T], ...infer Rest extends Branches]
  ? When<P, T, Nested<Rest, E>>
  : E;
type Branch = readonly [predicate: ExprNode, value: ExprNode];

/** The branches so far; an expression already, with null where none of them applies. */
export class Then<N, B extends Branches> extends Expr<N, Nested<B, Lit<null>>> {
  constructor(private readonly branches: readonly Branch[]) {
    super(nested(branches, { kind: "Literal", value: null }));
  }

  /** The next predicate, asked where those before are false or null. */
  when<P extends AnyExpr>(predicate: P): Otherwise<N, B, NodeOf<P>> {
    return new Otherwise(this.branches, operandNode(predicate, "when"));
  }

  /** The value where no predicate is true. A string is a value here: for a column use `pl.col`. */
  otherwise<const V extends Operand>(value: V): Expr<N, Nested<B, NodeOf<V>>> {
    return new Expr(nested(this.branches, operandNode(value, "otherwise")));
  }
}

/** After `when` of a `Then`. */
class Otherwise<N, B extends Branches, P> {
  constructor(
    private readonly branches: readonly Branch[],
    private readonly predicate: ExprNode,
  ) {}

  /** The value where the predicate is true. A string is a value here: for a column use `pl.col`. */
  // biome-ignore lint/suspicious/noThenProperty: Polars' name; it is never awaited.
  then<const T extends Operand>(value: T): Then<N, readonly [...B, readonly [P, NodeOf<T>]]> {
    return new Then([...this.branches, [this.predicate, operandNode(value, "then")]]);
  }
}

/** After the first `when`: the value's name is the result's. */
interface FirstWhen<P> {
  /** The value where the predicate is true. A string is a value here: for a column use `pl.col`. */
  then<const T extends Operand>(value: T): Then<NameOf<T>, readonly [readonly [P, NodeOf<T>]]>;
}

/**
 * One value where the predicate is true, another where it is false or null.
 * @example pl.when(pl.col("price").gt(3)).then("dear").otherwise("cheap")
 */
export function when<P extends AnyExpr>(predicate: P): FirstWhen<NodeOf<P>> {
  const node = operandNode(predicate, "when");
  // biome-ignore lint/suspicious/noThenProperty: Polars' name; it is never awaited.
  return { then: (value) => new Then([[node, operandNode(value, "then")]]) };
}

function nested(branches: readonly Branch[], otherwise: ExprNode): ExprNode {
  return branches.reduceRight((rest, [predicate, then]) => ({ kind: "When", predicate, then, otherwise: rest }), otherwise);
}
