import { loaded, loadScript } from "../reader/loadScript.js";
import type { Renderer } from "./render.js";

let loading: Promise<Renderer> | undefined;

/** What sets the outputs of live cells: a script of its own, loaded with the first of them. */
export function loadRenderer(): Promise<Renderer> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Renderer> {
  if (window.lossbookRender === undefined) await loadScript("lossbook-render");
  return loaded(window.lossbookRender);
}
