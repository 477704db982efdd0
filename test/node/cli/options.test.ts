import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { mebibytes, parameter, parametersOf, seconds } from "../../../src/node/cli/options.js";

const folder = mkdtempSync(join(tmpdir(), "lossbook-options-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const id = "12345678901234567890";

describe("parameters of the command line", () => {
  it("say which of them came as text because a number would lose digits", () => {
    const given = parameter(`id=${id}`, parameter("rate=0.5"));
    expect(given).toEqual({
      values: { rate: 0.5, id },
      warnings: [
        `parameter id: ${id} has more digits than a number keeps, so it is passed as text`,
      ],
    });
  });

  it("go over those of a file, which keeps its digits as well", () => {
    const file = join(folder, "params.json");
    writeFileSync(file, `{ "id": ${id}, "rate": 0.25 }`);
    const { values, warnings } = parametersOf(file, parameter("rate=0.5"));
    expect(values).toEqual({ id, rate: 0.5 });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(id);
    expect(parametersOf(undefined)).toEqual({ values: {}, warnings: [] });
  });
});

describe("limits", () => {
  it("are milliseconds and MiB; 0 seconds is no limit", () => {
    expect([seconds("2.5"), seconds("0"), mebibytes("512")]).toEqual([2500, Infinity, 512]);
  });

  it.each(["", " ", "-1", "soon", "Infinity"])("of %j seconds is refused", (text) => {
    expect(() => seconds(text)).toThrow("Expected a number of seconds");
  });
});
