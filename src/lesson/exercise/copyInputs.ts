/** A copy of a list of arguments, so that nobody spoils another's; what is not a list is passed as it is. */
export function copyInputs(inputs: readonly unknown[]): unknown[] {
  return inputs.map(copy);
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  return value instanceof Float64Array ? value.slice() : value;
}
