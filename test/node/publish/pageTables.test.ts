import { expect, it } from "vitest";
import { pageTables } from "../../../src/node/publish/pageTables.js";

it("a table travels by whatever name it has, `__proto__` too", async () => {
  const table = { columns: { a: [1] } } as never;
  const tables = await pageTables(
    { report: { codeCells: [] }, folder: ".", tablesRead: ["__proto__", "constructor"] },
    () => Promise.resolve(table),
  );
  expect(JSON.parse(JSON.stringify(tables))).toEqual(
    JSON.parse(`{"__proto__":{"columns":{"a":[1]}},"constructor":{"columns":{"a":[1]}}}`),
  );
  expect(Object.keys(tables)).toEqual(["__proto__", "constructor"]);
});
