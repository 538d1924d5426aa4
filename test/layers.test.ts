// The folders of src/, lowest first: a folder imports only from those before it.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const LAYERS = [
  "errors",
  "platform.ts",
  "util",
  "types",
  "memory",
  "column",
  "kernels",
  "functions",
  "expr",
  "plan",
  "optimize",
  "codegen",
  "physical",
  "io",
  "engine",
  "display",
  "frame",
  "platforms",
  "index",
];
/** These don't know each other. */
const APART = [["optimize", "io"]];
/** Host APIs stand in platforms/ only. */
const HOST = /from "node:|import\("node:|new Worker\(/;

const root = fileURLToPath(new URL("../src", import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith(".ts") && !file.includes("generated"),
);

function layerOf(file: string): string {
  const [first = ""] = file.split("/");
  return first.startsWith("index") ? "index" : first;
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  const specifiers = [...text.matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)].map((match) => match[1] as string);
  return specifiers.map((specifier) => normalize(join(dirname(file), specifier)).replace(/\.js$/, ".ts"));
}

it("has files in every layer it names", () => {
  const present = new Set(files.map(layerOf));
  expect(LAYERS.filter((layer) => !present.has(layer))).toEqual([]);
  expect([...present].filter((layer) => !LAYERS.includes(layer))).toEqual([]);
});

it("imports downwards only", () => {
  const wrong: string[] = [];
  for (const file of files) {
    for (const imported of importsOf(file)) {
      const [from, to] = [layerOf(file), layerOf(relative(".", imported))];
      const apart = APART.some((pair) => pair.includes(from) && pair.includes(to) && from !== to);
      if (LAYERS.indexOf(to) > LAYERS.indexOf(from)) wrong.push(`src/${file} imports ${imported}: ${from}/ is below ${to}/`);
      else if (apart) wrong.push(`src/${file} imports ${imported}: ${from}/ and ${to}/ do not know each other`);
    }
  }
  expect(wrong).toEqual([]);
});

it("keeps host APIs in platforms/", () => {
  const wrong = files.filter((file) => layerOf(file) !== "platforms" && HOST.test(readFileSync(join(root, file), "utf8")));
  expect(wrong).toEqual([]);
});
