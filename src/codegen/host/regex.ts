// Regular expressions. The kernel that matches decides most rows; the host looks at what is left, and at where the matches are.

import { bitmapBytes, VIEW_BYTES } from "../../column/index.js";
import { translateRegex } from "../regex/javascript.js";
import { type HostContext, makeNull, putText, textsOf } from "./context.js";

const compiled = new Map<string, RegExp>();
/** Patterns kept compiled; more come only from a column of patterns. */
const COMPILED_MAX = 256;

function regexOf(source: string, flags: string): RegExp {
  const key = `${flags}/${source}`;
  let regex = compiled.get(key);
  if (regex === undefined) {
    if (compiled.size >= COMPILED_MAX) compiled.clear();
    regex = new RegExp(source, flags);
    compiled.set(key, regex);
  }
  return regex;
}

/** Sets the bits of texts that match; gives a bitmap of those that the host must look at, if there are any. */
function matchByKernel({ instance: { heap, kernels }, operands, params, validity, rows }: HostContext, out: number): number | undefined {
  const undecided = heap.scratch(bitmapBytes(rows) + 64);
  if (kernels.str_matches_view(operands[0] as number, out, undecided, Number(params.matcher), rows) === 0) return undefined;
  kernels.bitmap_and(undecided, validity, undecided, rows);
  return undecided;
}

/** The texts that may match, null for others, and a bitmap of them. */
function candidates(context: HostContext): { readonly texts: readonly (string | null)[]; readonly bits: number } {
  const { instance, validity, rows } = context;
  const { heap, kernels } = instance;
  const bits = heap.scratch(bitmapBytes(rows) + 64);
  const undecided = matchByKernel(context, bits);
  if (undecided !== undefined) kernels.bitmap_or(bits, undecided, bits, rows);
  kernels.bitmap_and(bits, validity, bits, rows);
  return { texts: kernels.bitmap_count(bits, rows) === 0 ? [] : textsOf({ ...context, validity: bits }), bits };
}

const paramRegex = ({ params }: HostContext, flags = ""): RegExp => regexOf(String(params.source), flags + String(params.flags));

export function matches(context: HostContext): void {
  const undecided = matchByKernel(context, context.out);
  if (undecided === undefined) return;
  const regex = paramRegex(context);
  putBits(context, textsOf({ ...context, validity: undecided }), (text) => regex.test(text));
}

export function matchesPatternOfRow(context: HostContext): void {
  context.instance.heap.bytes(context.out, bitmapBytes(context.rows)).fill(0);
  const patterns = textsOf(context, 1);
  putBits(context, textsOf(context), (text, row) => {
    const { source, flags } = translateRegex(patterns[row] as string);
    return regexOf(source, flags).test(text);
  });
}

/** Sets the bits of texts that pass the test. */
function putBits(
  { instance, out, rows }: HostContext,
  texts: readonly (string | null)[],
  test: (text: string, row: number) => boolean,
): void {
  const bits = instance.heap.bytes(out, bitmapBytes(rows));
  for (const [row, text] of texts.entries()) {
    if (text !== null && test(text, row)) bits[row >>> 3] = (bits[row >>> 3] as number) | (1 << (row & 7));
  }
}

/** Null where there is no match, or the group is not in it. */
export function extract(context: HostContext): void {
  const { instance, validity, params, rows } = context;
  const regex = paramRegex(context);
  const { texts, bits } = candidates(context);
  instance.kernels.bitmap_and(bits, bits, validity, rows);
  for (const [row, text] of texts.entries()) {
    if (text === null) continue;
    const found = regex.exec(text)?.[Number(params.group)];
    if (found === undefined) makeNull(context, row);
    else putText(context, row, found);
  }
}

export function countMatches(context: HostContext): void {
  const { instance, out, rows } = context;
  const regex = paramRegex(context, "g");
  instance.heap.u32s(out, rows).fill(0);
  const { texts } = candidates(context);
  for (const [row, text] of texts.entries()) {
    if (text !== null) instance.heap.setU32(out + row * 4, [...allMatches(regex, text)].length);
  }
}

export function replaceMatches(context: HostContext): void {
  const { instance, operands, out, params, rows } = context;
  const regex = paramRegex(context, "g");
  const limit = params.limit === -1 ? Number.POSITIVE_INFINITY : Number(params.limit);
  const values = params.replacement === null ? textsOf(context, 1) : undefined;
  const constant = replacementOf(String(params.replacement));
  const { texts } = candidates(context);
  instance.heap.bytes(out, rows * VIEW_BYTES).set(instance.heap.bytes(operands[0] as number, rows * VIEW_BYTES));
  for (const [row, text] of texts.entries()) {
    if (text === null) continue;
    const expand = values === undefined ? constant : replacementOf(values[row] as string);
    let replaced = "";
    let end = 0;
    let count = 0;
    for (const match of allMatches(regex, text)) {
      if (count++ >= limit) break;
      replaced += text.slice(end, match.index) + expand(match);
      end = match.index + match[0].length;
    }
    if (count > 0) putText(context, row, replaced + text.slice(end));
  }
}

/** As Rust finds them: none that is empty follows another at once, or is inside of a character, where JavaScript looks as well. */
function* allMatches(regex: RegExp, text: string): Iterable<RegExpExecArray> {
  let end = -1;
  for (const match of text.matchAll(regex)) {
    if (match[0] === "" && (match.index === end || isTrail(text.charCodeAt(match.index)))) continue;
    end = match.index + match[0].length;
    yield match;
  }
}

/** Whether it is the second unit of a character that takes two. */
const isTrail = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

/** What `$1`, `$name`, `${name}` and `$$` stand for; a group that is not there is empty. */
function replacementOf(value: string): (match: RegExpExecArray) => string {
  const parts = value.split(/(\$\$|\$\w+|\$\{[^}]*\})/);
  return (match) =>
    parts
      .map((part, index) => {
        if (index % 2 === 0) return part;
        if (part === "$$") return "$";
        const name = part.replace(/[${}]/g, "");
        return (/^\d+$/.test(name) ? match[Number(name)] : match.groups?.[name]) ?? "";
      })
      .join("");
}
