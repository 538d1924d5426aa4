// The allocator of the one linear memory all threads share: TLSF (Masmano et al., "TLSF: a new dynamic memory allocator
// for real-time systems", 2004): two-level segregated free lists, boundary tags, O(1), neighbours coalesce at once.
//
//   header, 16 bytes, just before the 64-byte aligned payload:
//     +0 size of the whole block, a multiple of 64; bit 0: free      +4 the block physically before (0: none)
//     +8 next, +12 previous: in the free list, or in the ring of the arena that owns the block (0: owned by nobody)
//
// State lives at fixed addresses below --memoryBase, not in static data: each thread's instance would overwrite that.

const STATE: usize = 1024;
const LOCK = STATE; //         u32, 1 while a thread is inside, LOST when it will not come out
const HEAP_END = STATE + 4; //  header of the end sentinel; 0 before the first call
const IN_USE = STATE + 8; //    bytes in used blocks
const PEAK = STATE + 12; //     most bytes ever in use
const FIRST_MAP = STATE + 20; // a bit for each first level with free blocks
const SECOND_MAPS = STATE + 64; // a u32 of bits for each first level
const LISTS = STATE + 256; //   heads, [first level][16]

const HEADER: usize = 16;
const UNIT: usize = 64;
const SECOND_BITS: u32 = 4;
const SMALLEST_LOG2: u32 = 6;
const GROW_BYTES_MIN: usize = 1 << 20;
const PAGE_BYTES: usize = 65536;

// @ts-ignore: decorator
@inline function sizeOf(block: usize): usize { return <usize>load<u32>(block) & ~1; }
// @ts-ignore: decorator
@inline function isFree(block: usize): bool { return (load<u32>(block) & 1) != 0; }
// @ts-ignore: decorator
@inline function nextOf(block: usize): usize { return block + sizeOf(block); }

/** Threads are inside for microseconds. One that is not out after so many turns, some seconds, was killed there. */
const TURNS_MAX: u32 = 1 << 28;
const LOST: u32 = 2;

function lock(): void {
  for (let turn: u32 = 0; ; turn++) {
    const found = atomic.cmpxchg<u32>(LOCK, 0, 1);
    if (!found) return;
    if (found == LOST || turn > TURNS_MAX) {
      // The next need not wait.
      atomic.cmpxchg<u32>(LOCK, 1, LOST);
      unreachable();
    }
  }
}

/** Whether a thread was killed while it was inside: the heap can't be used any more. */
export function allocator_lost(): bool { return atomic.load<u32>(LOCK) == LOST; }

function unlock(): void {
  atomic.store<u32>(LOCK, 0);
}

// @ts-ignore: decorator
@inline function firstLevel(size: usize): u32 { return 31 - clz<u32>(<u32>size) - SMALLEST_LOG2; }
// @ts-ignore: decorator
@inline function secondLevel(size: usize, first: u32): u32 {
  return (<u32>size >> (first + SMALLEST_LOG2 - SECOND_BITS)) & ((1 << SECOND_BITS) - 1);
}
function insertFree(block: usize): void {
  const size = sizeOf(block);
  const first = firstLevel(size), second = secondLevel(size, first);
  const head = LISTS + (<usize>((first << SECOND_BITS) + second) << 2);
  const next = <usize>load<u32>(head);
  store<u32>(block, <u32>(sizeOf(block) | 1));
  store<u32>(block, <u32>next, 8);
  store<u32>(block, 0, 12);
  if (next) store<u32>(next, <u32>block, 12);
  store<u32>(head, <u32>block);
  store<u32>(FIRST_MAP, load<u32>(FIRST_MAP) | (1 << first));
  const map = SECOND_MAPS + (<usize>first << 2);
  store<u32>(map, load<u32>(map) | (1 << second));
}

function removeFree(block: usize): void {
  const next = <usize>load<u32>(block, 8), previous = <usize>load<u32>(block, 12);
  if (next) store<u32>(next, <u32>previous, 12);
  if (previous) store<u32>(previous, <u32>next, 8);
  else {
    const size = sizeOf(block);
    const first = firstLevel(size), second = secondLevel(size, first);
    store<u32>(LISTS + (<usize>((first << SECOND_BITS) + second) << 2), <u32>next);
    if (!next) {
      const map = SECOND_MAPS + (<usize>first << 2);
      const bits = load<u32>(map) & ~(1 << second);
      store<u32>(map, bits);
      if (!bits) store<u32>(FIRST_MAP, load<u32>(FIRST_MAP) & ~(1 << first));
    }
  }
  store<u32>(block, <u32>sizeOf(block));
}

/** A free block of at least `size` bytes, still in its list, or 0. */
function findFree(size: usize): usize {
  // Rounded up to the next list, so that any block of that list fits.
  const round: usize = (<usize>1 << (31 - clz<u32>(<u32>size) - SECOND_BITS)) - 1;
  const wanted = size + round;
  if (wanted < size) return 0;
  let first = firstLevel(wanted);
  let bits = load<u32>(SECOND_MAPS + (<usize>first << 2)) & (~0 << secondLevel(wanted, first));
  if (!bits) {
    const firsts = first >= 31 ? 0 : load<u32>(FIRST_MAP) & (~0 << (first + 1));
    if (!firsts) return 0;
    first = ctz(firsts);
    bits = load<u32>(SECOND_MAPS + (<usize>first << 2));
  }
  return <usize>load<u32>(LISTS + (<usize>((first << SECOND_BITS) + ctz(bits)) << 2));
}

function start(): void {
  // Payloads are 64-byte aligned, so headers stand at 48 modulo 64.
  const end = ((__heap_base + HEADER + UNIT - 1) & ~(UNIT - 1)) - HEADER;
  store<u32>(HEAP_END, <u32>end);
  if (<usize>memory.size() * PAGE_BYTES < end + HEADER) memory.grow(1);
  store<u32>(end, 0);
  store<u32>(end, 0, 4);
  const spare = (<usize>memory.size() * PAGE_BYTES - end - HEADER) & ~(UNIT - 1);
  if (spare >= UNIT) addSpace(spare);
}

/** Makes the `bytes` past the end sentinel a free block, joined with a free one before it. */
function addSpace(bytes: usize): void {
  let block = <usize>load<u32>(HEAP_END);
  let size = bytes;
  const before = <usize>load<u32>(block, 4);
  const end = block + bytes;
  if (before && isFree(before)) {
    removeFree(before);
    size += sizeOf(before);
    block = before;
  }
  store<u32>(block, <u32>size);
  insertFree(block);
  store<u32>(end, 0);
  store<u32>(end, <u32>block, 4);
  store<u32>(HEAP_END, <u32>end);
}

function grow(size: usize): bool {
  const end = <usize>load<u32>(HEAP_END);
  // What this thread knows of the size may be old: growing by nothing tells.
  const have = <usize>memory.grow(0);
  const used = end + HEADER;
  const wanted = used + max(size + (size >> SECOND_BITS), GROW_BYTES_MIN);
  if (wanted < used) return false;
  let pages = <i32>((wanted + PAGE_BYTES - 1) >> 16) - <i32>have;
  if (pages < 1) pages = 1;
  if (memory.grow(pages) < 0) return false;
  // The last page of 4 GB would make the end wrap round to 0, so it stays unused.
  const total = <u64>memory.size() * PAGE_BYTES;
  const usable = <usize>min<u64>(total, 0xffff0000);
  addSpace((usable - used) & ~(UNIT - 1));
  return true;
}

/**
 * `bytes` bytes, 64-byte aligned, padded to a multiple of 64, with undefined content; 0 when the memory or its limit is exhausted.
 * `arena` is 0, or the arena to own the block.
 */
export function alloc(bytes: usize, arena: usize): usize {
  if (bytes > 0xfffe0000) return 0;
  const size = (max<usize>(bytes, 1) + UNIT - 1 + HEADER + UNIT - 1) & ~(UNIT - 1);
  lock();
  if (!load<u32>(HEAP_END)) start();
  const limit = arena ? load<u32>(arena) : 0;
  if (limit && <u64>load<u32>(IN_USE) + size > limit) {
    unlock();
    return 0;
  }
  let block = findFree(size);
  if (!block) {
    if (!grow(size)) {
      unlock();
      return 0;
    }
    block = findFree(size);
    if (!block) {
      unlock();
      return 0;
    }
  }
  // Where another thread has made the memory larger, fills and copies by this one trap until it learns of it.
  if (<u64>block + size > <u64>memory.size() * PAGE_BYTES) memory.grow(0);
  removeFree(block);
  const rest = sizeOf(block) - size;
  if (rest >= UNIT) {
    const tail = block + size;
    const after = nextOf(block);
    store<u32>(block, <u32>size);
    store<u32>(tail, <u32>rest);
    store<u32>(tail, <u32>block, 4);
    store<u32>(after, <u32>tail, 4);
    insertFree(tail);
  }
  const inUse = load<u32>(IN_USE) + <u32>sizeOf(block);
  store<u32>(IN_USE, inUse);
  if (inUse > load<u32>(PEAK)) store<u32>(PEAK, inUse);
  if (arena) link(block, arena - HEADER);
  else {
    store<u32>(block, 0, 8);
    store<u32>(block, 0, 12);
  }
  unlock();
  return block + HEADER;
}

function link(block: usize, ring: usize): void {
  const next = <usize>load<u32>(ring, 8);
  store<u32>(block, <u32>next, 8);
  store<u32>(block, <u32>ring, 12);
  store<u32>(next, <u32>block, 12);
  store<u32>(ring, <u32>block, 8);
}

function unlink(block: usize): void {
  const next = <usize>load<u32>(block, 8), previous = <usize>load<u32>(block, 12);
  if (!next) return;
  store<u32>(previous, <u32>next, 8);
  store<u32>(next, <u32>previous, 12);
  store<u32>(block, 0, 8);
  store<u32>(block, 0, 12);
}

function release(freed: usize): void {
  let block = freed;
  store<u32>(IN_USE, load<u32>(IN_USE) - <u32>sizeOf(block));
  const after = nextOf(block);
  if (sizeOf(after) && isFree(after)) {
    removeFree(after);
    store<u32>(block, <u32>(sizeOf(block) + sizeOf(after)));
  }
  const before = <usize>load<u32>(block, 4);
  if (before && isFree(before)) {
    removeFree(before);
    store<u32>(before, <u32>(sizeOf(before) + sizeOf(block)));
    block = before;
  }
  store<u32>(nextOf(block), <u32>block, 4);
  insertFree(block);
}

/** Gives the block at `address` back; 0 is ignored. */
export function free(address: usize): void {
  if (!address) return;
  lock();
  unlink(address - HEADER);
  release(address - HEADER);
  unlock();
}

/** Takes the block at `address` out of its arena: it then lives until `free`. */
export function disown(address: usize): void {
  if (!address) return;
  lock();
  unlink(address - HEADER);
  unlock();
}

/** An owner of blocks: `arena_free` gives all of them back at once. 0 when memory is exhausted. Its own block holds its limit. */
export function arena_new(): usize {
  const arena = alloc(0, 0);
  if (arena) {
    store<u32>(arena, 0);
    const ring = arena - HEADER;
    store<u32>(ring, <u32>ring, 8);
    store<u32>(ring, <u32>ring, 12);
  }
  return arena;
}

/** `alloc` for this arena gives 0 rather than pass so many bytes in use, of all; 0: no limit. */
export function arena_limit(arena: usize, bytes: usize): void { store<u32>(arena, <u32>bytes); }

/** An arena with the limit of another, for what does not live as long. */
export function arena_within(arena: usize): usize {
  const inner = arena_new();
  if (inner && arena) store<u32>(inner, load<u32>(arena));
  return inner;
}

/** Bytes of the blocks that the arena owns. A double, since they may be more than half of all memory. */
export function arena_bytes(arena: usize): f64 {
  const ring = arena - HEADER;
  let bytes: u64 = 0;
  lock();
  for (let block = <usize>load<u32>(ring, 8); block != ring; block = <usize>load<u32>(block, 8)) bytes += sizeOf(block) - HEADER;
  unlock();
  return <f64>bytes;
}

export function arena_free(arena: usize): void {
  const ring = arena - HEADER;
  lock();
  for (let block = <usize>load<u32>(ring, 8); block != ring; ) {
    const next = <usize>load<u32>(block, 8);
    release(block);
    block = next;
  }
  release(ring);
  unlock();
}

/** Goes through all blocks: 0 if their headers are intact, else the address of the first that was written over. */
export function heap_check(): usize {
  const end = <usize>load<u32>(HEAP_END);
  if (!end) return 0;
  lock();
  let block = ((__heap_base + HEADER + UNIT - 1) & ~(UNIT - 1)) - HEADER;
  let before: usize = 0;
  let inUse: u32 = 0;
  while (block < end) {
    const size = sizeOf(block);
    if (!size || size & (UNIT - 1) || block + size > end || <usize>load<u32>(block, 4) != before) break;
    if (!isFree(block)) inUse += <u32>size;
    before = block;
    block += size;
  }
  const intact = block == end && <usize>load<u32>(end, 4) == before && inUse == load<u32>(IN_USE);
  unlock();
  return intact ? 0 : block;
}

/** Usable bytes of the block at `address`. */
export function block_bytes(address: usize): usize { return sizeOf(address - HEADER) - HEADER; }

/** Bytes in blocks that are in use. */
export function bytes_in_use(): usize { return <usize>load<u32>(IN_USE); }
/** The most bytes in use since the last call of `reset_peak`. */
export function bytes_peak(): usize { return <usize>load<u32>(PEAK); }
export function reset_peak(): void { store<u32>(PEAK, load<u32>(IN_USE)); }
