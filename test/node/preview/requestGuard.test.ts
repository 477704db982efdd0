import { describe, expect, it } from "vitest";
import { guardRequest } from "../../../src/node/preview/requestGuard.js";

const address = { port: 4321, token: "s3cret-token" };
const host = "127.0.0.1:4321";
const ask = (url: string, headers: Record<string, string> = {}, method = "GET") =>
  guardRequest({ method, url, headers: { host, ...headers } }, address);

describe("a preview", () => {
  it("is given to who knows its address", () => {
    expect(ask("/s3cret-token/")).toMatchObject({ path: "" });
    expect(ask("/s3cret-token/pages/06.html?v=3")).toMatchObject({ path: "pages/06.html" });
    expect(ask("/s3cret-token/", { host: "localhost:4321" })).toMatchObject({ path: "" });
    expect(ask("/s3cret-token/events", { origin: `http://${host}` })).toMatchObject({
      path: "events",
    });
    expect(ask("/s3cret-token/pages/Verl%C3%A4ufe.html")).toMatchObject({
      path: "pages/Verläufe.html",
    });
  });

  it.each([
    ["a name that leads here", { host: "evil.example:4321" }],
    ["another port", { host: "127.0.0.1:80" }],
    ["no port", { host: "127.0.0.1" }],
    ["no host", { host: "" }],
    ["another origin", { origin: "https://evil.example" }],
    ["a sandboxed frame", { origin: "null" }],
    ["another port's page", { origin: "http://127.0.0.1:80" }],
    ["a script of another site", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }],
  ])("is refused to %s", (_, headers: Record<string, string>) => {
    expect(ask("/s3cret-token/", headers)).toMatchObject({ status: 403 });
  });

  it.each([
    "/",
    "/pages/06.html",
    "/s3cret-toke/",
    "/s3cret-tokenx/",
    "/S3CRET-TOKEN/",
    "//s3cret-token/",
    "/s3cret-token/../s3cret-token/",
    "/s3cret-token/pages/..%2f..%2fetc%2fpasswd",
    "/s3cret-token/pages/..%5c..%5cwin.ini",
    "/s3cret-token/%2e%2e/x",
    "/s3cret-token/pages/a%00.html",
    "/s3cret-token/%zz",
  ])("has nothing at %s", (url) => {
    expect(ask(url)).toMatchObject({ status: 404 });
  });

  it("is only read", () => {
    expect(ask("/s3cret-token/", {}, "POST")).toMatchObject({ status: 405 });
  });
});
