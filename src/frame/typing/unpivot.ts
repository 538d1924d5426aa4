// What `unpivot` takes, and the schema that it makes.

import type { Categorical, Flat, IsOpen, IsUnion, Last, Null, Open, Supertype, Utf8 } from "../../types/index.js";

export interface UnpivotOptions {
  /** Of the column of names; `variable` when absent. */
  readonly variableName?: string | null;
  /** Of the column of values; `value` when absent. */
  readonly valueName?: string | null;
}

/** Columns `I` beside one of names and one of the values of columns `V`: where V is all names, of those but I. */
export type Unpivoted<S, I extends keyof S, V extends keyof S, O> =
  IsOpen<S> extends true
    ? Open
    : Flat<
        Pick<S, I> & { [K in OptionOf<O, "variableName", "variable">]: Utf8 } & {
          [K in OptionOf<O, "valueName", "value">]: Common<S[keyof S extends V ? Exclude<V, I> : V]>;
        }
      >;

type OptionOf<O, K extends string, Default extends string> = O extends { readonly [P in K]: infer N extends string } ? N : Default;

/** What holds all of a union of dtypes; strings hold anything. */
type Common<U> = [Extract<U, Utf8 | Categorical>] extends [never] ? Folded<U> : true extends IsUnion<U> ? Utf8 : U;
type Folded<U> = [U] extends [never]
  ? Null
  : true extends IsUnion<U>
    ? Last<U> extends infer L
      ? Supertype<L, Folded<Exclude<U, L>>>
      : never
    : U;
