import { expect, it } from "vitest";
import { withTypesOfExports } from "../../../src/node/kernel/packageTypes.js";

const read = (manifest: object): Record<string, unknown> =>
  JSON.parse(withTypesOfExports(JSON.stringify(manifest))) as Record<string, unknown>;

it("types and code of the package itself", () => {
  expect(read({ exports: { types: "./t.d.ts", import: "./c.js" } })).toMatchObject({
    types: "./t.d.ts",
    main: "./c.js",
  });
  expect(
    read({ exports: { require: { types: "./r.d.cts" }, import: { types: "./i.d.ts" } } }),
  ).toMatchObject({ types: "./r.d.cts" });
  expect(read({ exports: { browser: "./b.js", default: ["./c.js"] } })).toMatchObject({
    main: "./c.js",
  });
});

it("its parts and patterns, and its main file beside a pattern that would lead it astray", () => {
  const { typesVersions } = read({
    types: "./dist/main.d.ts",
    exports: {
      ".": "./dist/main.js",
      "./extra": { import: { types: "./dist/e.d.ts", default: "./dist/e.js" } },
      "./*": { types: "./dist/*.d.ts", default: "./dist/*.js" },
      "./hidden": null,
    },
  });
  expect(typesVersions).toEqual({
    "*": {
      "extra": ["./dist/e.d.ts"],
      "*": ["./dist/*.d.ts"],
      "dist/main.d.ts": ["./dist/main.d.ts"],
      "dist/main.js": ["./dist/main.js"],
    },
  });
});

it("leaves alone what says it already, and what is no manifest", () => {
  const said = {
    types: "./a.d.ts",
    main: "./a.js",
    exports: { types: "./b.d.ts", default: "./b.js" },
  };
  expect(read(said)).toEqual(said);
  for (const text of [
    '{ "main": "a.js" }',
    '{ "exports": { "./a": "./a.js" }, "typesVersions": {} }',
    "[1",
    "null",
  ])
    expect(withTypesOfExports(text)).toBe(text);
});
