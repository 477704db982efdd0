// `lossbook/notebook` on the kernel: installs the kernel's Runtime, then is src/notebook.ts.
export * from "../../notebook.js";
