// `pl.DataFrame`, `pl.Series` and `pl.fromArrow`: where eager frames begin.

import { InvalidOperationError } from "../errors/index.js";
import { shown } from "../expr/index.js";
import { type ArrowTableLike, frameFromArrow, frameFromIPC } from "../io/arrow/index.js";
import { instance } from "../kernels/index.js";
import type { Open } from "../types/index.js";
import { frameFromValues } from "./construct.js";
import { createDataFrame } from "./data-frame.js";
import type { FromArrow, MakeDataFrame, MakeSeries } from "./pl.js";
import { seriesFromValues } from "./series.js";
import type { DataFrame } from "./typing/eager.js";

function makeDataFrame(data: unknown = {}, options: { readonly schema?: unknown } = {}): DataFrame<Open> {
  const { schema = {} } = options;
  if (typeof schema !== "object" || schema === null) {
    throw new InvalidOperationError(`the schema must be an object of names to dtypes, not ${shown(schema)}`);
  }
  return createDataFrame(frameFromValues(data, schema as Readonly<Record<string, unknown>>, instance().heap));
}

function makeSeries(...given: readonly [name: string, values: unknown, dtype?: unknown] | readonly [values: unknown]): unknown {
  const [first, values, dtype] = given;
  return typeof first === "string" ? seriesFromValues(first, values, dtype) : seriesFromValues("", first);
}

function fromArrow(source: ArrowTableLike | Uint8Array | ArrayBuffer): DataFrame<Open> | Promise<DataFrame<Open>> {
  const { heap } = instance();
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return frameFromIPC(source, heap).then(createDataFrame<Open>);
  return createDataFrame(frameFromArrow(source, heap));
}

export const makers = {
  DataFrame: makeDataFrame as unknown as MakeDataFrame,
  Series: makeSeries as unknown as MakeSeries,
  fromArrow: fromArrow as FromArrow,
};
