import { randomBytes } from "node:crypto";
import { createServer, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { guardRequest } from "./requestGuard.js";

/** What the server hands out: nothing of it is read from a disk. */
export interface PreviewContent {
  /** The page around the pages, which swaps them, and its policy. */
  readonly shell: { readonly html: string; readonly policy: string };
  /** A page; it is rendered first where nobody has asked for it yet. */
  page(
    file: string,
    version: number | undefined,
  ): Promise<{ number: number; html: string } | undefined>;
  asset(name: string): string | undefined;
  /** Said to a browser that begins to listen. */
  greeting(): readonly object[];
}

export interface PreviewServer {
  readonly url: string;
  /** Tells every browser that listens. */
  send(event: object): void;
  close(): Promise<void>;
}

/** Serves a preview to the browser of this machine, and to nobody else (`guardRequest`). */
export async function startPreviewServer(
  port: number,
  content: PreviewContent,
): Promise<PreviewServer> {
  const token = randomBytes(18).toString("base64url");
  const listeners = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const asked = guardRequest(request, { port: portOf(server), token });
    if ("status" in asked) return answer(response, asked.status, "text/plain", `${asked.reason}\n`);
    if (asked.path === "events") return listen(response, listeners, content);
    serve(asked, response, content).catch((error: unknown) =>
      answer(response, 500, "text/plain", `${error instanceof Error ? error.message : ""}\n`),
    );
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${portOf(server)}/${token}/`,
    send: (event) => {
      for (const response of listeners) response.write(eventText(event));
    },
    async close() {
      for (const response of listeners) response.end();
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

function listen(
  response: ServerResponse,
  listeners: Set<ServerResponse>,
  content: PreviewContent,
): void {
  response.writeHead(200, { ...headers, "content-type": "text/event-stream" });
  for (const event of content.greeting()) response.write(eventText(event));
  listeners.add(response);
  response.on("close", () => listeners.delete(response));
}

const eventText = (event: object): string => `data: ${JSON.stringify(event)}\n\n`;

async function serve(
  { path, query }: { readonly path: string; readonly query: URLSearchParams },
  response: ServerResponse,
  content: PreviewContent,
): Promise<void> {
  if (path === "") {
    const { html, policy } = content.shell;
    return answer(response, 200, "text/html", html, { "content-security-policy": policy });
  }
  const file = /^pages\/([^/]+\.html)$/.exec(path)?.[1];
  if (file !== undefined) {
    const given = query.get("v");
    const page = await content.page(file, given === null ? undefined : Number(given));
    if (page === undefined) return answer(response, 404, "text/plain", "no such page\n");
    // The address says which version the browser has.
    if (given !== String(page.number)) {
      response.writeHead(302, {
        ...headers,
        location: `${encodeURIComponent(file)}?v=${page.number}`,
      });
      return void response.end();
    }
    return answer(response, 200, "text/html", page.html);
  }
  const asset = path.startsWith("pages/") ? content.asset(path.slice("pages/".length)) : undefined;
  if (asset === undefined) return answer(response, 404, "text/plain", "no such page\n");
  answer(response, 200, path.endsWith(".css") ? "text/css" : "text/javascript", asset);
}

const headers = {
  "cache-control": "no-store",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "SAMEORIGIN",
};

function answer(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  more: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { ...headers, "content-type": `${type}; charset=utf-8`, ...more });
  response.end(body);
}
