// The examples of the README compile and fail to as they say, and print what they say.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { transformWithOxc } from "vite";
import { afterAll, expect, it } from "vitest";
import { compile, targets } from "../types/project.js";
import { type Example, examplesIn, moduleOf } from "./markdown.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const entry = pathToFileURL(join(repository, "dist/index.node.js")).href;
const examples = examplesIn(join(repository, "README.md"));
const folder = mkdtempSync(join(tmpdir(), "floe-readme-"));
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (example: Example) => `example-${example.line}.ts`;

it("has examples", () => expect(examples.length).toBeGreaterThan(5));

it("compiles, but for the lines that tell their error", () => {
  const files = Object.fromEntries(examples.map((example) => [fileOf(example), `${moduleOf(example)}\nexport {};`]));
  const { diagnostics } = compile(targets.at(-1) as (typeof targets)[number], files);
  const found = diagnostics.map(({ file, line, message }) => `${file}:${line} ${message}`);
  const expected = examples.flatMap((example) =>
    example.code.split("\n").flatMap((text, index) => {
      const [, error] = / \/\/ error: (.*)$/.exec(text) ?? [];
      return error === undefined ? [] : [{ place: `${fileOf(example)}:${index + 1} `, error }];
    }),
  );
  expect(expected.filter(({ place, error }) => !found.some((text) => text.startsWith(place) && text.includes(error)))).toEqual([]);
  expect(found).toHaveLength(expected.length);
});

it.each(examples.map((example) => ({ ...example, title: example.code.split("\n")[0] })))(
  "prints at line $line: $title",
  async (example) => {
    const file = join(folder, `${example.line}.mjs`);
    const { code } = await transformWithOxc(moduleOf(example), fileOf(example));
    writeFileSync(file, code.replace('"floe"', JSON.stringify(entry)));
    expect(execFileSync(process.execPath, [file], { cwd: folder, encoding: "utf8" }).trimEnd()).toBe(example.prints);
  },
);
