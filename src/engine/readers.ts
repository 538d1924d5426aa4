// The readers of sources, by the kind that scans name.

import type { MorselReader } from "../column/index.js";
import { assert } from "../errors/index.js";
import { ParquetReader, type ParquetSpec } from "../io/parquet/index.js";
import type { Instance } from "../kernels/index.js";
import { StoredReader, type StoredSpec } from "../physical/sources/stored.js";
import type { OpenReader } from "./run-tasks.js";

const readers: Readonly<Record<string, (instance: Instance, spec: never, arena: number) => MorselReader>> = {
  stored: (_instance, spec: StoredSpec) => new StoredReader(spec),
  parquet: (instance, spec: ParquetSpec, arena) => new ParquetReader(instance, spec, arena),
};

export function openReaderFor(instance: Instance): OpenReader {
  return (kind, spec, arena) => {
    const open = readers[kind];
    assert(open !== undefined, `no reader for ${kind}`);
    return open(instance, spec as never, arena);
  };
}
