import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import WebSocket from "ws";

const candidates = [
  process.env["LOSSBOOK_FIREFOX"],
  "/usr/bin/firefox-esr",
  "/usr/bin/firefox",
  "/snap/bin/firefox",
];

/** An installed Firefox; undefined where there is none. */
export function firefoxPath(): string | undefined {
  return candidates.find((path) => path !== undefined && existsSync(path));
}

/** No network, no first-run pages, no updates: a page from the disk and nothing else. */
const preferences = {
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.page": 0,
  "browser.startup.homepage_override.mstone": "ignore",
  "datareporting.policy.dataSubmissionEnabled": false,
  "app.update.enabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "network.proxy.type": 1,
  "network.proxy.http": "127.0.0.1",
  "network.proxy.http_port": 9,
  "network.proxy.ssl": "127.0.0.1",
  "network.proxy.ssl_port": 9,
};

type Message = Readonly<Record<string, unknown>>;

/** A Firefox that is spoken to by WebDriver BiDi: one page, its console, what it asks for. */
export class Firefox {
  /** Errors and warnings of the console, and every address but a file's own. */
  readonly problems: string[] = [];
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<
    number,
    { resolve: (result: Message) => void; reject: (error: Error) => void }
  >();
  #commands = 0;
  #context = "";

  private constructor(process: ChildProcess, profile: string, socket: WebSocket) {
    this.#process = process;
    this.#profile = profile;
    this.#socket = socket;
    socket.on("message", (data: Buffer) => this.#receive(JSON.parse(data.toString()) as Message));
    socket.on("close", () => this.#fail("Firefox closed the connection"));
  }

  static async open(path: string): Promise<Firefox> {
    const profile = mkdtempSync(join(tmpdir(), "lossbook-firefox-"));
    const lines = Object.entries(preferences).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    );
    writeFileSync(join(profile, "user.js"), `${lines.join("\n")}\n`);
    const child = spawn(
      path,
      ["--headless", "--no-remote", "--remote-debugging-port=0", "--profile", profile],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    const address = await new Promise<string>((resolve, reject) => {
      let said = "";
      child.stderr.on("data", (data: Buffer) => {
        said += data.toString();
        const found = /WebDriver BiDi listening on (ws:\S+)/.exec(said)?.[1];
        if (found !== undefined) resolve(found);
      });
      child.on("error", reject);
      child.on("exit", () => reject(new Error(`Firefox ended: ${said.slice(-1000)}`)));
    });
    const socket = new WebSocket(`${address}/session`);
    await new Promise((resolve, reject) => socket.on("open", resolve).on("error", reject));
    const firefox = new Firefox(child, profile, socket);
    await firefox.#begin();
    return firefox;
  }

  async #begin(): Promise<void> {
    await this.#command("session.new", { capabilities: {} });
    const made = await this.#command("browsingContext.create", { type: "tab" });
    this.#context = String(made["context"]);
    await this.#command("session.subscribe", {
      events: ["log.entryAdded", "network.beforeRequestSent"],
      contexts: [this.#context],
    });
    await this.#command("browsingContext.setViewport", {
      context: this.#context,
      viewport: { width: 1280, height: 900 },
    });
  }

  #receive(message: Message): void {
    const waiting = this.#waiting.get(Number(message["id"]));
    if (waiting !== undefined) {
      this.#waiting.delete(Number(message["id"]));
      if (message["type"] === "success") waiting.resolve(message["result"] as Message);
      else waiting.reject(new Error(`${String(message["error"])}: ${String(message["message"])}`));
      return;
    }
    const said = message["params"] as Message | undefined;
    if (message["method"] === "log.entryAdded" && /^(?:error|warn)/.test(String(said?.["level"])))
      this.problems.push(String(said?.["text"]));
    if (message["method"] === "network.beforeRequestSent") {
      const { url } = said?.["request"] as { url: string };
      if (!/^(?:file|data|blob|about):/.test(url)) this.problems.push(`asked for ${url}`);
    }
  }

  #fail(reason: string): void {
    this.#waiting.forEach(({ reject }) => reject(new Error(reason)));
    this.#waiting.clear();
  }

  #command(method: string, params: Message): Promise<Message> {
    const id = ++this.#commands;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  async goto(url: string): Promise<void> {
    await this.#command("browsingContext.navigate", {
      context: this.#context,
      url,
      wait: "complete",
    });
  }

  /** Calls a function in the page with plain arguments, waits for its promise, and gives its plain result. */
  async evaluate<Result, Arguments extends readonly unknown[]>(
    body: (...args: Arguments) => Result | Promise<Result>,
    ...args: Arguments
  ): Promise<Result> {
    const call = await this.#call(
      `async () => JSON.stringify(await (${body.toString()})(...${JSON.stringify(args)}))`,
    );
    const text = call["value"];
    return (typeof text === "string" ? JSON.parse(text) : undefined) as Result;
  }

  async #call(functionDeclaration: string): Promise<Message> {
    const answer = await this.#command("script.callFunction", {
      functionDeclaration,
      awaitPromise: true,
      target: { context: this.#context },
    });
    if (answer["type"] === "exception")
      throw new Error(String((answer["exceptionDetails"] as Message)["text"]));
    return answer["result"] as Message;
  }

  /** Waits until the function is true in the page, frame by frame. */
  async until<Arguments extends readonly unknown[]>(
    condition: (...args: Arguments) => boolean,
    ...args: Arguments
  ): Promise<void> {
    await this.#call(`async () => {
      const condition = ${condition.toString()};
      while (!condition(...${JSON.stringify(args)}))
        await new Promise((resolve) => setTimeout(resolve, 20));
    }`);
  }

  /** A real press of the mouse in the middle of the first element that fits. */
  async click(selector: string): Promise<void> {
    const element = await this.#call(`() => {
      const found = document.querySelector(${JSON.stringify(selector)});
      found?.scrollIntoView({ block: "center", behavior: "instant" });
      return found;
    }`);
    if (element["sharedId"] === undefined) throw new Error(`nothing fits ${selector}`);
    await this.#command("input.performActions", {
      context: this.#context,
      actions: [
        {
          type: "pointer",
          id: "mouse",
          actions: [
            {
              type: "pointerMove",
              x: 0,
              y: 0,
              origin: { type: "element", element: { sharedId: element["sharedId"] } },
            },
            { type: "pointerDown", button: 0 },
            { type: "pointerUp", button: 0 },
          ],
        },
      ],
    });
  }

  /** Presses keys one after the other; the first ones are held while the last is pressed. */
  async press(...keys: string[]): Promise<void> {
    await this.#keys([
      ...keys.map((value) => ({ type: "keyDown", value })),
      ...keys.toReversed().map((value) => ({ type: "keyUp", value })),
    ]);
  }

  async type(text: string): Promise<void> {
    await this.#keys(
      [...text].flatMap((value) => [
        { type: "keyDown", value },
        { type: "keyUp", value },
      ]),
    );
  }

  async #keys(actions: readonly Message[]): Promise<void> {
    await this.#command("input.performActions", {
      context: this.#context,
      actions: [{ type: "key", id: "keyboard", actions }],
    });
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#socket.close();
    this.#process.kill();
    await ended;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Keys that have no letter (WebDriver's table). */
export const keys = {
  shift: "\uE008",
  control: "\uE009",
  enter: "\uE007",
  end: "\uE010",
} as const;
