// Writes one function, and the module around it, byte by byte. Every parameter is an i32.

import { op, v } from "./opcodes.js";

const I32 = 0x7f;
const V128 = 0x7b;
const MEMORY_PAGES_MAX = 65536;

export type Local = number;

export class FunctionEmitter {
  readonly #code: number[] = [];
  readonly #locals: number[] = [];

  constructor(readonly parameterCount: number) {}

  i32Local(): Local {
    return this.parameterCount + this.#locals.push(I32) - 1;
  }

  vectorLocal(): Local {
    return this.parameterCount + this.#locals.push(V128) - 1;
  }

  code(...bytes: readonly number[]): this {
    for (const byte of bytes) this.#code.push(byte);
    return this;
  }

  get(local: Local): this {
    return this.code(op.localGet, ...unsigned(local));
  }
  set(local: Local): this {
    return this.code(op.localSet, ...unsigned(local));
  }
  tee(local: Local): this {
    return this.code(op.localTee, ...unsigned(local));
  }
  i32(value: number): this {
    return this.code(op.i32Const, ...signed(value));
  }

  vector(opcode: number, ...immediates: readonly number[]): this {
    return this.code(op.vector, ...unsigned(opcode), ...immediates);
  }
  /** The address is on the stack. */
  vectorLoad(opcode: number, offset = 0): this {
    return this.vector(opcode, 0, ...unsigned(offset));
  }
  /** Address and vector are on the stack. */
  vectorStore(offset: number): this {
    return this.vector(v.store, 0, ...unsigned(offset));
  }
  /** 16 bytes. */
  vectorConst(bytes: readonly number[]): this {
    return this.vector(v.const, ...bytes);
  }

  /** A module that exports the function as `run` and imports `env.memory`. */
  module(shared: boolean): Uint8Array<ArrayBuffer> {
    const type = [0x60, ...list(Array.from({ length: this.parameterCount }, () => [I32])), ...list([])];
    const limits = [shared ? 3 : 1, ...unsigned(0), ...unsigned(MEMORY_PAGES_MAX)];
    const memory = [...text("env"), ...text("memory"), 2, ...limits];
    const locals = this.#locals.map((local) => [1, local]);
    const body = [...list(locals), ...this.#code, op.end];
    return Uint8Array.from([
      ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      ...section(1, list([type])),
      ...section(2, list([memory])),
      ...section(3, list([[0]])),
      ...section(7, list([[...text("run"), 0, 0]])),
      ...section(10, list([[...unsigned(body.length), ...body]])),
    ]);
  }
}

/** LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest & 127) | 128);
  }
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7) {
    if (rest >= -64 && rest < 64) return [...bytes, rest & 127];
    bytes.push((rest & 127) | 128);
  }
}

const list = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()];
const text = (ascii: string): number[] => list([...ascii].map((character) => [character.charCodeAt(0)]));
const section = (id: number, content: readonly number[]): number[] => [id, ...unsigned(content.length), ...content];
