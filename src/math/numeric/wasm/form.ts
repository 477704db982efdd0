import { FunctionBuilder } from "./assembler.js";
import { instantiate } from "./kernel.js";
import type { Constant, Kernel } from "./kernel.js";

/** How batches are worked out: by WebAssembly's SIMD instructions, or by loops in JavaScript. */
export type BatchForm = "simd" | "plain";

let form: BatchForm | undefined;

/**
 * The form of this thread: `"simd"`, or `"plain"` where WebAssembly is missing, has no SIMD, is forbidden by a policy, or
 * gets no memory. Both keep the same bounds of error; their last digits may differ.
 */
export function batchForm(): BatchForm {
  if (form === undefined) {
    form = "simd";
    // `WebAssembly.validate` says yes even where a policy forbids to compile: only compiling shows it.
    kernelOf((constant) => {
      const f = new FunctionBuilder([]);
      f.let(constant(1));
      return { probe: f };
    })();
  }
  return form;
}

/** Chooses the form, for tests and measurements; `undefined` finds out again. */
export function setBatchForm(wanted: BatchForm | undefined): void {
  form = wanted;
}

/** A kernel that is assembled when it is first asked for; undefined where the form is plain. */
export function kernelOf(
  write: (constant: Constant) => Readonly<Record<string, FunctionBuilder>>,
): () => Kernel | undefined {
  let kernel: Kernel | undefined;
  return () => {
    if (form === "plain") return undefined;
    try {
      kernel ??= instantiate(write);
    } catch {
      form = "plain";
    }
    return kernel;
  };
}
