// What DataFrame and Series have in common: data in the linear memory, and its release.

import { allocationsOf, type NamedColumn } from "../column/index.js";
import { DisposedError } from "../errors/index.js";
import { Holding } from "../memory/index.js";

/** Data of type T until it is disposed. The memory is also freed when the holder is garbage, but nobody knows when that will be. */
export class Held<T> {
  #data: T | undefined;
  readonly #holding: Holding;

  constructor(
    holder: object,
    data: T,
    columns: readonly NamedColumn[],
    readonly what: string,
  ) {
    this.#data = data;
    this.#holding = new Holding(
      holder,
      columns.flatMap(({ column }) => allocationsOf(column)),
    );
  }

  /** `method` is what asks, for the error. @throws {DisposedError} */
  get(method: string): T {
    if (this.#data === undefined) throw new DisposedError(`${this.what}.${method}: the ${this.what} was disposed; its memory is gone`);
    return this.#data;
  }

  get disposed(): boolean {
    return this.#data === undefined;
  }

  /** Frees what no other frame or series holds. A second call does nothing. */
  release(): void {
    this.#data = undefined;
    this.#holding.release();
  }
}
