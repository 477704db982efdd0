import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requireLazily } from "../../../src/node/data/requireLazily.js";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "lossbook-lazily-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A heavy module that says when it is read, and a user of it, freshly written. */
function modules(name: string) {
  const require = createRequire(join(folder, "here.js"));
  const heavy = join(folder, `${name}-heavy.js`);
  const user = join(folder, `${name}-user.js`);
  writeFileSync(heavy, `globalThis.${name}Read = true; exports.double = (x) => 2 * x;`);
  writeFileSync(
    user,
    `const heavy = require(${JSON.stringify(heavy)}); exports.twice = (x) => heavy.double(x);`,
  );
  const wasRead = () => (globalThis as Record<string, unknown>)[`${name}Read`] === true;
  return { require, heavy, user, wasRead };
}

describe("requireLazily", () => {
  it("reads the module when something of it is used, not before", () => {
    const { require, heavy, user, wasRead } = modules("waits");
    const { twice } = requireLazily(
      require,
      [heavy],
      () => require(user) as { twice(x: number): number },
    );
    expect(wasRead()).toBe(false);
    expect(twice(21)).toBe(42);
    expect(wasRead()).toBe(true);
  });

  it("leaves the module itself to everyone else", () => {
    const { require, heavy, user } = modules("others");
    requireLazily(require, [heavy], () => require(user) as object);
    expect(require.cache[heavy]).toBeUndefined();
    expect(Object.keys(require(heavy) as object)).toEqual(["double"]);
  });

  it("keeps a module that is loaded already, and clears up after an error", () => {
    const { require, heavy } = modules("loaded");
    const before = require(heavy) as object;
    const other = join(folder, "other.js");
    writeFileSync(other, "exports.x = 1;");
    expect(() =>
      requireLazily(require, [heavy, other], () => {
        expect(require(heavy)).toBe(before);
        throw new Error("no such thing");
      }),
    ).toThrow("no such thing");
    expect(require.cache[other]).toBeUndefined();
  });
});
