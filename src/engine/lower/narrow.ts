// The keys that a join's build side has bound those that its probe side need be searched for. Where the probe side is still a scan,
// morsels without such keys are not read.

import type { ExprNode } from "../../expr/index.js";
import type { JoinTableState } from "../../physical/joining/index.js";
import { columnOrigin } from "./column-origin.js";
import { type Stream, scanned } from "./stream.js";

/** `keys`, of the stream, and the filters of the build side's. Of columns whose statistics are in the order of integers. */
export function narrowed(stream: Stream, keys: readonly ExprNode[], filters: JoinTableState["filters"]): Stream {
  return keys.reduce((narrow, key, index) => {
    const filter = filters[index];
    return key.kind === "Column" && filter ? byKey(narrow, key.name, BigInt(filter.least), BigInt(filter.greatest)) : narrow;
  }, stream);
}

function byKey(stream: Stream, name: string, min: bigint, max: bigint): Stream {
  const place = stream.columns.findIndex((column) => column.name === name);
  const origin = columnOrigin(stream.operators, place);
  if (origin === undefined || origin.probe !== undefined) return stream;
  const scan = stream.narrow?.(origin.column, { min, max });
  if (scan === undefined) return stream;
  const { narrow: _, ...rest } = stream;
  const [source, ...steps] = stream.label;
  return {
    ...rest,
    ...scanned(stream.source.kind, scan),
    label: [`${source} (${scan.facts.rows} rows in the range of ${name})`, ...steps],
  };
}
