// Parquet's types as floe's.

import type { SchemaElement } from "hyparquet/src/types.js";
import {
  Bool,
  type ColumnType,
  Date_,
  Datetime,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  Null,
  type TimeUnit,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "../../types/index.js";
import type { Output } from "./spec.js";

/** How a leaf of the schema is read, or the type that can't be. */
export type ColumnReading = { readonly dtype: ColumnType; readonly output: Output } | { readonly unsupported: string };

const read = (dtype: ColumnType, output: Output): ColumnReading => ({ dtype, output });
const refuse = (unsupported: string): ColumnReading => ({ unsupported });

/** The reading of a column that is neither nested nor repeated. */
export function readingOf(element: SchemaElement): ColumnReading {
  if (element.logical_type?.type === "NULL") return read(Null, "nothing");
  const annotation = annotationOf(element);
  // The one logical type of fixed-length bytes that floe has.
  if (annotation === "FLOAT16") return read(Float32, "arrow");
  switch (element.type) {
    case "BOOLEAN":
      return read(Bool, "bool");
    case "INT32":
      return int32[annotation] ?? refuse(annotation);
    case "INT64":
      return int64[annotation] ?? refuse(annotation);
    case "INT96":
      return read(Datetime("ns"), "int96");
    case "FLOAT":
      return read(Float32, "fixed32");
    case "DOUBLE":
      return read(Float64, "fixed64");
    case "BYTE_ARRAY":
      if (["UTF8", "STRING", "ENUM", "JSON"].includes(annotation)) return read(Utf8, "view");
      return refuse(annotation === "" ? "binary (BYTE_ARRAY without annotation)" : annotation);
    default:
      return refuse(annotation === "" ? `${element.type}(${element.type_length})` : annotation);
  }
}

const int32: Readonly<Record<string, ColumnReading>> = {
  "": read(Int32, "fixed32"),
  INT_8: read(Int8, "narrow8"),
  INT_16: read(Int16, "narrow16"),
  INT_32: read(Int32, "fixed32"),
  UINT_8: read(UInt8, "narrow8"),
  UINT_16: read(UInt16, "narrow16"),
  UINT_32: read(UInt32, "fixed32"),
  DATE: read(Date_, "fixed32"),
};

const int64: Readonly<Record<string, ColumnReading>> = {
  "": read(Int64, "fixed64"),
  INT_64: read(Int64, "fixed64"),
  UINT_64: read(UInt64, "fixed64"),
  TIMESTAMP_MILLIS: read(Datetime("ms"), "fixed64"),
  TIMESTAMP_MICROS: read(Datetime("us"), "fixed64"),
  ...timestamps("MILLIS", "ms"),
  ...timestamps("MICROS", "us"),
  ...timestamps("NANOS", "ns"),
};

function timestamps(name: string, unit: TimeUnit): Readonly<Record<string, ColumnReading>> {
  return {
    [`TIMESTAMP(${name})`]: read(Datetime(unit), "fixed64"),
    [`TIMESTAMP(${name}, UTC)`]: read(Datetime(unit, "UTC"), "fixed64"),
  };
}

/** The logical type, which is newer and says more, in words; otherwise the converted type; otherwise nothing. */
function annotationOf({ logical_type: logical, converted_type: converted }: SchemaElement): string {
  if (logical?.type === undefined) return converted ?? (logical === undefined ? "" : "an unknown logical type");
  switch (logical.type) {
    case "INTEGER":
      return `${logical.isSigned ? "INT" : "UINT"}_${logical.bitWidth}`;
    case "TIMESTAMP":
      return `TIMESTAMP(${logical.unit}${logical.isAdjustedToUTC ? ", UTC" : ""})`;
    case "TIME":
      return `TIME(${logical.unit})`;
    case "DECIMAL":
      return `DECIMAL(${logical.precision}, ${logical.scale})`;
    default:
      return logical.type;
  }
}
