// Serves folders of this repository to Chromium, with or without the headers that isolate a page, with byte ranges.

import { createReadStream, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".parquet": "application/octet-stream",
};

export interface TestServer {
  readonly origin: string;
  /** Every request that was answered: path and range. */
  readonly requests: string[];
  close(): Promise<void>;
}

/** `folders`: URL prefixes to folders. `pages`: paths to HTML texts. */
export async function serve(
  folders: Readonly<Record<string, string>>,
  pages: Readonly<Record<string, string>>,
  isolated: boolean,
): Promise<TestServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.url ?? ""} ${request.headers.range ?? ""}`.trim());
    if (isolated) {
      response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
      response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    }
    answer(request, response, folders, pages);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, requests, close: () => closed(server) };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  folders: Readonly<Record<string, string>>,
  pages: Readonly<Record<string, string>>,
): void {
  const path = decodeURIComponent(new URL(request.url ?? "/", "http://test").pathname);
  const page = pages[path];
  if (page !== undefined) {
    response.setHeader("Content-Type", "text/html; charset=utf-8").end(page);
    return;
  }
  const prefix = Object.keys(folders).find((candidate) => path.startsWith(candidate));
  const file = prefix === undefined ? undefined : join(folders[prefix] as string, normalize(path.slice(prefix.length)));
  const size = file === undefined ? undefined : statSync(file, { throwIfNoEntry: false })?.size;
  if (file === undefined || size === undefined) {
    response.writeHead(404).end();
    return;
  }
  response.setHeader("Content-Type", TYPES[extname(file)] ?? "application/octet-stream");
  response.setHeader("Accept-Ranges", "bytes");
  const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? "");
  if (range === null) {
    response.setHeader("Content-Length", size);
    if (request.method === "HEAD") response.end();
    else createReadStream(file).pipe(response);
    return;
  }
  const start = range[1] === "" ? Math.max(0, size - Number(range[2])) : Number(range[1]);
  const end = range[1] === "" || range[2] === "" ? size - 1 : Math.min(size - 1, Number(range[2]));
  response.writeHead(206, { "Content-Range": `bytes ${start}-${end}/${size}`, "Content-Length": end - start + 1 });
  createReadStream(file, { start, end }).pipe(response);
}
