// Functions of strings that are more than one kernel: with patterns, which kernels or the host match, and with texts as parameters.

import { InvalidOperationError } from "../errors/index.js";
import { formatExpr } from "../expr/index.js";
import { functionOf } from "../functions/index.js";
import { Bool, Utf8 } from "../types/index.js";
import { writeConstants } from "./constants.js";
import type { HostName } from "./host/index.js";
import type { CallNode, Lowerer } from "./lower.js";
import type { HostParams } from "./program.js";
import { javascriptOf } from "./regex/javascript.js";
import { type Matcher, matcherOf, writeMatcher } from "./regex/matcher.js";
import { literalPattern, parseRegex } from "./regex/parse.js";
import type { Value } from "./value.js";

/** No string has as many characters. */
const I32_MAX = 2 ** 31 - 1;

/** Kernels search for text as it is; a regular expression has a kernel that leaves few rows to the host. */
export function lowerContains(lowerer: Lowerer, node: CallNode): Value {
  const [self, pattern] = operandsOf(lowerer, node) as [Value, Value];
  const { builder } = lowerer;
  const constant = constantOf(node, 1);
  if (node.options[0] === true || (constant !== undefined && literalPattern(constant))) {
    return builder.call("str_contains", [self, pattern], "propagate", { dtype: Bool });
  }
  if (constant === undefined) return builder.host("matches_pattern_of_row", {}, [self, pattern], { dtype: Bool });
  return builder.host("matches", regexParams(lowerer, constant), [self], { dtype: Bool });
}

/** Where pattern and value are text as they are, a kernel does it. */
export function lowerReplace(lowerer: Lowerer, node: CallNode): Value {
  const [self, pattern, value] = operandsOf(lowerer, node) as [Value, Value, Value];
  const { builder } = lowerer;
  if (pattern.scalar && pattern.nullable) return builder.nulls(Utf8);
  const text = constantOf(node, 1);
  if (text === undefined)
    throw new InvalidOperationError(`${node.fn}: the pattern must be a string, not an expression, in ${formatExpr(node)}`);
  const [literal, n = -1] = node.options;
  const replacement = constantOf(node, 2);
  if (literal === true || (literalPattern(text) && replacement?.includes("$") === false)) {
    return builder.call("str_replace", [self, value], "propagate", { dtype: Utf8 }, [textAt(lowerer, text), Math.min(Number(n), I32_MAX)]);
  }
  const operands = replacement === undefined ? [self, value] : [self];
  const params = { ...regexParams(lowerer, text), replacement: replacement ?? null, limit: Number(n) };
  return value.scalar && value.nullable ? builder.nulls(Utf8) : builder.host("replace_matches", params, operands, { dtype: Utf8 });
}

export function lowerExtract(lowerer: Lowerer, node: CallNode): Value {
  const [pattern, group] = node.options;
  return onMatches(lowerer, node, "extract", String(pattern), { group: Number(group) });
}

export function lowerCountMatches(lowerer: Lowerer, node: CallNode): Value {
  const [pattern, literal] = node.options;
  if (literal !== true && !literalPattern(String(pattern))) return onMatches(lowerer, node, "count_matches", String(pattern), {});
  return withText(lowerer, node);
}

function onMatches(lowerer: Lowerer, node: CallNode, host: HostName, pattern: string, params: HostParams): Value {
  const operands = operandsOf(lowerer, node);
  return lowerer.builder.host(host, { ...regexParams(lowerer, pattern), ...params }, operands, { dtype: lowerer.resultOf(node, operands) });
}

/** A kernel that takes the view of a text, 0 if there is none, and then numbers. */
export function withText(lowerer: Lowerer, node: CallNode): Value {
  const operands = operandsOf(lowerer, node);
  const text = node.options.find((option) => typeof option === "string");
  const numbers = node.options.filter((option) => typeof option === "number");
  const plain = [text === undefined ? 0 : textAt(lowerer, text), ...numbers.map((number) => Math.min(number, I32_MAX))];
  return lowerer.builder.call(functionOf(node.fn).kernel, operands, "propagate", { dtype: lowerer.resultOf(node, operands) }, plain);
}

export function lowerCase(lowerer: Lowerer, node: CallNode): Value {
  const [self] = operandsOf(lowerer, node) as [Value];
  return lowerer.builder.host("letter_case", { upper: functionOf(node.fn).kernel === "str_upper" }, [self], { dtype: self.dtype });
}

const operandsOf = (lowerer: Lowerer, node: CallNode): Value[] => node.args.map((arg) => lowerer.lower(arg));

/** An operand that is a string in the query itself. */
function constantOf(node: CallNode, index: number): string | undefined {
  const arg = node.args[index];
  return arg?.kind === "Literal" && typeof arg.value === "string" ? arg.value : undefined;
}

const textAt = ({ builder }: Lowerer, text: string): number => writeConstants(builder.instance.heap, builder.arena, "view", [text]);

/** What host functions that match take: the expression for JavaScript, and for the kernel that does most of the work. */
function regexParams({ builder }: Lowerer, pattern: string): HostParams {
  const { javascript, matcher } = patternOf(pattern);
  return { ...javascript, matcher: writeMatcher(matcher, builder.instance, builder.arena) };
}

interface Pattern {
  readonly javascript: ReturnType<typeof javascriptOf>;
  readonly matcher: Matcher;
}

/** Automata take a millisecond to make, and the same query comes again. */
const patterns = new Map<string, Pattern>();
const PATTERNS_MAX = 64;

function patternOf(text: string): Pattern {
  let pattern = patterns.get(text);
  if (pattern === undefined) {
    const regex = parseRegex(text);
    pattern = { javascript: javascriptOf(regex), matcher: matcherOf(regex) };
    if (patterns.size >= PATTERNS_MAX) patterns.clear();
    patterns.set(text, pattern);
  }
  return pattern;
}
