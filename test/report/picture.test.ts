import { describe, expect, it, vi } from "vitest";
import { dataUrl, pictureUrl } from "../../src/report/outputs/picture.js";
import { drawableSvg } from "../../src/report/outputs/svg.js";
import { render } from "./render.js";

describe("where a picture's bytes come from", () => {
  it("the address itself, an attachment, or a file that the options read", () => {
    const sources = {
      attachments: { "a b.png": { "image/png": ["AA", "AA"] } },
      picture: (path: string) => (path === "in/a.png" ? "data:image/png;base64,BBBB" : undefined),
    };
    expect(pictureUrl("data:image/gif;base64,AAAA", sources)).toBe("data:image/gif;base64,AAAA");
    expect(pictureUrl("attachment:a%20b.png", sources)).toBe("data:image/png;base64,AAAA");
    expect(pictureUrl("in/a.png", sources)).toBe("data:image/png;base64,BBBB");
  });

  it.each(["https://x.org/a.png", "//x.org/a.png", "file:///a.png", "\\\\host\\a.png", "c:/a.png"])(
    "%s is never looked for in a file",
    (source) => {
      const picture = vi.fn(() => "data:image/png;base64,BBBB");
      expect(pictureUrl(source, { attachments: {}, picture })).toBeUndefined();
      expect(picture).not.toHaveBeenCalled();
    },
  );

  it("a foreign page, which has no reader of files, shows no file at all", async () => {
    const { article } = await render({ markdown: ["![a](a.png)"], outputs: [] });
    expect(article.text).not.toContain("<img");
    expect(article.text).toContain('<span class="no-picture">Picture not in this report: a</span>');
  });

  it.each([
    ["image/png", "not base64!"],
    ["image/png", "AAAAA"],
    ["text/html", "AAAA"],
  ])("%s of %j is no picture", (type, data) => {
    expect(dataUrl(type, data)).toBeUndefined();
  });
});

it("an element counts for what stands around it, whatever stands within", () => {
  // A part of a thousand elements behind an inner one without a name, used a thousand times: too much to draw.
  const svg = (part: string, uses: number) =>
    `<svg xmlns="http://www.w3.org/2000/svg"><g id="a"><g><path d="M0 0h1"/></g>${part}</g>${'<use href="#a"/>'.repeat(uses)}</svg>`;
  const part = '<path d="M0 0h1"/>'.repeat(1_000);
  expect(drawableSvg(svg(part, 100))).toBeDefined();
  expect(drawableSvg(svg(part, 1_000))).toBeUndefined();
});
