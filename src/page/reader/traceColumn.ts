const arrays = {
  f8: Float64Array,
  f4: Float32Array,
  i4: Int32Array,
  u4: Uint32Array,
  i2: Int16Array,
  u2: Uint16Array,
  i1: Int8Array,
  u1: Uint8Array,
} as const;

/**
 * A column of a trace: an array, or Plotly's typed array in base64 (of a grid: with its shape). Undefined where it is
 * neither, or cannot be read.
 */
export function columnOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value.length > 0 ? value : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  const { dtype, bdata, shape } = value as Record<string, unknown>;
  if (typeof dtype !== "string" || typeof bdata !== "string" || !Object.hasOwn(arrays, dtype))
    return undefined;
  const bytes = bytesOf(bdata);
  if (bytes === undefined) return undefined;
  const type = arrays[dtype as keyof typeof arrays];
  const flat = [...new type(bytes.buffer, 0, Math.floor(bytes.length / type.BYTES_PER_ELEMENT))];
  const sizes = (Array.isArray(shape) ? shape : String(shape ?? "").split(",")).map(Number);
  const [height = 0, width = 0] = sizes;
  // A shape is written beside the numbers, and may promise more than there are.
  if (sizes.length !== 2 || !(height > 0 && width > 0) || height * width > flat.length) return flat;
  return Array.from({ length: height }, (_, row) => flat.slice(row * width, (row + 1) * width));
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
