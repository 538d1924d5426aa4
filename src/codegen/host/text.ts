// Regular expressions, and letter case beyond ASCII.

import { bitmapBytes, readView, VIEW_BYTES } from "../../column/index.js";
import { translateRegex } from "../regex/javascript.js";
import { forEachValid, type HostContext, putText, textsOf } from "./context.js";

const compiled = new Map<string, RegExp>();
/** Patterns kept compiled; more come only from a column of patterns. */
const COMPILED_MAX = 256;

function regexOf(source: string, flags: string): RegExp {
  const key = `${flags}/${source}`;
  let regex = compiled.get(key);
  if (regex === undefined) {
    if (compiled.size >= COMPILED_MAX) compiled.clear();
    regex = new RegExp(source, flags);
    compiled.set(key, regex);
  }
  return regex;
}

/** By a kernel; the host looks at texts for which that is not enough. */
export function matches(context: HostContext): void {
  const { instance, operands, out, validity, params, rows } = context;
  const { heap, kernels } = instance;
  const undecided = heap.scratch(bitmapBytes(rows) + 64);
  if (kernels.str_matches_view(operands[0] as number, out, undecided, Number(params.matcher), rows) === 0) return;
  kernels.bitmap_and(undecided, validity, undecided, rows);
  const regex = regexOf(String(params.source), String(params.flags));
  putBits(context, textsOf({ ...context, validity: undecided }), (text) => regex.test(text));
}

export function matchesPatternOfRow(context: HostContext): void {
  context.instance.heap.bytes(context.out, bitmapBytes(context.rows)).fill(0);
  const patterns = textsOf(context, 1);
  putBits(context, textsOf(context), (text, row) => {
    const { source, flags } = translateRegex(patterns[row] as string);
    return regexOf(source, flags).test(text);
  });
}

/** Sets the bits of texts that pass the test. */
function putBits(
  { instance, out, rows }: HostContext,
  texts: readonly (string | null)[],
  test: (text: string, row: number) => boolean,
): void {
  const bits = instance.heap.bytes(out, bitmapBytes(rows));
  for (const [row, text] of texts.entries()) {
    if (text !== null && test(text, row)) bits[row >>> 3] = (bits[row >>> 3] as number) | (1 << (row & 7));
  }
}

/** ASCII by a kernel; other rows by the host, which knows letters that change their number (ß) or depend on their place (Σ). */
export function letterCase(context: HostContext): void {
  const { instance, operands, out, params, rows } = context;
  const { heap, kernels } = instance;
  const others = heap.scratch(bitmapBytes(rows) + 64);
  const [views] = operands as readonly [number];
  const kernel = params.upper ? kernels.str_upper_view : kernels.str_lower_view;
  if (kernel(views, out, others, rows) === 0) return;
  forEachValid({ ...context, validity: others }, (row) => {
    const text = readView(heap, views + row * VIEW_BYTES);
    putText(context, row, params.upper ? text.toUpperCase() : text.toLowerCase());
  });
}
