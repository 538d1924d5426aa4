// The `@example`s in the doc comments of the public API: they compile, run, and give what they say.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pl from "floe";
import { afterAll, beforeAll, expect, it } from "vitest";
import { compile, targets } from "../types/project.js";

const source = fileURLToPath(new URL("../../src", import.meta.url));

interface Example {
  readonly file: string;
  readonly code: string;
  /** What the comment after it says. */
  readonly note: string | undefined;
}

const examples: readonly Example[] = ["functions", "frame", "expr"].flatMap((folder) =>
  readdirSync(join(source, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) =>
      [...readFileSync(join(source, folder, name), "utf8").matchAll(/@example (.*?)(?: \*\/)?$/gm)].map(([, text = ""]): Example => {
        const [code = "", note] = text.split(" // ");
        return { file: `${folder}/${name}`, code, note };
      }),
    ),
);

/** What the examples are about: evaluated here, and compiled as it stands. */
const SETUP = `
const df = pl.DataFrame(
  {
    id: [1, 2], price: [3.5, 9], qty: [2, 4], g: ["x", "y"], ok: [true, false], a: [1, null], b: [0, 2], c: [1, 2], x: [Number.NaN, 1],
    name: ["abcz", "Mr Z"], file: ["a.parquet", "b.csv"],
    at: [new Date("2024-07-17T14:30:05.250Z"), null], departure: [new Date(0), null], arrival: [new Date(3600000), null],
    tags: [["new", "sale"], ["x"]], prices: [[1.5, 2], [3]],
  },
  { schema: { qty: pl.Int8 } },
);
const lf = df.lazy();
const other = pl.DataFrame({ id: [2], city: ["Oslo"] }).lazy();
const january = lf;
const february = lf;
`;

const folder = mkdtempSync(join(tmpdir(), "floe-examples-"));
const home = process.cwd();
beforeAll(async () => {
  process.chdir(folder);
  await pl.DataFrame({ price: [3.5], g: ["x"] }).writeParquet("sales.parquet");
});
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

const evaluate = (code: string): unknown => new Function("pl", `${SETUP} return (${code});`)(pl);

interface Frame {
  readonly schema: Readonly<Record<string, { readonly kind: string }>>;
  rows(): unknown[][];
}

/** The example's result as a frame: expressions are selected from \`lf\`. */
function run({ code }: Example): Frame {
  const value = evaluate(code) as { collectSync?(): Frame; rows?: unknown };
  if (typeof value.collectSync === "function") return value.collectSync();
  return (typeof value.rows === "function" ? value : (evaluate(`lf.select(${code}).collectSync()`) as unknown)) as Frame;
}

it("are many", () => expect(examples.length).toBeGreaterThan(80));

it("compile", () => {
  const lines = examples.map(({ code }) => `void (${code});`).join("\n");
  const { diagnostics } = compile(targets[0] as (typeof targets)[number], {
    "examples.ts": `${lines}\nimport pl from "floe";${SETUP}export {};`,
  });
  const at = ({ line, message }: { line: number; message: string }) =>
    `${examples[line - 1]?.file}: ${examples[line - 1]?.code}: ${message}`;
  // The setup stands below, so that lines are examples; its constants are used before they are defined.
  expect(diagnostics.filter(({ message }) => !/^TS(2448|2454):/.test(message)).map(at)).toEqual([]);
});

it.each(examples)("$file: $code", (example) => {
  const frame = run(example);
  const [cell] = frame.rows()[0] ?? [];
  expect(frame.rows().length).toBeGreaterThan(0);
  const [first = ""] = example.note?.split(" ") ?? [];
  if (/^["\d-]/.test(first) && !example.note?.includes("<")) expect(cell).toEqual(JSON.parse(example.note as string));
  else if (first in pl) expect(Object.values(frame.schema)[0]?.kind).toBe(first);
});
