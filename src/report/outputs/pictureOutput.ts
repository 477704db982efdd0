import { isRecord } from "../../text/isRecord.js";
import { joinText } from "../../nbformat/multilineText.js";
import { markup, type Html } from "../html.js";
import { dataUrl } from "./picture.js";
import type { OutputRenderer } from "./renderer.js";

/** Pictures, the sharpest first. */
export const pictureOutputs: readonly OutputRenderer[] = [
  "image/svg+xml",
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "image/avif",
].map(pictureRenderer);

/** Shows pictures of one type, in the size that their metadata ask for. */
function pictureRenderer(mimeType: string): OutputRenderer {
  return {
    mimeType,
    kind: "picture",
    render(value, { metadata, plain }, context) {
      const url = dataUrl(mimeType, joinText(value));
      if (url === undefined) return undefined;
      const metadataOfType = metadata[mimeType];
      const sizes = isRecord(metadataOfType) ? metadataOfType : {};
      const size = (name: string): Html | undefined => {
        const pixels = sizes[name];
        return typeof pixels === "number" && pixels > 0 && pixels <= 4000
          ? markup` ${name}="${Math.round(pixels)}"`
          : undefined;
      };
      const alternative =
        plain.trim() !== "" && plain.length < 2000 ? plain.trim() : context.words.figure;
      return markup`<figure class="figure picture">
        <img src="${url}" alt="${alternative}" ${size("width")}${size("height")} />
      </figure>`;
    },
  };
}
