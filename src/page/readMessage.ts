// The door of the page: a guard for each message that the worker of a cell, or the frame around it, may send.
import type { ExploreView, ExploreWords, NamedNumber } from "../outputs/exploration.js";
import type { Feedback } from "../outputs/exercise.js";
import { isRecord } from "../text/isRecord.js";
import type { FromHost } from "./frame/hostMessages.js";
import type { CellNeeds, FromWorker, WorkerOutput } from "./messages.js";

type Fields = Readonly<Record<string, unknown>>;
type Reader<Message extends { readonly kind: string }> = {
  readonly [Kind in Message["kind"]]: (
    fields: Fields,
  ) => Extract<Message, { readonly kind: Kind }> | undefined;
};

/** The message in this text; undefined where it is none. */
export function readFromWorker(text: unknown): FromWorker | undefined {
  if (typeof text !== "string") return undefined;
  let fields: unknown;
  try {
    fields = JSON.parse(text);
  } catch {
    return undefined;
  }
  return read(fromWorker, fields);
}

/** What the hidden frame said; undefined where it is no message of ours. */
export function readFromHost(data: unknown): FromHost | undefined {
  return read(fromHost, data);
}

function read<Message extends { readonly kind: string }>(
  readers: Reader<Message>,
  fields: unknown,
): Message | undefined {
  if (!isRecord(fields)) return undefined;
  const { kind } = fields;
  if (typeof kind !== "string" || !Object.hasOwn(readers, kind)) return undefined;
  return readers[kind as Message["kind"]](fields);
}

const fromHost: Reader<FromHost> = {
  ready: () => ({ kind: "ready" }),
  pong: () => ({ kind: "pong" }),
  failed: ({ worker, message }) =>
    (worker === "cells" || worker === "explorations") && typeof message === "string"
      ? { kind: "failed", worker, message }
      : undefined,
};

const fromWorker: Reader<FromWorker> = {
  ready: () => ({ kind: "ready" }),
  output({ cell, output }) {
    const one = isRecord(output) ? read(outputs, output) : undefined;
    return typeof cell === "string" && one !== undefined
      ? { kind: "output", cell, output: one }
      : undefined;
  },
  inspected({ request, needs }) {
    if (!isNumber(request) || !Array.isArray(needs)) return undefined;
    const read = needs.flatMap((need: unknown): CellNeeds[] =>
      isRecord(need) && typeof need["cell"] === "string" && Array.isArray(need["names"])
        ? [{ cell: need["cell"], names: need["names"].filter((name) => typeof name === "string") }]
        : [],
    );
    return { kind: "inspected", request, needs: read };
  },
  done: ({ cell, ok }) =>
    typeof cell === "string" && typeof ok === "boolean" ? { kind: "done", cell, ok } : undefined,
  view({ request, view, failed }) {
    if (!isNumber(request)) return undefined;
    if (typeof failed === "string") return { kind: "view", request, failed };
    const one = readView(view);
    return one && { kind: "view", request, view: one };
  },
  judged({ request, feedback, failed }) {
    if (!isNumber(request)) return undefined;
    if (typeof failed === "string") return { kind: "judged", request, failed };
    const one = readFeedback(feedback);
    return one && { kind: "judged", request, feedback: one };
  },
  call({ limit }) {
    if (limit === undefined) return { kind: "call" };
    return isNumber(limit) ? { kind: "call", limit } : undefined;
  },
};

const outputs: Reader<WorkerOutput> = {
  stream: ({ name, text }) =>
    (name === "stdout" || name === "stderr") && typeof text === "string"
      ? { kind: "stream", name, text }
      : undefined,
  data: ({ data, id, update }) =>
    isRecord(data)
      ? {
          kind: "data",
          data,
          ...(typeof id === "string" ? { id } : {}),
          ...(update === true ? { update } : {}),
        }
      : undefined,
  error: ({ name, message, line, stack }) =>
    typeof name === "string" && typeof message === "string" && typeof stack === "string"
      ? { kind: "error", name, message, stack, ...(isNumber(line) ? { line } : {}) }
      : undefined,
};

/** What a cell computed for an exploration. A figure is cleaned by whoever draws it. */
export function readView(view: unknown): ExploreView | undefined {
  if (!isRecord(view) || !Array.isArray(view["figures"])) return undefined;
  return { ...readWords(view), figures: view["figures"] as ExploreView["figures"] };
}

/** Numbers and sentences beside a figure: what is neither is left out. */
export function readWords(words: unknown): ExploreWords {
  const { numbers, sentences } = isRecord(words) ? words : ({} as Fields);
  return {
    numbers: (Array.isArray(numbers) ? numbers : []).flatMap((number: unknown): NamedNumber[] => {
      const { label, text } = isRecord(number) ? number : ({} as Fields);
      return typeof label === "string" && typeof text === "string" ? [{ label, text }] : [];
    }),
    sentences: (Array.isArray(sentences) ? sentences : []).filter(
      (sentence: unknown) => typeof sentence === "string",
    ),
  };
}

/** What is said to an answer. */
export function readFeedback(feedback: unknown): Feedback | undefined {
  if (!isRecord(feedback)) return undefined;
  const { state, message, points } = feedback;
  if (state !== "unsolved" && state !== "right" && state !== "wrong") return undefined;
  if (typeof message !== "string" || !isNumber(points) || points < 0) return undefined;
  return { state, message, points };
}

const isNumber = (value: unknown): value is number => Number.isFinite(value);
