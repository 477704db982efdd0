import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as constants from "../../../src/math/numeric/constants.js";

/** mpmath.nstr(…, 25) of each. */
const digits: Record<keyof typeof constants, string> = {
  HALF_LOG_TWO_PI: "0.9189385332046727417803297",
  LOG_PI: "1.144729885849400174143427",
  HALF_LOG_HALF_PI: "0.2257913526447274323630976",
  EULER_GAMMA: "0.5772156649015328606065121",
  ONE_MINUS_EULER_GAMMA: "0.4227843350984671393934879",
  ROOT_PI: "1.772453850905516027298167",
  INVERSE_ROOT_PI: "0.5641895835477562869480795",
  TWO_OVER_ROOT_PI: "1.128379167095512573896159",
  ROOT_TWO_PI: "2.506628274631000502415765",
};

describe("constants", () => {
  it.each(Object.entries(constants))("%s is the double next to mpmath's digits", (name, value) => {
    expect(value).toBe(Number(digits[name as keyof typeof digits]));
  });

  it("stand in one file: no other has their first digits", () => {
    const root = join(import.meta.dirname, "..", "..", "..", "src");
    const firsts = Object.values(digits).map((text) => text.slice(0, 10));
    const others = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
      (file) => file.endsWith(".ts") && !file.endsWith(join("numeric", "constants.ts")),
    );
    expect(others.length).toBeGreaterThan(100);
    const twice = others.filter((file) => {
      const text = readFileSync(join(root, file), "utf8");
      return firsts.some((first) => text.includes(first));
    });
    expect(twice).toEqual([]);
  });
});
