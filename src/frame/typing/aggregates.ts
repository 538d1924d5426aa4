// The schemas of aggregates of each column.

import type { CallType, Col, Lit, Resolve } from "../../expr/index.js";
import type { Bool, Flat, Float64, IsOpen, Numeric, Open, Problem, Utf8 } from "../../types/index.js";
import type { Outputs } from "./outputs.js";

/** Columns of dtypes that the aggregate does not take keep theirs: they are null. */
export type Aggregated<S, F extends string, Options extends readonly unknown[] = readonly []> =
  IsOpen<S> extends true
    ? Open
    : {
        [K in keyof S]: Resolve<S, CallType<F, readonly [Col<K & string>, ...Options]>> extends infer D
          ? D extends Problem<string>
            ? S[K]
            : D
          : never;
      };

/** The keys, and the aggregate of each other column. */
export type GroupedEach<S, K extends readonly unknown[], F extends string, Options extends readonly unknown[] = readonly []> =
  IsOpen<S> extends true
    ? Open
    : Outputs<S, K> extends infer Keys
      ? unknown extends Keys
        ? Open
        : Flat<Keys & Aggregated<{ [C in Exclude<keyof S, keyof Keys>]: S[C] }, F, Options>>
      : never;

/** A row a statistic. */
export type Described<S> =
  IsOpen<S> extends true ? Open : Flat<{ statistic: Utf8 } & { [K in keyof S]: S[K] extends Numeric | Bool ? Float64 : Utf8 }>;

/** One option, a number. */
export type NumberOption = readonly [Lit<number>];

export type Interpolation = "nearest" | "lower" | "higher" | "midpoint" | "linear";
