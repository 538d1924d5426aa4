// Runs the tasks of a pipeline on one thread: reads morsels, pushes their batches through the operators into a sink.

import type { Batch, MorselReader } from "../column/index.js";
import type { Instance } from "../kernels/index.js";
import { Explode } from "./operators/explode.js";
import { Filter } from "./operators/filter.js";
import { Cross, Probe, SemiProbe } from "./operators/joins.js";
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
  readonly #first: Operator;
  #sink: Sink | undefined;

  constructor(
    readonly context: TaskContext,
    readonly spec: PipelineSpec,
  ) {
    this.#reader = context.openReader(spec.source.kind, spec.source.spec, spec.arena);
    const last: Operator = { push: (batch: Batch) => this.#sink?.push(batch) };
    this.#first = spec.operators.reduceRight<Operator>((next, operator, index) => this.#create(operator, next, index), last);
  }

  #create(operator: OperatorSpec, next: Operator, index: number): Operator {
    const { instance } = this.context;
    switch (operator.kind) {
      case "filter":
        return new Filter(instance, operator.program, operator.input, next, isJoined(this.spec, index + 1));
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
    return sink.finish();
  }

  close(): void {
    this.#reader.close();
  }
}

/** Whether a join comes first, of the operators from `start` on, that needs nothing computed for it. */
function isJoined({ operators, sink }: PipelineSpec, start: number): boolean {
  const next = operators.slice(start).find((operator) => operator.kind !== "project" || operator.program.instructions.length > 0);
  if (next === undefined) return sink.kind === "mark";
  return (next.kind === "probe" || next.kind === "semi") && next.keys.instructions.length === 0;
}
