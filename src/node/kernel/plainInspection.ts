import { AsyncLocalStorage } from "node:async_hooks";
import { inspect } from "node:util";

type Tagged = Record<symbol, unknown>;

/** What Node hangs on a promise while somebody follows it. */
const asyncMarks = new Set(["async_id_symbol", "trigger_async_id_symbol"]);

/**
 * An AsyncLocalStorage that nobody sees: Node 20 and 22 keep the store as a property of every promise, timer and socket,
 * which `console.log` would show. Here the property is hidden. Node 24 keeps it elsewhere.
 */
export class HiddenStorage<Store> extends AsyncLocalStorage<Store> {
  /** Node calls this for each new resource. */
  protected _propagate(resource: Tagged, trigger: Tagged): void {
    const { kResourceStore: key, enabled } = this as unknown as {
      readonly kResourceStore: symbol;
      readonly enabled: boolean;
    };
    if (!enabled) return;
    const value = trigger[key];
    void Object.defineProperty(resource, key, { value, writable: true, configurable: true });
  }
}

/** Lets promises print as in a program that nobody follows: without the numbers that Node gives them for us. */
export function printPromisesPlainly(): void {
  void Object.defineProperty(Promise.prototype, inspect.custom, {
    configurable: true,
    writable: true,
    value(this: Promise<unknown> & Tagged) {
      for (const mark of Object.getOwnPropertySymbols(this)) {
        if (asyncMarks.has(mark.description ?? "")) {
          void Object.defineProperty(this, mark, { enumerable: false });
        }
      }
      return this;
    },
  });
}
