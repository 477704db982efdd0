import { rememberLines } from "./cellLines.js";
import { notHere, type ModuleTable, type Values } from "./moduleTable.js";
import { rewriteCell, type RewrittenCell } from "./rewrite/rewriteCell.js";

// Taken before a cell can put something else there.
const { defineProperty, keys } = Object;

/** What rewritten cells call; see rewriteCell.ts. */
interface CellHelpers {
  const(values: Values): void;
  let(values: Values): void;
  readonly consts: object;
  readonly lets: object;
  import(from: string, wanted: readonly (readonly [local: string, imported: string])[]): void;
  load(from: string): Promise<Values>;
}

/** The last expression's value, and whether it is a bare name; undefined where the cell ends with something else. */
export type LastExpression = readonly [value: unknown, isName: boolean] | undefined;

/** The names that all cells share: properties of the global object, so that a later definition reaches older code. */
export class Scope {
  readonly #global: object;
  readonly #modules: ModuleTable;
  readonly #ours: <Result>(work: () => Result) => Result;
  readonly #helpers: CellHelpers;
  // Kept from the start: a cell may name a constant `eval` or `performance`.
  readonly #evaluate: (code: string) => unknown;

  constructor(
    modules: ModuleTable,
    /** Does our own work with the built-ins as they were; see lesson/builtIns.ts. */
    ours: <Result>(work: () => Result) => Result = (work) => work(),
    global: object = globalThis,
  ) {
    this.#global = global;
    this.#modules = modules;
    this.#ours = ours;
    const indirect = eval;
    this.#evaluate = (code) => indirect(code) as unknown;
    const writer = (writable: boolean) =>
      new Proxy(Object.create(null) as object, {
        set: (_, name, value) => {
          this.#define(String(name), value, writable);
          return true;
        },
      });
    this.#helpers = {
      const: (values) => this.#defineAll(values, false),
      let: (values) => this.#defineAll(values, true),
      consts: writer(false),
      lets: writer(true),
      import: (from, wanted) => ours(() => this.#import(from, wanted)),
      load: (from) => Promise.resolve().then(() => this.#modules.namespace(from)),
    };
    this.#define("require", (from: string) => this.#modules.require(from), true);
  }

  /** Rewrites and runs a cell; `name` is what its stack frames are called. */
  async run(source: string, name: string): Promise<LastExpression> {
    const cell: RewrittenCell = this.#ours(() => {
      rememberLines(name, source);
      return rewriteCell(source);
    });
    this.#ours(() => cell.vars.forEach((variable) => this.#define(variable, undefined, true)));
    const url = `\n//# sourceURL=${name}`;
    const wrapped = (kind: string, text: string) =>
      this.#evaluate(`"use strict"; (${kind}($lossbook) => {${text}\n})${url}`);
    if (cell.hoisted.trim() !== "")
      (wrapped("", cell.hoisted) as (helpers: CellHelpers) => void)(this.#helpers);
    const body = wrapped("async ", cell.body) as (helpers: CellHelpers) => Promise<LastExpression>;
    // Without `await` the promise's `then` would be asked, which a cell may have replaced.
    return await body(this.#helpers);
  }

  #define(name: string, value: unknown, writable: boolean): void {
    defineProperty(this.#global, name, {
      value,
      writable,
      configurable: true,
      enumerable: true,
    });
  }

  #defineAll(values: Values, writable: boolean): void {
    // By number: a cell may have replaced what goes through a list.
    const names = keys(values);
    for (let at = 0; at < names.length; at++) {
      const name = names[at];
      if (name !== undefined) this.#define(name, values[name], writable);
    }
  }

  #import(from: string, wanted: readonly (readonly [string, string])[]): void {
    const needs = this.#modules.needsNode(from);
    const module = needs === undefined ? this.#modules.namespace(from) : {};
    for (const [local, imported] of wanted) {
      if (needs === undefined && imported === "*") this.#define(local, module, false);
      else if (imported in module) this.#define(local, module[imported], false);
      // A type leaves no trace in a page, and nothing ever reads it; a value is missed when it is read.
      else
        defineProperty(this.#global, local, {
          get: () => {
            throw needs === undefined
              ? new ReferenceError(`${imported} of "${from}" is not in this page`)
              : new Error(notHere(from, needs));
          },
          configurable: true,
          enumerable: true,
        });
    }
    // Whoever takes no name of it wants what it does.
    if (needs !== undefined && wanted.length === 0) throw new Error(notHere(from, needs));
  }
}
