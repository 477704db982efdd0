// The page around the pages of a preview: it hears what has changed, and keeps the author's place.
import { element } from "./element.js";
import { Frames } from "./frames.js";
import { showFindings, showState, type Finding, type State } from "./statusLine.js";

type PreviewMessage =
  | { readonly type: "page"; readonly page: string; readonly version: number }
  | ({ readonly type: "state"; readonly page: string } & State)
  | { readonly type: "findings"; readonly page: string; readonly findings: readonly Finding[] };

const home = JSON.parse(element("#home").textContent) as string;
const states = new Map<string, State>();
const findings = new Map<string, readonly Finding[]>();
const reveal = (cell: string): void => frames.reveal(cell);
const first = decodeURIComponent(location.hash.slice(1)) || home;

const frames = new Frames(element("main"), encodeURIComponent(first), (page) => {
  history.replaceState(null, "", page === home ? " " : `#${encodeURIComponent(page)}`);
  showStateOf(page);
  // A version that came while the frame was loading.
  const newest = versions.get(page);
  if (newest !== undefined) void show(page, newest);
});
const versions = new Map<string, number>();

function showStateOf(page: string): void {
  showState(states.get(page) ?? { state: "ready", seconds: 0 }, reveal);
  if (!states.has(page)) element("#state").textContent = "";
  showFindings(findings.get(page) ?? [], reveal);
  frames.mark(states.get(page)?.provisional ?? []);
}

/** One after the other: each is compared with the one before. */
let showing: Promise<void> = Promise.resolve();
function show(page: string, version: number): Promise<void> {
  versions.set(page, version);
  return (showing = showing
    .then(() => (versions.get(page) === version ? frames.show(page, version) : undefined))
    .catch(() => undefined));
}

const events = new EventSource("events");
events.addEventListener("message", ({ data }: MessageEvent<string>) => {
  const message = JSON.parse(data) as PreviewMessage;
  if (message.type === "page") void show(message.page, message.version);
  else {
    if (message.type === "state") states.set(message.page, message);
    else findings.set(message.page, message.findings);
    if (frames.showing.page === message.page) showStateOf(message.page);
  }
});
events.addEventListener("error", () => showState({ state: "gone" }, reveal));
events.addEventListener("open", () => showStateOf(frames.showing.page));
