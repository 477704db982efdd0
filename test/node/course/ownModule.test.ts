import { expect, it } from "vitest";
import { compileOwnModule } from "../../../src/node/course/ownModule.js";

const compiled = (text: string) => compileOwnModule(text, "/course/notebooks/here.ts", "here.ts");

it("a module that asks where it lies is refused at its line; a comment or a text may say so", () => {
  expect(() => compiled("export const a = 1;\n\nexport const here = import.meta.url;\n")).toThrow(
    /^here\.ts:3:\d+ - import\.meta is not there/,
  );
  const said = compiled('// import.meta\nexport const text: string = "import.meta";\n');
  expect(said).toContain('"import.meta"');
});

it("every line stays where it was", () => {
  const text =
    "interface A {\n  a: number;\n}\nexport function f(a: A): number {\n  return a.a;\n}\n";
  expect(compiled(text).split("\n").length).toBe(text.split("\n").length);
  expect(compiled(text).split("\n")[4]).toContain("return a.a;");
});
