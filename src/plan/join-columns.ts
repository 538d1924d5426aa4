// Which columns a join makes, from which side, under which names.

import { DuplicateError } from "../errors/index.js";
import type { ExprNode } from "../expr/index.js";
import type { Schema } from "../types/index.js";
import type { AsofJoin, Join, JoinSide } from "./node.js";

export interface JoinColumn {
  /** Its name in the join's result, and in its side. */
  readonly name: string;
  readonly column: string;
  readonly side: JoinSide;
}

export const otherSide = (side: JoinSide): JoinSide => (side === "left" ? "right" : "left");

/** The left side's, then the right side's, without coalesced keys; none of the right for semi and anti joins. @throws {DuplicateError} */
export function joinColumns(join: Join, left: Schema, right: Schema): readonly JoinColumn[] {
  const coalesced = new Set(coalescedKeys(join));
  const columns: JoinColumn[] = [];
  const kept = new Set<string>();
  for (const name of left.keys()) {
    if (join.how === "right" && coalesced.has(name)) continue;
    kept.add(name);
    columns.push({ name, column: name, side: "left" });
  }
  if (join.how === "semi" || join.how === "anti") return columns;
  const added = new Set<string>();
  for (const column of right.keys()) {
    if (join.how !== "right" && coalesced.has(column)) continue;
    const name = kept.has(column) ? `${column}${join.suffix}` : column;
    if (kept.has(name) || added.has(name)) {
      throw new DuplicateError(
        `the join would make two columns named ${JSON.stringify(name)}; rename a column or choose another suffix than ${JSON.stringify(join.suffix)}`,
      );
    }
    added.add(name);
    columns.push({ name, column, side: "right" });
  }
  return columns;
}

/** The left side's columns, then the right side's without those that the left one has equal ones of. @throws {DuplicateError} */
export function asofColumns(join: AsofJoin, left: Schema, right: Schema): readonly JoinColumn[] {
  const equal = [...join.rightBy, ...(join.leftOn === join.rightOn ? [join.rightOn] : [])];
  const rightOn = equal.map((name): ExprNode => ({ kind: "Column", name }));
  return joinColumns({ ...join, kind: "Join", how: "left", leftOn: [], rightOn }, left, right);
}

/** Key columns of the right side (of the left in a right join) that equal one of the other wherever there is a result: they are left out. */
export function coalescedKeys(join: Join): readonly string[] {
  if (join.how === "right") return join.leftOn.map(keyColumn).filter((name) => name !== undefined);
  if (join.how !== "inner" && join.how !== "left") return [];
  return join.rightOn.map(keyColumn).filter((name) => name !== undefined);
}

/** The column that a key is, or is a cast of: keys of different dtypes meet as casts. */
export function keyColumn(key: ExprNode): string | undefined {
  return key.kind === "Column" ? key.name : key.kind === "Cast" ? keyColumn(key.input) : undefined;
}
