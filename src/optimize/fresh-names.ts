/** Names for columns that only the optimizer sees: `__window0`, … without those that are taken. */
export function freshNames(prefix: string, count: number, taken: { has(name: string): boolean }): readonly string[] {
  const names: string[] = [];
  for (let number = 0; names.length < count; number++) {
    const name = `${prefix}${number}`;
    if (!taken.has(name)) names.push(name);
  }
  return names;
}
