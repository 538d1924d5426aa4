// Floats to text and back. The host prints the shortest digits that give the float back, and rounds correctly.

import { forEachValid, type HostContext, putResults, putText } from "./context.js";

const NUMBER = /^[+-]?(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|inf|infinity|nan)$/i;

function parseFloatText(text: string): number | undefined {
  if (!NUMBER.test(text)) return undefined;
  const number = Number(text);
  if (!Number.isNaN(number)) return number;
  if (/nan$/i.test(text)) return Number.NaN;
  return text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

const bits = new Int32Array(1);
const single = new Float32Array(bits.buffer);

/** Rounded once: an f64 in the middle of two f32 may stand for a text on either side of it. */
function parseF32(text: string): number | undefined {
  const number = parseFloatText(text);
  if (number === undefined) return undefined;
  const near = Math.fround(number);
  if (near === number || !Number.isFinite(near)) return near;
  single[0] = near;
  bits[0] = (bits[0] as number) + (Math.abs(number) > Math.abs(near) ? 1 : -1);
  const other = single[0] as number;
  if (number - near !== other - number) return near;
  const order = compareMagnitude(text, Math.abs(number));
  if (order === 0) return near;
  return Math.abs(near) > Math.abs(other) === order > 0 ? near : other;
}

/** Exactly: whether the text's magnitude is below (negative), equal to or above that of a number. */
function compareMagnitude(text: string, number: number): number {
  const [, whole = "", fraction = "", exponent = "0"] = /([0-9]*)\.?([0-9]*)(?:[eE](.*))?$/.exec(text) ?? [];
  let scaled = number;
  let twos = 0n;
  for (; !Number.isInteger(scaled); scaled *= 2) twos++;
  const tens = BigInt(Number(exponent) - fraction.length);
  const left = BigInt(whole + fraction) * 2n ** twos * (tens > 0n ? 10n ** tens : 1n);
  const right = BigInt(scaled) * (tens < 0n ? 10n ** -tens : 1n);
  return left < right ? -1 : Number(left > right);
}

/** Places after the leading digit up to which whole numbers are written out, and before it up to which fractions are. */
const WHOLE_PLACES_MAX = 15;
const FRACTION_PLACES_MAX = 5;

/** As Polars: `1.0`, `0.1`, `1e+20`. `digits` are those of the shortest form of the type. */
function printFloat(value: number, shortest: string): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  const [mantissa = "", exponentText = "0"] = shortest.split("e");
  const exponent = Number(exponentText);
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const digits = mantissa.replace("-", "").replace(".", "");
  if (exponent > WHOLE_PLACES_MAX || exponent < -FRACTION_PLACES_MAX) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
    return `${sign}${digits[0]}${fraction}e${exponent < 0 ? "-" : "+"}${Math.abs(exponent)}`;
  }
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  return `${sign}${whole}.${digits.slice(exponent + 1) || "0"}`;
}

/** Shortest digits, in scientific notation, that give the f32 back. */
function shortestF32(value: number): string {
  for (let places = 0; places < 8; places++) {
    const text = value.toExponential(places);
    if (Math.fround(Number(text)) === value) return text.replace(/\.?0+e/, "e");
  }
  return value.toExponential();
}

export function floatToText(context: HostContext): void {
  const { instance, operands, params, rows } = context;
  const isF32 = params.type === "f32";
  const at = operands[0] as number;
  const values = Float64Array.from(isF32 ? instance.heap.view(Float32Array, at, rows) : instance.heap.f64s(at, rows));
  forEachValid(context, (row) => {
    const value = values[row] as number;
    putText(context, row, printFloat(value, isF32 ? shortestF32(value) : value.toExponential()));
  });
}

export function textToFloat(context: HostContext): void {
  if (context.params.type === "f32") putResults(context, Float32Array, parseF32);
  else putResults(context, Float64Array, parseFloatText);
}
