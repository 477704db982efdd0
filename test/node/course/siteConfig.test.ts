import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configName, readSiteConfig } from "../../../src/node/course/siteConfig.js";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lossbook-config-"));
  path = join(folder, configName);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the configuration of a course", () => {
  it("is optional, and is read where it is", () => {
    expect(readSiteConfig(folder)).toMatchObject({ title: "Notebooks", language: "en" });
    writeFileSync(path, '{ "title": "Mine" }');
    expect(readSiteConfig(folder)).toMatchObject({ title: "Mine", language: "en" });
  });

  const sentence = "lossbook.config.json must be a file of at most 1000 kB";
  // Windows has no such device.
  it.skipIf(process.platform === "win32")("is no device", () => {
    symlinkSync("/dev/zero", path);
    expect(() => readSiteConfig(folder)).toThrow(sentence);
  });

  it("is a file of a size that somebody wrote: no folder, nothing endless", () => {
    mkdirSync(path);
    expect(() => readSiteConfig(folder)).toThrow(sentence);
    rmSync(path, { recursive: true });
    writeFileSync(path, `{ "title": "${"x".repeat(1_000_000)}" }`);
    expect(() => readSiteConfig(folder)).toThrow(sentence);
  });

  it("is no wall of brackets and no wall of text: one short line says so", () => {
    writeFileSync(path, `{"colours":${"[".repeat(100_000)}${"]".repeat(100_000)}}`);
    expect(() => readSiteConfig(folder)).toThrow("is nested more than 20 levels deep");
    writeFileSync(path, JSON.stringify({ title: ["x".repeat(100_000)] }));
    expect(() => readSiteConfig(folder)).toThrow(/^lossbook.config.json: title.{1,1000}…$/);
  });

  it("is not read through a link that leads out of the course", () => {
    const outside = join(folder, "..", `${basename(folder)}.json`);
    writeFileSync(outside, '{ "title": "Secret" }');
    symlinkSync(outside, path);
    expect(() => readSiteConfig(folder)).toThrow(/no link that leads out of its folder$/);
    rmSync(outside);
    expect(() => readSiteConfig(folder)).toThrow(sentence);
    writeFileSync(join(folder, "mine.json"), '{ "title": "Mine" }');
    rmSync(path);
    symlinkSync("mine.json", path);
    expect(readSiteConfig(folder).title).toBe("Mine");
  });

  it.each([
    "{\u001b[2J}",
    '{ "\u009b2J": 1 }',
    '{ "language": "\u001b]0;x\u0007" }',
    '{ "\u202eabc": 1 }',
  ])("steers no terminal by its errors", (text) => {
    writeFileSync(path, text);
    expect(() => readSiteConfig(folder)).toThrow(
      // eslint-disable-next-line no-control-regex
      /^lossbook\.config\.json[^\u0000-\u001f\u007f-\u009f\u202e]+$/,
    );
  });
});
