// The fluent expression: a node, and methods that give new expressions. Most methods come from the function table.

import {
  type Dt,
  type FunctionName,
  installMethods,
  type Lst,
  methodsUnder,
  type Root,
  rootMethods,
  type Str,
} from "../functions/index.js";
import type { DataType } from "../types/index.js";
import { AnyExpr } from "./any-expr.js";
import { buildCall } from "./build-call.js";
import { excluding, keyNode } from "./columns-node.js";
import { type DtypeLike, dtypeOfArgument } from "./dtype-argument.js";
import { formatExpr } from "./format.js";
import type { ExprNode } from "./node.js";
import type { Methods, Named, Noded, RootAliases, StrAliases } from "./typing/methods.js";
import type { Affixed, Cast, Excluding, Lit, Over, When } from "./typing/node.js";

/**
 * An expression over columns: its output's name and its node, as types. It knows no schema; a frame gives it a dtype, and
 * refuses it where it doesn't fit.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the methods of the table are installed below.
export class Expr<out N, out X> extends AnyExpr {
  /**
   * Names the result.
   * @example pl.col("price").mul(pl.col("qty")).alias("total")
   */
  alias<A extends string>(name: A): Expr<A, X> {
    return new Expr({ kind: "Alias", input: this.node, name });
  }

  /** Names the result; the same as `alias`. */
  as<A extends string>(name: A): Expr<A, X> {
    return this.alias(name);
  }

  /**
   * Puts text before the name of each result.
   * @example pl.col(["price", "qty"]).max().prefix("max_")
   */
  prefix<P extends string>(prefix: P): Expr<Affixed<N, P, "">, X> {
    return new Expr({ kind: "Affix", input: this.node, prefix, suffix: "" });
  }

  /**
   * Puts text behind the name of each result.
   * @example pl.col(["price", "qty"]).max().suffix("_max")
   */
  suffix<S extends string>(suffix: S): Expr<Affixed<N, "", S>, X> {
    return new Expr({ kind: "Affix", input: this.node, prefix: "", suffix });
  }

  /**
   * Converts to a dtype. Values that it can't hold are an error, or null when not `strict`.
   * @example pl.col("qty").cast(pl.Int64)
   */
  cast<D extends DataType>(dtype: DtypeLike<D>, strict = true): Expr<N, Cast<X, D>> {
    return new Expr({ kind: "Cast", input: this.node, dtype: dtypeOfArgument(dtype), strict });
  }

  /**
   * Computes over the groups that the keys make, and gives each row its group's value.
   * @example pl.col("price").sum().over("g")
   */
  over<K extends string>(...keys: readonly (K | readonly K[] | AnyExpr)[]): Expr<N, Over<X, K>> {
    return new Expr({ kind: "Over", input: this.node, keys: keys.flat().map((key) => keyNode(key, "over")) });
  }

  /**
   * Of the rows for which the predicate is true only. Belongs right into an aggregate.
   * @example lf.groupBy("g").agg(pl.col("price").filter(pl.col("qty").gt(2)).sum())
   */
  filter<P>(predicate: Expr<unknown, P>): Expr<N, When<P, X, Lit<null>>> {
    const otherwise = { kind: "Literal", value: null } as const;
    // biome-ignore lint/suspicious/noThenProperty: it is no promise.
    return new Expr({ kind: "When", predicate: keyNode(predicate, "filter"), then: this.node, otherwise, filters: true });
  }

  /**
   * Leaves columns out of an expression over several.
   * @example pl.all().exclude("g")
   */
  exclude<E extends string>(...names: readonly (E | readonly E[])[]): Expr<Excluding<N, E>, X> {
    return new Expr(excluding(this.node, names.flat() as E[]));
  }

  /** Functions of strings. */
  get str(): StrFunctions<N, X> {
    return new StrNamespace(this.node) as unknown as StrFunctions<N, X>;
  }

  /** Functions of dates and times. */
  get dt(): DtFunctions<N, X> {
    return new DtNamespace(this.node) as unknown as DtFunctions<N, X>;
  }

  /** Functions of lists. */
  get lst(): LstFunctions<N, X> {
    return new LstNamespace(this.node) as unknown as LstFunctions<N, X>;
  }

  /** As one would write it. */
  override toString(): string {
    return formatExpr(this.node);
  }
}

export interface Expr<out N, out X> extends Named<N>, Noded<X>, Methods<Root, N, X>, RootAliases<N, X> {}
interface StrFunctions<N, X> extends Methods<Str, N, X, "str.">, StrAliases<N, X> {}
interface DtFunctions<N, X> extends Methods<Dt, N, X, "dt."> {}
interface LstFunctions<N, X> extends Methods<Lst, N, X, "lst."> {}

class Namespace {
  constructor(readonly node: ExprNode) {}
}
class StrNamespace extends Namespace {}
class DtNamespace extends Namespace {}
class LstNamespace extends Namespace {}

const apply = ({ node }: { readonly node: ExprNode }, fn: FunctionName, given: readonly unknown[]) => new Expr(buildCall(fn, node, given));
installMethods(Expr.prototype, rootMethods(), apply);
installMethods(StrNamespace.prototype, methodsUnder("str."), apply);
installMethods(DtNamespace.prototype, methodsUnder("dt."), apply);
installMethods(LstNamespace.prototype, methodsUnder("lst."), apply);
