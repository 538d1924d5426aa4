// `pl.DataFrame` and `pl.Series`: eager data from JavaScript values. Their types are in pl.ts.

import { InvalidOperationError } from "../errors/index.js";
import { instance } from "../kernels/index.js";
import { shown } from "./arguments.js";
import { frameFromValues } from "./construct.js";
import { createDataFrame } from "./data-frame.js";
import { seriesFromValues } from "./series.js";

export function DataFrame(data: unknown = {}, options: { readonly schema?: Readonly<Record<string, unknown>> } = {}): unknown {
  return createDataFrame(frameFromValues(data, options.schema ?? {}, instance().heap));
}

/** `Series(values)` has no name; `Series(name, values, dtype)` does. */
export function Series(nameOrValues: unknown, values?: unknown, dtype?: unknown): unknown {
  if (values === undefined) return seriesFromValues("", nameOrValues);
  if (typeof nameOrValues !== "string")
    throw new InvalidOperationError(`the name of a Series must be a string, not ${shown(nameOrValues)}`);
  return seriesFromValues(nameOrValues, values, dtype);
}
