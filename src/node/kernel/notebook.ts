// `lossbook/notebook` on the kernel: installs the kernel's Runtime, then is src/notebook.ts.
import { installRuntime } from "../../lesson/runtime.js";
import { kernelRuntime } from "./kernelRuntime.js";

export * from "../../notebook.js";

installRuntime(kernelRuntime());
