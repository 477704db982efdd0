import { expect, it } from "vitest";
import { Memo } from "../../src/text/memo.js";

it("makes each value once", () => {
  const memo = new Memo<{ readonly of: string }>(100);
  const first = memo.get("a", () => ({ of: "a" }));
  expect(memo.get("a", () => ({ of: "again" }))).toBe(first);
});

it("keeps the last used, within its length", () => {
  const memo = new Memo<number>(4);
  let made = 0;
  const get = (text: string): number => memo.get(text, () => ++made);
  get("aa");
  get("bb");
  get("aa");
  get("cc");
  expect(made).toBe(3);
  get("aa");
  expect(made).toBe(3);
  get("bb");
  expect(made).toBe(4);
});

it("keeps no text that alone is too long", () => {
  const memo = new Memo<number>(4);
  memo.get("aa", () => 1);
  memo.get("long text", () => 2);
  expect(memo.get("long text", () => 3)).toBe(3);
  expect(memo.get("aa", () => 4)).toBe(1);
});

it("forgets all", () => {
  const memo = new Memo<number>(4);
  memo.get("aaaa", () => 1);
  memo.clear();
  expect(memo.get("aaaa", () => 2)).toBe(2);
  expect(memo.get("aaaa", () => 3)).toBe(2);
});

it("weighs values where it is told how", () => {
  const memo = new Memo<string>(10, (text, value) => text.length + value.length);
  memo.get("a", () => "x".repeat(8));
  memo.get("b", () => "y");
  expect(memo.get("a", () => "new")).toBe("new");
});

it("lets go what nobody asks for any more, however little it weighs", () => {
  const memo = new Memo<string>(1e9);
  memo.get("old", () => "old");
  for (let i = 0; i < 2_100; i++) {
    memo.get("used", () => "used");
    memo.get(`new ${i}`, () => "new");
  }
  expect(memo.get("used", () => "again")).toBe("used");
  expect(memo.get("old", () => "again")).toBe("again");
});
