// The methods that the function table gives to expressions and to series.

import { aliases, strAliases } from "./aliases.js";
import { type FunctionName, functions } from "./functions.js";

type Method = readonly [name: string, fn: FunctionName];

/** The methods that stand under no namespace. */
export function rootMethods(): readonly Method[] {
  const names = (Object.keys(functions) as FunctionName[]).filter((name) => !name.includes("."));
  return [...names.map((name) => [name, name] as const), ...Object.entries(aliases)];
}

/** The methods of a namespace, such as `str.`. */
export function methodsUnder(prefix: "str." | "dt." | "lst."): readonly Method[] {
  const names = (Object.keys(functions) as FunctionName[]).filter((name) => name.startsWith(prefix));
  const others = prefix === "str." ? Object.entries(strAliases) : [];
  return [...names.map((name) => [name.slice(prefix.length), name] as const), ...others];
}

/** Methods that the class has by itself stay; the others are not enumerable, as those of a class. */
export function installMethods<T extends object>(
  prototype: T,
  methods: readonly Method[],
  apply: (self: T, fn: FunctionName, given: readonly unknown[], name: string) => unknown,
): void {
  for (const [name, fn] of methods) {
    if (name in prototype) continue;
    const value = function (this: T, ...given: readonly unknown[]) {
      return apply(this, fn, given, name);
    };
    Object.defineProperty(value, "name", { value: name });
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  }
}
