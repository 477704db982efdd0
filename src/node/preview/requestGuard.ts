import { timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

export interface GuardedRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** Where the preview is served, and the secret that its addresses begin with. */
export interface PreviewAddress {
  readonly port: number;
  readonly token: string;
}

export type Guarded =
  | { readonly path: string; readonly query: URLSearchParams }
  | { readonly status: number; readonly reason: string };

/**
 * What of the preview a request asks for, or why it gets nothing. The browser of this machine opens pages of the whole
 * world: none of them may read a course that is being written.
 *
 * - The host must be this machine's by name: a stranger's name that leads here (DNS rebinding) is refused.
 * - A page of another origin is refused, whatever it asks for.
 * - Every path begins with a token that nobody can guess. It is no cookie: those go to every port of a machine.
 */
export function guardRequest(
  { method, url = "", headers }: GuardedRequest,
  { port, token }: PreviewAddress,
): Guarded {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!hosts.includes(headers.host ?? ""))
    return { status: 403, reason: "another host than this machine" };
  const { origin } = headers;
  if (origin !== undefined && !hosts.some((host) => origin === `http://${host}`))
    return { status: 403, reason: "a page of another origin" };
  // Another port of this machine is the same site, and another origin.
  const { "sec-fetch-site": site = "none", "sec-fetch-mode": mode } = headers;
  if (site !== "same-origin" && site !== "none" && mode !== "navigate")
    return { status: 403, reason: "a page of another origin" };
  if (method !== "GET" && method !== "HEAD") return { status: 405, reason: "only GET and HEAD" };
  const [path = "", query] = url.split("?", 2);
  const [, given = "", ...rest] = path.split("/");
  if (!isSame(given, token)) return { status: 404, reason: "no such page" };
  try {
    const parts = rest.map(decodeURIComponent);
    // What is served stands in a list; these could not be on it.
    if (parts.some((part) => /[/\\\0]/.test(part) || part === ".." || part === "."))
      return { status: 404, reason: "no such page" };
    return { path: parts.join("/"), query: new URLSearchParams(query) };
  } catch {
    return { status: 404, reason: "no such page" };
  }
}

function isSame(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
