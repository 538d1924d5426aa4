// Compiles type tests against the package: its source, or the declarations as built.

import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
export const tsc = join(root, "node_modules/typescript/bin/tsc");

/** Path of a file of the repository, to import it by. */
export const sourceFile = (path: string): string => join(root, path);

interface Target {
  readonly name: string;
  /** What `floe` stands for. */
  readonly entry: string;
}
const built: Target = { name: "the declarations as built", entry: join(root, "dist/types/index.node.d.ts") };
/** The source always, the declarations where there are some. */
export const targets: readonly Target[] = [
  { name: "the source", entry: join(root, "src/index.node.ts") },
  ...(existsSync(built.entry) ? [built] : []),
];

export type Files = Readonly<Record<string, string>>;

const casesFolder = join(root, "test/types/cases");
export const cases: Files = Object.fromEntries(
  readdirSync(casesFolder).map((name) => [name, readFileSync(join(casesFolder, name), "utf8")]),
);

/** A folder of its own with these files and a tsconfig, outside of the repository. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), "floe-types-"));

  constructor({ entry }: Target, files: Files) {
    const compilerOptions = { noEmit: true, paths: { floe: [entry] }, typeRoots: [join(root, "node_modules/@types")] };
    const config = {
      extends: join(root, "tsconfig.json"),
      compilerOptions,
      include: ["*.ts", sourceFile("src/platforms/*.d.ts")],
      exclude: [],
    };
    this.write("tsconfig.json", JSON.stringify(config));
    this.write("package.json", JSON.stringify({ type: "module" }));
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true });
  }
}

export interface Diagnostic {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}
export interface Compiled {
  readonly diagnostics: readonly Diagnostic[];
  /** Of types: what checking costs, whatever the machine. */
  readonly instantiations: number;
}

export function compile(target: Target, files: Files): Compiled {
  const project = new Project(target, files);
  try {
    const { stdout } = spawnSync(process.execPath, [tsc, "-p", project.folder, "--pretty", "false", "--extendedDiagnostics"], {
      encoding: "utf8",
    });
    const instantiations = Number(/Instantiations:\s+(\d+)/.exec(stdout)?.[1]);
    if (Number.isNaN(instantiations)) throw new Error(`tsc failed:\n${stdout}`);
    return { diagnostics: diagnosticsIn(stdout), instantiations };
  } finally {
    project.dispose();
  }
}

/** A diagnostic's first line names its place; lines that say more are indented. */
function diagnosticsIn(output: string): Diagnostic[] {
  const diagnostics: { file: string; line: number; message: string }[] = [];
  for (const text of output.split("\n")) {
    const [, path = "", line = "", message = ""] = /^(.*)\((\d+),\d+\): error (.*)$/.exec(text) ?? [];
    if (message !== "") diagnostics.push({ file: path.replace(/^.*\//, ""), line: Number(line), message });
    else if (text.startsWith("  ") && diagnostics.length > 0) diagnostics[diagnostics.length - 1]!.message += `\n${text}`;
  }
  return diagnostics;
}
