import type { ValueType } from "./valueType.js";

/** The values of all names, by slot. */
export type Environment = unknown[];

/** Where the names of an expression live, and what they are. */
export interface Scope {
  readonly slots: Map<string, { readonly slot: number; readonly type: ValueType }>;
  size: number;
}

export interface Compiled {
  readonly type: ValueType;
  readonly run: (environment: Environment) => unknown;
}

export function newScope(): Scope {
  return { slots: new Map(), size: 0 };
}

export function declare(scope: Scope, name: string, type: ValueType): number {
  const slot = scope.size++;
  scope.slots.set(name, { slot, type });
  return slot;
}

/** A function of the values of all names. */
export type Evaluate<Value> = (environment: Environment) => Value;
