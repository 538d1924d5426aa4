// Errors as data, to cross from a worker to the thread that asked.

import * as errors from "./errors.js";

export interface ErrorData {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly fields: Readonly<Record<string, unknown>>;
}

export function errorToData(error: unknown): ErrorData {
  if (!(error instanceof Error)) return { name: "Error", message: String(error), stack: undefined, fields: {} };
  const { name, message, stack } = error;
  return { name, message, stack, fields: { ...error } };
}

export function errorFromData(data: ErrorData): Error {
  const type: unknown = Object.entries(errors).find(([name]) => name === data.name)?.[1];
  const prototype: object = typeof type === "function" ? (type.prototype as object) : Error.prototype;
  const error = new Error(data.message);
  Object.setPrototypeOf(error, prototype);
  Object.assign(error, data.fields);
  if (data.stack !== undefined) error.stack = data.stack;
  return error;
}
