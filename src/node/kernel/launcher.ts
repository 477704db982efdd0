// The kernel's process: tslab 1.0.22 with the repairs of docs/kernel.md.
// Started as `node launcher.js CONNECTION_FILE [--compiled-elsewhere]`; compiled to CommonJS, as cells are.
import { CellSession } from "./cellSession.js";
import { readConnectionFile } from "./connectionFile.js";
import { KernelServer } from "./kernelServer.js";
import { KernelRequests } from "./kernelRequests.js";
import { watchParent } from "./parentWatch.js";
import { repaired } from "./repairs.js";
import { loadTslab } from "./tslabModules.js";

async function launch(): Promise<void> {
  const file = process.argv[2];
  if (file === undefined)
    throw new Error("expected a connection file: launcher.js CONNECTION_FILE");
  if (repaired("parent-watch")) watchParent(file);
  const server = new KernelServer(readConnectionFile(file));
  const compiledElsewhere = process.argv.includes("--compiled-elsewhere");
  const tslab = loadTslab({ compilerLater: compiledElsewhere });
  const session = new CellSession(
    tslab,
    (type, content, parent) => server.publish(type, content, parent),
    compiledElsewhere,
  );
  const requests = new KernelRequests(server, session, tslab);
  await server.open((request, reply) => requests.receive(request, reply));
  server.status("starting", {});
}

launch().catch((error: unknown) => {
  // stdout and stderr may belong to the cells by now.
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.constructor.prototype.write.call(process.stderr, `lossbook kernel: ${text}\n`);
  process.exit(98);
});
