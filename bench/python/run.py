"""Polars and DuckDB in Python, asked over stdin: one JSON message a line, one answer a line. See ../engines/python.mjs."""

import datetime
import json
import os
import resource
import sys

METHODS = {
    "gtEq": "ge", "ltEq": "le", "neq": "ne", "and": "and_", "or": "or_", "not": "not_", "div": "truediv",
    "isIn": "is_in", "nUnique": "n_unique", "groupBy": "group_by", "withColumns": "with_columns",
    "startsWith": "starts_with", "endsWith": "ends_with", "leftOn": "left_on", "rightOn": "right_on",
}


class Polars:
    def __init__(self, data_dir, threads):
        os.environ["POLARS_MAX_THREADS"] = str(threads)  # read once, when the library loads
        import polars

        self.pl = polars
        self.version = polars.__version__
        self.data_dir = data_dir
        self.frames = {}

    def file(self, table):
        return os.path.join(self.data_dir, f"{table}.parquet")

    def load(self, tables, mode):
        if mode == "memory":
            for table in tables:
                if table not in self.frames:
                    self.frames[table] = self.pl.read_parquet(self.file(table))

    def run(self, query, mode):
        def table(name):
            return self.frames[name].lazy() if mode == "memory" else self.pl.scan_parquet(self.file(name))

        lazy = Replay(self.pl, table, query["steps"]).result()
        return lazy.collect(engine="in-memory" if mode == "memory" else "streaming")

    def rows(self, frame, sums):
        if sums:
            frame = frame.select(self.pl.len(), *[self.pl.col(name).cast(self.pl.Float64).sum() for name in sums])
        return frame.rows()


class Replay:
    """What ../lib/record.mjs recorded: steps that refer to those before them. Each step is done once."""

    def __init__(self, pl, table, steps):
        self.pl, self.table, self.values = pl, table, []
        for step in steps:
            self.values.append(self.step(step))

    def result(self):
        return self.values[-1]

    def step(self, step):
        if "table" in step:
            return self.table(step["table"])
        target = self.pl if step["of"] is None else self.values[step["of"]]
        name = step["name"]
        member = getattr(target, METHODS.get(name, name))
        if "args" not in step:
            return member
        args = [self.value(arg) for arg in step["args"]]
        options = args.pop() if args and isinstance(args[-1], dict) else {}
        if name == "sort" and len(args) == 2:
            options["descending"] = args.pop()
        return member(*args, **options)

    def value(self, arg):
        if isinstance(arg, list):
            return [self.value(item) for item in arg]
        if not isinstance(arg, dict):
            return arg
        if "ref" in arg:
            return self.values[arg["ref"]]
        if "date" in arg:
            return datetime.datetime.fromisoformat(arg["date"].replace("Z", ""))
        return {METHODS.get(name, name): self.value(item) for name, item in arg.items()}


class DuckDb:
    def __init__(self, data_dir, threads):
        import duckdb

        self.version = duckdb.__version__
        self.data_dir = data_dir
        database = duckdb.connect(":memory:", config={"threads": threads})
        self.modes = {mode: database.cursor() for mode in ("parquet", "memory")}
        for mode, cursor in self.modes.items():
            cursor.execute(f"CREATE SCHEMA {mode}_tables")
            cursor.execute(f"SET schema = '{mode}_tables'")

    def load(self, tables, mode):
        kind = "TABLE" if mode == "memory" else "VIEW"
        for table in tables:
            file = os.path.join(self.data_dir, f"{table}.parquet")
            self.modes[mode].execute(f"CREATE {kind} IF NOT EXISTS {table} AS FROM read_parquet('{file}')")

    def run(self, query, mode):
        cursor = self.modes[mode]
        if query["sums"]:
            cursor.execute(f"CREATE OR REPLACE TABLE answer AS {query['sql']}")
            return cursor
        return cursor.execute(query["sql"]).fetchall()

    def rows(self, result, sums):
        if not sums:
            return result
        columns = ", ".join(f"sum({name}::DOUBLE)" for name in sums)
        return result.execute(f"SELECT count(*), {columns} FROM answer").fetchall()


def plain(value):
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()[:10]
    return value


def peak_bytes():
    """As ../lib/peak.mjs."""
    if not os.path.exists("/proc/self/status"):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))


def main():
    engine = None
    result = None
    for line in sys.stdin:
        message = json.loads(line)
        answer = {}
        try:
            match message["do"]:
                case "open":
                    kind = {"polars": Polars, "duckdb": DuckDb}[message["engine"]]
                    engine = kind(message["dataDir"], message["threads"])
                    answer = {"version": engine.version}
                case "load":
                    engine.load(message["tables"], message["mode"])
                case "run":
                    result = None
                    result = engine.run(message["query"], message["mode"])
                case "rows":
                    answer = {"rows": [[plain(value) for value in row] for row in engine.rows(result, message["sums"])]}
                case "memory":
                    answer = {"peakBytes": peak_bytes()}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


main()
