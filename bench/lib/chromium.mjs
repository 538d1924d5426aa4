// Debian's Chromium, or the one named by CHROMIUM, for the benches and the browser tests.
import { existsSync } from "node:fs";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The path of a Chromium, or undefined. */
export function findChromium() {
  return [process.env.CHROMIUM, ...PLACES].find((place) => place && existsSync(place));
}

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

/** A browser that does nothing beside what it is told. */
export async function launchChromium(executablePath) {
  const { chromium } = await import("playwright-core");
  return chromium.launch({ executablePath, args: FLAGS });
}
