// The schema that a user declares for a file, checked against what the file has.

import { SchemaError } from "../../errors/index.js";
import { formatType, type Schema, sameType } from "../../types/index.js";
import type { FileMetadata } from "./metadata.js";

/**
 * Other columns of the file are not part of the frame then: a frame has the columns its type has.
 * @throws {SchemaError} naming all columns that are missing or of another dtype.
 */
export function checkDeclaredSchema(label: string, declared: Schema, file: FileMetadata): void {
  const problems: string[] = [];
  for (const [name, dtype] of declared) {
    const column = file.byName.get(name);
    const shown = `column ${JSON.stringify(name)} is declared as ${formatType(dtype)}, but`;
    if (column === undefined) problems.push(`${shown} the file has no such column`);
    else if ("unsupported" in column.type)
      problems.push(`${shown} has the Parquet type ${column.type.unsupported}, which is not supported yet`);
    else if (!sameType(column.type.dtype, dtype)) problems.push(`${shown} is ${formatType(column.type.dtype)} in the file`);
  }
  if (problems.length === 0) return;
  const columns = file.columns.map(({ name }) => name);
  throw new SchemaError(
    `${label} does not have the declared schema: ${problems.join("; ")}\n  columns of the file: ${JSON.stringify(columns)}`,
  );
}
