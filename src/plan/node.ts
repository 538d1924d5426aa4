// The logical plan: plain data, built by LazyFrame, rewritten by the optimizer, turned into pipelines by physical/.

import type { ExprNode } from "../expr/index.js";
import type { Source } from "./source.js";

export type JoinSide = "left" | "right";
/** A right join is analysed as a left one of the sides exchanged. */
export type JoinHow = "inner" | "left" | "right" | "full" | "semi" | "anti" | "cross";

export type AsofStrategy = "backward" | "forward" | "nearest";

export interface SortKey {
  readonly expr: ExprNode;
  readonly descending: boolean;
  readonly nullsLast: boolean;
}

export type Plan =
  /**
   * `columns`, `predicate` and `limit` are pushed into the scan by the optimizer; absent in what the user wrote.
   * The result is exactly the first `limit` rows for which `predicate` is true, with `columns` only: what the source
   * leaves undone of these, the engine does. The predicate may read other columns.
   */
  | {
      readonly kind: "Scan";
      readonly source: Source;
      readonly columns?: readonly string[];
      readonly predicate?: ExprNode;
      readonly limit?: number;
    }
  | { readonly kind: "Filter"; readonly input: Plan; readonly predicate: ExprNode }
  /** Exactly these outputs. */
  | { readonly kind: "Select"; readonly input: Plan; readonly exprs: readonly ExprNode[] }
  /** The input's columns, replaced or followed by these. */
  | { readonly kind: "WithColumns"; readonly input: Plan; readonly exprs: readonly ExprNode[] }
  | { readonly kind: "Drop"; readonly input: Plan; readonly columns: readonly string[] }
  | { readonly kind: "Rename"; readonly input: Plan; readonly names: Readonly<Record<string, string>> }
  /** The keys, then the aggregates. */
  | {
      readonly kind: "Aggregate";
      readonly input: Plan;
      readonly keys: readonly ExprNode[];
      readonly aggs: readonly ExprNode[];
      readonly maintainOrder: boolean;
    }
  | {
      readonly kind: "Sort";
      readonly input: Plan;
      readonly keys: readonly SortKey[];
      /** Only the first so many rows of the result are needed: a top-k. */
      readonly limit?: number;
    }
  /** Rows from `offset` on; negative: counted from the end. Without `length`: to the end. */
  | { readonly kind: "Slice"; readonly input: Plan; readonly offset: number; readonly length?: number }
  | {
      readonly kind: "Join";
      readonly left: Plan;
      readonly right: Plan;
      readonly how: JoinHow;
      readonly leftOn: readonly ExprNode[];
      readonly rightOn: readonly ExprNode[];
      readonly suffix: string;
      /** Which side the hash table is built from; set by the optimizer. Absent: the right one. */
      readonly buildSide?: JoinSide;
      /** Null keys match null keys. Set where the optimizer joins groups back to their rows; absent: they match nothing. */
      readonly nullsEqual?: boolean;
    }
  /**
   * Each row of the left side, beside the row of the right one that is nearest in `on`, among those that are equal in `by`. Both sides are
   * sorted by `on`.
   */
  | {
      readonly kind: "AsofJoin";
      readonly left: Plan;
      readonly right: Plan;
      readonly leftOn: string;
      readonly rightOn: string;
      readonly leftBy: readonly string[];
      readonly rightBy: readonly string[];
      /** Which side of the left value the nearest is looked for. */
      readonly strategy: AsofStrategy;
      /** No farther than so many units of the values; in text with the unit, such as "2h". */
      readonly tolerance?: number | string;
      readonly suffix: string;
    }
  | {
      readonly kind: "Unique";
      readonly input: Plan;
      readonly subset?: readonly string[];
      readonly keep: "any" | "first" | "last" | "none";
      readonly maintainOrder: boolean;
    }
  /** A row for each element of the lists in `columns`, which have equally many in a row. Empty lists and nulls give a row with null. */
  | { readonly kind: "Explode"; readonly input: Plan; readonly columns: readonly string[] }
  /** A row for each row and each of `valueVars` (absent: all columns but `idVars`): the column's name and its value, beside `idVars`. */
  | {
      readonly kind: "Unpivot";
      readonly input: Plan;
      readonly idVars: readonly string[];
      readonly valueVars?: readonly string[];
      readonly variableName: string;
      readonly valueName: string;
    }
  /** Vertical concatenation; the schemas are equal. */
  | { readonly kind: "Union"; readonly inputs: readonly Plan[] };

export type PlanOf<Kind extends Plan["kind"]> = Extract<Plan, { readonly kind: Kind }>;
export type Join = PlanOf<"Join">;
export type AsofJoin = PlanOf<"AsofJoin">;
