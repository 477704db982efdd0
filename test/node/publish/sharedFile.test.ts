import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sharedFile } from "../../../src/node/publish/siteManifest.js";

// A page that asks for a file which the manifest does not know is none of its pages: the next call would forget it.
it("the manifest knows every shared file that a page may ask for", () => {
  const scripts = readFileSync(
    join(import.meta.dirname, "..", "..", "..", "src", "node", "publish", "pageScripts.ts"),
    "utf8",
  );
  const names = ["worker", "modules", "tables", "render", "editor", "live", "reader", "index"];
  for (const name of names) {
    expect(scripts, name).toContain(`"${name}"`);
    expect(`assets/${name}-0123456789ab.js`).toMatch(sharedFile);
  }
  expect("assets/notes-0123456789ab.js").not.toMatch(sharedFile);
});
