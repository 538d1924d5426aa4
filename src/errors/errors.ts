// The errors users meet, one class a cause, named as in Polars. The facts in a message are fields as well.

export class FloeError extends Error {
  override readonly name: string = "FloeError";
}

/** A name that no column has. */
export class ColumnNotFoundError extends FloeError {
  override readonly name = "ColumnNotFoundError";
  constructor(
    readonly column: string,
    readonly available: readonly string[],
    where?: string,
  ) {
    const close = closest(column, available);
    const hint = close === undefined ? "" : `. Did you mean ${JSON.stringify(close)}?`;
    const place = where === undefined ? "" : `\n  in: ${where}`;
    super(`unable to find column ${JSON.stringify(column)}; valid columns: ${JSON.stringify(available)}${hint}${place}`);
  }
}

/** Dtypes that do not fit the operation, or schemas that do not fit each other. */
export class SchemaError extends FloeError {
  override readonly name = "SchemaError";
}
/** Lengths or counts that do not fit each other. */
export class ShapeError extends FloeError {
  override readonly name = "ShapeError";
}
/** One name for two columns. */
export class DuplicateError extends FloeError {
  override readonly name = "DuplicateError";
}
/** An operation that the value or dtype does not have, or an argument out of its range. */
export class InvalidOperationError extends FloeError {
  override readonly name = "InvalidOperationError";
}
/** A computation that failed on the data, such as a strict cast. */
export class ComputeError extends FloeError {
  override readonly name = "ComputeError";
}
/** An index outside the column or frame. */
export class OutOfBoundsError extends FloeError {
  override readonly name = "OutOfBoundsError";
}
/** A file, blob or URL that can't be read, or whose bytes are damaged. */
export class IoError extends FloeError {
  override readonly name = "IoError";
  constructor(
    message: string,
    readonly path?: string,
    readonly offsetBytes?: number,
  ) {
    super(message);
  }
}
/** The query would need more memory than there is, or than it may use. */
export class MemoryLimitError extends FloeError {
  override readonly name = "MemoryLimitError";
}
/** A frame or series used after `dispose()`. */
export class DisposedError extends FloeError {
  override readonly name = "DisposedError";
}
/** A query stopped by its `signal`. */
export class AbortError extends FloeError {
  override readonly name = "AbortError";
}
/** A worker thread that ended while it was at work on a query. */
export class WorkerError extends FloeError {
  override readonly name = "WorkerError";
}

/** Our own mistakes, never the user's. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`floe: internal error: ${message}`);
}

export function assertNever(value: never, what: string): never {
  throw new Error(`floe: internal error: unknown ${what}: ${JSON.stringify(value)}`);
}

/** The candidate with the fewest edits to `name`, if they are few, and fewer than its letters. */
function closest(name: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.min(Math.floor(name.length / 3) + 2, name.length);
  for (const candidate of candidates) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
