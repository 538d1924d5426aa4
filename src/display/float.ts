// Floats as Polars prints them: short ones exactly, long ones rounded to six decimals or in scientific notation.

const EXACT_LENGTH_MAX = 9;

export function formatFloat(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const magnitude = Math.abs(value);
  const whole = Number.isInteger(value);
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  if (whole && magnitude < 999_999) return `${sign}${magnitude}.0`;
  const exact = sign + expand(magnitude);
  if (exact.length > EXACT_LENGTH_MAX) {
    return magnitude < 1e-6 || magnitude > 999_999 ? scientific(value, 4) : trimZeros(value.toFixed(6));
  }
  return whole ? scientific(value) : exact;
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

function scientific(value: number, digits?: number): string {
  return value.toExponential(digits).replace("e+", "e");
}

function trimZeros(text: string): string {
  return text.replace(/0+$/, "").replace(/\.$/, ".0");
}
