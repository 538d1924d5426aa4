// What floe reads of an apache-arrow Table. Tables of any version are taken as they look: users may have another than floe.

/** Arrow's type ids, as apache-arrow numbers them. */
export const TypeId = {
  Dictionary: -1,
  Null: 1,
  Int: 2,
  Float: 3,
  Utf8: 5,
  Bool: 6,
  Date: 8,
  Timestamp: 10,
  List: 12,
  FixedSizeList: 16,
  Duration: 18,
  LargeUtf8: 20,
  LargeList: 21,
  Utf8View: 24,
} as const;

export interface ArrowType {
  readonly typeId: number;
  /** Int */
  readonly bitWidth?: number;
  readonly isSigned?: boolean;
  /** Float: 0 half, 1 single, 2 double */
  readonly precision?: number;
  /** Date: 0 days, 1 milliseconds; Timestamp and Duration: 0 s, 1 ms, 2 µs, 3 ns */
  readonly unit?: number;
  readonly timezone?: string | null;
  /** Dictionary */
  readonly indices?: ArrowType;
  readonly dictionary?: ArrowType;
  /** List, of one child */
  readonly children?: readonly { readonly type: ArrowType }[] | null;
  /** FixedSizeList */
  readonly listSize?: number;
  toString(): string;
}

/** A chunk. Bitmaps start at bit `offset`; values, offsets and children of fixed size are already cut to it. */
export interface ArrowData {
  readonly type: ArrowType;
  readonly length: number;
  readonly offset: number;
  readonly nullCount: number;
  readonly values: ArrayBufferView;
  readonly valueOffsets: Int32Array | BigInt64Array;
  /** Utf8View: the bytes of long strings */
  readonly variadicBuffers?: readonly Uint8Array[];
  readonly nullBitmap?: Uint8Array | null;
  readonly dictionary?: ArrowVector;
  /** Elements of lists */
  readonly children?: readonly ArrowData[];
}

export interface ArrowVector {
  readonly type: ArrowType;
  readonly length: number;
  readonly data: readonly ArrowData[];
}

export interface ArrowTable {
  readonly numRows: number;
  readonly schema: { readonly fields: readonly { readonly name: string; readonly type: ArrowType }[] };
  getChildAt(index: number): ArrowVector | null;
}

/** An apache-arrow Table of any version, as the compiler knows it. */
export interface ArrowTableLike {
  readonly schema: { readonly fields: readonly { readonly name: string }[] };
  getChildAt(index: number): unknown;
}

export function isArrowTable(value: unknown): value is ArrowTable {
  const table = value as Partial<ArrowTable> | null | undefined;
  return typeof table?.getChildAt === "function" && Array.isArray(table.schema?.fields);
}
