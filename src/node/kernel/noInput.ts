import fs from "node:fs";
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
            this.destroy(noInput());
            // The next reader is told as well.
            input = undefined;
          },
        }),
        { fd: 0, isTTY: false },
      )),
  });
  refuseDescriptor();
  syncBuiltinESMExports();
}

const noInput = (): Error =>
  new Error(
    "there is no input here: a notebook runs without a terminal; pass values as parameters (-p name=value)",
  );

/** `readFileSync(0)` and `/dev/stdin`, by which programs ask as well: they gave an empty text. */
function refuseDescriptor(): void {
  const isInput = (file: unknown): boolean =>
    file === 0 ||
    (typeof file === "string" && /^\/(?:dev\/stdin|(?:dev|proc\/self)\/fd\/0)$/.test(file));
  type Call = (this: unknown, ...all: unknown[]) => unknown;
  const refuse = (
    owner: object,
    names: readonly string[],
    refused: (all: unknown[]) => unknown,
  ) => {
    const calls = owner as Record<string, Call>;
    for (const name of names) {
      const original = calls[name];
      if (original === undefined) continue;
      const guarded: Call = function (...all) {
        return isInput(all[0]) ? refused(all) : original.apply(this, all);
      };
      // `read` and its like carry the form that promisify takes.
      calls[name] = Object.defineProperties(guarded, Object.getOwnPropertyDescriptors(original));
    }
  };
  refuse(fs, ["readFileSync", "readSync", "readvSync", "openSync"], () => {
    throw noInput();
  });
  refuse(fs, ["readFile", "read", "readv", "open"], (all) => {
    const done = all.at(-1);
    if (typeof done !== "function") throw noInput();
    process.nextTick(done as Call, noInput());
    return undefined;
  });
  refuse(fs.promises, ["readFile", "open"], () => Promise.reject(noInput()));
}
