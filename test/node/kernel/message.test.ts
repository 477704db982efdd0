import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  decodeMessage,
  encodeMessage,
  newMessage,
  signature,
} from "../../../src/node/kernel/message.js";
import { MessageReader } from "../../../src/node/kernel/messageReader.js";

const key = "a key";

it("a reader takes a signed message once, and passes over what is none of its connection", () => {
  const reader = new MessageReader(key);
  const frames = encodeMessage(newMessage("execute_request", "s1", { code: "1" }), key);
  expect(reader.read(frames)?.content).toEqual({ code: "1" });
  // Sent again by somebody who listened, from another address too.
  expect(reader.read(frames)).toBeUndefined();
  expect(reader.read([Buffer.from("other"), ...frames])).toBeUndefined();
  expect(reader.read(encodeMessage(newMessage("x", "s1", {}), "another key"))).toBeUndefined();
  expect(reader.read([Buffer.from("noise")])).toBeUndefined();
  expect(reader.read(encodeMessage(newMessage("x", "s1", {}), key))?.header.msg_type).toBe("x");
});

describe("message", () => {
  it("travels through its frames unchanged, with identities and buffers", () => {
    const message = {
      ...newMessage("execute_request", "s1", { code: "1 + 1" }, { msg_id: "p" }),
      identities: [Buffer.from("client")],
      buffers: [Buffer.from([0, 255])],
    };
    const frames = encodeMessage(message, key);
    expect(frames).toHaveLength(1 + 2 + 4 + 1);
    expect(decodeMessage(frames, key)).toEqual(message);
  });

  it("whose content is larger than asked for comes without it", () => {
    const message = newMessage("stream", "s1", { text: "x".repeat(100) }, { msg_id: "p" });
    const frames = encodeMessage(message, key);
    expect(decodeMessage(frames, key, 200)).toEqual(message);
    expect(decodeMessage(frames, key, 100)).toEqual({
      ...message,
      content: {},
      oversized: "bytes",
    });
  });

  it("that nests more deeply than any stack bears comes without its content, or not at all", () => {
    const signed = (parts: readonly string[]) => {
      const blobs = parts.map((part) => Buffer.from(part));
      return [Buffer.from("<IDS|MSG>"), Buffer.from(signature(key, blobs)), ...blobs];
    };
    const nested = (levels: number) => `{"a":${"[".repeat(levels)}${"]".repeat(levels)}}`;
    const header = JSON.stringify(newMessage("x", "s1", {}).header);
    expect(decodeMessage(signed([header, "{}", "{}", nested(999)]), key)).not.toHaveProperty(
      "oversized",
    );
    expect(decodeMessage(signed([header, "{}", "{}", nested(1000)]), key)).toMatchObject({
      content: {},
      oversized: "levels",
    });
    for (const parts of [
      [nested(20_000), "{}", "{}", "{}"],
      [header, nested(20_000), "{}", "{}"],
      [header, "{}", nested(20_000), "{}"],
    ])
      expect(() => decodeMessage(signed(parts), key)).toThrow("more than 1000 levels deep");
  });

  it("is signed by HMAC-SHA256 over the four blobs as sent", () => {
    const frames = encodeMessage(newMessage("status", "s1", {}), key);
    const hmac = createHmac("sha256", key);
    for (const blob of frames.slice(2)) hmac.update(blob);
    expect(Buffer.from(frames[1]!).toString()).toBe(hmac.digest("hex"));
  });

  it.each([
    ["a changed blob", (frames: Uint8Array[]) => (frames[5] = Buffer.from('{"code":"2"}'))],
    ["a signature that is too short", (frames: Uint8Array[]) => (frames[1] = Buffer.from("00"))],
    ["no signature", (frames: Uint8Array[]) => (frames[1] = Buffer.from(""))],
  ])("refuses %s", (_name, change) => {
    const frames = encodeMessage(newMessage("status", "s1", {}), key);
    change(frames);
    expect(() => decodeMessage(frames, key)).toThrow(/signature .* is wrong/);
  });

  it("refuses another key, an empty key and frames that are no message", () => {
    const frames = encodeMessage(newMessage("status", "s1", {}), key);
    expect(() => decodeMessage(frames, "another")).toThrow(/signature/);
    expect(() => encodeMessage(newMessage("status", "s1", {}), "")).toThrow(/needs a key/);
    expect(() => decodeMessage([Buffer.from("x")], key)).toThrow(/<IDS\|MSG>/);
    expect(() => decodeMessage(frames.slice(0, 4), key)).toThrow(/4 parts/);
  });
});
