/**
 * Keeps a cell from closing the global object, on which the cells after it define their names: it would be refused there,
 * cell by cell, until the reader resets the page. On the kernel a cell's names lie elsewhere.
 *
 * Errors  TypeError, in the cell that tries.
 */
export function keepGlobalOpen(global: typeof globalThis): void {
  const guarded =
    <Result>(holder: object, name: string, close: (target: object) => Result) =>
    (target: object): Result => {
      if (target === global)
        throw new TypeError(
          `${name}(globalThis) would keep the cells after this one from defining their names`,
        );
      return Reflect.apply(close, holder, [target]);
    };
  const { Object, Reflect } = global;
  const doors = [
    [Object, "Object", ["freeze", "seal", "preventExtensions"]],
    [Reflect, "Reflect", ["preventExtensions"]],
  ] as const;
  for (const [holder, holderName, names] of doors)
    for (const name of names) {
      const close = (holder as unknown as Record<string, (target: object) => unknown>)[name];
      if (close === undefined) continue;
      const value = guarded(holder, `${holderName}.${name}`, close);
      Object.defineProperty(value, "name", { value: name });
      Object.defineProperty(holder, name, { value, writable: true, configurable: true });
    }
}
