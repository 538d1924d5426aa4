// Runs the tasks of a pipeline on one thread: reads morsels, pushes their batches through the operators into a sink.

import { mayRaise } from "../codegen/index.js";
import type { Batch, MorselReader } from "../column/index.js";
import type { Instance } from "../kernels/index.js";
import { isSelective, type JoinTableState } from "./joining/index.js";
import { Coalesce, coalescePlace } from "./operators/coalesce.js";
import { Explode } from "./operators/explode.js";
import { Filter } from "./operators/filter.js";
import { Cross, Probe, SemiProbe } from "./operators/joins.js";
import { KeyPrefilter } from "./operators/key-prefilter.js";
import type { Operator } from "./operators/operator.js";
import { Project } from "./operators/project.js";
import type { OperatorSpec, PipelineSpec } from "./pipeline-spec.js";
import { createSink, type Sink } from "./sinks/sinks.js";

/** What a running task may ask of the thread it runs on. */
export interface TaskContext {
  readonly instance: Instance;
  /** Throws when the query was cancelled or has failed on another thread. */
  check(): void;
  /** Waits until the calling thread has brought morsel bytes into memory, and gives their address. */
  awaitFetched(word: number): number;
  openReader(kind: string, spec: unknown, arena: number): MorselReader;
}

/** The work of one kind of task on one thread: `run` for each task this thread takes, then `close`. */
export interface TaskRunner {
  /** Gives the result, and yields wherever the thread may turn to something else: nothing that is needed stands in scratch memory then. */
  run(index: number): Work<unknown>;
  close(): void;
}

export type Work<T> = Generator<undefined, T>;

export class Pipeline implements TaskRunner {
  readonly #reader: MorselReader;
  /** In the order of the spec. */
  readonly #operators: Operator[] = [];
  readonly #first: Operator;
  #sink: Sink | undefined;

  constructor(
    readonly context: TaskContext,
    readonly spec: PipelineSpec,
  ) {
    this.#reader = context.openReader(spec.source.kind, spec.source.spec, spec.arena);
    const last: Operator = { push: (batch: Batch) => this.#sink?.push(batch) };
    const coalesced = coalescePlace(spec);
    const coalesce = (next: Operator, before: number): Operator => {
      if (coalesced?.before !== before) return next;
      const { types, needed } = coalesced;
      return this.#added(new Coalesce(context.instance, types, needed, spec.arena, next));
    };
    const { operators } = spec;
    this.#first = operators.reduceRight<Operator>(
      (next, operator, index) => this.#added(this.#create(operator, coalesce(next, index + 1), index)),
      last,
    );
  }

  #added(operator: Operator): Operator {
    this.#operators.unshift(operator);
    return operator;
  }

  #create(operator: OperatorSpec, next: Operator, index: number): Operator {
    const { instance } = this.context;
    switch (operator.kind) {
      case "filter": {
        const join = nextJoin(this.spec, index + 1);
        const filter = new Filter(instance, operator, next, join !== undefined);
        // What is at rest is filtered at the memory's speed.
        const decodes = this.spec.source.kind !== "stored";
        const prefiltered = decodes && join?.prefilters === true && !mayRaise(operator.program);
        return prefiltered ? new KeyPrefilter(instance, operator.input, join.table, join.keys, filter) : filter;
      }
      case "project":
        return new Project(instance, operator.program, operator.outputs, next);
      case "probe":
        return new Probe(instance, operator, next);
      case "semi":
        return new SemiProbe(instance, operator, next);
      case "explode":
        return new Explode(instance, operator, next);
      case "cross":
        return new Cross(instance, operator, next);
    }
  }

  /** Gives the sink's result. */
  *run(index: number): Work<unknown> {
    const { context, spec } = this;
    const { fetched, morselRows } = spec.source;
    const first = spec.segments[index] as number;
    const end = spec.segments[index + 1] as number;
    const progress = { rows: 0, read: 0 };
    for (let morsel = first; morsel < end; morsel++) progress.rows += morselRows[morsel] as number;
    const sink = createSink(context.instance, spec, progress);
    this.#sink = sink;
    for (const operator of this.#operators) operator.begin?.();
    for (let morsel = first; morsel < end && !sink.full; morsel++) {
      const address = fetched === 0 ? 0 : context.awaitFetched(fetched + morsel * 4);
      context.instance.kernels.scratch_reset();
      for (const batch of this.#reader.read(morsel, address)) {
        context.check();
        progress.read += batch.rowCount;
        this.#first.push(batch);
        if (sink.full) break;
        context.instance.kernels.scratch_reset();
        yield;
      }
    }
    context.instance.kernels.scratch_reset();
    for (const operator of this.#operators) operator.end?.();
    return sink.finish();
  }

  close(): void {
    this.#reader.close();
  }
}

interface NextJoin {
  readonly table: JoinTableState;
  /** The columns that are its keys. */
  readonly keys: readonly number[];
  /** Rows without a match are dropped, and the table's filters know many of them. */
  readonly prefilters: boolean;
}

/** The join that comes first, of the operators from `start` on, if it needs nothing computed for it. */
function nextJoin({ operators, sink, columns }: PipelineSpec, start: number): NextJoin | undefined {
  const isStep = (operator: OperatorSpec) => operator.kind !== "project" || operator.program.instructions.length > 0;
  const place = operators.findIndex((operator, index) => index >= start && isStep(operator));
  const next = place === -1 ? sink : operators[place];
  let keys: readonly (number | undefined)[];
  if (next?.kind === "mark") keys = columns.map((_, index) => index);
  else if ((next?.kind === "probe" || next?.kind === "semi") && next.keys.instructions.length === 0) {
    const { inputs, results } = next.keys;
    keys = results.map((result) => inputs.find(({ register }) => register === result)?.column);
  } else return undefined;
  for (const project of operators.slice(start, place === -1 ? undefined : place).toReversed()) {
    keys = keys.map((key) => {
      const output = project.kind === "project" && key !== undefined ? project.outputs[key] : undefined;
      return output !== undefined && "pass" in output ? output.pass : undefined;
    });
  }
  const known = keys.filter((key) => key !== undefined);
  const dropsOthers = next.kind === "mark" || (next.kind === "probe" ? !next.outer : !next.anti);
  const prefilters =
    dropsOthers && known.length === keys.length && next.table.filters.some((filter) => filter !== null && isSelective(filter));
  return { table: next.table, keys: known, prefilters };
}
