// Room for strings that are put together. Not exported from the module.

import { scratch_alloc } from "../lib/scratch";
import { INLINE_BYTES } from "../lib/view";

/** Views are loaded as whole words, so their bytes are followed by some more. */
// @ts-ignore: decorator
@inline export const SLACK: usize = 64;

/** Where a result of `length` bytes is put together: short ones in `spare`, which is used again for the next. */
// @ts-ignore: decorator
@inline export function placeFor(length: usize, spare: usize): usize { return length > INLINE_BYTES ? scratch_alloc(length + SLACK) : spare; }
