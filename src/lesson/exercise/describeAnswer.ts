/** What came, short enough for a sentence and safe inside Markdown; never throws and never calls the reader's code. */
export function describeAnswer(value: unknown): string {
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) ? String(Number(value.toPrecision(6)) + 0) : String(value);
    case "string":
      return value.length > 40
        ? `a text of ${value.length} characters`
        : `the text \`${value.replace(/[`\s]+/g, " ")}\``;
    case "bigint":
      // Printing a million digits takes longer than the reader waits.
      return BigInt.asIntN(64, value) === value
        ? `the BigInt ${value}n`
        : "a BigInt of more than 18 digits";
    case "function":
      return "a function";
    case "undefined":
      return "undefined";
    case "boolean":
      return String(value);
    case "symbol":
      return "a symbol";
    default:
      return describeObject(value);
  }
}

function describeObject(value: unknown): string {
  if (value === null) return "null";
  if (value instanceof Promise) return "a promise (write `await` before it)";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (ArrayBuffer.isView(value)) return "a typed array";
  return "an object";
}

/** Arguments of a call, in brackets: `(2, [0.5, 0.5])`. */
export function describeInputs(inputs: readonly unknown[]): string {
  return `(${inputs.map(describeInput).join(", ")})`;
}

function describeInput(value: unknown): string {
  if (Array.isArray(value) || value instanceof Float64Array) {
    const list = Array.from(value as ArrayLike<unknown>);
    const shown = list.slice(0, 6).map(describeInput).join(", ");
    return `[${shown}${list.length > 6 ? ", …" : ""}]`;
  }
  return describeAnswer(value);
}
