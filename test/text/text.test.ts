import { describe, expect, it } from "vitest";
import { escapeHtml } from "../../src/text/escapeHtml.js";
import { isDeeperThan } from "../../src/text/isDeeperThan.js";
import { isRecord } from "../../src/text/isRecord.js";
import { scriptJson } from "../../src/text/scriptJson.js";
import { textOf } from "../../src/text/textOf.js";

describe("escapeHtml", () => {
  it("leaves nothing that ends an attribute or begins an element", () => {
    expect(escapeHtml(`<a href="x">'&'</a>`)).toBe(
      "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;",
    );
  });

  it("drops control characters that HTML forbids, and keeps tabs and line ends", () => {
    expect(escapeHtml("a\u0000b\u001bc\u007f\td\n")).toBe("abc\td\n");
  });
});

describe("scriptJson", () => {
  it("lets no JSON end its script element", () => {
    const text = scriptJson({ a: "</script><!--\u2028\u2029" });
    expect(text).not.toMatch(/[<\u2028\u2029]/);
    expect(JSON.parse(text)).toEqual({ a: "</script><!--\u2028\u2029" });
  });

  it("writes null for what has no JSON", () => {
    expect(scriptJson(undefined)).toBe("null");
  });
});

describe("isRecord", () => {
  it("takes objects, and neither null nor lists", () => {
    expect([{}, { a: 1 }, null, [], "x", undefined].map(isRecord)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

it("text of whatever stands in its place, which is not asked to describe itself", () => {
  expect(textOf(["a", ["b", 1], null])).toBe("ab1null");
  expect(textOf(undefined)).toBe("");
  expect(textOf({ toString: 1, valueOf: 1 })).toBe('{"toString":1,"valueOf":1}');
});

it("isDeeperThan counts arrays and objects in each other", () => {
  expect(isDeeperThan("a", 0)).toBe(false);
  expect(isDeeperThan([], 0)).toBe(true);
  expect(isDeeperThan({ a: [1, { b: 2 }] }, 2)).toBe(true);
  expect(isDeeperThan({ a: [1, { b: 2 }] }, 3)).toBe(false);
});
