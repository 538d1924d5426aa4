// The fused tier against the kernels, bit by bit. (`evaluate` in support.ts runs every other test of codegen in both tiers.)

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emitFused } from "../../src/codegen/fused/emit.js";
import { fusedFunction } from "../../src/codegen/fused/functions.js";
import { operations } from "../../src/codegen/fused/operations.js";
import { compile, fuse, Interpreter } from "../../src/codegen/index.js";
import type { FusedCall } from "../../src/codegen/program.js";
import { BATCH_ROWS, type Batch } from "../../src/column/index.js";
import type { ExprNode } from "../../src/expr/index.js";
import type { KernelName } from "../../src/kernels/index.js";
import { Bool, Date_, Float64, Int32, Int64, type PhysicalType } from "../../src/types/index.js";
import { type Cell, cellOf, check, get, instance, LENGTHS, put, room } from "../kernels/support.js";
import { coerced, col, evaluate, fn, lit, type TestColumns, when } from "./support.js";

type Kernel = (...args: number[]) => void;

const typeOf = (kernel: string): PhysicalType => (/_(bool|[iu](?:8|16|32|64)|f32|f64|codes)/.exec(kernel)?.[1] ?? "bool") as PhysicalType;
const resultOf = (kernel: string): number => {
  const operation = operations().get(kernel)!;
  return operation.isMask ? 1 : (operation.width as number);
};

/** `address` holds as many values as `rows`, and before and after it there is garbage. */
function bitsAt(address: number, width: number, rows: number): readonly unknown[] {
  if (width === 1) return Array.from({ length: rows }, (_, row) => instance.heap.getBit(address, row));
  if (width === 64) return [...instance.heap.view(BigUint64Array, address, rows)];
  const array = { 8: Uint8Array, 16: Uint16Array, 32: Uint32Array }[width]!;
  return [...instance.heap.view(array as typeof Uint8Array, address, rows)];
}

function runFused(kernel: string, operands: readonly number[], rows: number): readonly unknown[] {
  const shape = {
    inputCount: operands.length,
    calls: [{ kernel: kernel as KernelName, operands: operands.map((_, i) => i) }],
    outputs: [operands.length],
  };
  const module = new WebAssembly.Module(emitFused(shape, false));
  const { run } = new WebAssembly.Instance(module, { env: { memory: instance.heap.memory } }).exports as { run: Kernel };
  const width = resultOf(kernel);
  const out = room((rows * width) / 8);
  run(...operands, out, rows);
  return bitsAt(out, width, rows);
}

function runKernel(kernel: string, operands: readonly number[], rows: number): readonly unknown[] {
  const call = instance.kernels[kernel as KernelName] as unknown as Kernel;
  const width = resultOf(kernel);
  const out = room((rows * width) / 8);
  const [mask, a, b] = operands;
  if (kernel.startsWith("select_")) call(mask!, a!, 0, b!, 0, out, room(rows / 8), rows);
  else call(...operands, out, rows);
  return bitsAt(out, width, rows);
}

describe("every kernel with a fused form", () => {
  test.each([...operations()])("%s", (kernel, { operands, notNan }) => {
    const type = typeOf(kernel);
    const lengths = [...LENGTHS, BATCH_ROWS - 1];
    const cells = fc.array(cellOf(type), { minLength: 24, maxLength: 24 });
    check(
      fc.tuple(fc.constantFrom(...lengths), cells, cells, fc.array(fc.boolean(), { minLength: 11, maxLength: 11 })),
      ([rows, left, right, bits]) => {
        instance.kernels.scratch_reset();
        const pools: Cell[][] = [left, right];
        const addresses = operands.map((form, index) => {
          if (form.kind === "bits")
            return put(
              "bool",
              Array.from({ length: rows }, (_, row) => bits[(row * (index + 1)) % 11]!),
            );
          const pool = pools.pop()!;
          if (form.kind === "vector")
            return put(
              type,
              Array.from({ length: rows }, (_, row) => pool[row % 24]!),
            );
          return put(type, [notNan === index && Number.isNaN(pool[0]) ? 1 : pool[0]!]);
        });
        expect(runFused(kernel, addresses, rows)).toEqual(runKernel(kernel, addresses, rows));
      },
      12,
    );
  });
});

const rowCounts = [...LENGTHS, BATCH_ROWS];
const columnsOf = (rows: number, nulls: boolean): TestColumns => {
  const cells = <T>(of: (row: number) => T) => Array.from({ length: rows }, (_, row) => (nulls && row % 5 === 2 ? null : of(row)));
  return {
    day: { dtype: Date_, cells: cells((row) => 8700 + (row % 500)) },
    price: { dtype: Float64, cells: cells((row) => (row % 97 === 3 ? Number.NaN : row * 1.01)) },
    discount: { dtype: Float64, cells: cells((row) => (row % 11) / 100) },
    count: { dtype: Int32, cells: cells((row) => (row * 7919) % 100) },
    key: { dtype: Int64, cells: cells((row) => BigInt(row) * 1_000_003n) },
    flag: { dtype: Bool, cells: cells((row) => row % 3 === 0) },
  } as TestColumns;
};

const all = (...predicates: ExprNode[]): ExprNode => predicates.reduce((left, right) => fn("and", [left, right]));
const discounted = fn("mul", [col("price"), fn("sub", [lit(1), col("discount")])]);
const predicate = all(
  fn("gtEq", [col("day"), lit(8766, Date_)]),
  fn("lt", [col("day"), lit(9131, Date_)]),
  fn("ltEq", [col("discount"), lit(0.07)]),
  fn("gt", [col("price"), lit(24)]),
  fn("neq", [col("key"), lit(3n)]),
);
const programs: Readonly<Record<string, readonly ExprNode[]>> = {
  "a predicate": [predicate],
  "outputs that share": [discounted, fn("mul", [discounted, fn("add", [lit(1), col("discount")])]), fn("gt", [discounted, col("count")])],
  "choices between widths": [
    when(fn("or", [predicate, col("flag")]), discounted, col("count")),
    when(fn("lt", [col("price"), lit(50)]), col("count"), lit(0)),
  ],
  "bits among values": [fn("xor", [fn("not", [fn("eq", [col("price"), col("discount")])]), fn("gt", [col("count"), lit(50)])])],
  "kernels in between": [
    fn("mul", [fn("floorDiv", [fn("add", [col("count"), lit(7)]), fn("sub", [col("count"), lit(50)])]), fn("neg", [col("count")])]),
  ],
  "comparisons with NaN": [
    all(fn("lt", [col("price"), lit(Number.NaN)]), fn("ltEq", [discounted, col("price")]), fn("eq", [col("price"), col("price")])),
  ],
};

describe.each(Object.entries(programs))("%s", (_, exprs) => {
  test.each(rowCounts.flatMap((rows) => [[rows, false] as const, [rows, true] as const]))("over %i rows, with nulls: %s", (rows, nulls) => {
    evaluate(exprs, columnsOf(rows, nulls));
  });
});

const compiled = (exprs: readonly ExprNode[], nullable: boolean) => {
  const inputs = Object.entries(columnsOf(1, false)).map(([name, { dtype }]) => ({
    name,
    dtype,
    physical: { Date: "i32", Float64: "f64", Int32: "i32", Int64: "i64", Bool: "bool" }[dtype.kind as "Date"] as PhysicalType,
    nullable,
  }));
  return compile(coerced(exprs, inputs), inputs, instance, 0);
};

test("a predicate over columns without nulls is one function with one output", () => {
  const { instructions } = fuse(compiled([predicate], false), instance.heap);
  expect(instructions.map(({ op }) => op)).toEqual(["fused"]);
  expect(instructions[0]).toMatchObject({ outputs: [{ bits: 1 }] });
});

test("with nulls, comparisons are one function and logic is done by kernels", () => {
  const { instructions } = fuse(compiled([predicate], true), instance.heap);
  expect(instructions.map(({ op }) => op)).toEqual(["fused", "kernel", "kernel", "kernel", "kernel"]);
});

test("many outputs are several functions", () => {
  const exprs = Array.from({ length: 450 }, (_, index) => fn("add", [fn("mul", [col("price"), lit(index)]), col("discount")]));
  const { instructions } = fuse(compiled(exprs, false), instance.heap);
  expect(instructions.map((instruction) => (instruction as FusedCall).calls.length)).toEqual([200, 200, 200, 200, 100]);
  evaluate(exprs, columnsOf(65, true));
});

test("a lone kernel is not fused", () => {
  const program = compiled([fn("add", [col("price"), col("discount")])], false);
  expect(fuse(program, instance.heap)).toEqual(program);
});

test("functions are made for shapes: constants are no part of them", () => {
  const fused = (limit: number) => {
    const exprs = [all(fn("gt", [col("price"), lit(limit)]), fn("lt", [col("discount"), lit(limit)]))];
    return fuse(compiled(exprs, false), instance.heap).instructions[0] as FusedCall;
  };
  expect(fusedFunction(fused(1).shape, instance)).toBe(fusedFunction(structuredClone(fused(2).shape), instance));
});

test("where code can't be compiled, kernels are called", () => {
  const { Module } = WebAssembly;
  const program = fuse(compiled([fn("mul", [fn("sub", [col("price"), lit(0.125)]), col("discount")])], false), instance.heap);
  const rows = 9;
  const values = Array.from({ length: rows }, (_, row) => row / 4);
  const vector = { values: put("f64", values), validity: 0 };
  const batch: Batch = { rowCount: rows, selection: 0, selectedCount: rows, vector: () => vector };
  try {
    WebAssembly.Module = class {
      constructor() {
        throw new WebAssembly.CompileError("blocked by a policy");
      }
    } as never;
    const [result] = new Interpreter(program, instance).run(batch);
    expect(get("f64", result!.values, rows)).toEqual(values.map((value) => (value - 0.125) * value));
  } finally {
    WebAssembly.Module = Module;
  }
});
