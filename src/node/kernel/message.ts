import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { isDeeperThan } from "../../text/isDeeperThan.js";
import { exactJsonText } from "../../text/exactJsonText.js";

/** A JSON object as it travels in a message. */
export type JsonObject = Readonly<Record<string, unknown>>;

export interface MessageHeader {
  readonly msg_id: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly msg_type: string;
  readonly version: string;
}

/** What of a message's content was more than is taken: its bytes, or its arrays and objects in each other. */
export type Oversized = "bytes" | "levels";

/** One message of the Jupyter protocol, on any channel. */
export interface Message {
  /** The routing prefix: whom a Router answers, or a Publisher's topic. */
  readonly identities: readonly Uint8Array[];
  readonly header: MessageHeader;
  /** The header of the request that this answers; empty for a request. */
  readonly parent: Partial<MessageHeader>;
  readonly metadata: JsonObject;
  readonly content: JsonObject;
  readonly buffers: readonly Uint8Array[];
  /** Its content was larger than asked for, or nested too deeply, and is not here. */
  readonly oversized?: Oversized;
}

/** Arrays and objects in each other: more than any output means, and less than any stack bears. */
export const mostLevels = 1000;

const delimiter = Buffer.from("<IDS|MSG>");

export function newMessage(
  type: string,
  session: string,
  content: JsonObject,
  parent: Partial<MessageHeader> = {},
): Message {
  return {
    identities: [],
    header: {
      msg_id: randomUUID(),
      session,
      username: "lossbook",
      date: new Date().toISOString(),
      msg_type: type,
      version: "5.3",
    },
    parent,
    metadata: {},
    content,
    buffers: [],
  };
}

/** HMAC-SHA256 over the four JSON blobs, exactly as they are sent. */
export function signature(key: string, blobs: readonly Uint8Array[]): string {
  if (key === "") throw new Error("a kernel connection needs a key; got an empty one");
  const hmac = createHmac("sha256", key);
  for (const blob of blobs) hmac.update(blob);
  return hmac.digest("hex");
}

/** Frames: identities…, `<IDS|MSG>`, HMAC, header, parent, metadata, content, buffers…. */
export function encodeMessage(message: Message, key: string): Uint8Array[] {
  const blobs = [message.header, message.parent, message.metadata, message.content].map((part) =>
    Buffer.from(exactJsonText(part) ?? "null"),
  );
  return [
    ...message.identities,
    delimiter,
    Buffer.from(signature(key, blobs)),
    ...blobs,
    ...message.buffers,
  ];
}

/**
 * The message in these frames; an Error where they are not one or their signature is wrong. Content of more than
 * `largest` bytes is not read: as text and as an object it would take many times its size. A cell may sign messages
 * too, since it runs inside the kernel: what nests without end, which no later step could write again, stops here.
 */
export function decodeMessage(
  frames: readonly Uint8Array[],
  key: string,
  largest = Infinity,
): Message {
  const at = frames.findIndex((frame) => delimiter.equals(frame));
  if (at < 0) throw new Error("a kernel message must have the delimiter <IDS|MSG>; there is none");
  const given = frames[at + 1];
  const blobs = frames.slice(at + 2, at + 6);
  if (given === undefined || blobs.length < 4) {
    throw new Error(
      `a kernel message must have a signature and 4 parts; got ${frames.length - at - 1} frames`,
    );
  }
  const expected = Buffer.from(signature(key, blobs));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new Error(
      "the signature of a kernel message is wrong: another key, or a changed message",
    );
  }
  const [header, parent, metadata] = blobs.slice(0, 3).map(parseObject);
  if ([header, parent, metadata].some((part) => isDeeperThan(part, mostLevels)))
    throw new Error(`a kernel message must not be nested more than ${mostLevels} levels deep`);
  const content = blobs[3]!.length > largest ? undefined : parseObject(blobs[3]!);
  const oversized: Oversized | undefined =
    content === undefined ? "bytes" : isDeeperThan(content, mostLevels) ? "levels" : undefined;
  return {
    identities: frames.slice(0, at),
    header: header as unknown as MessageHeader,
    parent: parent as Partial<MessageHeader>,
    metadata: metadata!,
    content: content === undefined || oversized !== undefined ? {} : content,
    buffers: frames.slice(at + 6),
    ...(oversized === undefined ? {} : { oversized }),
  };
}

function parseObject(blob: Uint8Array): JsonObject {
  const value: unknown = JSON.parse(
    Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength).toString("utf8"),
  );
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error("every part of a kernel message must be a JSON object");
  }
  return value as JsonObject;
}
