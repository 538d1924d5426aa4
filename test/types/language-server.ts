// An editor's side of the language server protocol: enough to ask TypeScript what it would offer at a place in a file.

import { type ChildProcess, spawn } from "node:child_process";
import { pathToFileURL } from "node:url";
import { tsc } from "./project.js";

interface Position {
  readonly line: number;
  readonly character: number;
}
interface CompletionItem {
  readonly label: string;
  readonly kind: number;
}
interface Location {
  readonly uri?: string;
  readonly targetUri?: string;
}

/** Kinds of completion items that are not globals: fields, methods, properties, constants, values. */
const OWN_KINDS = [2, 5, 10, 12, 20, 21];

export class LanguageServer {
  readonly #process: ChildProcess;
  readonly #pending = new Map<number, (result: unknown) => void>();
  readonly #uri: string;
  #received = Buffer.alloc(0);
  #id = 0;
  #version = 1;

  /** Asks about `file` in a project's folder. */
  constructor(
    private readonly folder: string,
    file: string,
  ) {
    this.#uri = pathToFileURL(`${folder}/${file}`).href;
    this.#process = spawn(process.execPath, [tsc, "--lsp", "--stdio"], { cwd: folder, stdio: ["pipe", "pipe", "ignore"] });
    this.#process.stdout?.on("data", (data: Buffer) => this.#receive(data));
  }

  async open(text: string): Promise<void> {
    const completion = { completionItem: {} };
    await this.#request("initialize", {
      processId: process.pid,
      rootUri: pathToFileURL(this.folder).href,
      capabilities: { textDocument: { completion, hover: { contentFormat: ["plaintext"] } } },
    });
    this.#send({ method: "initialized", params: {} });
    this.#send({
      method: "textDocument/didOpen",
      params: { textDocument: { uri: this.#uri, languageId: "typescript", version: 1, text } },
    });
  }

  /** The names offered at the `|` in `text`, without globals and without what stands there already. */
  async complete(text: string): Promise<string[]> {
    const result = (await this.#ask("textDocument/completion", text)) as { items?: CompletionItem[] } | CompletionItem[] | null;
    const items = Array.isArray(result) ? result : (result?.items ?? []);
    return items
      .filter(({ kind }) => OWN_KINDS.includes(kind))
      .map(({ label }) => label.replace(/\?$/, ""))
      .filter((label) => label !== "");
  }

  /** What is shown for the name at the `|`. */
  async hover(text: string): Promise<string> {
    const result = (await this.#ask("textDocument/hover", text)) as { contents?: { value?: string } } | null;
    return result?.contents?.value ?? "";
  }

  /** The files in which the name at the `|` is defined. */
  async definition(text: string): Promise<string[]> {
    const result = (await this.#ask("textDocument/definition", text)) as Location | Location[] | null;
    return [result ?? []].flat().map(({ uri, targetUri }) => String(uri ?? targetUri).replace(/^.*\//, ""));
  }

  close(): void {
    this.#process.kill();
  }

  #ask(method: string, text: string): Promise<unknown> {
    const offset = text.lastIndexOf("|");
    const changed = text.slice(0, offset) + text.slice(offset + 1);
    this.#send({
      method: "textDocument/didChange",
      params: { textDocument: { uri: this.#uri, version: ++this.#version }, contentChanges: [{ text: changed }] },
    });
    return this.#request(method, { textDocument: { uri: this.#uri }, position: positionOf(text, offset) });
  }

  #request(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#id;
    return new Promise((resolve) => {
      this.#pending.set(id, resolve);
      this.#send({ id, method, params });
    });
  }

  #send(message: object): void {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.#process.stdin?.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #receive(data: Buffer): void {
    this.#received = Buffer.concat([this.#received, data]);
    for (;;) {
      const head = this.#received.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#received.subarray(0, head).toString())?.[1]);
      const end = head + 4 + length;
      if (this.#received.length < end) return;
      this.#handle(JSON.parse(this.#received.subarray(head + 4, end).toString()));
      this.#received = this.#received.subarray(end);
    }
  }

  #handle(message: { id?: number; method?: string; params?: { items?: unknown[] }; result?: unknown; error?: unknown }): void {
    if (message.id === undefined) return;
    if (message.method !== undefined) {
      const result = message.method === "workspace/configuration" ? message.params?.items?.map(() => null) : null;
      this.#send({ id: message.id, result });
      return;
    }
    this.#pending.get(message.id)?.(message.result ?? message.error);
    this.#pending.delete(message.id);
  }
}

function positionOf(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}
