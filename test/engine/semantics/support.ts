// Polars' semantics, line by line: what a query gives, or the error it raises. Values are what Polars gives.

import pl, { type DataFrame, type DataType } from "floe";
import { expect, it } from "vitest";

// biome-ignore lint/suspicious/noExplicitAny: a table of queries over frames of all kinds; types are tested elsewhere.
export type Loose = any;
type Query = () => Loose;
export const { col, lit } = pl as Loose;
export const [NaN_, INF] = [Number.NaN, Number.POSITIVE_INFINITY];

/** A frame of one or more columns, with dtypes where they are not those of the values. */
export const of = (columns: Record<string, readonly unknown[]>, schema: Record<string, DataType> = {}): Loose =>
  (pl as Loose).DataFrame(columns, { schema });
export const int8 = (...a: readonly unknown[]): Loose => of({ a }, { a: pl.Int8 });
export const ints = (...a: readonly unknown[]): Loose => of({ a }, { a: pl.Int64 });
export const floats = (...a: readonly unknown[]): Loose => of({ a }, { a: pl.Float64 });
export const bools = (...a: readonly unknown[]): Loose => of({ a }, { a: pl.Bool });
export const texts = (...a: readonly unknown[]): Loose => of({ a }, { a: pl.Utf8 });
export const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

type Line = [line: number, name: string, query: Query, wanted: Record<string, readonly unknown[]>, dtypes?: Record<string, string>];

const kindsOf = (frame: DataFrame): Record<string, string> =>
  Object.fromEntries(Object.entries(frame.schema as unknown as Record<string, DataType>).map(([name, dtype]) => [name, dtype.kind]));

/** `wanted`: the columns of the result; `dtypes` of some of them where they matter. */
export function givesValues(lines: readonly Line[]): void {
  it.each(lines)("%i: %s", (_, __, query, wanted, dtypes = {}) => {
    const frame = query() as DataFrame;
    expect(frame.toObject()).toEqual(wanted);
    expect(kindsOf(frame)).toMatchObject(dtypes);
  });
}

type Mistake = [line: number, name: string, query: Query, type: new (...args: never[]) => Error];

export function raisesErrors(mistakes: readonly Mistake[]): void {
  it.each(mistakes)("%i: %s is an error", (_, __, query, type) => {
    expect(query).toThrow(type);
  });
}
