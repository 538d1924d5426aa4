// Chromium for the browser tests: Debian's, or the one named by CHROMIUM.

import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const CANDIDATES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Where Chromium is; undefined, with a clear word, where there is none and CI does not insist. */
export function chromiumPath(): string | undefined {
  const found = CANDIDATES.find((path) => path !== undefined && existsSync(path));
  if (found === undefined) {
    const message = "no Chromium found (set CHROMIUM to its path): the browser tests do not run";
    if (process.env.FLOE_REQUIRE_BROWSER !== undefined) throw new Error(message);
    console.warn(message);
  }
  return found;
}

export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: FLAGS });
}
