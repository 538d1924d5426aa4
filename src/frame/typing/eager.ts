// Eager frames, for the types of lazy ones.

export type { DataFrame } from "../data-frame.js";
export type { Series } from "../series.js";
