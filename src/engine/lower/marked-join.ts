// Semi and anti joins that store the left side, because it is the smaller: the right side streams past its table and notes which
// of the keys occur, and then the left rows stay, or go, whose key was noted. They keep their order.

import { compile } from "../../codegen/index.js";
import { assert } from "../../errors/index.js";
import { type JoinTableState, markedBuckets } from "../../physical/joining/index.js";
import type { NamedType, ProjectOutput } from "../../physical/pipeline-spec.js";
import type { Join } from "../../plan/index.js";
import { UInt32 } from "../../types/index.js";
import type { Query } from "../query.js";
import type { Step } from "../step.js";
import { buildTable, comparedKeys, withKeys, zeroBytes } from "./build-side.js";
import { projectStream } from "./project.js";
import { drain, extend, type Stored, type Stream, store, streamOf } from "./stream.js";

export function* markedJoin(query: Query, join: Join, left: Stream, right: Stream): Step<Stream> {
  const { outputs, places } = withKeys(left.columns, comparedKeys(query, join, join.leftOn, left.columns));
  const stored = yield* store(query, projectStream(query, left, outputs));
  const rightKeys = withKeys([], comparedKeys(query, join, join.rightOn, right.columns));
  const keyed = projectStream(query, right, rightKeys.outputs);
  const ofKeys = places.map((_, key) => key);
  const { table } = yield* buildTable(query, picked(stored, places), ofKeys, keyed.columns, "buckets");
  const marks = zeroBytes(query, table.index.bucketCount + 1);
  yield* drain(query, keyed, { kind: "mark", table, marks });
  const rows = picked(
    stored,
    left.columns.map((_, index) => index),
  );
  return keptRows(query, join, rows, table, marks);
}

/** Columns of the rows at rest. */
function picked(stored: Stored, places: readonly number[]): Stored {
  const pick = <Item>(items: readonly Item[]): Item[] => places.map((place) => items[place] as Item);
  const chunks = stored.chunks.map(({ rowCount, columns }) => ({ rowCount, columns: pick(columns) }));
  return { ...stored, columns: pick(stored.columns), chunks };
}

/** A semi join with the marked buckets by the number of each row's own, which is a column for as long. */
function keptRows(query: Query, join: Join, stored: Stored, table: JoinTableState, marks: number): Stream {
  const { buckets } = table;
  assert(buckets.kind === "numbers", "the table numbers its rows' buckets");
  const bucket: NamedType = { name: "bucket", dtype: UInt32, physical: "u32", nullable: false };
  let ids = buckets.ids;
  const chunks = stored.chunks.map(({ rowCount, columns }) => {
    const numbers = { values: ids, validity: 0 };
    ids += rowCount * 4;
    return { rowCount, columns: [numbers, ...columns] };
  });
  const columns = [bucket, ...stored.columns];
  const numbered = streamOf({ ...stored, columns, chunks, selfContained: false }, "left side");
  const keys = compile([{ kind: "Column", name: bucket.name }], [bucket], query.instance, query.arena);
  const marked = markedBuckets(query.instance, table.index.bucketCount, marks, query.arena);
  const kept = extend(numbered, join.how, { kind: "semi", input: columns, table: marked, keys, anti: join.how === "anti" }, columns);
  const outputs = stored.columns.map((_, column): ProjectOutput => ({ pass: column + 1 }));
  const nothing = compile([], columns, query.instance, query.arena);
  return extend(kept, "project", { kind: "project", input: columns, program: nothing, outputs }, stored.columns);
}
