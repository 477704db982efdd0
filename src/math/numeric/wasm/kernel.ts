import { assemble } from "./assembler.js";
import type { FunctionBuilder } from "./assembler.js";
import { i32, loadTwice } from "./assembler.js";
import type { V128 } from "./assembler.js";

/** How many doubles a kernel takes at once: small enough for a processor's cache. */
export const BLOCK = 16_384;

/** The most doubles a matrix of whole rows may have in one call. */
export const ROWS_CAPACITY = 2 ** 17;

const PAGE = 65_536;

/** Where things lie in the memory of a thread, in bytes. Steps that are no power of two keep streams in different cache sets. */
export const LAYOUT = {
  /** Constants of the kernels, from 0 up. */
  constants: PAGE / 2,
  /** The lanes of a sum, of its compensation, and a mask of what went wrong. */
  sum: PAGE / 2,
  compensation: PAGE / 2 + 16,
  refused: PAGE / 2 + 32,
  /** What a chunk keeps from one loop to the next. */
  scratch: PAGE / 2 + 64,
  /** One double for every 32 of a block. */
  products: PAGE / 2 + 64 + 3 * 2048,
  /** Lists of a double per example. */
  list: (place: number): number => PAGE + place * (8 * BLOCK + 1088),
  /** Two matrices of rows. */
  matrix: (place: number): number => 16 * PAGE + place * (8 * ROWS_CAPACITY + 1088),
  /** What two rows keep from one loop to the next. */
  kept: 49 * PAGE,
};

const PAGES = 49 + 16;

/** Functions over the memory of the thread, by name, and views of that memory. */
export interface Kernel {
  readonly call: Readonly<Record<string, (...values: number[]) => void>>;
  /** `count` doubles from this byte on. */
  doubles(address: number, count: number): Float64Array;
  integers(address: number, count: number): Int32Array;
}

interface Thread {
  readonly memory: WebAssembly.Memory;
  constants: number;
}

let thread: Thread | undefined;

/** A constant in both lanes, read from memory: V8 builds a `v128.const` anew in every turn of a loop. */
export type Constant = (value: number) => V128;

/**
 * Assembles and instantiates a kernel in the memory of this thread.
 *
 * Throws what the engine throws: WebAssembly may be missing, without SIMD, forbidden by the page's policy, or out of memory.
 */
export function instantiate(
  write: (constant: Constant) => Readonly<Record<string, FunctionBuilder>>,
): Kernel {
  thread ??= { memory: new WebAssembly.Memory({ initial: PAGES, maximum: PAGES }), constants: 0 };
  const { memory } = thread;
  const start = thread.constants;
  const constants: number[] = [];
  const functions = write((value) => {
    let place = constants.indexOf(value);
    if (place < 0) place = constants.push(value) - 1;
    return loadTwice({ address: i32(0), offset: start + 8 * place });
  });
  thread.constants += 8 * constants.length;
  if (thread.constants > LAYOUT.constants) throw new RangeError("no room for constants is left");
  new Float64Array(memory.buffer, start, constants.length).set(constants);
  const module = new WebAssembly.Module(assemble(functions));
  const { exports } = new WebAssembly.Instance(module, { "": { memory } });
  return {
    call: exports as Kernel["call"],
    doubles: (address, count) => new Float64Array(memory.buffer, address, count),
    integers: (address, count) => new Int32Array(memory.buffer, address, count),
  };
}
