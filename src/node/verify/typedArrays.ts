import { isRecord } from "../../text/isRecord.js";

const readers: Readonly<
  Record<string, { bytes: number; read: (view: DataView, at: number) => number }>
> = {
  f8: { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
  f4: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  i4: { bytes: 4, read: (view, at) => view.getInt32(at, true) },
  u4: { bytes: 4, read: (view, at) => view.getUint32(at, true) },
  i2: { bytes: 2, read: (view, at) => view.getInt16(at, true) },
  u2: { bytes: 2, read: (view, at) => view.getUint16(at, true) },
  i1: { bytes: 1, read: (view, at) => view.getInt8(at) },
  u1: { bytes: 1, read: (view, at) => view.getUint8(at) },
  u1c: { bytes: 1, read: (view, at) => view.getUint8(at) },
};

/** Plotly's base64 arrays (`{ dtype, bdata, shape? }`) as numbers, everywhere in `value`; the rest unchanged. */
export function unpackTypedArrays(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpackTypedArrays);
  if (!isRecord(value)) return value;
  const { dtype, bdata } = value;
  const reader = typeof dtype === "string" ? readers[dtype] : undefined;
  if (reader !== undefined && typeof bdata === "string") {
    const bytes = Buffer.from(bdata, "base64");
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const values = Array.from({ length: Math.floor(bytes.length / reader.bytes) }, (_, index) =>
      stored(reader.read(view, index * reader.bytes), dtype === "f4"),
    );
    return value.shape === undefined ? values : { shape: value.shape, values };
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, unpackTypedArrays(inner)]),
  );
}

/**
 * As JSON has it: NaN and the infinities are null. Single precision becomes a printed number of six digits, which is
 * compared to one unit of the last of them.
 */
function stored(x: number, isSingle: boolean): number | string | null {
  if (!Number.isFinite(x)) return null;
  return isSingle ? x.toPrecision(6) : x;
}
