import { StringDecoder } from "node:string_decoder";

export type StreamName = "stdout" | "stderr";

/** Hands everything that this process prints to `print`, in place of its own stdout and stderr. */
export function takePrintedText(print: (name: StreamName, text: string) => void): void {
  for (const name of ["stdout", "stderr"] as const) {
    const decoder = new StringDecoder("utf8");
    const write = (chunk: unknown, encoding?: unknown, callback?: unknown): boolean => {
      const text =
        typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk as Uint8Array));
      print(name, text);
      const done = typeof encoding === "function" ? encoding : callback;
      if (typeof done === "function") process.nextTick(done);
      return true;
    };
    process[name].write = write as typeof process.stdout.write;
  }
}
