import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { Channels } from "../../../src/node/kernel/channels.js";
import type { Channel } from "../../../src/node/kernel/channels.js";
import { writeConnectionFile } from "../../../src/node/kernel/connectionFile.js";
import { delay } from "../../../src/node/kernel/waiting.js";
import { kernelCommand } from "../../../src/node/kernel/kernelCommand.js";
import type { JsonObject, Message } from "../../../src/node/kernel/message.js";

export interface Received extends Message {
  readonly channel: Channel;
}

/** A kernel whose every message a test sees: what a front end sees, without our client's care. */
export interface RawKernel {
  readonly process: ChildProcess;
  readonly received: Received[];
  send(channel: "shell" | "control", type: string, content?: JsonObject): string;
  /** The first message that answers; undefined when none comes in time. */
  wait(
    matches: (message: Received) => boolean,
    milliseconds?: number,
  ): Promise<Received | undefined>;
  /** The reply to a request of that id. */
  reply(id: string, milliseconds?: number): Promise<Received | undefined>;
  stop(): void;
}

export async function startRawKernel(without: readonly string[] = []): Promise<RawKernel> {
  const file = await writeConnectionFile("lossbook");
  const { command, args } = kernelCommand({ cwd: process.cwd() });
  const child = spawn(
    command,
    args.map((part) => part.replace("{connection_file}", file.path)),
    { stdio: "ignore", env: { ...process.env, LOSSBOOK_WITHOUT: without.join(",") } },
  );
  const received: Received[] = [];
  const channels = new Channels(file.connection, (channel, message) => {
    received.push({ ...message, channel });
  });
  const wait: RawKernel["wait"] = async (matches, milliseconds = 10_000) => {
    const end = Date.now() + milliseconds;
    for (;;) {
      const found = received.find(matches);
      if (found !== undefined || Date.now() > end) return found;
      await delay(10);
    }
  };
  const kernel: RawKernel = {
    process: child,
    received,
    send: (channel, type, content = {}) => channels.send(channel, type, content),
    wait,
    reply: (id, milliseconds) =>
      wait((message) => message.channel !== "iopub" && message.parent.msg_id === id, milliseconds),
    stop() {
      channels.close();
      child.kill("SIGKILL");
      file.remove();
    },
  };
  for (let attempt = 0; ; attempt++) {
    const id = kernel.send("shell", "kernel_info_request");
    if ((await kernel.reply(id, 500)) !== undefined) return kernel;
    if (attempt === 40) {
      kernel.stop();
      throw new Error("the raw kernel did not start");
    }
  }
}
