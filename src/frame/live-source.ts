// Frames as sources of plans.

import type { FrameData } from "../column/index.js";
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
    open: () => void data(),
    plan: (hints, arena) => {
      data();
      return source.plan(hints, arena);
    },
  };
}
