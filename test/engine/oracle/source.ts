// The rows of a random frame where a query may find them: in memory, or in a Parquet file of one of several writers.

import * as arrow from "apache-arrow";
import { tableToIPC } from "apache-arrow";
import type { DataFrame, LazyFrame } from "floe";
import pl from "floe";
import { Compression, EnabledStatistics, Encoding, Table, WriterPropertiesBuilder, WriterVersion, writeParquet } from "parquet-wasm";
import { type RandomSource, toPolars } from "./frame.js";

type Writer = (frame: DataFrame, random: RandomSource) => Uint8Array | Promise<Uint8Array>;

const one = <T>(random: RandomSource, items: readonly T[]): T => items[random.below(items.length)]!;

const writers: readonly Writer[] = [
  (frame, random) => {
    const properties = new WriterPropertiesBuilder()
      .setCompression(one(random, [Compression.SNAPPY, Compression.ZSTD, Compression.UNCOMPRESSED, Compression.LZ4_RAW, Compression.GZIP]))
      .setMaxRowGroupSize(one(random, [7, 100, 1000, 100_000]))
      .setDictionaryEnabled(random.below(3) > 0)
      .setDictionaryPageSizeLimit(one(random, [64, 1 << 20]))
      .setWriteBatchSize(one(random, [5, 64, 1024]))
      .setDataPageSizeLimit(one(random, [64, 1000, 1 << 20]))
      .setEncoding(one(random, [Encoding.PLAIN]))
      .setWriterVersion(one(random, [WriterVersion.V1, WriterVersion.V2]))
      .setStatisticsEnabled(one(random, [EnabledStatistics.None, EnabledStatistics.Chunk, EnabledStatistics.Page, EnabledStatistics.Page]));
    return writeParquet(Table.fromIPCStream(tableToIPC(frame.toArrow(arrow), "stream")), properties.build());
  },
  async (frame) => (await toPolars(frame)).writeParquet({ compression: "snappy" }),
];

/** In a file only where that keeps the dtypes. */
export async function sourceOf(frame: DataFrame, random: RandomSource): Promise<LazyFrame> {
  const writer = random.below(2) === 0 ? undefined : one(random, writers);
  if (writer === undefined || frame.height === 0) return frame.lazy() as LazyFrame;
  const scan = pl.scanParquet(await writer(frame, random));
  const same = JSON.stringify((await scan.head(0).collect()).schema) === JSON.stringify(frame.schema);
  return (same ? scan : frame.lazy()) as LazyFrame;
}
