// The body of a fused loop: eight rows a turn, in vectors ("strips") of 16 bytes. A value of 64-bit lanes has four strips, one
// of 32 two, of 16 one, of 8 half a one. Masks are lanes of all ones or zeros, of the width their use asks for.

import type { FunctionEmitter, Local } from "./emitter.js";
import { v } from "./opcodes.js";
import type { Operation, Width } from "./operations.js";
import type { ValueId } from "./shape.js";

export const ROWS_PER_TURN = 8;

/** Where a value comes from. */
export type Source =
  | { readonly kind: "vector"; readonly address: Local; readonly width: Width }
  | { readonly kind: "scalar"; readonly splat: Local; readonly width: Width }
  | { readonly kind: "bits"; readonly address: Local }
  | { readonly kind: "computed"; readonly operation: Operation; readonly operands: readonly ValueId[]; readonly uses: number };

/** The strip of a value that a local holds at this place in the code. */
interface Kept {
  readonly local: Local;
  strip: number;
}

export class Strips {
  readonly #kept = new Map<string, Kept>();

  constructor(
    readonly code: FunctionEmitter,
    readonly sources: readonly Source[],
  ) {}

  /** Leaves strip `strip` of a value on the stack. */
  value(id: ValueId, strip: number): void {
    const source = this.#source(id);
    switch (source.kind) {
      case "vector":
        this.code.get(source.address).vectorLoad(v.load, 16 * strip);
        break;
      case "scalar":
        this.code.get(source.splat);
        break;
      case "bits":
        throw new Error("floe: internal error: a bitmap where values are wanted");
      case "computed":
        if (source.uses > 1) this.code.get(this.local(id, strip));
        else source.operation.emit(this, source.operands, strip, source.operation.width as Width);
    }
  }

  /** A local with strip `strip` of a value. */
  local(id: ValueId, strip: number): Local {
    const source = this.#source(id);
    if (source.kind === "scalar") return source.splat;
    return this.#keep(`value ${id}`, strip, () => {
      if (source.kind === "computed") source.operation.emit(this, source.operands, strip, source.operation.width as Width);
      else this.value(id, strip);
    });
  }

  /** The two 32-bit lanes of a value that strip `strip` of 64-bit lanes is made from, in the lower half. */
  half(id: ValueId, strip: number): void {
    this.value(id, strip >> 1);
    if (strip & 1) this.code.vectorConst(zeros).vector(v.shuffle, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23);
  }

  /** Leaves strip `strip` of a mask on the stack, in lanes of `width`. */
  mask(id: ValueId, width: Width, strip: number): void {
    const source = this.#source(id);
    if (source.kind === "bits") {
      this.#expand(source.address, width, strip);
      return;
    }
    if (source.kind !== "computed") throw new Error("floe: internal error: values where a mask is wanted");
    const own = this.maskWidth(id) ?? width;
    const emit = () => {
      if (own === width) source.operation.emit(this, source.operands, strip, width);
      else if (own > width) this.#narrow(id, width, strip);
      else this.#widen(id, width, strip);
    };
    if (source.uses > 1) this.code.get(this.#keep(`mask ${id} ${width}`, strip, emit));
    else emit();
  }

  /** Width in which a mask is computed; undefined where any will do. */
  maskWidth(id: ValueId): Width | undefined {
    const source = this.#source(id);
    if (source.kind !== "computed") return undefined;
    if (source.operation.width !== "any") return source.operation.width;
    // Fewest vectors.
    const widths = source.operands.map((operand) => this.maskWidth(operand)).filter((width) => width !== undefined);
    return widths.length === 0 ? undefined : (Math.max(16, Math.min(...widths)) as Width);
  }

  #narrow(id: ValueId, width: Width, strip: number): void {
    const wide = (2 * width) as Width;
    const strips = width === 8 ? [0, 0] : [2 * strip, 2 * strip + 1];
    for (const wideStrip of strips) this.mask(id, wide, wideStrip);
    if (width === 32) this.code.vector(v.shuffle, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
    else if (width === 16) this.code.vector(v.narrowI32);
    else this.code.vector(v.narrowI16);
  }

  #widen(id: ValueId, width: Width, strip: number): void {
    this.mask(id, (width / 2) as Width, strip >> 1);
    const isHigh = (strip & 1) === 1;
    if (width === 64) this.code.vector(isHigh ? v.extendHighI32S : v.extendLowI32S);
    else if (width === 32) this.code.vector(isHigh ? v.extendHighI16S : v.extendLowI16S);
    else this.code.vector(v.extendLowI8S);
  }

  /** Bits of a bitmap to lanes: each lane keeps its own bit and compares. */
  #expand(address: Local, width: Width, strip: number): void {
    const lanes = laneBits(width, strip);
    this.code.get(address).vectorLoad(v.load8Splat).vectorConst(lanes).vector(v.and).vectorConst(lanes);
    this.code.vector({ 8: v.eqI8, 16: v.eqI16, 32: v.eqI32, 64: v.eqI64 }[width]);
  }

  #keep(key: string, strip: number, emit: () => void): Local {
    let kept = this.#kept.get(key);
    if (kept?.strip === strip) return kept.local;
    emit();
    kept ??= { local: this.code.vectorLocal(), strip };
    kept.strip = strip;
    this.#kept.set(key, kept);
    this.code.set(kept.local);
    return kept.local;
  }

  #source(id: ValueId): Source {
    return this.sources[id] as Source;
  }
}

const zeros = new Array<number>(16).fill(0);

/** In each lane the bit of its row, among the eight of the turn. */
function laneBits(width: Width, strip: number): number[] {
  const bytes = [...zeros];
  const lanes = Math.min(ROWS_PER_TURN, 128 / width);
  for (let lane = 0; lane < lanes; lane++) bytes[(lane * width) / 8] = 1 << (strip * lanes + lane);
  return bytes;
}
