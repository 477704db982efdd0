import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./runCommand.js";

const launcher = join(root, "dist", "cjs", "node", "kernel", "launcher.js");

/** Writes a kernel.json whose kernel is the given script; returns its path. `{connection_file}` is its argument. */
export function kernelOf(folder: string, script: string): string {
  const path = join(folder, "kernel.cjs");
  writeFileSync(path, script);
  return kernelSpec(folder, [process.execPath, path, "{connection_file}"]);
}

export function kernelSpec(folder: string, argv: readonly string[]): string {
  const path = join(folder, "kernel.json");
  writeFileSync(path, JSON.stringify({ argv, display_name: "Faulty", language: "typescript" }));
  return path;
}

/** Never says a word. */
export const silentKernel = "setInterval(() => {}, 1000);";

/** Ends before it is ready. */
export const failingKernel = "console.error('Error: no luck today'); process.exit(7);";

/** The first time another socket holds a port of the connection file, as when two programs pick the same one. */
export const racingKernel = `
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { createServer } = require("node:net");
const marker = join(__dirname, "raced");
const file = process.argv[2];
const start = () => { process.argv = [process.argv[0], ${JSON.stringify(launcher)}, file]; require(${JSON.stringify(launcher)}); };
if (existsSync(marker)) start();
else {
  writeFileSync(marker, "");
  const { shell_port: port } = JSON.parse(readFileSync(file, "utf8"));
  createServer().listen(port, "127.0.0.1", start);
}
`;
