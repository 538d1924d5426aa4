// Codegen tests: batches of nullable columns, and the results of expressions as plain arrays.

import { expect } from "vitest";
import { compile, fuse, Interpreter, type NamedVectorType, type Program } from "../../src/codegen/index.js";
import type { Batch, Vector } from "../../src/column/index.js";
import { coerce, columnsOf, type ExprNode, type LiteralValue, type OptionValue } from "../../src/expr/index.js";
import type { FunctionName } from "../../src/functions/index.js";
import { type ColumnType, physicalOf } from "../../src/types/index.js";
import { type Cell, get, getBits, instance, put, putBits, putSelection, putViews } from "../kernels/support.js";

export type Nullable = Cell | null;

export interface TestColumn {
  readonly dtype: ColumnType;
  readonly cells: readonly Nullable[];
  /** Arrives as codes. */
  readonly dictionary?: boolean;
}
export type TestColumns = Readonly<Record<string, TestColumn>>;

export const col = (name: string): ExprNode => ({ kind: "Column", name });
export const lit = (value: LiteralValue, dtype?: ColumnType): ExprNode =>
  dtype === undefined ? { kind: "Literal", value } : { kind: "Literal", value, dtype };
export const fn = (name: FunctionName, args: readonly ExprNode[], options: readonly OptionValue[] = []): ExprNode => ({
  kind: "Call",
  fn: name,
  args,
  options,
});
export const when = (predicate: ExprNode, then: ExprNode, otherwise: ExprNode): ExprNode => ({ kind: "When", predicate, then, otherwise });
export const cast = (input: ExprNode, dtype: ColumnType, strict = true): ExprNode => ({ kind: "Cast", input, dtype, strict });
export const list = (values: readonly LiteralValue[]): ExprNode => ({ kind: "List", values });

/** What stands where a value is null: kernels must not care. */
const garbage: Readonly<Record<string, Cell>> = { bool: true, view: "garbage that is quite long", i64: -7n, u64: 7n };

function putColumn({ dtype, cells, dictionary }: TestColumn): { type: Omit<NamedVectorType, "name">; vector: Vector } {
  const nullable = cells.includes(null);
  const validity = nullable ? putBits(cells.map((cell) => cell !== null)) : 0;
  if (dictionary) {
    const distinct = [...new Set(cells.filter((cell) => cell !== null) as string[]), "in no row", "12"].filter(
      (value, index, all) => all.indexOf(value) === index,
    );
    const values = put(
      "codes",
      cells.map((cell) => (cell === null ? 0 : distinct.indexOf(cell as string))),
    );
    const type = {
      dtype,
      physical: "codes",
      nullable,
      dictionary: { count: distinct.length, values: putViews(distinct), allocations: [] },
    } as const;
    return { type, vector: { values, validity } };
  }
  const physical = physicalOf[dtype.kind] === "codes" ? "view" : physicalOf[dtype.kind];
  const values = put(
    physical,
    cells.map((cell) => cell ?? garbage[physical] ?? 7),
  );
  return { type: { dtype, physical, nullable }, vector: { values, validity } };
}

export interface Outcome {
  readonly dtype: ColumnType;
  readonly nullable: boolean;
  readonly cells: readonly Nullable[];
  /** The dictionary's strings, if the result is codes. */
  readonly strings?: readonly Cell[];
}

export function coerced(exprs: readonly ExprNode[], inputs: readonly NamedVectorType[]): readonly ExprNode[] {
  const schema = new Map(inputs.map(({ name, dtype }) => [name, dtype]));
  return exprs.map((expr) => coerce(expr, schema).node);
}

/** Evaluates expressions over the columns, all of one batch. */
export function evaluate(exprs: readonly ExprNode[], columns: TestColumns, selection?: readonly boolean[]): Outcome[] {
  const names = Object.keys(columns);
  const rowCount = columns[names[0] ?? ""]?.cells.length ?? 0;
  const placed = names.map((name) => putColumn(columns[name]!));
  const arena = instance.kernels.arena_new() >>> 0;
  try {
    const inputs = placed.map(({ type }, index) => ({ ...type, name: names[index]! }));
    const program = compile(coerced(exprs, inputs), inputs, instance, arena);
    // A program is data: it must survive being sent.
    const interpreter = new Interpreter(structuredClone(program), instance);
    const asked = new Set<string>();
    const batch: Batch = {
      rowCount,
      selection: selection === undefined ? 0 : putSelection(selection),
      selectedCount: selection === undefined ? rowCount : selection.filter(Boolean).length,
      vector: (index) => {
        asked.add(names[index]!);
        return placed[index]!.vector;
      },
    };
    const results = interpreter.run(batch);
    const outputs = readOutputs(program, results, rowCount);
    const needed = columnsOf(...exprs);
    for (const name of asked) if (!needed.has(name)) throw new Error(`the program reads ${name}`);
    // Both tiers give the same.
    const fused = fuse(program, instance.heap);
    const fusedResults = new Interpreter(structuredClone(fused), instance).run(batch);
    expect(readOutputs(program, fusedResults, rowCount)).toEqual(outputs);
    return outputs;
  } finally {
    instance.kernels.arena_free(arena);
  }
}

function readOutputs(program: Program, results: readonly Vector[], rowCount: number): Outcome[] {
  return results.map(({ values, validity }, index) => {
    const { dtype, physical, nullable, dictionary } = program.outputs[index]!;
    const valid = validity === 0 ? undefined : getBits(validity, rowCount);
    if (valid !== undefined && !nullable && valid.includes(false)) throw new Error("nulls in a result that has none");
    const strings = dictionary === undefined ? [] : get("view", dictionary.values, dictionary.count);
    const raw = get(physical, values, rowCount);
    const cells = raw.map((value, row) => (valid?.[row] === false ? null : physical === "codes" ? strings[Number(value)]! : value));
    return { dtype, nullable, cells, ...(dictionary === undefined ? {} : { strings }) };
  });
}

export function cellsOf(expr: ExprNode, columns: TestColumns, selection?: readonly boolean[]): readonly Nullable[] {
  return evaluate([expr], columns, selection)[0]!.cells;
}
