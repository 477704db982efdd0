import { joinText } from "../../nbformat/multilineText.js";
import { drawableSvg } from "./svg.js";
import { wellFormedSvg } from "./svgFile.js";

/** Where the pictures of a cell come from, beside their own addresses. */
export interface PictureSources {
  /** The cell's attachments: file name → MIME type → base64. */
  readonly attachments: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** A picture's file as a data URL, or undefined where it may not or cannot be read. */
  readonly picture?: ((path: string) => string | undefined) | undefined;
}

const types = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml", "image/avif"];

/** Picture data as a data URL for `<img>`, where even an SVG can run nothing; undefined if it is none. */
export function dataUrl(type: string, data: string): string | undefined {
  if (!types.includes(type)) return undefined;
  if (type === "image/svg+xml" && data.includes("<")) {
    const file = wellFormedSvg(data.replace(/[\ud800-\udfff]/gu, "\ufffd"));
    const svg = file === undefined ? undefined : drawableSvg(file);
    return svg === undefined ? undefined : `data:image/svg+xml,${encodeURIComponent(svg)}`;
  }
  // A browser reports base64 of an impossible length as a failed request.
  const base64 = data.replace(/\s+/g, "").replace(/={1,2}$/, "");
  if (!/^[A-Za-z0-9+/]+$/.test(base64) || base64.length % 4 === 1) return undefined;
  return `data:${type};base64,${base64.padEnd(Math.ceil(base64.length / 4) * 4, "=")}`;
}

/**
 * Jupyter writes `![…](attachment:my picture.png)` with the name as it is; Markdown ends an address at a space, or at
 * a bracket that nothing opens.
 */
export function encodeAttachments(
  source: string,
  attachments: PictureSources["attachments"],
): string {
  let text = source;
  for (const name of Object.keys(attachments))
    if (/[\s()<>]/.test(name))
      text = text.replaceAll(
        `(attachment:${name}`,
        `(attachment:${encodeURIComponent(name).replace(/[()]/g, (mark) => (mark === "(" ? "%28" : "%29"))}`,
      );
  return text;
}

/** Where a picture's bytes are: in the address itself, in the cell's attachments, or in a file of the project. */
export function pictureUrl(source: string, context: PictureSources): string | undefined {
  const inline = /^data:(image\/[a-z+]+);base64,([\s\S]*)$/i.exec(source);
  if (inline !== null) {
    const [, type = "", data = ""] = inline;
    return dataUrl(type.toLowerCase(), decode(data));
  }
  const drawn = /^data:image\/svg\+xml(?:;[\w=-]+)*,([\s\S]*)$/i.exec(source)?.[1];
  if (drawn !== undefined) return dataUrl("image/svg+xml", decode(drawn));
  if (/^attachment:/i.test(source)) {
    const bundle = context.attachments[decode(source.slice("attachment:".length))];
    for (const type of types) {
      if (bundle?.[type] !== undefined) return dataUrl(type, joinText(bundle[type]));
    }
    return undefined;
  }
  if (/^[a-z][a-z0-9+.-]*:|^\/\/|^\\\\/i.test(source)) return undefined;
  return context.picture?.(decode(source));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
