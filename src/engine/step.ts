// A query is written once, as a generator that yields what may have to be waited for. `collect` awaits it; `collectSync`
// goes on at once, and refuses what can't be had at once.

import { InvalidOperationError } from "../errors/index.js";

export type Step<T> = Generator<unknown, T, unknown>;

export function* wait<T>(value: T | PromiseLike<T>): Generator<unknown, Awaited<T>, unknown> {
  return (yield value) as Awaited<T>;
}

/** A step that is done. */
// biome-ignore lint/correctness/useYield: there is nothing to wait for.
export function* ready<T>(value: T): Step<T> {
  return value;
}

export function runSync<T>(step: Step<T>): T {
  for (let next = step.next(); ; next = step.next(next.value)) {
    if (next.done === true) return next.value;
    if (isPromise(next.value)) {
      next.value.then(undefined, () => undefined);
      step.return(undefined as T);
      throw new InvalidOperationError(
        "collectSync can't wait for a source that is read asynchronously (a URL or Blob, or a Parquet file that takes parquet-wasm where packages load asynchronously); use collect()",
      );
    }
  }
}

export async function runAsync<T>(step: Step<T>): Promise<T> {
  let next = step.next();
  while (next.done !== true) {
    let { value } = next;
    try {
      if (isPromise(value)) value = await value;
    } catch (error) {
      next = step.throw(error);
      continue;
    }
    next = step.next(value);
  }
  return next.value;
}

/** How long a step may hold the event loop before it lets others have a turn. */
const TURN_MS = 12;

/**
 * As `runAsync`, of work that yields nothing where it may be interrupted; at once what is done within a turn. `resumed` is called when
 * others may have had a turn.
 */
export function runInTurns<T>(step: Step<T>, resumed: () => void): T | Promise<T> {
  const turn = performance.now();
  for (let next = step.next(); ; next = step.next()) {
    if (next.done === true) return next.value;
    if (next.value !== undefined || performance.now() - turn > TURN_MS) return goOnInTurns(step, next, turn, resumed);
  }
}

async function goOnInTurns<T>(step: Step<T>, begun: IteratorResult<unknown, T>, since: number, resumed: () => void): Promise<T> {
  let turn = since;
  let next = begun;
  while (next.done !== true) {
    let value: unknown;
    if (next.value !== undefined || performance.now() - turn > TURN_MS) {
      try {
        value = await (next.value ?? nextTurn());
      } catch (error) {
        next = step.throw(error);
        continue;
      }
      resumed();
      turn = performance.now();
    }
    next = step.next(value);
  }
  return next.value;
}

/** Lets timers, input and painting have a turn. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/**
 * Both at once: the second goes on while the first waits. Whatever happens, none is at work any more afterwards. `failed` is told of the first failure, so
 * that the other can stop early.
 */
export function* both<A, B>(first: Step<A>, second: Step<B>, failed: (error: unknown) => void): Step<readonly [A, B]> {
  const run = <T>(step: Step<T>): Promise<T> => {
    const result = runAsync(step);
    result.catch(failed);
    return result;
  };
  const results = [run(first), run(second)] as const;
  yield* wait(Promise.allSettled(results));
  return yield* wait(Promise.all(results));
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
