// An expression as a type: what `Expr<Name, Node>` carries until a frame gives it a dtype. Types only; the run-time nodes
// are in ../node.ts.

export interface Col<C extends string> {
  readonly col: C;
}
export interface Lit<V> {
  readonly lit: V;
}
export interface Call<F extends string, Args extends readonly unknown[]> {
  readonly call: F;
  readonly args: Args;
}
export interface Cast<N, D> {
  readonly cast: D;
  readonly input: N;
}
export interface When<P, T, E> {
  readonly when: P;
  readonly then: T;
  readonly otherwise: E;
}
export interface Over<N, Keys extends string> {
  readonly over: Keys;
  readonly input: N;
}
/** The column at hand, in an expression over several columns. */
export interface Each {
  readonly each: true;
}

// Names of outputs, known without a schema.

/** Names of an expression over several columns: which ones (names, or a dtype, or all if unknown), and which not. */
export interface Several<Only, Not> {
  readonly only: Only;
  readonly not: Not;
}
/** A pattern: which columns it means is known only at run time. */
export interface Pattern {
  readonly pattern: true;
}
/**
 * A name with something before and after. Spelt out only by a frame: a template type here would spoil completion,
 * TypeScript infers through it.
 */
export interface Affixed<N, P extends string, S extends string> {
  readonly inner: N;
  readonly prefix: P;
  readonly suffix: S;
}

/** The name without its affixes. */
export type Bare<N> = N extends Affixed<infer M, string, string> ? Bare<M> : N;
/** The name with its affixes. */
export type Spelt<N> = N extends string
  ? N
  : N extends Affixed<infer M, infer P, infer Q>
    ? Spelt<M> extends infer T extends string
      ? `${P}${T}${Q}`
      : never
    : never;
/** The output's name for column K of an expression over several. */
export type SpeltFor<N, K extends string> = N extends Affixed<infer M, infer P, infer Q> ? `${P}${SpeltFor<M, K>}${Q}` : K;
/** Leaves out columns of an expression over several. */
export type Excluding<N, E> = N extends Several<infer Only, infer Not> ? Several<Only, Not | E> : N;
