/**
 * Whose work is being done: the cell that runs, or the one that set the timer which has just come. What is printed or
 * thrown belongs to it, even after its end.
 */
export class CellOwner {
  current = "";

  /** From here on timers remember the cell that set them. */
  watchTimers(global: typeof globalThis): void {
    const after =
      (set: (body: () => void, milliseconds?: number) => unknown) =>
      (body: unknown, milliseconds?: number, ...values: unknown[]) => {
        const cell = this.current;
        if (typeof body !== "function") throw new TypeError("a timer takes a function");
        return set(() => {
          this.current = cell;
          // `this` is an object, as on the kernel, where it is the timer.
          Reflect.apply(body, global, values);
        }, milliseconds);
      };
    Object.assign(global, {
      setTimeout: after(global.setTimeout.bind(global)),
      setInterval: after(global.setInterval.bind(global)),
    });
  }
}
