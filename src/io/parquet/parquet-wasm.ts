// parquet-wasm, which is large, and therefore loaded only when something is written, or read that floe does not read by itself.

import { platform } from "../../platform.js";
import { type Arrow, loadArrow } from "../arrow/index.js";

type ParquetWasm = typeof import("parquet-wasm");

/** What reading with parquet-wasm takes. */
export interface ForeignReader {
  readonly parquet: ParquetWasm;
  readonly arrow: Arrow;
}

let reader: ForeignReader | undefined;

/** At once where packages can be had at once, or are loaded already. */
export function foreignReader(): ForeignReader | Promise<ForeignReader> {
  if (reader !== undefined) return reader;
  const { requirePackage } = platform();
  const parquet = requirePackage?.("parquet-wasm");
  const arrow = requirePackage?.("apache-arrow");
  if (parquet !== undefined && arrow !== undefined) {
    reader = { parquet: parquet as ParquetWasm, arrow: arrow as Arrow };
    return reader;
  }
  return Promise.all([loadParquetWasm(), loadArrow()]).then(([parquet, arrow]) => {
    reader = { parquet, arrow };
    return reader;
  });
}

let loaded: Promise<ParquetWasm> | undefined;

export function loadParquetWasm(): Promise<ParquetWasm> {
  loaded ??= import("parquet-wasm").then(async (module) => {
    // In browsers the module is fetched by the default export; in Node it is there at once.
    const { default: initialize } = module as { default?: unknown };
    if (typeof initialize === "function") await initialize();
    return module;
  });
  return loaded;
}
