import { describe, expect, it } from "vitest";
import { readFromHost, readFromWorker } from "../../src/page/readMessage.js";

const admitted = (message: unknown) => readFromWorker(JSON.stringify(message));

describe("what a worker may say", () => {
  it.each([
    { kind: "ready" },
    { kind: "output", cell: "a", output: { kind: "stream", name: "stderr", text: "" } },
    { kind: "output", cell: "a", output: { kind: "data", data: { "text/plain": "1" }, id: "x", update: true } },
    { kind: "output", cell: "a", output: { kind: "error", name: "E", message: "m", stack: "", line: 3 } },
    { kind: "done", cell: "a", ok: false },
    { kind: "view", request: 1, view: { figures: [], numbers: [{ label: "a", text: "1" }], sentences: ["s"] } },
    { kind: "view", request: 1, failed: "no" },
    { kind: "judged", request: 2, feedback: { state: "right", message: "m", points: 2 } },
    { kind: "inspected", request: 3, needs: [{ cell: "a", names: ["Buffer"] }] },
    { kind: "call", limit: 100 },
    { kind: "call" },
  ])("$kind comes through as it is: %j", (message) => {
    expect(admitted(message)).toEqual(message);
  }); // prettier-ignore

  it.each<[string, unknown]>([
    ["no text", { kind: "ready" }],
    ["a number", 5],
    ["no JSON", "{"],
    ["a list", "[]"],
    ["nothing", "null"],
    ["no kind", "{}"],
    ["a kind of every object", '{"kind":"toString"}'],
    ["a kind that is an object", '{"kind":{}}'],
    ["a prototype for a kind", '{"kind":"__proto__"}'],
    ["an output of no cell", '{"kind":"output","output":{"kind":"stream","name":"stdout","text":""}}'],
    ["text that is none", '{"kind":"output","cell":"a","output":{"kind":"stream","name":"stdout","text":{}}}'],
    ["a stream of no name", '{"kind":"output","cell":"a","output":{"kind":"stream","name":"x","text":""}}'],
    ["data that is a list", '{"kind":"output","cell":"a","output":{"kind":"data","data":[1]}}'],
    ["an error without words", '{"kind":"output","cell":"a","output":{"kind":"error","name":{"toString":1}}}'],
    ["an ending that is no answer", '{"kind":"done","cell":"a","ok":"yes"}'],
    ["a view without figures", '{"kind":"view","request":1,"view":{}}'],
    ["a view of nobody's request", '{"kind":"view","request":"1","view":{"figures":[]}}'],
    ["feedback in no state", '{"kind":"judged","request":1,"feedback":{"state":"x","message":"","points":0}}'],
    ["points below nothing", '{"kind":"judged","request":1,"feedback":{"state":"wrong","message":"","points":-1}}'],
    ["a limit that is a text", '{"kind":"call","limit":"1"}'],
  ])("%s does not", (_, text) => {
    expect(readFromWorker(text)).toBeUndefined();
  }); // prettier-ignore

  it("leaves out of a view's words what is none", () => {
    const view = {
      figures: [],
      numbers: [null, 5, { label: { toString: 1 }, text: null }],
      sentences: ["s", {}, null],
    };
    const read = admitted({ kind: "view", request: 1, view });
    expect(read).toEqual({
      kind: "view",
      request: 1,
      view: { figures: [], numbers: [], sentences: ["s"] },
    });
  });
});

describe("what the hidden frame may say", () => {
  it("is that it is ready, that it lives, and that a worker failed", () => {
    expect(readFromHost({ kind: "pong" })).toEqual({ kind: "pong" });
    expect(readFromHost({ kind: "ready" })).toEqual({ kind: "ready" });
    expect(readFromHost({ kind: "failed", worker: "cells", message: "m" })).toBeDefined();
    expect(readFromHost({ kind: "failed", worker: "mine", message: "m" })).toBeUndefined();
    expect(readFromHost("pong")).toBeUndefined();
    expect(readFromHost({ kind: "constructor" })).toBeUndefined();
  });
});
