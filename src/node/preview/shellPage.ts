import { markup, embeddedJson, trusted } from "../../report/html.js";
import { policyHash } from "../publish/contentHash.js";
import { readBuiltScript } from "../publish/builtScripts.js";

const style = `
:root { color-scheme: light dark; font: 14px/1.4 system-ui, sans-serif; }
html, body { margin: 0; height: 100%; overflow: hidden; background: Canvas; color: CanvasText; }
h1 { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); }
body { display: grid; grid-template-rows: 1fr auto; }
main { position: relative; }
iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; background: Canvas; }
iframe.next { visibility: hidden; }
footer { border-top: 1px solid color-mix(in srgb, CanvasText 25%, Canvas); padding: 6px 12px; display: flex; gap: 12px; align-items: baseline; flex-wrap: wrap; }
footer p { margin: 0; }
#state.failed, #state.unreadable, #state.gone { color: light-dark(#a40e26, #ff9492); font-weight: 600; }
footer button { font: inherit; color: inherit; background: none; border: 0; padding: 0; text-align: start; text-decoration: underline; cursor: pointer; }
footer details { flex-basis: 100%; }
footer ul { margin: 4px 0; padding-inline-start: 20px; max-height: 30vh; overflow: auto; }
footer li.error { color: light-dark(#a40e26, #ff9492); }
`;

/** The page around the pages: a frame that shows them, and a line that says how far the notebook is. */
export function previewShell(home: string): { readonly html: string; readonly policy: string } {
  const script = readBuiltScript("preview");
  const html = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>lossbook preview</title>
        <link rel="icon" href="data:," />
        <style>${trusted(style)}</style>
      </head>
      <body>
        <main><h1>lossbook preview</h1></main>
        <footer>
          <p id="state" role="status"></p>
          <p id="place"></p>
          <details id="findings" hidden><summary></summary><ul></ul></details>
        </footer>
        <script type="application/json" id="home">${embeddedJson(home)}</script>
        <script>${trusted(script)}</script>
      </body>
    </html>`.text;
  // What stands between the tags is what the policy knows.
  const hashes = (tag: string): string =>
    [...html.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, "g"))]
      .map(([, text = ""]) => `'${policyHash(text)}'`)
      .join(" ");
  return {
    html,
    policy: `default-src 'none'; script-src ${hashes("script")}; style-src ${hashes("style")}; img-src data:; frame-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  };
}
