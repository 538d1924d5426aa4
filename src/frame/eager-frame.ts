// How lazy frames make eager ones, without importing them: eager frames import lazy ones already.

import type { FrameData } from "../column/index.js";
import { assert } from "../errors/index.js";

let create: ((data: FrameData) => unknown) | undefined;

/** Called once, where both are assembled. */
export function setEagerFrame(make: (data: FrameData) => unknown): void {
  create = make;
}

export function eagerFrame<Frame>(data: FrameData): Frame {
  assert(create !== undefined, "eager frames are not set up");
  return create(data) as Frame;
}
