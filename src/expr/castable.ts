// Which dtypes can be cast to which. Values that can't are another matter: strict casts raise on them while the query runs.

import { type ColumnType, isInteger, isNumeric, isTemporal } from "../types/index.js";

export function isCastable(from: ColumnType, to: ColumnType): boolean {
  if (from.kind === to.kind || from.kind === "Null") return true;
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
