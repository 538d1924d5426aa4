// Functions of lists. Kernels are told what the elements are by numbers: the bits of one, and its kind.

import { assert } from "../errors/index.js";
import { formatExpr } from "../expr/index.js";
import type { KernelName } from "../kernels/index.js";
import { Bool, bitWidths, type ColumnType, Int64, type PhysicalType, plainPhysical, Utf8 } from "../types/index.js";
import { writeConstants } from "./constants.js";
import type { CallNode, Lowerer } from "./lower.js";
import type { Slot } from "./program.js";
import type { Value } from "./value.js";

type Lowering = (lowerer: Lowerer, node: CallNode) => Value;

export const listLowerings = {
  list_get: lowerGet,
  list_first: (lowerer, node) => elementAt(lowerer, node, 0n),
  list_last: (lowerer, node) => elementAt(lowerer, node, -1n),
  list_sum: perElementType,
  list_mean: perElementType,
  list_min: (lowerer, node) => lowerExtreme(lowerer, node, false),
  list_max: (lowerer, node) => lowerExtreme(lowerer, node, true),
  list_contains: lowerContains,
  list_join: lowerJoin,
  list_unique: (lowerer, node) => rearranged(lowerer, node, "list_unique", ({ kind, bits }) => [kind, bits]),
  list_sort: (lowerer, node) => rearranged(lowerer, node, "list_sort", ({ kind, bits }) => [kind, bits, Number(node.options[0] === true)]),
  list_reverse: (lowerer, node) => rearranged(lowerer, node, "list_reverse", ({ bits }) => [bits]),
  list_slice: (lowerer, node) => slice(lowerer, node, Number(node.options[0]), node.options[1] as number | null),
  list_head: (lowerer, node) => slice(lowerer, node, 0, Number(node.options[0])),
  list_tail: (lowerer, node) => slice(lowerer, node, -Number(node.options[0]), Number(node.options[0])),
} as const satisfies Readonly<Record<string, Lowering>>;

/** As assembly/lists/element.ts numbers them; others have no order. */
const kinds: readonly PhysicalType[] = ["bool", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64", "view"];

interface ListOperand {
  readonly list: Value;
  readonly element: ColumnType;
  readonly physical: PhysicalType;
  readonly bits: number;
  readonly kind: number;
}

function listOf(lowerer: Lowerer, node: CallNode): ListOperand {
  const [self] = node.args;
  assert(self !== undefined, `${node.fn} without a list`);
  const list = lowerer.lower(self);
  assert(list.dtype.kind === "List", `${node.fn} of ${list.dtype.kind}`);
  const physical = plainPhysical(list.dtype.inner);
  return { list, element: list.dtype.inner, physical, bits: bitWidths[physical], kind: kinds.indexOf(physical) };
}

function operandAt(lowerer: Lowerer, node: CallNode, index: number): Value {
  const arg = node.args[index];
  assert(arg !== undefined, `${node.fn} without operand ${index}`);
  return lowerer.lower(arg);
}

/** With `nullOnOob` false, an index out of bounds raises. */
function lowerGet(lowerer: Lowerer, node: CallNode): Value {
  const { list, element, bits } = listOf(lowerer, node);
  const index = operandAt(lowerer, node, 1);
  const { builder } = lowerer;
  if (node.options[0] === false) checkBounds(lowerer, node, list, index);
  return builder.call("list_get", [list, index], "makes", { dtype: element }, [bits]);
}

/** Looks up whether there is an element, whatever it is: a null among the elements is within bounds. */
function checkBounds({ builder }: Lowerer, node: CallNode, list: Value, index: Value): void {
  const indices = builder.broadcast(index);
  const check = { of: indices.register, physical: indices.physical, what: `index out of bounds in ${formatExpr(node)}` };
  builder.call("list_bounds", [list, indices], "makes", { dtype: Bool }, [], check);
}

function elementAt(lowerer: Lowerer, node: CallNode, index: bigint): Value {
  const { list, element, bits } = listOf(lowerer, node);
  return lowerer.builder.call("list_get", [list, lowerer.builder.scalar(index, Int64)], "makes", { dtype: element }, [bits]);
}

/** A kernel for each type of elements. */
function perElementType(lowerer: Lowerer, node: CallNode): Value {
  const { list, physical } = listOf(lowerer, node);
  const dtype = lowerer.resultOf(node, [list]);
  return lowerer.builder.call(`list_${node.fn.slice("lst.".length)}_${physical}`, [list], "makes", { dtype });
}

function lowerExtreme(lowerer: Lowerer, node: CallNode, greatest: boolean): Value {
  const { list, element, bits, kind } = listOf(lowerer, node);
  return lowerer.builder.call("list_extreme", [list], "makes", { dtype: element }, [kind, bits, Number(greatest)]);
}

function lowerContains(lowerer: Lowerer, node: CallNode): Value {
  const { list, kind } = listOf(lowerer, node);
  return lowerer.builder.call("list_contains", [list, operandAt(lowerer, node, 1)], "handles", { dtype: Bool }, [kind]);
}

function lowerJoin(lowerer: Lowerer, node: CallNode): Value {
  const { list } = listOf(lowerer, node);
  const { builder } = lowerer;
  const [separator, ignoreNulls] = node.options;
  const at = writeConstants(builder.instance.heap, builder.arena, "view", [String(separator)]);
  const slots: Slot[] = [
    { values: list.register },
    { plain: at },
    { out: "values" },
    { out: "validity" },
    { plain: Number(ignoreNulls === true) },
  ];
  return builder.kernel("list_join", slots, [builder.broadcast(list)], "makes", { dtype: Utf8 });
}

/** Kernels that make lists of the same elements, and look at no null list. */
function rearranged(lowerer: Lowerer, node: CallNode, kernel: KernelName, plain: (list: ListOperand) => readonly number[]): Value {
  const operand = listOf(lowerer, node);
  const list = lowerer.builder.broadcast(operand.list);
  const slots: Slot[] = [
    { values: list.register },
    { validity: list.register },
    { out: "values" },
    ...plain(operand).map((value) => ({ plain: value })),
  ];
  return lowerer.builder.kernel(kernel, slots, [list], "and", { dtype: list.dtype });
}

/** No list is longer than kernels count. */
const ELEMENTS_MAX = 2 ** 31 - 1;

function slice(lowerer: Lowerer, node: CallNode, offset: number, length: number | null): Value {
  const { list } = listOf(lowerer, node);
  const start = Math.max(-ELEMENTS_MAX, Math.min(ELEMENTS_MAX, offset));
  const count = length === null ? -1 : Math.min(ELEMENTS_MAX, length);
  return lowerer.builder.call("list_slice", [list], "propagate", { dtype: list.dtype }, [start, count]);
}
