import { createRequire } from "node:module";
import { join } from "node:path";
import type { MimeBundle } from "../../outputs/mimeBundle.js";
import type { Runtime } from "../../lesson/runtime.js";
import { packageRoot } from "../course/packageRoot.js";
import { callWithin } from "./callWithin.js";
import { recordTable } from "./tablesRead.js";

type WriteDisplayData = (
  content: {
    readonly data: MimeBundle;
    readonly metadata: Readonly<Record<string, unknown>>;
    readonly transient: { readonly display_id?: string };
  },
  update?: boolean,
) => void;

/** The Runtime of a cell that runs on our kernel or on stock tslab; in a plain program it prints the text. */
export function kernelRuntime(): Runtime {
  const require = createRequire(join(packageRoot(), "package.json"));
  return {
    display(bundle, options = {}) {
      const write = displayOfKernel(require.cache);
      if (write === undefined) {
        process.stdout.write(`${String(bundle["text/plain"] ?? "")}\n`);
        return;
      }
      const transient = options.id === undefined ? {} : { display_id: options.id };
      write({ data: bundle, metadata: {}, transient }, options.update === true);
    },
    async readTable(name) {
      const { readTable } = await import("../data/readTable.js");
      const table = await readTable(name);
      recordTable(name);
      return table;
    },
    call: callWithin,
  };
}

/**
 * What tslab's display writes to. It is asked for at every call: stock tslab makes a new one for each cell. The
 * kernel may be another copy of tslab than ours (a global one), so the loaded modules are searched.
 */
function displayOfKernel(cache: NodeJS.Require["cache"]): WriteDisplayData | undefined {
  for (const [file, module] of Object.entries(cache)) {
    if (!/[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(file)) continue;
    const { lastWriteDisplayData } = (module?.exports ?? {}) as {
      lastWriteDisplayData?: WriteDisplayData | null;
    };
    if (lastWriteDisplayData != null) return lastWriteDisplayData;
  }
  return undefined;
}
