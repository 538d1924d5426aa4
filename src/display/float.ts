// Floats as Polars prints them: short ones exactly, long ones rounded to six decimals or in scientific notation.

const EXACT_LENGTH_MAX = 9;
const DECIMALS = 6;
const MANTISSA_DECIMALS = 4;
/** So many decimals show all digits of a double that is not very small, or that it is next to nothing what is missing. */
const ALL_DECIMALS = 100;

export function formatFloat(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const magnitude = Math.abs(value);
  return sign + (magnitude === Number.POSITIVE_INFINITY ? "inf" : formatMagnitude(magnitude, sign.length));
}

function formatMagnitude(magnitude: number, signLength: number): string {
  const whole = Number.isInteger(magnitude);
  if (whole && magnitude < 999_999) return `${magnitude}.0`;
  const exact = expand(magnitude);
  if (exact.length + signLength <= EXACT_LENGTH_MAX) return whole ? magnitude.toExponential().replace("e+", "e") : exact;
  if (magnitude >= 1e-6 && magnitude <= 999_999)
    return trimZeros(roundDecimals(magnitude.toFixed(ALL_DECIMALS), DECIMALS, magnitude.toFixed(DECIMALS)));
  const [all = "", exponent = ""] = magnitude.toExponential(ALL_DECIMALS).split("e");
  const [rounded = "", roundedExponent = ""] = magnitude.toExponential(MANTISSA_DECIMALS).split("e");
  const mantissa = roundDecimals(all, MANTISSA_DECIMALS, rounded);
  return `${mantissa}e${(mantissa === rounded ? roundedExponent : exponent).replace("+", "")}`;
}

/** `rounded`, JavaScript's rounding of `all` to `decimals`, unless that is half-way between two: then the even one. */
function roundDecimals(all: string, decimals: number, rounded: string): string {
  const end = all.indexOf(".") + 1 + decimals;
  const tie = /^50*$/.test(all.slice(end));
  return tie && Number(all[end - 1]) % 2 === 0 ? all.slice(0, end) : rounded;
}

/** Shortest digits that give `magnitude` back, without an exponent. */
function expand(magnitude: number): string {
  const [mantissa = "", exponentText] = String(magnitude).split("e");
  if (exponentText === undefined) return mantissa;
  const exponent = Number(exponentText);
  const [whole = "", fraction = ""] = mantissa.split(".");
  if (exponent < 0) return `0.${"0".repeat(-exponent - 1)}${whole}${fraction}`;
  return whole + fraction.padEnd(exponent, "0");
}

function trimZeros(text: string): string {
  return text.replace(/0+$/, "").replace(/\.$/, ".0");
}
