// What type tests are written with. Each compiles only if the type is exactly the one said.

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** `schema<{ a: Int8 }>()(frame)`: the frame's schema is that. */
export declare function schema<S>(): <T>(
  frame: { readonly schema: T } & (Equal<T, S> extends true ? unknown : { wanted: S; got: T }),
) => void;

/** `is<number>()(value)`: the value's type is that. */
export declare function is<A>(): <B>(value: B & (Equal<A, B> extends true ? unknown : { wanted: A; got: B })) => void;
