# Made the files beside it, once, with pyarrow 26: encodings and layouts that DuckDB does not write. Each *.parquet has the
# expected values in the *.json of its name or of the part before "--"; 64-bit integers and odd floats stand there as [kind, text].
import datetime, decimal, json, os, sys
import pyarrow as pa, pyarrow.parquet as pq

out = os.path.dirname(os.path.abspath(__file__))
ROWS = 200
NEVER = 10**9

def with_nulls(values, period):
    return [None if i % period == period - 1 else value for i, value in enumerate(values)]

def plain(dtype, value):
    if value is None: return None
    if pa.types.is_timestamp(dtype) or (pa.types.is_integer(dtype) and dtype.bit_width == 64): return ["bigint", str(value)]
    if pa.types.is_floating(dtype) and (value != value or abs(value) == float("inf") or str(value) == "-0.0"): return ["float", str(value)]
    return value

def physical(field, column):
    if pa.types.is_timestamp(field.type): return column.cast(pa.int64())
    return column.cast(pa.int32()) if pa.types.is_date(field.type) else column

def write(name, table, **options):
    pq.write_table(table, f"{out}/{name}.parquet", **options)
    expected = {f.name: [plain(f.type, v) for v in physical(f, table.column(f.name)).to_pylist()] for f in table.schema}
    with open(f"{out}/{name.split('--')[0]}.json", "w") as file:
        json.dump(expected, file, separators=(",", ":"), ensure_ascii=False)
        file.write("\n")

def all_types(period):
    extremes = lambda bits: (-2**(bits - 1), 2**(bits - 1) - 1, 0, 5, -7)
    i64 = [extremes(64)[i % 5] if i < 40 else i * i * (1 if i % 3 else -1) * 10**11 for i in range(ROWS)]
    i32 = [extremes(32)[i % 5] if i < 40 else i * i for i in range(ROWS)]
    f64 = [float("nan"), float("inf"), float("-inf"), -0.0] + [i / 8 for i in range(ROWS - 4)]
    text = ["", "a", "exactly twelv", "twelve bytes", "longer than twelve bytes " + "é" * 5]
    text += [f"shared prefix {i:05d} {'x' * (i % 17)}" for i in range(ROWS - len(text))]
    columns = {
        "i8": ([i - 100 for i in range(ROWS)], pa.int8()), "i16": ([i * 300 - 32768 for i in range(ROWS)], pa.int16()),
        "i32": (i32, pa.int32()), "i64": (i64, pa.int64()),
        "u8": ([i for i in range(ROWS)], pa.uint8()), "u16": ([i * 300 for i in range(ROWS)], pa.uint16()),
        "u32": ([2**32 - 1 - i for i in range(ROWS)], pa.uint32()), "u64": ([2**64 - 1 - i for i in range(ROWS)], pa.uint64()),
        "f32": (f64, pa.float32()), "f64": (f64, pa.float64()), "bool": ([i % 3 == 0 for i in range(ROWS)], pa.bool_()),
        "text": (text, pa.string()), "date": ([datetime.date(1969, 1, 1) + datetime.timedelta(i * 9) for i in range(ROWS)], pa.date32()),
        "ms": (i64, pa.timestamp("ms")), "us": (i64, pa.timestamp("us", "UTC")), "ns": (i64, pa.timestamp("ns")),
    }
    return pa.table({name: pa.array(with_nulls(values, period), dtype) for name, (values, dtype) in columns.items()})

delta = {name: "DELTA_BINARY_PACKED" for name in ("i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "date", "ms", "us", "ns")}
split = {name: "BYTE_STREAM_SPLIT" for name in ("f32", "f64")}
for version in ("1.0", "2.0"):
    for name, period in (("nulls", 7), ("dense", NEVER)):
        write(f"{name}--delta-v{version[0]}", all_types(period), use_dictionary=False, data_page_version=version, compression="snappy",
              column_encoding=delta | split | {"bool": "RLE", "text": "DELTA_BYTE_ARRAY"}, data_page_size=700, write_batch_size=64)

lengths = all_types(5).select(["i32", "i64", "f32", "f64", "text"])
write("lengths--v2", lengths, use_dictionary=False, data_page_version="2.0", compression="lz4",
      column_encoding={name: "BYTE_STREAM_SPLIT" for name in ("i32", "i64", "f32", "f64")} | {"text": "DELTA_LENGTH_BYTE_ARRAY"})

some = all_types(4).select(["i8", "i16", "i32", "f64", "bool", "text"])
for codec in ("none", "snappy", "gzip", "zstd", "lz4"):
    for version in ("1.0", "2.0"):
        write(f"codecs--{codec}-v{version[0]}", some, compression=codec, data_page_version=version, use_dictionary=["i8", "i16", "i32", "f64", "text"],
              row_group_size=128)

dense = all_types(NEVER)
required = dense.cast(pa.schema([pa.field(f.name, f.type, nullable=False) for f in dense.schema]))
for version in ("1.0", "2.0"):
    write(f"dense--required-v{version[0]}", required, compression="snappy", data_page_version=version, data_page_size=500, write_batch_size=50)

rows = 900
dictionaries = pa.table({
    "falls back": pa.array([f"string {i // 3} of many" for i in range(rows)]),
    "codes": pa.array([None if i % 11 == 0 else f"label {i % 9} {'y' * (i % 9)}" for i in range(rows)]),
    "one value": pa.array(["the same long string"] * rows),
    "runs": pa.array([i // 100 for i in range(rows)], pa.int32()),
    "packed": pa.array([(i * 7919) % 500 for i in range(rows)], pa.int64()),
})
write("dictionaries", dictionaries, compression="zstd", dictionary_pagesize_limit=1000, data_page_size=900, write_batch_size=64, row_group_size=400)

times = [None if i % 6 == 5 else (i - 50) * 12345678901234567 for i in range(100)]
write("int96", pa.table({"when": pa.array(times, pa.timestamp("ns"))}), use_deprecated_int96_timestamps=True)

patterns = {
    "leading": [None] * 70 + list(range(130)), "trailing": list(range(130)) + [None] * 70, "all": [None] * 200,
    "blocks": [None if (i // 64) % 2 else i for i in range(200)], "one null": [None if i == 131 else i for i in range(200)],
    "one value": [i if i == 131 else None for i in range(200)],
}
columns = {name: pa.array(values, pa.int32()) for name, values in patterns.items()}
columns |= {f"{name}, text": pa.array([None if v is None else f"value {v:08d}" for v in values], pa.string()) for name, values in patterns.items()}
columns |= {f"{name}, bool": pa.array([None if v is None else v % 2 == 0 for v in values], pa.bool_()) for name, values in patterns.items()}
write("patterns", pa.table(columns | {"nothing": pa.nulls(200)}), compression="none", data_page_size=200, write_batch_size=37, use_dictionary=False)

refused = pa.table({
    "fine": pa.array([1, 2], pa.int32()), "binary": pa.array([b"a", None]), "decimal": pa.array([decimal.Decimal("1.50"), None], pa.decimal128(10, 2)),
    "time": pa.array([1, 2], pa.time64("us")), "fixed": pa.array([b"abcd", b"efgh"], pa.binary(4)), "list": pa.array([[1, 2], [3]]),
    "struct": pa.array([{"a": 1, "b": 2}, {"a": 3, "b": 4}]), "map": pa.array([[("k", 1)], []], pa.map_(pa.string(), pa.int64())),
    "half": pa.array([1, 2], pa.float16()), "last": pa.array(["x", "y"]),
})
pq.write_table(refused, f"{out}/refused.parquet")
