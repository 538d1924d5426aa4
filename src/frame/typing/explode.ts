// What `explode` takes, and the schema that it makes.

import type { Col, Expr } from "../../expr/index.js";
import type { DataType, List, OneOrMore, Override } from "../../types/index.js";

/** A column of lists, as a name or as `pl.col(…)`; or several. */
export type ListColumn<K extends string> = OneOrMore<K | Expr<K, Col<K>>>;

/** Columns `K` with their elements for dtype. */
export type Exploded<S, K extends keyof S> = Override<S, { [C in K]: Element<S[C]> }>;

/** The dtype of a list's elements; of a dtype known at run time only, the same. */
export type Element<D> = D extends List<infer Inner extends DataType> ? Inner : D;
