import type { IsOpen, Open, Row, Value } from "../../types/index.js";
import type { LazyFrame } from "../lazy-frame.js";

export interface Series<D = Open> extends Iterable<Value<D> | null> {
  readonly dtype: D;
  toArray(): (Value<D> | null)[];
}
interface Frame<in out S> extends Iterable<Row<S>> {
  lazy(): LazyFrame<S>;
  toRecords(): Row<S>[];
  getColumn<K extends keyof S & string>(name: K): Series<S[K]>;
}
export type DataFrame<S = Open> = Frame<S> &
  (IsOpen<S> extends true ? unknown : { readonly [K in Exclude<keyof S, keyof Frame<Open>>]: Series<S[K]> });
