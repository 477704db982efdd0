#!/usr/bin/env node
import { existsSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`lossbook: needs Node 20.19 or newer, this is ${process.versions.node}`);
  process.exit(2);
}
const root = dirname(dirname(fileURLToPath(import.meta.url)));
if (!existsSync(join(root, "dist", ".stamp"))) {
  const build = spawnSync(process.execPath, [join(root, "scripts", "build.mjs")], {
    stdio: "inherit",
  });
  if (build.status !== 0) process.exit(1);
}
const { main } = await import("../dist/esm/node/cli/main.js");
await main(process.argv.slice(2));
