// The accumulators of a group-by: what several aggregates need is gathered once, and sums of f64 columns go in pairs.

import type { VectorType } from "../../column/index.js";
import { assert } from "../../errors/index.js";
import type { Accumulator } from "./accumulators/accumulator.js";
import { Best } from "./accumulators/best.js";
import { type Counts, RowCount, ValidCount } from "./accumulators/count.js";
import { DistinctValues } from "./accumulators/distinct-values.js";
import { CodeExtreme, type Extreme, NumberExtreme, type Side, ViewExtreme } from "./accumulators/extreme.js";
import { Lists } from "./accumulators/lists.js";
import { Located } from "./accumulators/located.js";
import { Moments } from "./accumulators/moments.js";
import { First, Last } from "./accumulators/position.js";
import { Sum, type Summable, SumPair, type Sums, WideSum } from "./accumulators/sum.js";
import { Values } from "./accumulators/values.js";
import type { ArenaMemory } from "./arena-memory.js";
import type { AggregateCall } from "./spec.js";

export class AccumulatorSet {
  /** In an order that depends on the aggregates only, so that partial states match. */
  readonly all: Accumulator[] = [];
  readonly #byName = new Map<string, Accumulator>();
  readonly #pairs: ReadonlyMap<number, readonly [number, number]>;

  constructor(
    private readonly memory: ArenaMemory,
    private readonly inputs: readonly VectorType[],
    calls: readonly AggregateCall[],
    /** There are no keys: sums have kernels of their own, which need no pairs. */
    isSingle: boolean,
  ) {
    this.#pairs = isSingle ? new Map() : pairSums(inputs, calls);
  }

  /** Rows of each group; of an input, those that are not null. */
  count(input?: number): Counts {
    const rows = this.#once("rows", () => new RowCount(this.memory));
    if (input === undefined || !this.#type(input).nullable) return rows;
    return this.#once(`count ${input}`, () => new ValidCount(this.memory, rows, input));
  }

  sum(input: number): (groups: number) => Sums {
    const pair = this.#pairs.get(input);
    if (pair !== undefined) {
      const sums = this.#once(`sum pair ${pair}`, () => new SumPair(this.memory, ...pair));
      return (groups) => sums.read(groups, input);
    }
    const sum = this.#once(`sum ${input}`, () => new Sum(this.memory, input, this.#summable(input)));
    return (groups) => sum.read(groups);
  }

  wideSum(input: number, physical: "i64" | "u64"): WideSum {
    return this.#once(`wide sum ${input}`, () => new WideSum(this.memory, input, physical));
  }

  extreme(side: Side, input: number): Extreme {
    const { physical, dictionary } = this.#type(input);
    assert(physical !== "bool" && physical !== "list", "min and max of bools are counts, of lists there are none");
    return this.#once<Extreme>(`${side} ${input}`, () => {
      if (physical === "view") return new ViewExtreme(this.memory, side, input);
      if (physical === "codes") return new CodeExtreme(this.memory, side, input, dictionary?.values ?? 0);
      return new NumberExtreme(this.memory, side, input, physical);
    });
  }

  best(side: Side, input: number, k: number): Best {
    const { physical } = this.#type(input);
    assert(
      physical !== "bool" && physical !== "view" && physical !== "codes" && physical !== "list",
      "the best of others are lists, sorted",
    );
    return this.#once(`${k} of ${side} ${input}`, () => new Best(this.memory, side, input, physical, k));
  }

  located(side: Side, input: number): Located {
    return this.#once(`where ${side} ${input}`, () => new Located(this.memory, side, input, this.#type(input)));
  }

  first(input: number): First {
    return this.#once(`first ${input}`, () => new First(this.memory, input, this.#type(input).physical));
  }

  last(input: number): Last {
    return this.#once(`last ${input}`, () => new Last(this.memory, input, this.#type(input).physical));
  }

  moments(input: number): Moments {
    return this.#once(`moments ${input}`, () => new Moments(this.memory, input, this.#summable(input)));
  }

  values(input: number): Values {
    return this.#once(`values ${input}`, () => new Values(this.memory, input, this.#summable(input)));
  }

  lists(input: number): Lists {
    return this.#once(`lists ${input}`, () => new Lists(this.memory, input, this.#type(input)));
  }

  distinct(input: number): DistinctValues {
    return this.#once(`distinct ${input}`, () => new DistinctValues(this.memory, input, this.#type(input).physical));
  }

  #once<T extends Accumulator>(name: string, make: () => T): T {
    let accumulator = this.#byName.get(name);
    if (accumulator === undefined) {
      accumulator = make();
      this.#byName.set(name, accumulator);
      this.all.push(accumulator);
    }
    return accumulator as T;
  }

  #type(input: number): VectorType {
    const type = this.inputs[input];
    assert(type !== undefined, `aggregate of input ${input} of ${this.inputs.length}`);
    return type;
  }

  #summable(input: number): Summable {
    const { physical } = this.#type(input);
    assert(physical !== "view" && physical !== "codes" && physical !== "list", "sum of strings or lists");
    return physical;
  }
}

/** Inputs of sums that go two by two: f64s. */
function pairSums(inputs: readonly VectorType[], calls: readonly AggregateCall[]): ReadonlyMap<number, readonly [number, number]> {
  const summed = new Set<number>();
  for (const { fn, input } of calls) {
    if ((fn !== "sum" && fn !== "mean") || input === undefined) continue;
    if (inputs[input]?.physical === "f64") summed.add(input);
  }
  const pairs = new Map<number, readonly [number, number]>();
  const list = [...summed];
  for (let index = 0; index + 1 < list.length; index += 2) {
    const pair = [list[index] as number, list[index + 1] as number] as const;
    pairs.set(pair[0], pair).set(pair[1], pair);
  }
  return pairs;
}
