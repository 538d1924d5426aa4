// Records what a case's `lazy` does with `pl` and its tables, so that another language does the same: a list of steps
// { of, name, args } that refer to those before them, the last of which is the query.

/** `of` null: `pl` itself. Without `args` a member is read, not called. */
export function record(build, tables) {
  const steps = [];
  const numbers = new WeakMap();
  const add = (step) => {
    steps.push(step);
    return recorder(steps.length - 1);
  };
  const argumentOf = (value) => {
    if (typeof value === "function" && numbers.has(value)) return { ref: numbers.get(value) };
    if (value instanceof Date) return { date: value.toISOString() };
    if (Array.isArray(value)) return value.map(argumentOf);
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, argumentOf(item)]));
    }
    return value;
  };
  const recorder = (of) => {
    const proxy = new Proxy(() => undefined, {
      get: (_, name) => member(of, name),
    });
    if (of !== null) numbers.set(proxy, of);
    return proxy;
  };
  /** A function when it is called; a step of its own when it is read from or handed on, as `pl.Date` and `.str` are. */
  const member = (of, name) => {
    let read;
    const asRead = () => {
      read ??= add({ of, name });
      return read;
    };
    const proxy = new Proxy(() => undefined, {
      apply: (_, __, args) => add({ of, name, args: args.map(argumentOf) }),
      get: (_, inner) => asRead()[inner],
    });
    if (of === null && /^[A-Z]/.test(name)) return asRead();
    return proxy;
  };
  const result = build(recorder(null), Object.fromEntries(tables.map((table) => [table, add({ table })])));
  const last = argumentOf(result).ref;
  return steps.slice(0, last + 1);
}
