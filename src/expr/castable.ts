// Which dtypes can be cast to which. Values that can't are another matter: strict casts raise on them while the query runs.

import { type ColumnType, coarserUnit, isFloat, isInteger, isNumeric, isTemporal, sameType, supertype } from "../types/index.js";

export function isCastable(from: ColumnType, to: ColumnType): boolean {
  if (from.kind === "Null") return true;
  if (from.kind === "List" || to.kind === "List") return sameType(from, to);
  if (from.kind === to.kind) return true;
  switch (to.kind) {
    case "Null":
      return false;
    case "Utf8":
      return true;
    case "Categorical":
      return from.kind === "Utf8";
    case "Bool":
      return isNumeric(from);
    case "Date":
    case "Datetime":
      return isTemporal(from) || isInteger(from) || from.kind === "Utf8";
    case "Duration":
      return isInteger(from);
    default:
      return from.kind !== "Categorical";
  }
}

/** Whether some value of `from` has no counterpart in `to`: only then does it matter whether a cast is strict. */
export function castCanFail(from: ColumnType, to: ColumnType): boolean {
  if (from.kind === "Null" || to.kind === "Utf8" || to.kind === "Categorical" || to.kind === "Bool") return false;
  if (isNumeric(from) && isFloat(to)) return false;
  if ((from.kind === "Datetime" && to.kind === "Datetime") || (from.kind === "Duration" && to.kind === "Duration")) {
    return coarserUnit(from.unit, to.unit) !== to.unit;
  }
  if (from.kind === "Datetime" && to.kind === "Date") return false;
  if (from.kind === "Date" && to.kind === "Datetime") return to.unit === "ns";
  const common = supertype(from, to);
  return common === undefined || !sameType(common, to);
}
