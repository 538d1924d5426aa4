// Frames as sources of plans.

import { allocationsOf, type FrameData } from "../column/index.js";
import { Holding } from "../memory/index.js";
import { frameSource } from "../physical/sources/frame-source.js";
import type { Source } from "../plan/index.js";

/**
 * The rows that `data` gives, which throws once the frame is disposed. The source holds `data`, and so the frame: its memory
 * is not garbage as long as there are plans over it.
 */
export function liveSource(data: () => FrameData): Source {
  const source = frameSource(data());
  return {
    kind: source.kind,
    label: source.label,
    schema: source.schema,
    rowCount: source.rowCount,
    statistics: (column) => {
      data();
      return source.statistics?.(column);
    },
    open: () => void data(),
    hold: () => {
      const held = data();
      return new Holding(
        held,
        held.columns.flatMap(({ column }) => allocationsOf(column)),
      );
    },
    plan: (hints, arena) => {
      data();
      return source.plan(hints, arena);
    },
  };
}
