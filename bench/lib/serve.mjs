// A static server on this machine, with the headers that give a page shared memory, and byte ranges. What it has sent once it keeps.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };
const ISOLATION = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

/** Serves folders by the prefixes of their URLs, the longer first; gives the address and `close`. */
export async function serve(folders) {
  const kept = new Map();
  const read = (file) => {
    if (!kept.has(file)) kept.set(file, readFileSync(file));
    return kept.get(file);
  };
  const server = createServer((request, response) => {
    const url = path.normalize(new URL(request.url, "http://localhost").pathname);
    const [prefix, folder] = Object.entries(folders).find(([start]) => url.startsWith(start));
    const file = path.join(folder, url.slice(prefix.length));
    let bytes;
    try {
      bytes = read(file);
    } catch {
      response.writeHead(404).end();
      return;
    }
    const sizeBytes = bytes.length;
    const type = TYPES[path.extname(file)] ?? "application/octet-stream";
    const headers = { ...ISOLATION, "Content-Type": type, "Accept-Ranges": "bytes" };
    const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
    if (first === undefined) {
      response.writeHead(200, { ...headers, "Content-Length": sizeBytes });
      response.end(request.method === "HEAD" ? undefined : bytes);
      return;
    }
    // "bytes=-8" are the last 8.
    const start = first === "" ? Math.max(0, sizeBytes - Number(last)) : Number(first);
    const end = first === "" || last === "" ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
    response.writeHead(206, { ...headers, "Content-Range": `bytes ${start}-${end}/${sizeBytes}`, "Content-Length": end - start + 1 });
    response.end(bytes.subarray(start, end + 1));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
