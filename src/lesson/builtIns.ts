const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Object;
const { deleteProperty, ownKeys } = Reflect;

/** What our own code is written with. */
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
 * The built-ins as they were before the first cell that could change them. A cell may replace `Array.prototype.push` or
 * `JSON`, for itself and the cells after it; what judges answers, and what reads, rewrites and prints cells in a page,
 * goes on with the original. What a cell has added to a prototype is not there meanwhile either.
 */
class BuiltIns {
  readonly #all: readonly BuiltIn[];
  readonly #keys: readonly { readonly holder: object; readonly known: ReadonlySet<PropertyKey> }[];
  #depth = 0;

  constructor(global: object) {
    const all: BuiltIn[] = [];
    const keep = (holder: object, key: PropertyKey): void => {
      const original = getOwnPropertyDescriptor(holder, key);
      if (original?.configurable === true) all.push({ holder, key, original, replaced: undefined });
    };
    const keys: { holder: object; known: ReadonlySet<PropertyKey> }[] = [];
    const keepAllOf = (holder: object): void => {
      const own = ownKeys(holder);
      keys.push({ holder, known: new Set(own) });
      for (const key of own) keep(holder, key);
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
    this.#keys = keys;
  }

  /** Does our own work, which must not wait for anything, with the originals; what cells have made of them is back afterwards. */
  during<Result>(work: () => Result): Result {
    if (this.#depth > 0) return work();
    this.#depth++;
    // Up to here nothing may be called that a cell can have replaced.
    for (let at = 0; at < this.#all.length; at++) {
      const one = this.#all[at]!;
      const now = getOwnPropertyDescriptor(one.holder, one.key);
      if (isSame(now, one.original)) continue;
      one.replaced = now ?? { value: undefined, configurable: true };
      put(one.holder, one.key, one.original);
    }
    const added = this.#takeAdded();
    try {
      return work();
    } finally {
      for (const { holder, key, descriptor } of added) put(holder, key, descriptor);
      for (let at = 0; at < this.#all.length; at++) {
        const one = this.#all[at]!;
        if (one.replaced === undefined) continue;
        put(one.holder, one.key, one.replaced);
        one.replaced = undefined;
      }
      this.#depth--;
    }
  }

  /** What cells have put where nothing was: `Object.prototype.right = true` would be found in every object. */
  #takeAdded(): readonly Added[] {
    const added: Added[] = [];
    for (const { holder, known } of this.#keys)
      for (const key of ownKeys(holder)) {
        const descriptor = known.has(key) ? undefined : getOwnPropertyDescriptor(holder, key);
        if (descriptor?.configurable !== true) continue;
        deleteProperty(holder, key);
        added.push({ holder, key, descriptor });
      }
    return added;
  }
}

interface Added {
  readonly holder: object;
  readonly key: PropertyKey;
  readonly descriptor: PropertyDescriptor;
}

const isSame = (now: PropertyDescriptor | undefined, then: PropertyDescriptor): boolean =>
  now !== undefined && now.value === then.value && now.get === then.get && now.set === then.set;

function put(holder: object, key: PropertyKey, descriptor: PropertyDescriptor): void {
  try {
    defineProperty(holder, key, descriptor);
  } catch {
    // Frozen by a cell: it stays as it is.
  }
}

const builtIns = new BuiltIns(globalThis);

/** Does our own work, which must not wait for anything, with the built-ins that were there when this module was loaded. */
export const withBuiltIns = <Result>(work: () => Result): Result => builtIns.during(work);
