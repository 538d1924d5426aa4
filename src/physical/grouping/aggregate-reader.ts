// Aggregates out of accumulators: which ones each needs, and how its result column is made of them.

import type { Vector, VectorType } from "../../column/index.js";
import { assert, assertNever } from "../../errors/index.js";
import type { ColumnType, TimeUnit } from "../../types/index.js";
import type { AccumulatorSet } from "./accumulator-set.js";
import type { Counts } from "./accumulators/count.js";
import type { Interpolation } from "./accumulators/values.js";
import { aggregateType } from "./aggregate-type.js";
import type { ArenaMemory } from "./arena-memory.js";
import type { AggregateCall, GroupingSpec } from "./spec.js";

export interface AggregateResult {
  readonly vector: Vector;
  readonly type: VectorType;
}

/** Makes the result column of so many groups. */
export type AggregateReader = (groups: number) => AggregateResult;

const DAY_US = 86_400_000_000;

/** Registers what `call` needs with `set`. */
export function makeReader(call: AggregateCall, spec: GroupingSpec, set: AccumulatorSet, memory: ArenaMemory): AggregateReader {
  return new ReaderFactory(spec, set, memory).make(call);
}

class ReaderFactory {
  constructor(
    private readonly spec: GroupingSpec,
    private readonly set: AccumulatorSet,
    private readonly memory: ArenaMemory,
  ) {}

  make({ fn, input: index, options }: AggregateCall): AggregateReader {
    const { set } = this;
    if (fn === "len") return this.#counts(aggregateType(fn), set.count());
    assert(index !== undefined, `${fn} without input`);
    const input = this.spec.inputs[index];
    assert(input !== undefined, `${fn} of input ${index}`);
    const type = aggregateType(fn, input);
    if (type.dtype.kind === "Null") return (groups) => ({ type, vector: this.#nulls(groups) });
    switch (fn) {
      case "count":
        return this.#counts(type, set.count(index));
      case "nUnique": {
        const distinct = set.distinct(index);
        return (groups) => ({ type, vector: { values: distinct.read(groups), validity: 0 } });
      }
      case "implode": {
        const lists = set.lists(index);
        return (groups) => ({ type, vector: { values: lists.read(groups), validity: 0 } });
      }
      case "topK":
      case "bottomK": {
        const best = set.best(fn === "topK" ? "max" : "min", index, Number(options[0]));
        const rows = set.count();
        return (groups) => ({ type, vector: { values: best.read(groups, rows, input.nullable), validity: 0 } });
      }
      case "sum":
        return this.#sum(type, index);
      case "mean":
        return this.#present(type, index, this.#mean(type, input, index));
      case "min":
      case "max":
        return this.#present(type, index, this.#extreme(fn, input, index));
      case "any":
      case "all":
        return this.#logical(fn, type, index, options[0] !== false);
      case "first":
      case "last": {
        const position = fn === "first" ? set.first(index) : set.last(index);
        return (groups) => {
          const vector = position.read(groups);
          return this.#neverEmpty(index) ? { type: { ...type, nullable: false }, vector: { ...vector, validity: 0 } } : { type, vector };
        };
      }
      case "argMin":
      case "argMax": {
        const located = set.located(fn === "argMin" ? "min" : "max", index);
        return (groups) => ({ type, vector: located.read(groups) });
      }
      case "std":
      case "var": {
        const moments = set.moments(index);
        const ddof = Number(options[0] ?? 1);
        return (groups) => {
          const { values, validity } = moments.read(groups, ddof, fn === "std");
          return { type, vector: { values: this.#fromF64(values, type.dtype, input.dtype, groups), validity } };
        };
      }
      case "median":
        return this.#quantile(type, input, index, 0.5, "linear");
      case "quantile":
        return this.#quantile(type, input, index, Number(options[0]), (options[1] ?? "nearest") as Interpolation);
      default:
        return assertNever(fn, "aggregate");
    }
  }

  #counts(type: VectorType, count: Counts): AggregateReader {
    return (groups) => ({ type, vector: { values: count.handOut(groups), validity: 0 } });
  }

  #sum(type: VectorType, index: number): AggregateReader {
    const sum = this.set.sum(index);
    const { kernels } = this.memory;
    return (groups) => {
      const sums = sum(groups);
      const { physical } = type;
      if (physical === "f64" || physical === "i64" || physical === "u64") return { type, vector: { values: sums.column(), validity: 0 } };
      const values = this.memory.alloc(groups * 4);
      if (physical === "f32") kernels.agg_narrow_f64(sums.address, values, groups);
      else kernels.agg_narrow_i64(sums.address, values, groups);
      return { type, vector: { values, validity: 0 } };
    };
  }

  #mean(type: VectorType, input: VectorType, index: number): (groups: number) => number {
    const { set } = this;
    const { kernels } = this.memory;
    const counts = set.count(index);
    const { physical } = input;
    const divide = (groups: number, run: (counts: number, out: number) => void): number => {
      const out = this.memory.alloc(groups * 8);
      run(counts.read(groups), out);
      return this.#fromF64(out, type.dtype, input.dtype, groups);
    };
    if (physical === "i64" || physical === "u64") {
      const sum = set.wideSum(index, physical);
      return (groups) => divide(groups, (counts, out) => kernels.agg_mean_wide(sum.read(groups), counts, out, groups));
    }
    const sum = set.sum(index);
    return (groups) =>
      divide(groups, (counts, out) => {
        const { address, stride } = sum(groups);
        if (physical === "f64" || physical === "f32") kernels.agg_mean_f64(address, counts, out, stride, groups);
        else kernels.agg_mean_i64(address, counts, out, groups);
      });
  }

  #extreme(fn: "min" | "max", input: VectorType, index: number): (groups: number) => number {
    if (input.physical === "bool") return this.#bools(fn === "min" ? "all" : "any", index);
    const extreme = this.set.extreme(fn, index);
    return (groups) => extreme.read(groups);
  }

  /** A bitmap: does any value, or do all values that are not null, say true. */
  #bools(fn: "any" | "all", index: number): (groups: number) => number {
    const sum = this.set.sum(index);
    const counts = this.set.count(index);
    const { kernels } = this.memory;
    return (groups) => {
      const out = this.memory.bitmap(groups);
      if (fn === "any") kernels.agg_positive_i64(sum(groups).address, out, groups);
      else kernels.agg_all_i64(sum(groups).address, counts.read(groups), out, groups);
      return out;
    };
  }

  #logical(fn: "any" | "all", type: VectorType, index: number, ignoreNulls: boolean): AggregateReader {
    const bools = this.#bools(fn, index);
    if (ignoreNulls || !this.spec.inputs[index]?.nullable) {
      return (groups) => ({ type: { ...type, nullable: false }, vector: { values: bools(groups), validity: 0 } });
    }
    // Kleene: a true settles `any`, a false settles `all`; otherwise a null leaves it open.
    const rows = this.set.count();
    const valid = this.set.count(index);
    return (groups) => {
      const values = bools(groups);
      const validity = this.memory.bitmap(groups);
      this.memory.kernels.agg_settled(values, rows.read(groups), valid.read(groups), validity, fn === "any" ? 1 : 0, groups);
      return { type, vector: { values, validity } };
    };
  }

  #quantile(type: VectorType, input: VectorType, index: number, quantile: number, interpolation: Interpolation): AggregateReader {
    const values = this.set.values(index);
    return this.#present(type, index, (groups) =>
      this.#fromF64(values.read(groups, quantile, interpolation), type.dtype, input.dtype, groups),
    );
  }

  /** Null for groups without values. */
  #present(type: VectorType, index: number, read: (groups: number) => number): AggregateReader {
    if (this.#neverEmpty(index)) return (groups) => ({ type: { ...type, nullable: false }, vector: { values: read(groups), validity: 0 } });
    const counts = this.set.count(index);
    return (groups) => {
      const validity = this.memory.bitmap(groups);
      this.memory.kernels.group_bits_above(counts.read(groups), 0, validity, groups);
      return { type, vector: { values: read(groups), validity } };
    };
  }

  /** Groups of keys have a row at least; the one without keys may have none. */
  #neverEmpty(index: number): boolean {
    return this.spec.keys.length > 0 && this.spec.inputs[index]?.nullable === false;
  }

  /** A result computed as f64, as what it is a mean or median of. */
  #fromF64(values: number, dtype: ColumnType, input: ColumnType, groups: number): number {
    if (dtype.kind === "Float64") return values;
    const { kernels } = this.memory;
    if (dtype.kind === "Float32") {
      const narrow = this.memory.alloc(groups * 4);
      kernels.agg_narrow_f64(values, narrow, groups);
      return narrow;
    }
    const scaled = this.memory.alloc(groups * 8);
    kernels.agg_scale_f64(values, scaled, scaleOf(dtype, input), groups);
    return scaled;
  }

  #nulls(groups: number): Vector {
    const bytes = Math.ceil(groups / 64) * 8;
    return { values: this.memory.zeros(bytes), validity: this.memory.zeros(bytes) };
  }
}

/** Days to the result's unit; times and spans keep theirs. */
function scaleOf(result: ColumnType, input: ColumnType): number {
  if (input.kind !== "Date" || result.kind !== "Datetime") return 1;
  const perUs: Readonly<Record<TimeUnit, number>> = { ms: 1e-3, us: 1, ns: 1e3 };
  return DAY_US * perUs[result.unit];
}
