// Files behind URLs: how many requests they take.

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { urlStore } from "../../../src/io/store/index.js";
import { setPlatform } from "../../../src/platform.js";
import { nodePlatform } from "../../../src/platforms/node.js";

const KIB = 1024;
const requests: string[] = [];
let server: Server;
let origin: string;

/** `/1000` is a file of 1000 bytes, byte i being i modulo 251. */
const content = (size: number) => Uint8Array.from({ length: size }, (_, index) => index % 251);

beforeAll(async () => {
  setPlatform(nodePlatform);
  server = createServer(({ url, headers }, response) => {
    const file = content(Number(url?.slice(1)));
    const [, start = 0, end = 0] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "")?.map(Number) ?? [];
    requests.push(`${start}-${end}`);
    const bytes = file.subarray(start, end + 1);
    response.writeHead(206, { "Content-Range": `bytes ${start}-${start + bytes.length - 1}/${file.length}` }).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());
beforeEach(() => {
  requests.length = 0;
});

it.each([
  [
    "a small file whole by the first",
    200 * KIB,
    [
      [199 * KIB, KIB],
      [0, 200 * KIB],
      [1, 2],
    ],
    ["0-262143"],
  ],
  [
    "a file of two ends by two",
    300 * KIB,
    [
      [236 * KIB, 64 * KIB],
      [10, 20],
      [299 * KIB, KIB],
    ],
    ["0-262143", "241664-307199"],
  ],
  [
    "what is between the ends again",
    1000 * KIB,
    [
      [936 * KIB, 64 * KIB],
      [255 * KIB, 2 * KIB],
      [999 * KIB, KIB],
    ],
    ["0-262143", "958464-1023999", "261120-263167"],
  ],
])("brings %s", async (_, size, reads, expected) => {
  const store = urlStore(`${origin}/${size}`);
  expect(await store.byteLength()).toBe(size);
  for (const [offset = 0, length = 0] of reads) {
    const [bytes] = await store.read([{ offset, length }]);
    expect(bytes).toEqual(content(size).subarray(offset, offset + length));
  }
  expect(requests).toEqual(expected);
});
