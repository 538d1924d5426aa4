// The words in shared memory by which the calling thread hands tasks to parked workers, and they hand back results.
//
//   caller: writes the run, opens it, bumps the sequence, notifies        worker: parked on the sequence
//   both: take task numbers with one atomic add until none is left; write each result's address into the table
//   caller: takes tasks like them, or does not; closes the run when none is left, and waits until nobody is inside any more: only
//   then is its memory given back

import { AbortError, errorToData, MemoryLimitError } from "../errors/index.js";
import type { Heap } from "../memory/index.js";
import { decodeWire, encodeWire } from "../util/wire.js";

/** Below the kernels' static data; see ARCHITECTURE.md. */
const BLOCK_ADDRESS = 8192;
const BLOCK_WORDS = 16;

const SEQUENCE = 0;
const OPEN = 1;
const NEXT = 2;
const COUNT = 3;
const DONE = 4;
/** Workers inside the run. */
const ACTIVE = 5;
/** 0 running, 1 failed, 2 cancelled. */
const STATE = 6;
const ERROR = 7;
const RUN = 8;
const RUN_BYTES = 9;
const RESULTS = 10;
const WORKERS = 11;
const PROGRESS = 12;
/** 1 while the caller waits for a message. */
const LISTENING = 13;

const FAILED = 1;
const CANCELLED = 2;
/** Turns of a loop before a thread parks: about as long as a short task takes another thread to finish. */
const SPINS = 2000;
const PARK_MS = 250;

export class TaskBlock {
  readonly #words: Int32Array;

  constructor(readonly heap: Heap) {
    this.#words = heap.i32s(BLOCK_ADDRESS, BLOCK_WORDS);
  }

  // The caller's side.

  /** Opens a run of `count` tasks for the workers with numbers under `workers`. */
  open(run: unknown, count: number, workers: number, arena: number): void {
    const bytes = encodeWire(run);
    const words = this.#words;
    const address = this.heap.alloc(bytes.length, arena);
    this.heap.bytes(address, bytes.length).set(bytes);
    Atomics.store(words, COUNT, count);
    words[RUN] = address;
    words[RUN_BYTES] = bytes.length;
    words[RESULTS] = this.heap.alloc(count * 4, arena);
    this.#results().fill(0);
    words[ERROR] = 0;
    Atomics.store(words, WORKERS, workers);
    Atomics.store(words, LISTENING, 0);
    Atomics.store(words, STATE, 0);
    Atomics.store(words, NEXT, 0);
    Atomics.store(words, DONE, 0);
    Atomics.store(words, OPEN, 1);
    Atomics.add(words, SEQUENCE, 1);
    Atomics.notify(words, SEQUENCE);
  }

  /** Waits until no worker is inside, or `givenUp` says, all `pollMs`, to wait no longer. Not for a browser's main thread. */
  waitUntilIdle(givenUp: () => boolean, pollMs = PARK_MS): void {
    const words = this.#words;
    this.#spinUntilIdle();
    for (let active = Atomics.load(words, ACTIVE); active !== 0; active = Atomics.load(words, ACTIVE)) {
      if (Atomics.wait(words, ACTIVE, active, pollMs) === "timed-out" && givenUp()) return;
    }
  }

  #spinUntilIdle(): void {
    for (let spin = 0; spin < SPINS && !this.idle; spin++);
  }

  /** Another whenever a thread takes a task, reads a batch, or is done with a task. */
  get progress(): number {
    return Atomics.load(this.#words, PROGRESS);
  }

  /** From a thread inside. */
  progressed(): void {
    Atomics.add(this.#words, PROGRESS, 1);
  }

  get idle(): boolean {
    return Atomics.load(this.#words, ACTIVE) === 0;
  }

  /** All tasks are done, or none will be taken any more, and nobody is inside. */
  get over(): boolean {
    const words = this.#words;
    return (Atomics.load(words, DONE) === Atomics.load(words, COUNT) || this.stopped) && this.idle;
  }

  /** Asks the worker that will leave the run when it is over for a message. False where it is over already. */
  listen(): boolean {
    this.#spinUntilIdle();
    Atomics.store(this.#words, LISTENING, 1);
    return !this.over;
  }

  /** No worker enters any more; one that is just trying to leaves at once. */
  close(): void {
    Atomics.store(this.#words, OPEN, 0);
  }

  /** The results in task order, the caller's `own` among them, or the failure of a thread. */
  results(own: readonly unknown[]): { readonly results: readonly unknown[] } | { readonly failure: unknown } {
    const words = this.#words;
    const state = Atomics.load(words, STATE);
    if (state === CANCELLED) return { failure: errorToData(new AbortError("the query was cancelled by its signal")) };
    if (state === FAILED) return { failure: this.#failure((words[ERROR] as number) >>> 0) };
    return { results: Array.from(this.#results(), (address, task) => (address === 0 ? own[task] : this.#read(address))) };
  }

  /** Where each task's result is, if a worker wrote it. */
  #results(): Uint32Array {
    return this.heap.u32s((this.#words[RESULTS] as number) >>> 0, this.#words[COUNT] as number);
  }

  #failure(address: number): unknown {
    return address === 0 ? errorToData(new MemoryLimitError("out of memory")) : this.#read(address);
  }

  /** Forgets the workers that were inside: they have been terminated. */
  reset(): void {
    this.close();
    Atomics.store(this.#words, ACTIVE, 0);
  }

  cancel(): void {
    Atomics.compareExchange(this.#words, STATE, 0, CANCELLED);
  }

  get doneCount(): number {
    return Atomics.load(this.#words, DONE);
  }

  // The worker's side.

  get sequence(): number {
    return Atomics.load(this.#words, SEQUENCE);
  }

  /** Parks until the sequence is another than `seen`. */
  park(seen: number): void {
    const words = this.#words;
    for (let spin = 0; spin < SPINS && Atomics.load(words, SEQUENCE) === seen; spin++);
    while (Atomics.load(words, SEQUENCE) === seen) Atomics.wait(words, SEQUENCE, seen);
  }

  /** Whether the run that is open, or was last, is meant for worker `number`. */
  wants(number: number): boolean {
    return number < Atomics.load(this.#words, WORKERS);
  }

  /** Whether there is a run to take part in: its memory is safe until `leave`, which must follow in any case. */
  enter(): boolean {
    Atomics.add(this.#words, ACTIVE, 1);
    return Atomics.load(this.#words, OPEN) === 1;
  }

  /** Whether the caller is to be told that the run is over. */
  leave(): boolean {
    const words = this.#words;
    Atomics.sub(words, ACTIVE, 1);
    Atomics.notify(words, ACTIVE);
    return this.over && Atomics.exchange(words, LISTENING, 0) === 1;
  }

  readRun(): unknown {
    return decodeWire(this.heap.bytes((this.#words[RUN] as number) >>> 0, this.#words[RUN_BYTES] as number));
  }

  // Both sides.

  /** The number of a task nobody else has, or -1. */
  take(): number {
    const words = this.#words;
    this.progressed();
    if (Atomics.load(words, STATE) !== 0) return -1;
    const task = Atomics.add(words, NEXT, 1);
    return task < Atomics.load(words, COUNT) ? task : -1;
  }

  /** From a worker. */
  put(task: number, result: unknown, arena: number): void {
    const address = this.#write(result, arena);
    this.heap.setU32(((this.#words[RESULTS] as number) >>> 0) + task * 4, address);
    this.done();
  }

  /** A task's result is there. */
  done(): void {
    Atomics.add(this.#words, DONE, 1);
  }

  /** The first failure is kept; the others stop. */
  fail(failure: unknown, arena: number): void {
    if (Atomics.compareExchange(this.#words, STATE, 0, FAILED) !== 0) return;
    try {
      this.#words[ERROR] = this.#write(failure, arena);
    } catch {
      // No room even for the error: then that is what the error is.
      this.#words[ERROR] = 0;
    }
  }

  get stopped(): boolean {
    return Atomics.load(this.#words, STATE) !== 0;
  }

  #write(value: unknown, arena: number): number {
    const bytes = encodeWire(value ?? null);
    const address = this.heap.alloc(bytes.length + 4, arena);
    this.heap.setU32(address, bytes.length);
    this.heap.bytes(address + 4, bytes.length).set(bytes);
    return address;
  }

  #read(address: number): unknown {
    return decodeWire(this.heap.bytes(address + 4, this.heap.getU32(address)));
  }
}
