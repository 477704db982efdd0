import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a kernel and its client must both know: Jupyter's connection file. */
export interface Connection {
  readonly transport: "tcp";
  readonly ip: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
  readonly key: string;
  readonly signature_scheme: "hmac-sha256";
  readonly kernel_name: string;
}

export interface ConnectionFile {
  readonly connection: Connection;
  readonly path: string;
  /** Removes the file and its folder. */
  remove(): void;
}

/** The start of the private folder's name; the launcher removes such a folder when its parent died. */
export const connectionFolderPrefix = "lossbook-kernel-";

/** Writes a new connection with a random key, readable by this user alone. */
export async function writeConnectionFile(kernelName: string): Promise<ConnectionFile> {
  const [shell, iopub, stdin, control, heartbeat] = await freePorts(5);
  const connection: Connection = {
    transport: "tcp",
    ip: "127.0.0.1",
    shell_port: shell!,
    iopub_port: iopub!,
    stdin_port: stdin!,
    control_port: control!,
    hb_port: heartbeat!,
    key: randomBytes(32).toString("hex"),
    signature_scheme: "hmac-sha256",
    kernel_name: kernelName,
  };
  // mkdtemp makes the folder with mode 0700.
  const folder = mkdtempSync(join(tmpdir(), connectionFolderPrefix));
  const path = join(folder, "kernel.json");
  writeFileSync(path, JSON.stringify(connection), { mode: 0o600 });
  return { connection, path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Reads a connection file; an Error that says what is wrong with it. */
export function readConnectionFile(path: string): Connection {
  const connection = JSON.parse(readFileSync(path, "utf8")) as Connection;
  if (connection.transport !== "tcp") {
    throw new Error(
      `a connection must have the transport tcp, got ${String(connection.transport)}`,
    );
  }
  if (typeof connection.key !== "string" || connection.key === "") {
    throw new Error("a connection must have a key that is not empty");
  }
  return connection;
}

export const address = (connection: Connection, port: number): string =>
  `${connection.transport}://${connection.ip}:${port}`;

/**
 * Ports that were free a moment ago. Someone may take one before the kernel binds it; the caller then
 * starts again with others.
 */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
          const server = createServer();
          server.once("error", reject);
          server.listen(0, "127.0.0.1", () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(
    servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))),
  );
  return ports;
}
