// The frames that type tests are about.

import type { Bool, DataFrame, Datetime, Float64, Int8, LazyFrame, List, Utf8 } from "floe";

export type Sales = { price: Float64; qty: Int8; g: Utf8; ok: Bool; at: Datetime; tags: List<Utf8> };
export declare const lf: LazyFrame<Sales>;
export declare const other: LazyFrame<{ g: Utf8; price: Float64; z: Int8 }>;
export declare const open: LazyFrame;
export declare const df: DataFrame<{ price: Float64; g: Utf8 }>;
