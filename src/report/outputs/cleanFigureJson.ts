import { isRecord } from "../../text/isRecord.js";

const forbidden = new Set(["__proto__", "constructor", "prototype"]);

/** As many of a list that Plotly draws one by one. */
const mostParts = 1000;
const drawnOneByOne = new Set([
  "shapes",
  "selections",
  "annotations",
  "images",
  "updatemenus",
  "sliders",
]);

/**
 * JSON of a figure as data only: no address but a picture's own bytes, text with plain emphasis at most, packed lists
 * that are what they say, nothing that Plotly would draw for minutes, controls that change what is drawn and no more.
 */
export function cleanJson(value: unknown, depth = 0): unknown {
  if (depth > 40) return null;
  if (typeof value === "string") return plainMarkup(value);
  if (Array.isArray(value)) return value.map((item) => cleanJson(item, depth + 1));
  if (!isRecord(value)) return value;
  if ("bdata" in value) {
    const packed = withShortType(value);
    if (!isPacked(packed)) return [];
    return /^[ui]8$/.test(String(packed["dtype"])) ? unpackedWhole(packed) : { ...packed };
  }
  const result: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) {
    if (forbidden.has(name)) continue;
    // A picture in a figure shows its own bytes or nothing.
    if (name === "source" && typeof item === "string") {
      if (/^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/.test(item))
        result[name] = item;
      continue;
    }
    if (drawnOneByOne.has(name) && Array.isArray(item)) {
      result[name] = item
        .slice(0, mostParts)
        .filter((part) => !isBrokenPath(part))
        .map((part) => cleanJson(part, depth + 1));
      continue;
    }
    if (isTooMuch(name, item)) continue;
    result[name] = cleanJson(item, depth + 1);
  }
  if (hasTooManySteps(result)) for (const name of ["start", "end", "size"]) delete result[name];
  if (typeof result["method"] === "string" && "args" in result) cleanControl(result);
  return result;
}

/** How many positions follow each letter of a path that Plotly draws. */
const positionsOf: Readonly<Record<string, number>> = {
  M: 2,
  L: 2,
  H: 1,
  V: 1,
  Q: 4,
  C: 6,
  T: 2,
  S: 4,
  Z: 0,
};
const position = /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|\d{4}-[\d:._+-]+)$/i;

/** A shape or selection whose path has too few positions, or what is none: Plotly hands it to the browser as it is. */
function isBrokenPath(part: unknown): boolean {
  if (!isRecord(part)) return false;
  const { path, type } = part;
  if (path === undefined) return type === "path";
  if (typeof path !== "string" || !/^\s*M/.test(path)) return true;
  return [...path.matchAll(/([MLHVQCTSZ])([^MLHVQCTSZ]*)/g)].some(([, letter = "", text = ""]) => {
    const positions = text.match(/[^\s,]+/g) ?? [];
    const least = positionsOf[letter] ?? 0;
    return positions.length < least || !positions.every((one) => position.test(one));
  });
}

/** NumPy's long names of types, and its marks for the order of bytes, which Plotly writes little end first. */
function withShortType(packed: Readonly<Record<string, unknown>>) {
  const { dtype, bdata, shape } = packed;
  const name = typeof dtype === "string" ? dtype.replace(/^[<|=]/, "") : "";
  const long = /^(u?int|float)(8|16|32|64)(?:_?clamped)?$/.exec(name);
  const [, kind = "", bits = ""] = long ?? [];
  const clamped = name.endsWith("clamped") ? "c" : "";
  const short =
    long === null ? name : `${kind.startsWith("u") ? "u" : kind[0]}${Number(bits) / 8}${clamped}`;
  return { dtype: short, bdata, ...(shape === undefined ? {} : { shape }) };
}

/** Whole numbers of eight bytes, which Plotly cannot unpack, as lists; those that a double would alter as text. */
function unpackedWhole({ dtype, bdata, shape }: Readonly<Record<string, unknown>>): unknown {
  const bytes = Uint8Array.from(atob(String(bdata)), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  let list: unknown[] = Array.from({ length: bytes.length / 8 }, (_, index) => {
    const whole =
      dtype === "u8" ? view.getBigUint64(8 * index, true) : view.getBigInt64(8 * index, true);
    const number = Number(whole);
    return Number.isSafeInteger(number) ? number : String(whole);
  });
  const sizes =
    shape === undefined
      ? []
      : String(shape as string)
          .split(",")
          .map(Number);
  for (const size of sizes.slice(1).reverse())
    list = Array.from({ length: size === 0 ? 0 : list.length / size }, (_, row) =>
      list.slice(row * size, (row + 1) * size),
    );
  return list;
}

/** A list of numbers in base64, as Plotly unpacks it: anything else makes it throw. */
function isPacked({ dtype, bdata, shape }: Readonly<Record<string, unknown>>): boolean {
  const bytes = /^(?:[ui]([1248])|f([48])|u(1)c)$/.exec(String(dtype))?.slice(1).find(Boolean);
  if (typeof bdata !== "string" || bytes === undefined || bdata.length % 4 !== 0) return false;
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(bdata)) return false;
  const size = (bdata.length / 4) * 3 - (/=*$/.exec(bdata)?.[0].length ?? 0);
  if (size % Number(bytes) !== 0) return false;
  if (shape === undefined) return true;
  const sizes = String(typeof shape === "object" ? "" : shape)
    .split(",")
    .map(Number);
  return (
    sizes.every((one) => Number.isInteger(one) && one >= 0) &&
    sizes.reduce((product, one) => product * one, 1) * Number(bytes) === size
  );
}

/** Levels of contours, and bins, from one value to another; more of them nobody could tell apart. */
const mostSteps = 5000;

function hasTooManySteps({ start, end, size }: Readonly<Record<string, unknown>>): boolean {
  const [from, to, step] = [Number(start), Number(end), Number(size)];
  // Bins of dates have texts for their ends, and months for their size.
  if ([from, to, step].some(Number.isNaN)) return false;
  return !(Math.abs((to - from) / step) <= mostSteps);
}

/** What makes a browser stand still: millions of ticks, cells of a grid, breaks in an axis, pixels of a line. */
function isTooMuch(name: string, value: unknown): boolean {
  switch (name) {
    case "nticks":
      return !(typeof value === "number" && value <= 500);
    case "nbinsx":
    case "nbinsy":
      return !(typeof value === "number" && value <= 2000);
    // Of a volume's surfaces, each drawn for itself.
    case "count":
      return typeof value === "number" && value > 200;
    case "arraydtick":
      return !(typeof value === "number" && value >= 1);
    case "dtick":
      // Of an axis without a range nobody knows how many there would be.
      return typeof value === "number" && value < 1e-3;
    case "grid":
      return (
        isRecord(value) &&
        !["rows", "columns"].every((side) => value[side] === undefined || Number(value[side]) <= 50)
      );
    case "rangebreaks":
      return (
        !Array.isArray(value) ||
        value.length > 20 ||
        value.some(
          (one) =>
            !isRecord(one) ||
            ("dvalue" in one && !(Number(one["dvalue"]) >= 60_000)) ||
            (Array.isArray(one["values"]) && one["values"].length > 1000),
        )
      );
    case "xsizemode":
    case "ysizemode":
      return value === "pixel";
    default:
      return false;
  }
}

/** What a button or slider may set of traces, and of the layout. */
const ofTraces =
  /^(?:visible|opacity|x|y|z|text|name|mode|colorscale|reversescale|zmin|zmax|showscale|hoverinfo|marker\.(?:color|size|opacity|symbol)|line\.(?:color|width|dash|shape))$/;
const ofLayout =
  /^(?:title(?:\.text)?|showlegend|barmode|hovermode|annotations|[xyz]axis\d*\.(?:title(?:\.text)?|type|range(?:\[[01]\])?|autorange|visible|showgrid)|scene\.camera)$/;

/** What a control plays: all frames, those of a group, those it names, or points of its own. */
function framesToPlay(frames: unknown): unknown {
  if (typeof frames === "string") return frames;
  if (Array.isArray(frames))
    return frames[0] === null ? [null] : frames.filter((name) => typeof name === "string");
  if (!isRecord(frames) || !Array.isArray(frames["data"])) return null;
  const data = frames["data"]
    .filter(isRecord)
    .map((trace) => Object.fromEntries(Object.entries(trace).filter(([name]) => name !== "type")));
  return Array.isArray(frames["traces"]) ? { data, traces: frames["traces"] } : { data };
}

/** A control plays frames or sets what is named above; a path such as `images[0].source` sets nothing. */
function cleanControl(control: Record<string, unknown>): void {
  const args = Array.isArray(control["args"]) ? control["args"] : [];
  delete control["args2"];
  const allowed = (value: unknown, names: RegExp): Record<string, unknown> =>
    isRecord(value)
      ? Object.fromEntries(Object.entries(value).filter(([name]) => names.test(name)))
      : {};
  switch (control["method"]) {
    case "animate": {
      const [frames, options] = args;
      control["args"] = [framesToPlay(frames), isRecord(options) ? options : {}];
      return;
    }
    case "restyle":
      control["args"] =
        typeof args[0] === "string"
          ? [ofTraces.test(args[0]) ? { [args[0]]: args[1] } : {}, args[2]]
          : [allowed(args[0], ofTraces), args[1]];
      return;
    case "relayout":
      control["args"] =
        typeof args[0] === "string"
          ? [ofLayout.test(args[0]) ? { [args[0]]: args[1] } : {}]
          : [allowed(args[0], ofLayout)];
      return;
    case "update":
      control["args"] = [allowed(args[0], ofTraces), allowed(args[1], ofLayout), args[2]];
      return;
    default:
      control["method"] = "skip";
      control["args"] = [];
  }
}

const opensNoEmphasis = /<(?!\/?(?:b|i|em|strong|sub|sup|u|s|br|extra)\s*\/?>|\s)/gi;

/**
 * Plotly reads a little HTML in its labels; links and styles are not for a notebook to set. Every `<` that opens no
 * emphasis is escaped, one at the end of a text too: Plotly joins texts (`tickprefix` and a tick), and what is taken out
 * may leave a tag behind.
 */
function plainMarkup(text: string): string {
  if (!text.includes("<")) return text;
  return text.replace(/<\/?(?:a|span)(?:\s[^<>]*)?>/gi, "").replace(opensNoEmphasis, "&lt;");
}
