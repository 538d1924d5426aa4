// Letter case beyond ASCII.

import { bitmapBytes, readView, VIEW_BYTES } from "../../column/index.js";
import { forEachValid, type HostContext, putText } from "./context.js";

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
