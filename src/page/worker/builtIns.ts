const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Object;
const { ownKeys } = Reflect;

/** What the worker's own code is written with. */
const names = [
  ..."Object Function Array String Number Boolean Symbol BigInt RegExp Map Set WeakMap WeakSet WeakRef".split(" "),
  ..."Promise JSON Reflect Proxy Math Date Intl parseFloat parseInt isNaN isFinite Error TypeError RangeError SyntaxError ReferenceError".split(" "),
  ..."ArrayBuffer DataView Uint8Array Uint16Array Uint32Array Int32Array Float64Array TextDecoder".split(" "),
]; // prettier-ignore

interface BuiltIn {
  readonly holder: object;
  readonly key: PropertyKey;
  readonly original: PropertyDescriptor;
  /** What a cell has put in its place, while ours is there. */
  replaced: PropertyDescriptor | undefined;
}

/**
 * The built-ins as they were before the first cell. A cell may replace `Array.prototype.push` or `JSON`, for itself and
 * the cells after it, as on the kernel; what reads, rewrites and prints cells goes on with the original.
 */
export class BuiltIns {
  readonly #all: readonly BuiltIn[];
  #depth = 0;

  constructor(global: object = globalThis) {
    const all: BuiltIn[] = [];
    const keep = (holder: object, key: PropertyKey): void => {
      const original = getOwnPropertyDescriptor(holder, key);
      if (original?.configurable === true) all.push({ holder, key, original, replaced: undefined });
    };
    const keepAllOf = (holder: object): void => {
      for (const key of ownKeys(holder)) keep(holder, key);
    };
    for (const name of names) {
      keep(global, name);
      const builtIn = (global as Record<string, unknown>)[name];
      if ((typeof builtIn !== "object" && typeof builtIn !== "function") || builtIn === null)
        continue;
      keepAllOf(builtIn);
      const { prototype } = builtIn as { prototype?: object };
      if (prototype !== undefined) keepAllOf(prototype);
    }
    const parent = (value: object): object => getPrototypeOf(value) as object;
    const typedArray = parent(Uint8Array) as { prototype: object };
    for (const holder of [typedArray, typedArray.prototype]) keepAllOf(holder);
    const iterators = [[].values(), new Map().keys(), new Set().keys(), "".matchAll(/x/g), ""[Symbol.iterator](), (function* () { yield 1; })()]; // prettier-ignore
    for (const iterator of iterators) {
      keepAllOf(parent(iterator));
      keepAllOf(parent(parent(iterator)));
    }
    this.#all = all;
  }

  /** Does our own work, which must not wait for anything, with the originals; what cells have made of them is back afterwards. */
  during<Result>(work: () => Result): Result {
    if (this.#depth > 0) return work();
    this.#depth++;
    // Nothing here may call what a cell can have replaced.
    for (let at = 0; at < this.#all.length; at++) {
      const one = this.#all[at]!;
      const now = getOwnPropertyDescriptor(one.holder, one.key);
      if (isSame(now, one.original)) continue;
      one.replaced = now ?? { value: undefined, configurable: true };
      put(one, one.original);
    }
    try {
      return work();
    } finally {
      for (let at = 0; at < this.#all.length; at++) {
        const one = this.#all[at]!;
        if (one.replaced === undefined) continue;
        put(one, one.replaced);
        one.replaced = undefined;
      }
      this.#depth--;
    }
  }
}

const isSame = (now: PropertyDescriptor | undefined, then: PropertyDescriptor): boolean =>
  now !== undefined && now.value === then.value && now.get === then.get && now.set === then.set;

function put({ holder, key }: BuiltIn, descriptor: PropertyDescriptor): void {
  try {
    defineProperty(holder, key, descriptor);
  } catch {
    // Frozen by a cell: it stays as it is.
  }
}
