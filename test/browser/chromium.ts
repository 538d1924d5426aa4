// Chromium for the browser tests, which CI insists on.

import type { Browser } from "playwright-core";
import { findChromium, launchChromium } from "../../bench/lib/chromium.mjs";

/** Where Chromium is; undefined, with a clear word, where there is none and CI does not insist. */
export function chromiumPath(): string | undefined {
  const found = findChromium();
  if (found === undefined) {
    const message = "no Chromium found (set CHROMIUM to its path): the browser tests do not run";
    if (process.env.FLOE_REQUIRE_BROWSER !== undefined) throw new Error(message);
    console.warn(message);
  }
  return found;
}

export function launch(executablePath: string): Promise<Browser> {
  return launchChromium(executablePath);
}
