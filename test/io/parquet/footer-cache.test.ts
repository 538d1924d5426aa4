import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pl from "floe";
import { afterAll, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "floe-footers-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("sees a file that was replaced under its name", async () => {
  const path = join(folder, "a.parquet");
  for (const values of [
    [1, 2],
    [3, 4],
    [5, 6, 7],
  ]) {
    await pl.DataFrame({ a: values }).writeParquet(path);
    for (let scan = 0; scan < 2; scan++) expect(pl.scanParquet(path).collectSync().toObject()).toEqual({ a: values });
  }
  await pl.DataFrame({ b: ["x"] }).writeParquet(path);
  expect(pl.scanParquet(path).collectSync().toObject()).toEqual({ b: ["x"] });
});

it("forgets no error: a file that is gone is missed", async () => {
  const path = join(folder, "b.parquet");
  await pl.DataFrame({ a: [1] }).writeParquet(path);
  expect(pl.scanParquet(path).collectSync().height).toBe(1);
  rmSync(path);
  expect(() => pl.scanParquet(path).collectSync()).toThrow("no such file");
});

it("knows many files", async () => {
  const paths = Array.from({ length: 20 }, (_, index) => join(folder, `many-${index}.parquet`));
  for (const [index, path] of paths.entries()) await pl.DataFrame({ a: [index] }).writeParquet(path);
  for (let round = 0; round < 2; round++) {
    for (const [index, path] of paths.entries()) expect(pl.scanParquet(path).collectSync().toObject()).toEqual({ a: [index] });
  }
});
