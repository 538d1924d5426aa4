// Completes a lock file: `node scripts/complete-lock.mjs [package-lock.json …]`, after `npm install` has written it. A registry mirror
// may lack the binaries for other platforms; npm then leaves them out of the lock, and `npm ci` refuses a lock without them.
import { readFileSync, writeFileSync } from "node:fs";

const files = process.argv.slice(2);
for (const file of files.length > 0 ? files : ["package-lock.json", "bench/package-lock.json"]) {
  const lock = JSON.parse(readFileSync(file, "utf8"));
  const added = missing(lock.packages);
  const packages = { ...lock.packages, ...added };
  lock.packages = Object.fromEntries(
    Object.keys(packages)
      .sort()
      .map((key) => [key, packages[key]]),
  );
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${file}: ${Object.keys(added).length} optional packages added`);
}

/** Entries for the optional dependencies that the lock says nothing of; their names tell the platform. */
function missing(packages) {
  const added = {};
  for (const [parent, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const key = `node_modules/${name}`;
      if (packages[key] || packages[`${parent}/${key}`]) continue;
      const [os] = name.match(/darwin|win32|linux|android|freebsd|openharmony/) ?? [];
      const [cpu] = name.match(/arm64|x64|ia32|arm|wasm32/) ?? [];
      const [libc] = name.match(/musl/) ?? [];
      added[key] = {
        version,
        ...(cpu && { cpu: [cpu] }),
        ...(dev && { dev }),
        ...(libc && { libc: [libc] }),
        optional: true,
        ...(os && { os: [os] }),
      };
    }
  }
  return added;
}
