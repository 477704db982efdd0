import { syncBuiltinESMExports } from "node:module";
import { Readable } from "node:stream";

/** Whoever reads this process's stdin fails at once: nobody could answer. Looking at it is harmless. */
export function refuseInput(): void {
  let input: Readable | undefined;
  Object.defineProperty(process, "stdin", {
    configurable: true,
    enumerable: true,
    get: () =>
      (input ??= Object.assign(
        new Readable({
          read() {
            this.destroy(
              new Error(
                "there is no input here: a notebook runs without a terminal; pass values as parameters (-p name=value)",
              ),
            );
            // The next reader is told as well.
            input = undefined;
          },
        }),
        { fd: 0, isTTY: false },
      )),
  });
  syncBuiltinESMExports();
}
