import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectPictures } from "../../../src/node/publish/projectPicture.js";

let above: string;
let project: string;
let folder: string;
beforeAll(() => {
  above = mkdtempSync(join(tmpdir(), "lossbook-picture-"));
  project = join(above, "course");
  folder = join(project, "notebooks");
  mkdirSync(folder, { recursive: true });
  for (const place of [above, project, folder]) writeFileSync(join(place, "a.png"), "png");
  writeFileSync(join(folder, "key.txt"), "secret");
  symlinkSync(join(above, "a.png"), join(folder, "out.png"));
  symlinkSync(join(folder, "key.txt"), join(folder, "key.png"));
  if (process.platform !== "win32") execFileSync("mkfifo", [join(folder, "pipe.png")]);
  mkdirSync(join(above, "course-2"));
  writeFileSync(join(above, "course-2", "a.png"), "png");
});
afterAll(() => rmSync(above, { recursive: true, force: true }));

describe("projectPictures", () => {
  it.each(["a.png", "./a.png", "../a.png"])("reads %s, inside the project", (path) => {
    expect(projectPictures(project, folder)(path)).toBe("data:image/png;base64,cG5n");
  });

  it.each([
    ["png", "data:image/png;base64,PGE+"],
    ["jpg", "data:image/jpeg;base64,PGE+"],
    ["JPEG", "data:image/jpeg;base64,PGE+"],
    ["gif", "data:image/gif;base64,PGE+"],
    ["webp", "data:image/webp;base64,PGE+"],
  ])("reads a picture that ends in .%s as what it is", (end, expected) => {
    writeFileSync(join(folder, `kind.${end}`), "<a>");
    expect(projectPictures(project, folder)(`kind.${end}`)).toBe(expected);
  });

  it("reads a drawing as text", () => {
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9" /></svg>';
    writeFileSync(join(folder, "kind.svg"), drawing);
    expect(projectPictures(project, folder)("kind.svg")).toMatch(/^data:image\/svg\+xml,%3Csvg/);
  });

  it("reads five million bytes, and no more", () => {
    const path = join(folder, "large.png");
    writeFileSync(path, Buffer.alloc(5_000_000));
    expect(projectPictures(project, folder)("large.png")).toHaveLength(22 + 6_666_668);
    writeFileSync(path, Buffer.alloc(5_000_001));
    expect(projectPictures(project, folder)("large.png")).toBeUndefined();
  });

  it.each([
    ["a file above the project", "../../a.png"],
    ["a project whose name begins alike", "../../course-2/a.png"],
    ["a link that leads out of it", "out.png"],
    ["an absolute path", "/etc/passwd.png"],
    ["what is no picture", "key.txt"],
    ["what is not there", "none.png"],
    ["a pipe, which nobody may ever write to", "pipe.png"],
    ["a name with a zero byte", "a.png\0.png"],
    ["an address", "https://attacker.example/a.png"],
  ])("reads not %s", (_, path) => {
    expect(projectPictures(project, folder)(path)).toBeUndefined();
  });
});
