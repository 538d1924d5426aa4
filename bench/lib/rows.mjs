// Answers of different engines, brought to one form and compared.

/** Sums of doubles depend on the order of the additions. */
const RELATIVE_ERROR_MAX = 1e-9;

/** Integers as numbers, dates as text, so that every engine's answer looks the same. */
export function normalise(rows) {
  return rows.map((row) => row.map(normaliseValue));
}

function normaliseValue(value) {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Date) return value.toISOString().replace("T00:00:00.000Z", "");
  return value ?? null;
}

/** A known answer may hold the first rows only, and say how many there are. */
export const answerOf = ({ rows, nrows = rows.length }) => ({ rows, count: nrows });

/** What is different, in words; undefined when nothing is. Rows are in order: every case sorts. */
export function difference(found, { rows, count }) {
  if (found.length !== count) return `${found.length} rows instead of ${count}`;
  for (const [index, wanted] of rows.entries()) {
    const row = found[index];
    if (row.length !== wanted.length) return `${row.length} columns instead of ${wanted.length}`;
    for (const [column, value] of row.entries()) {
      if (!same(value, wanted[column])) return `row ${index}, column ${column}: ${value} instead of ${wanted[column]}`;
    }
  }
  return undefined;
}

// The sum of nothing is null in SQL and 0 in Polars.
function same(found, expected) {
  if ((found ?? 0) === 0 && (expected ?? 0) === 0) return true;
  if (typeof found !== "number" || typeof expected !== "number") return found === expected;
  return Object.is(found, expected) || Math.abs(found - expected) <= RELATIVE_ERROR_MAX * Math.max(Math.abs(found), Math.abs(expected));
}
