// Schemas in types: an object type of names to dtypes, carried along by frames. `Open` stands for one not known.

import type { DataType, Value } from "./dtype.js";

/** The schema of an open frame: every column may be there, nothing is checked. */
// biome-ignore lint/suspicious/noExplicitAny: only `any` is assignable to and from every schema.
export type Open = any;

/** Column names to dtypes. */
export type SchemaType = { readonly [column: string]: DataType };

/** The names of a schema's columns. */
export type Name<S> = keyof S & string;

/** A row as a JavaScript object. */
export type Row<S> = { [K in keyof S]: Value<S[K]> | null };

export type IsOpen<S> = string extends keyof S ? true : false;

/** An intersection as one flat object, as hovers should show it. */
export type Flat<T> = { [K in keyof T]: T[K] } & {};

/**
 * S with the columns of T replaced or added. One mapped type over a union of keys: `Flat<Omit<S, keyof T> & T>` says the
 * same at twenty times the cost.
 */
export type Override<S, T> = { [K in keyof S | keyof T]: K extends keyof T ? T[K] : K extends keyof S ? S[K] : never } & {};

/** The names of the columns whose dtype is D. */
export type NameWith<S, D> = { [K in keyof S]: S[K] extends D ? K : S[K] extends DataType<"Dynamic"> ? K : never }[keyof S] & string;

export type OneOrMore<T> = T | readonly T[];
