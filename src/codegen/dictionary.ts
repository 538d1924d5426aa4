// Expressions over one dictionary column are computed once for each of the dictionary's values, while compiling; what is left
// for each batch is a lookup by code.

import {
  BATCH_ROWS,
  type Batch,
  bitmapBytes,
  type Dictionary,
  readViews,
  type Vector,
  type VectorType,
  VIEW_BYTES,
} from "../column/index.js";
import { assert } from "../errors/index.js";
import { columnsOf, dtypeOf, type ExprNode } from "../expr/index.js";
import { functionOf } from "../functions/index.js";
import type { Instance, KernelName } from "../kernels/index.js";
import { bitWidths } from "../types/index.js";
import { Builder, type Result } from "./builder.js";
import { writeConstants } from "./constants.js";
import { Interpreter } from "./interpreter.js";
import { Lowerer } from "./lower.js";
import type { StrictCheck } from "./program.js";
import type { Value } from "./value.js";

/** Up to so many results are made a dictionary again, so that what comes after works on codes as well. */
const DICTIONARY_COUNT_MAX = 1 << 16;

/** Up to so many codes that give true (or false), comparing codes beats looking bits up. */
const COMPARED_CODES_MAX = 3;

/** The results for a dictionary's values, and after them that for null. */
interface Table {
  readonly type: VectorType;
  readonly values: number;
  readonly validity: number;
  /** Some value of the dictionary gives null. */
  readonly hasNulls: boolean;
  readonly nullGivesValue: boolean;
  /** For each strict cast that failed: a bitmap of the values it failed on. */
  readonly failures: ReadonlyMap<StrictCheck, number>;
}

/** A lookup, if `node` reads nothing but one dictionary column; otherwise undefined. */
export function lowerOnDictionary(lowerer: Lowerer, node: ExprNode): Value | undefined {
  if (!isWorthATable(node)) return undefined;
  const [name, ...others] = columnsOf(node);
  if (name === undefined || others.length > 0) return undefined;
  const { dictionary, dtype, nullable } = lowerer.columnType(name);
  if (dictionary === undefined) return undefined;
  // Lists would refer to scratch.
  if (dtypeOf(node, new Map([[name, dtype]])).kind === "List") return undefined;
  const table = evaluate(lowerer, node, dictionary, { name, dtype, physical: "view", nullable: true });
  const codes = lowerer.lower({ kind: "Column", name });
  for (const [check, failures] of table.failures) {
    lowerer.builder.emit({ op: "check", codes: codes.register, failures, dictionaryValues: dictionary.values, check });
  }
  const nullsGiveValues = nullable && table.nullGivesValue;
  return (
    (nullsGiveValues ? undefined : compareCodes(lowerer, codes, table, dictionary)) ??
    lookUp(lowerer, codes, table, dictionary, nullsGiveValues)
  );
}

/** Tests of null look at validity only, and a cast between string types at nothing. */
function isWorthATable(node: ExprNode): boolean {
  if (node.kind === "Call") return functionOf(node.fn).shape === "rows" && !["is_null", "is_not_null"].includes(functionOf(node.fn).kernel);
  if (node.kind === "Cast") return !["Utf8", "Categorical"].includes(node.dtype.kind) || isWorthATable(node.input);
  return node.kind === "When";
}

function evaluate(lowerer: Lowerer, node: ExprNode, dictionary: Dictionary, input: VectorType & { readonly name: string }): Table {
  const { instance, arena } = lowerer.builder;
  const { heap, kernels } = instance;
  const { count } = dictionary;
  const builder = new Builder(instance, arena);
  const program = builder.build([new Lowerer(builder, [input]).lower(node)]);
  const type = program.outputs[0];
  assert(type !== undefined, "a program without an output");

  const failures = new Map<StrictCheck, number>();
  let start = 0;
  const interpreter = new Interpreter(program, instance, ({ check, failures: failed, rows }) => {
    const bitmap = failures.get(check) ?? zeros(lowerer, bitmapBytes(count + 1));
    failures.set(check, bitmap);
    kernels.bitmap_copy(failed, 0, bitmap, start, rows);
  });
  const width = bitWidths[type.physical];
  const values = zeros(lowerer, Math.ceil(((count + 1) * width) / 64) * 8);
  const validity = zeros(lowerer, bitmapBytes(count + 1));
  const run = (vector: Vector, rows: number): void => {
    const [result] = interpreter.run(batchOf(vector, rows));
    assert(result !== undefined, "a program without a result");
    kernels.bitmap_copy(result.validity === 0 ? allValid(instance, rows) : result.validity, 0, validity, start, rows);
    if (width === 1) kernels.bitmap_copy(result.values, 0, values, start, rows);
    else if (type.physical === "view") copyViews(lowerer, result, values + start * VIEW_BYTES, rows);
    else heap.bytes(values + (start * width) / 8, (rows * width) / 8).set(heap.bytes(result.values, (rows * width) / 8));
  };
  for (; start < count; start += BATCH_ROWS) {
    run({ values: dictionary.values + start * VIEW_BYTES, validity: 0 }, Math.min(BATCH_ROWS, count - start));
  }
  start = count;
  const none = writeConstants(heap, arena, "view", [""]);
  run({ values: none, validity: lowerer.builder.zeroBit() }, 1);
  const hasNulls = kernels.bitmap_count(validity, count) < count;
  return { type, values, validity, hasNulls, nullGivesValue: heap.getBit(validity, count), failures };
}

const batchOf = (vector: Vector, rowCount: number): Batch => ({ rowCount, selection: 0, selectedCount: rowCount, vector: () => vector });

function zeros({ builder }: Lowerer, bytes: number): number {
  const address = builder.instance.heap.alloc(bytes + 64, builder.arena);
  builder.instance.heap.bytes(address, bytes + 64).fill(0);
  return address;
}

function allValid({ heap, kernels }: Instance, rows: number): number {
  const bits = heap.scratch(bitmapBytes(rows) + 64);
  kernels.bitmap_fill(bits, 1, rows);
  return bits;
}

/** Views of results lie in scratch, with their long bytes. */
function copyViews({ builder }: Lowerer, { values, validity }: Vector, out: number, rows: number): void {
  const { heap, kernels } = builder.instance;
  const bytes = kernels.views_bytes(values, validity, rows);
  kernels.views_copy(values, validity, out, bytes === 0 ? 0 : heap.alloc(bytes + 64, builder.arena), rows);
}

/** A test that few values pass, or few fail, is a comparison of codes. */
function compareCodes({ builder }: Lowerer, codes: Value, table: Table, { count }: Dictionary): Value | undefined {
  if (table.type.physical !== "bool" || table.hasNulls) return undefined;
  const passed: number[] = [];
  const failed: number[] = [];
  for (let code = 0; code < count; code++) (builder.instance.heap.getBit(table.values, code) ? passed : failed).push(code);
  const few = passed.length <= COMPARED_CODES_MAX ? passed : failed;
  if (few.length > COMPARED_CODES_MAX) return undefined;
  const result = { dtype: table.type.dtype };
  const list = writeConstants(builder.instance.heap, builder.arena, "codes", few);
  const operands = [codes];
  if (few.length === 1) {
    const slots = [{ values: codes.register }, { plain: list }, { out: "values" }] as const;
    return builder.kernel(few === passed ? "eq_u32_vs" : "neq_u32_vs", slots, operands, "and", result);
  }
  const slots = [{ values: codes.register }, { plain: list }, { out: "values" }, { plain: few.length }] as const;
  const member = builder.kernel("is_in_u32", slots, operands, "and", result);
  return few === passed ? member : builder.call("not", [member], "propagate", result);
}

function lookUp(lowerer: Lowerer, codes: Value, table: Table, { count }: Dictionary, nullsGiveValues: boolean): Value {
  const { builder } = lowerer;
  const index = nullsGiveValues ? codesOrNull(builder, codes, count) : codes;
  const encoded = table.type.physical === "view" && count <= DICTIONARY_COUNT_MAX ? encode(lowerer, table, count + 1) : undefined;
  const { dtype } = table.type;
  const result: Result = encoded === undefined ? { dtype, physical: table.type.physical } : { dtype, dictionary: encoded.dictionary };
  const width = bitWidths[encoded === undefined ? table.type.physical : "codes"];
  const slots = (from: number) => [{ plain: from }, { values: index.register }, { out: "values" }] as const;
  const from = encoded?.codes ?? table.values;
  const gather = `gather_${width}` as KernelName;
  if (!table.hasNulls) return builder.kernel(gather, slots(from), [index], "and", result);
  const values = builder.kernel(gather, slots(from), [], "none", result);
  const bits = builder.kernel("gather_1", slots(table.validity), [], "none", { dtype, physical: "bool" });
  const register = builder.register();
  const operands = index.nullable ? [index.register] : [];
  builder.emit({ op: "withValidity", values: values.register, bits: bits.register, operands, out: register });
  return { ...values, register, nullable: true };
}

/** A table of strings as codes into the distinct ones. Those of nulls are 0. */
function encode({ builder }: Lowerer, table: Table, rows: number): { readonly codes: number; readonly dictionary: Dictionary } {
  const { heap } = builder.instance;
  const validity = heap.bytes(table.validity, bitmapBytes(rows)).slice();
  const texts: unknown[] = new Array(rows);
  readViews(heap, table.values, rows, validity, texts, 0);
  const codeOf = new Map<string, number>();
  const codes: number[] = [];
  const firsts: number[] = [];
  for (const [row, text] of texts.entries()) {
    if (typeof text === "string" && !codeOf.has(text)) codeOf.set(text, firsts.push(row) - 1);
    codes.push(typeof text === "string" ? (codeOf.get(text) as number) : 0);
  }
  // A code of nulls points to something, even if all are null.
  const kept = firsts.length === 0 ? [rows - 1] : firsts;
  const order = writeConstants(heap, builder.arena, "codes", kept);
  const values = heap.alloc(kept.length * VIEW_BYTES + 64, builder.arena);
  builder.instance.kernels.gather_128(table.values, order, values, kept.length);
  return { codes: writeConstants(heap, builder.arena, "codes", codes), dictionary: { count: kept.length, values, allocations: [] } };
}

/** Codes in which null has the one after the last. */
function codesOrNull(builder: Builder, codes: Value, count: number): Value {
  const { register } = codes;
  const last = writeConstants(builder.instance.heap, builder.arena, "codes", [count]);
  const slots = [
    { values: register },
    { validity: register },
    { plain: last },
    { plain: 0 },
    { out: "values" },
    { out: "validity" },
  ] as const;
  return builder.kernel("fill_null_codes_vs", slots, [codes], "drops", { dtype: codes.dtype }, { passWhenValid: register });
}
