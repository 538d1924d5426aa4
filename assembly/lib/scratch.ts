// Per-thread scratch: a bump allocator for what lives no longer than a batch. Module variables belong to one
// instance, so to one thread. Chunks are kept from batch to batch: touching fresh memory costs more than the work done in it.

import { alloc, free } from "./allocator";

const CHUNK_BYTES_MIN: usize = 1 << 20;

// A chunk starts with the address of the chunk before it and its own size.
const CHUNK_HEADER: usize = 64;

let chunk: usize = 0;
let top: usize = 0;
let end: usize = 0;

/** The arena that owns what kernels allocate for the running query; 0: nobody does. */
export let queryArena: usize = 0;
export function set_query_arena(arena: usize): void { queryArena = arena; }

/** `bytes` for the length of a batch, 64-byte aligned and padded. Traps when memory is exhausted. */
export function scratch_alloc(bytes: usize): usize {
  const size = (bytes + 63) & ~63;
  if (top + size > end || top + size < top) more(size);
  const at = top;
  top += size;
  return at;
}

function more(size: usize): void {
  const bytes = max(size + CHUNK_HEADER, max(CHUNK_BYTES_MIN, chunk ? <usize>load<u32>(chunk, 4) * 2 : 0));
  const fresh = alloc(bytes, 0);
  if (!fresh) out_of_memory();
  store<u32>(fresh, <u32>chunk);
  store<u32>(fresh, <u32>bytes, 4);
  chunk = fresh;
  top = fresh + CHUNK_HEADER;
  end = fresh + bytes;
}

/** Where scratch is now, for `scratch_release`. */
export function scratch_mark(): usize { return top; }

/** Takes back what was allocated after `mark`, as far as it is in the newest chunk. */
export function scratch_release(mark: usize): void {
  if (chunk) top = mark > chunk && mark <= end ? mark : chunk + CHUNK_HEADER;
}

/** Takes back all scratch. Of several chunks the newest, which is the largest, stays. */
export function scratch_reset(): void {
  if (!chunk) return;
  let older = <usize>load<u32>(chunk);
  while (older) {
    const next = <usize>load<u32>(older);
    free(older);
    older = next;
  }
  store<u32>(chunk, 0);
  top = chunk + CHUNK_HEADER;
}

/** Gives all scratch of this thread back to the allocator. */
export function scratch_free(): void {
  scratch_reset();
  free(chunk);
  chunk = 0;
  top = 0;
  end = 0;
}

/** Memory owned by the running query; traps when it is exhausted. */
export function query_alloc(bytes: usize): usize {
  const at = alloc(bytes, queryArena);
  if (!at) out_of_memory();
  return at;
}

let exhausted: bool = false;

/** The thread's last trap was for want of memory. Reading it clears it. */
export function take_out_of_memory(): bool {
  const was = exhausted;
  exhausted = false;
  return was;
}

export function out_of_memory(): void {
  exhausted = true;
  unreachable();
}

export function copy_bytes(source: usize, target: usize, bytes: usize): void {
  memory.copy(target, source, bytes);
}

export function zero_bytes(target: usize, bytes: usize): void {
  memory.fill(target, 0, bytes);
}
