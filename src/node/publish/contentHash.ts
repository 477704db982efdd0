import { createHash } from "node:crypto";

/** SHA-256 as hex. */
export function contentHash(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** What a content security policy says of an inline script: `sha256-…`. */
export function policyHash(script: string): string {
  return `sha256-${createHash("sha256").update(script, "utf8").digest("base64")}`;
}
