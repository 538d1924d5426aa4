// A file behind a URL, by HTTP range requests. Ranges that lie close together are one request. A server that does not know
// ranges sends the whole file once, which is then kept.

import { InvalidOperationError, IoError } from "../../errors/index.js";
import { platform } from "../../platform.js";
import type { AsyncStore, ByteRange } from "./byte-store.js";

/** Bytes between two ranges that cost less than another request. */
const GAP_BYTES_MAX = 256 * 1024;
const REQUESTS_AT_ONCE = 6;
/** What the first request asks for, which is made to learn the size: a small file comes whole by it, or with its footer. */
const START_BYTES = GAP_BYTES_MAX;

export function urlStore(url: string): AsyncStore {
  let whole: Uint8Array | undefined;
  let size: number | undefined;
  /** The start of the file and its end, where the footer is. */
  const kept: { readonly offset: number; readonly bytes: Uint8Array }[] = [];

  async function request(range: string, signal: AbortSignal | undefined): Promise<Uint8Array> {
    const fetch = platform().fetch;
    if (fetch === undefined) throw new InvalidOperationError(`there is no fetch here to read ${url} with`);
    let response: Response;
    try {
      response = await fetch(url, { headers: { Range: range }, ...(signal === undefined ? {} : { signal }) });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new IoError(`can't fetch ${url}: ${(error as Error).message}`, url);
    }
    if (!response.ok) throw new IoError(`can't fetch ${url}: HTTP status ${response.status} ${response.statusText}`.trimEnd(), url);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (response.status !== 206) {
      whole = bytes;
      size = bytes.byteLength;
    } else size ??= totalOf(response.headers.get("Content-Range"));
    return bytes;
  }

  async function read({ offset, length }: ByteRange, signal: AbortSignal | undefined): Promise<Uint8Array> {
    let bytes: Uint8Array;
    if (whole === undefined) {
      bytes = await request(`bytes=${offset}-${offset + length - 1}`, signal);
      if (whole !== undefined) bytes = (whole as Uint8Array).subarray(offset, offset + length);
      else if (offset + length === size && length <= START_BYTES) kept.push({ offset, bytes });
    } else bytes = whole.subarray(offset, offset + length);
    if (bytes.byteLength !== length) throw new IoError(`${url} gave ${bytes.byteLength} of ${length} bytes`, url, offset);
    return bytes;
  }

  /** The bytes of a range that is there already. */
  function known({ offset, length }: ByteRange): Uint8Array | undefined {
    const part = kept.find((candidate) => candidate.offset <= offset && offset + length <= candidate.offset + candidate.bytes.byteLength);
    return part?.bytes.subarray(offset - part.offset, offset - part.offset + length);
  }

  return {
    access: "async",
    remote: true,
    label: url,
    async byteLength(signal) {
      // Browsers send a plain single range without asking the server first, which they do not for a suffix range.
      if (size === undefined) {
        const bytes = await request(`bytes=0-${START_BYTES - 1}`, signal);
        if (whole === undefined) kept.push({ offset: 0, bytes });
      }
      if (size === undefined) throw new IoError(`${url} does not tell its size: the server must send Content-Range with it`, url);
      return size;
    },
    async read(ranges, signal) {
      const parts = new Map<ByteRange, Uint8Array>();
      for (const range of ranges) {
        const bytes = known(range);
        if (bytes !== undefined) parts.set(range, bytes);
      }
      const requests = coalesce(ranges.filter((range) => !parts.has(range)));
      let next = 0;
      const work = async (): Promise<void> => {
        for (let index = next++; index < requests.length; index = next++) {
          const { range, members } = requests[index]!;
          const bytes = await read(range, signal);
          for (const member of members)
            parts.set(member, bytes.subarray(member.offset - range.offset, member.offset - range.offset + member.length));
        }
      };
      await Promise.all(Array.from({ length: Math.min(REQUESTS_AT_ONCE, requests.length) }, work));
      return ranges.map((range) => parts.get(range)!);
    },
  };
}

/** The size in `bytes 0-3/1234`. A page sees this header of another origin only when the server exposes it. */
function totalOf(contentRange: string | null): number | undefined {
  const total = contentRange?.split("/")[1];
  return total === undefined || !/^\d+$/.test(total) ? undefined : Number(total);
}

interface Request {
  readonly range: ByteRange;
  readonly members: readonly ByteRange[];
}

export function coalesce(ranges: readonly ByteRange[]): Request[] {
  const requests: { range: ByteRange; members: ByteRange[] }[] = [];
  for (const range of [...ranges].sort((left, right) => left.offset - right.offset)) {
    const last = requests.at(-1);
    const end = range.offset + range.length;
    if (last !== undefined && range.offset <= last.range.offset + last.range.length + GAP_BYTES_MAX) {
      last.range = { offset: last.range.offset, length: Math.max(last.range.offset + last.range.length, end) - last.range.offset };
      last.members.push(range);
    } else requests.push({ range, members: [range] });
  }
  return requests;
}
