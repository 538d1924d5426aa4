// The dtypes under the names users know them by.

import { type DtypeLike, dtypeOfArgument } from "../expr/index.js";
import {
  Bool,
  Categorical,
  type DataType,
  Date_,
  Datetime,
  Duration,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  List,
  Null,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "../types/index.js";

export const dtypes = {
  Null,
  Bool,
  Int8,
  Int16,
  Int32,
  Int64,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Float32,
  Float64,
  Utf8,
  /** The same as `Utf8`. */
  String: Utf8,
  Categorical,
  Date: Date_,
  Datetime,
  Duration,
  /** Any number of values of one dtype in each row: `pl.List(pl.Int64)`. */
  List: <D extends DataType>(inner: DtypeLike<D>): List<D> => List(dtypeOfArgument(inner)) as unknown as List<D>,
} as const;
